"""Reading articles into the database."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.batches import in_batches
from tracker.cli.database import open_to_write
from tracker.cli.errors import BAD_INPUT, UsageError
from tracker.extraction.statements import Extraction
from tracker.reading.article import Article
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.rows import StatementRow
from tracker.views.console import complain
from tracker.views.found import print_found
from tracker.views.records import Record, statement_record, write_records
from tracker.views.wording import published

if TYPE_CHECKING:
    from tracker.reading import Given

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the article's number and whether it is new, or the problem with it."""

    source: str
    article_id: int | None = None
    new: bool = False
    problem: str | None = None


@app.command(
    epilog=examples(
        "tracker ingest article.txt",
        "tracker ingest --outlet dpa --date 2022-01-21 genf.txt",
        "tracker ingest news/*.txt",
        'pdftotext report.pdf - | tracker ingest --title "Annual report" -',
    )
)
def ingest(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="The articles; “-” is standard input.")],
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When published (2022-01-21).")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it is published.")] = None,
    language: Annotated[options.Language | None, typer.Option(help="Its language; otherwise it is recognised.")] = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
) -> None:
    """Read articles and keep what was said in the database.

    What was found is printed by actor. An article that is known already stays as it is. In a pipe each
    statement is one line with tabs between file, number, actor, act, kind and quote.
    """
    written_as = options.chosen_format(as_json, as_json_lines)
    if len(files) > 1 and (title or url):
        raise UsageError("--title and --url belong to one article: give one file")
    day = options.parsed_day(date, "--date")
    from tracker.reading import Given

    given = Given(published=day, outlet=outlet, title=title, url=url, language=language)
    problems: list[str] = []
    with open_to_write(database, create=True) as store:
        outcomes = _complaining(_outcomes(store, files, given), problems)
        if written_as:
            write_records((_record(store, outcome) for outcome in outcomes), written_as, ())
        else:
            for outcome in outcomes:
                _print(store, outcome)
    if problems:
        raise typer.Exit(BAD_INPUT)


def _outcomes(store: Store, files: Sequence[str], given: "Given") -> Iterator[Outcome]:
    """Read, extract and store the files, a batch at a time; what became of each comes in their order."""
    for batch in in_batches(files):
        read = [(source, _read(source, given)) for source in batch]
        extractions = _extracted(store, [article for _, article in read if isinstance(article, Article)])
        for source, article in read:
            if isinstance(article, str):
                yield Outcome(source, problem=article)
            else:
                yield _stored(store, source, article, extractions.get(article.text))


def _read(source: str, given: "Given") -> Article | str:
    """The article, or one line that says why it can't be read."""
    from tracker.reading import ReadingError, read_article, read_stream

    try:
        return read_stream(sys.stdin.buffer.read(), given) if source == STDIN else read_article(Path(source), given)
    except ReadingError as error:
        return str(error)


def _extracted(store: Store, articles: Sequence[Article]) -> dict[str, Extraction]:
    """What is in the articles that the database doesn't know, by their text."""
    from tracker.extraction import Item, extract_many

    unknown = {article.text: article for article in articles if store.known(article.text) is None}
    items = (Item(article.text, article.published, article.language) for article in unknown.values())
    return dict(zip(unknown, extract_many(items), strict=True))


def _stored(store: Store, source: str, article: Article, extraction: Extraction | None) -> Outcome:
    """Store an article, unless there is no extraction because the database knows its text."""
    from tracker.extraction import versions

    if extraction is None:
        return Outcome(source, store.known(article.text))
    try:
        added = store.add(article, extraction, versions())
    except StoreError as error:
        return Outcome(source, problem=f"{source}: {error}")
    return Outcome(source, added.article_id, added.new)


def _complaining(outcomes: Iterable[Outcome], problems: list[str]) -> Iterator[Outcome]:
    """Pass the outcomes on; say the problems among them on standard error, and collect them."""
    for outcome in outcomes:
        if outcome.problem:
            problems.append(outcome.problem)
            complain(outcome.problem)
        yield outcome


def _print(store: Store, outcome: Outcome) -> None:
    source = outcome.source
    if outcome.article_id is None:
        return
    if not outcome.new:
        complain(f"{source}: already known (article {outcome.article_id})")
        return
    article = store.article_text(outcome.article_id)
    rows = _statements(store, outcome.article_id)
    count = f"{len(rows)} statement{'' if len(rows) == 1 else 's'}"
    sure = "" if article.published_basis.guessed else f"; published {_published(article)}"
    print_found(source, f"{source}: article {outcome.article_id}, {count}{sure}", rows)
    for remark in _remarks(outcome.article_id, article):
        complain(f"{source}: {remark}")


def _remarks(number: int, article: Article) -> Iterator[str]:
    """What the user should know about a new article."""
    if article.language is None:
        yield "neither German nor English: stored without statements"
    if article.published is None:
        yield f"no published date found; to give one: tracker correct {number} --date DATE"
    elif article.published_basis.guessed:
        yield f"published {_published(article)}; if that is wrong: tracker correct {number} --date DATE"


def _record(store: Store, outcome: Outcome) -> Record:
    if outcome.article_id is None:
        return {"source": outcome.source, "error": outcome.problem}
    article = store.article_text(outcome.article_id)
    return {
        "source": outcome.source,
        "article_id": outcome.article_id,
        "new": outcome.new,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published_on": _iso(article),
        "published_on_basis": article.published_basis.value,
        "statements": [statement_record(row) for row in _statements(store, outcome.article_id)],
    }


def _statements(store: Store, article_id: int) -> list[StatementRow]:
    """The article's statements in the order of the text."""
    rows = store.statements(StatementQuery(article_id=article_id))
    return sorted(rows, key=lambda row: row.id)


def _published(article: Article) -> str:
    return published(_iso(article), article.published_basis)


def _iso(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None
