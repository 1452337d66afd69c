"""Extraction without a database, and bringing the database's articles up to date."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn, TypeVar, cast

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import BAD_INPUT
from tracker.extraction import Item, extract_many, versions
from tracker.extraction.document.quotation_marks import with_marks
from tracker.extraction.statements import Versions
from tracker.ingesting.inputs import Input
from tracker.ingesting.reading_pool import ReadingPool, Wanted
from tracker.reading.article import Article, PublishedBasis
from tracker.reading.errors import ReadingError
from tracker.reading.folders import files_in
from tracker.reading.formats.corpus import read_articles_jsonl
from tracker.reading.framing.streams import Joined
from tracker.store import Store
from tracker.views.console import complain
from tracker.views.extractions import extraction_record
from tracker.views.progress import progress
from tracker.views.records import write_json_line

BATCH = 16  # articles: so many at once that extraction is quick, so few that memory stays small

Batched = TypeVar("Batched")
STDIN = "-"
JSON_LINES_ENDINGS = (".jsonl", ".jsonl.gz")

Identified = tuple[str, Article]


@app.command(
    epilog=examples(
        "tracker extract article.txt",
        "tracker extract corpus.jsonl.gz > statements.jsonl",
        "zcat corpus.jsonl.gz | tracker extract - | jq .statements[].act",
    )
)
def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Articles in files or folders, .jsonl or .jsonl.gz; “-” is standard input."
        ),
    ],
    text: Annotated[bool, typer.Option("--text", help="Repeat the text, which the spans are counted in.")] = False,
    marks: options.Marks = False,
) -> None:
    """Extract statements without a database, to JSON Lines.

    Read is what `tracker ingest` reads from files. JSON Lines that come in have an `id` and a `text` and,
    where known, a `date` and a `language`. What can't be read is named on standard error, and the rest goes
    on. Each article is one line that goes out, with `id`, `language`, `date`, `statements` and `mentions`; a
    statement has its kind under `type`, its roles as spans, and `act`, `actors`, `addressee_actors`,
    `said_on` and `confidence`.
    """
    problems: list[str] = []
    for batch in _in_batches(_articles(files, problems)):
        _write(batch, with_text=text, marks=marks)
    if problems:
        raise typer.Exit(BAD_INPUT)


def _articles(files: Iterable[str], problems: list[str]) -> Iterator[Identified]:
    """The articles of all files with their ids; problems are said on standard error, and collected."""
    with ReadingPool(1, _wanting_all, _fetching_nothing) as pool:
        for file in files:
            for identifier, article in _read(file, pool):
                if isinstance(article, ReadingError):
                    problems.append(str(article))
                    complain(str(article))
                else:
                    yield identifier, article


def _wanting_all() -> AbstractContextManager[Wanted]:
    return nullcontext(lambda digest: True)


def _fetching_nothing(url: str) -> NoReturn:
    raise NotImplementedError  # files alone are read


def _read(file: str, pool: ReadingPool) -> Iterator[tuple[str, "Article | ReadingError"]]:
    """The articles of a file or folder, each with its id; in place of one that can't be read, the reason."""
    if file == STDIN and _holds_json_lines():
        yield from read_articles_jsonl(cast(BufferedReader, sys.stdin.buffer))
    elif file == STDIN:
        # Its buffer holds what was looked at already: what is handed on has no descriptor to read past it.
        stdin = cast(BinaryIO, Joined(b"", sys.stdin.buffer))
        yield from _records(Input(file, stream=stdin), pool)
    elif file.endswith(JSON_LINES_ENDINGS):
        yield from _json_lines(file)
    else:
        for found in files_in([file]):
            if isinstance(found, ReadingError):
                yield file, found
            elif str(found).endswith(JSON_LINES_ENDINGS):
                yield from _json_lines(str(found))
            else:
                yield from _records(Input(str(found), path=Path(found)), pool)


def _json_lines(file: str) -> Iterator[tuple[str, "Article | ReadingError"]]:
    """The articles of a JSON Lines file, each with the id that it has there."""
    try:
        with Path(file).open("rb") as stream:
            yield from read_articles_jsonl(stream, file)
    except OSError as error:
        yield file, ReadingError(f"{file}: can't be read ({error.strerror})")


def _records(source: Input, pool: ReadingPool) -> Iterator[tuple[str, "Article | ReadingError"]]:
    """The articles of a file of any other format; their ids are the file's name, or where in the file they stand."""
    for record in pool.records(pool.begin(source)):
        identifier = source.place if record.place in (source.place, "stdin") else record.place
        yield identifier, record.article or ReadingError(record.problem or "")


def _holds_json_lines() -> bool:
    """Whether standard input begins like JSON Lines or, being compressed, can only be that."""
    beginning = cast(BufferedReader, sys.stdin.buffer).peek()
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"\x1f\x8b"))


def _in_batches(items: Iterable[Batched]) -> Iterator[list[Batched]]:
    """The items in lists of at most BATCH, without reading further ahead than one list."""
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _write(batch: list[Identified], *, with_text: bool, marks: bool) -> None:
    """Extract a batch and write a line for each article at once, for whoever reads them as they come."""
    items = (Item(article.text, _published(article), article.language) for _, article in batch)
    found = extract_many(items)
    for (identifier, article), extraction in zip(batch, found, strict=True):
        if marks:
            extraction = with_marks(extraction, article.text)
        record = extraction_record(identifier, article.text, _published(article), extraction, with_text=with_text)
        write_json_line(record)
    sys.stdout.flush()


def _published(article: Article) -> date | None:
    """The published date; a file's time says nothing about a text in a pipeline."""
    return None if article.published_basis is PublishedBasis.FILE_TIME else article.published


@app.command(epilog=examples("tracker reextract", "tracker reextract --all"))
def reextract(
    every: Annotated[
        bool, typer.Option("--all", help="All articles, not only those that another version or model has read.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Bring articles that an older version, or another model, has read up to date.

    Their statements are found again; one that is found again keeps its number. TRACKER_MODEL says by which model.
    """
    with open_to_write(database, create=False) as store:
        current = versions()
        numbers = [row.id for row in store.articles()] if every else store.outdated(current)
        with progress("reading again", len(numbers)) as move_on:
            for batch in _in_batches(numbers):
                _replace(store, batch, current)
                move_on(len(batch))
        with progress("comparing", store.claims.waiting()) as move_on:
            store.claims.bring_up_to_date(advance=move_on)
    by_model = f", model {current.model}" if numbers else ""
    complain(f"{len(numbers)} article{'' if len(numbers) == 1 else 's'} brought up to date{by_model}")


def _replace(store: Store, numbers: list[int], current: Versions) -> None:
    """Put what is found now in the place of what was found before in these articles."""
    articles = [store.article_text(number) for number in numbers]
    found = extract_many(Item(article.text, article.published, article.language) for article in articles)
    for number, extraction in zip(numbers, found, strict=True):
        store.replace(number, extraction, current)
