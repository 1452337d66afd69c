"""Reading articles into the database."""

from contextlib import closing
from functools import cache
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.arguments import Arguments, names_several
from tracker.cli.database import open_to_write
from tracker.cli.errors import BAD_INPUT, SIGNALLED, UsageError
from tracker.cli.ingest_output import IngestOutput
from tracker.cli.options import day_that_was
from tracker.extraction import versions
from tracker.ingesting.batch import ingest as ingest_all
from tracker.ingesting.interruption import InterruptedBySignal, Interruptible
from tracker.ingesting.reading_pool import Fetch
from tracker.reading.field_map import FieldMap, parse_map
from tracker.reading.records import NOTHING_GIVEN, Carried, Given
from tracker.reading.web import Fetcher
from tracker.views.console import complain
from tracker.views.wording import counted
from tracker.watching.notifying import notify


@app.command(
    epilog=examples(
        "tracker ingest article.txt",
        "tracker ingest --outlet dpa --date 2022-01-21 genf.txt",
        "tracker ingest --exclude drafts/ archive/ news.jsonl.gz",
        "tracker ingest https://example.org/news/report.html",
        'pdftotext report.pdf - | tracker ingest --title "Annual report" -',
    )
)
def ingest(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Articles: files, folders, patterns, http and https addresses; “-” is standard input."
        ),
    ],
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When published (2022-01-21).")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it is published.")] = None,
    language: Annotated[options.Language | None, typer.Option(help="Its language; otherwise it is recognised.")] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Leave out what has this name or path (*.pdf, drafts/). May be repeated."),
    ] = None,
    field_map: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=PATH", help="Where JSON and tables have a field: text=body.html. May be repeated."
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses in a private network too.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many cores find statements; by default all.")
    ] = None,
    found: Annotated[
        bool | None,
        typer.Option("--found/--no-found", help="Print what was found; by default for at most ten single articles."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
) -> None:
    """Read articles and keep what was said in the database.

    Read are plain text, Markdown, saved web pages, PDF, Word (DOCX), e-mail, JSON, JSON Lines, tables (CSV) and web
    archives (WARC), whatever their names. What is no article by its name is passed over in folders: images, programs,
    README, LICENSE and CHANGELOG; name such a file itself to have it read. What was found is printed by actor, or for
    many articles how many there were. An article that is known already stays as it is; after an interruption call the
    same command again. In a pipe each statement is one line with tabs between file, number, actor, act, kind and quote.
    What is new for `tracker watch` is told at the end.
    """
    written_as = options.chosen_format(as_json, as_json_lines)
    if (title or url) and (len(inputs) > 1 or names_several(inputs[0])):
        raise UsageError("--title and --url belong to one article: give one file")
    day = day_that_was(date)

    given = Given(published=day, outlet=outlet, title=title, url=url, language=language)
    arguments = Arguments(inputs, exclude or (), given, _parsed_map(field_map))
    with open_to_write(database, create=True) as store, Interruptible() as interruptible:
        output = IngestOutput(store, arguments, found=found, quiet=quiet, written_as=written_as)
        outcomes = ingest_all(
            store, arguments.inputs(), jobs=jobs, fetch=_fetching(allow_private), interruptible=interruptible
        )
        try:
            with closing(outcomes):
                output.show(outcomes)
            with interruptible.waiting():
                notify(store, quiet=quiet)
            outdated = len(store.outdated(versions())) if output.tally.known and not quiet else 0
        except InterruptedBySignal as signal:
            raise typer.Exit(SIGNALLED + signal.number) from signal
    if output.tally.known and given != NOTHING_GIVEN and not quiet:
        noted = "; where else they are printed is noted (tracker show)" if outlet or url else ""
        complain(f"known articles stay as they are{noted}; to change one: tracker correct NUMBER --date … --outlet …")
    if outdated:
        were = "was" if outdated == 1 else "were"
        complain(f"{counted(outdated, 'article')} {were} read by another model or version: see tracker reextract")
    if output.tally.failed:
        raise typer.Exit(BAD_INPUT)


def _parsed_map(words: list[str] | None) -> FieldMap | None:
    """The map that `--map` gives. Raises UsageError."""
    if not words:
        return None

    try:
        return parse_map(words)
    except ValueError as error:
        raise UsageError(f"--map: {error}") from error


def _fetching(allow_private: bool) -> Fetch:
    """What fetches addresses; it is loaded with the first one."""

    @cache
    def fetcher() -> Fetcher:
        return Fetcher(allow_private=allow_private)

    def fetch(url: str) -> tuple[bytes, Carried]:
        fetched = fetcher().fetch(url)
        return fetched.data, fetched.carried

    return fetch
