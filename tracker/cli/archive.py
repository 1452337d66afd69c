"""Archives that are too large for one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.asking.days import parsed_period
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write, translated
from tracker.cli.errors import BAD_INPUT, UsageError, UserError
from tracker.reading.errors import ReadingError
from tracker.reading.field_map import FieldMap, parse_map
from tracker.views.console import complain, print_problems
from tracker.views.records import write_records
from tracker.views.wording import counted

if TYPE_CHECKING:
    from tracker.archive.running import Progress

MOST_PROBLEMS_SHOWN = 20
PARTS_WITHOUT_CLUSTER = 50  # of an archive that is sliced
FAILURE_FIELDS = ("source", "record", "problem", "input")

archive = typer.Typer(
    name="archive",
    help="Archives too large for one database: extract on a cluster, link names, cut out what a question needs.",
    rich_markup_mode=None,
    no_args_is_help=True,
    epilog=examples(
        "tracker archive extract news.warc.gz --to archive",
        "tracker archive link archive",
        "tracker archive slice archive --topic Ukraine --since 2022-01 --db ukraine.db",
        "tracker timeline --topic Ukraine --db ukraine.db",
    ),
)
app.add_typer(archive)

Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.1:8786; by default this machine's cores."
    ),
]
Jobs = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many cores of this machine work; by default all.")
]
Archive = Annotated[str, typer.Argument(metavar="DIR", help="The archive: a folder, or its address.")]


@archive.command(
    epilog=examples(
        "tracker archive extract news.jsonl.gz pages/ --to archive",
        "tracker archive extract 's3://crawl/2022/*.warc.gz' --to s3://results/2022 --scheduler tcp://10.0.0.1:8786",
        "tracker archive extract articles.parquet --map text=body --to archive",
    )
)
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files, folders and patterns, or their addresses (s3://, gs://, hdfs://, …)."
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="DIR", help="Where the datasets are: a folder, or its address.")],
    scheduler: Scheduler = None,
    jobs: Jobs = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Leave out what has this name or path. May be repeated."),
    ] = None,
    field_map: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=PATH", help="Where JSON, tables and Parquet have a field. May be repeated."
        ),
    ] = None,
    part: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many articles are extracted and written at once.")
    ] = 1000,
) -> None:
    """Extract the statements of many articles to Parquet, on a cluster.

    Read are WARC, JSON Lines, CSV, Parquet and whatever else `tracker ingest` reads. Written are the datasets
    articles, statements, mentions and failures; `tracker guide archive` lists their fields. What is done already is
    passed over, so after an interruption call the same command again. What can't be read is named, and the rest goes
    on. One run at a time writes to an archive.
    """
    with _archive_extra():
        from tracker.archive.inputs import sources_of
        from tracker.archive.places import Directory
        from tracker.archive.running import run

        fields = _parsed_map(field_map)
        sources = sources_of(inputs, exclude or (), fields)
        with _cluster(scheduler, jobs) as client, _shown_progress() as report:
            done = run(client, sources, Directory(to), size=part, fields=fields, report=report)
    for problem in done.problems[:MOST_PROBLEMS_SHOWN]:
        complain(problem)
    if len(done.problems) > MOST_PROBLEMS_SHOWN:
        complain(f"and {len(done.problems) - MOST_PROBLEMS_SHOWN:,} more")
    known = f"; {counted(done.known, 'record')} done before" if done.known else ""
    complain(f"{counted(done.articles, 'article')}, {counted(done.statements, 'statement')} in {to}{known}")
    if done.failures:
        complain(f"{counted(done.failures, 'record')} failed; to list them: tracker archive failures {to}")
    if done.problems:
        complain("what is named above isn't done; the same command tries it again")
    if done.problems or done.failures:
        raise typer.Exit(BAD_INPUT)


@archive.command(
    epilog=examples("tracker archive link archive", "tracker archive link archive --scheduler tcp://10.0.0.1:8786")
)
def link(directory: Archive, scheduler: Scheduler = None, jobs: Jobs = None) -> None:
    """Find out who is who across an archive: actors, as one database of the same articles would have them.

    Written are the datasets actors, article_names (who is meant by which name in which article) and families (articles
    that are nearly identical) in the archive's folder `linked`, anew each time. Call it again after further articles
    were extracted.
    """
    with _archive_extra():
        from tracker.archive import linking

        found = _existing(directory)
        with _cluster(scheduler, jobs) as client, client.as_current():
            actors = linking.link(found)
    complain(f"{counted(actors, 'actor')} in {directory}/{linking.LINKED}")


@archive.command(
    "slice",
    epilog=examples(
        "tracker archive slice archive --topic Ukraine --since 2022-01 --db ukraine.db",
        "tracker archive slice archive --actor Blinken --db blinken.db",
    ),
)
def cut_out(
    directory: Archive,
    database: Annotated[Path, typer.Option("--db", metavar="PATH", help="The database that the slice goes to.")],
    topic: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="Articles about this; may be repeated: any of them.")
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Articles in which they speak or are addressed; may be repeated: any of them."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="With statements of this day, month or year on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="With statements up to this day, month or year.")
    ] = None,
    scheduler: Scheduler = None,
    jobs: Jobs = None,
) -> None:
    """Put the articles that a question needs into an ordinary database, with all that was found in them.

    The model isn't run again. Numbers of articles and statements are the same in every slice, so what was decided
    in one (`tracker statements export`) can be brought into the next (`tracker statements import`). A slice that is
    there is added to.

    An article is in a slice if it has a statement of the days that are asked for, and the words and names. All cores
    look for them in an archive of many parts.
    """
    first, last = parsed_period(since, until)
    with _archive_extra():
        from tracker.archive.slicing import SliceQuery, UnlinkedError, make, put_in

        found = _existing(directory)
        query = SliceQuery(tuple(topic or ()), tuple(actor or ()), first, last)
        try:
            with _cluster_for_many_parts(found, scheduler, jobs) as client:
                made = None
                if not database.exists():
                    with translated():
                        made = make(database, found, query, client)
                with open_to_write(database, create=False) as store:
                    done = put_in(store, found, query, client) if made is None else made
        except UnlinkedError as error:
            raise UserError(f"{directory}: {error}; call `tracker archive link {directory}` first.") from error
    complain(f"{counted(done.articles, 'article')}, {counted(done.statements, 'statement')} in {database}")
    if done.unlinked:
        complain(f"{counted(done.unlinked, 'part')} not linked yet: tracker archive link {directory}")


@archive.command(epilog=examples("tracker archive failures archive", "tracker archive failures archive --csv"))
def failures(
    directory: Archive,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what of an archive's inputs couldn't be read or extracted, and why."""
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with _archive_extra():
        from tracker.archive.tables import failed

        rows = failed(_existing(directory))
        if written_as:
            write_records(rows, written_as, FAILURE_FIELDS)
        else:
            print_problems(row["problem"] for row in rows)


def _existing(directory: str):  # type: ignore[no-untyped-def]
    from tracker.archive.parts import MANIFESTS
    from tracker.archive.places import Directory

    found = Directory(directory)
    if not found.exists(MANIFESTS):
        raise UserError(f"{directory}: no archive; make one with `tracker archive extract INPUT --to {directory}`.")
    return found


def _parsed_map(words: list[str] | None) -> FieldMap | None:
    try:
        return parse_map(words) if words else None
    except ValueError as error:
        raise UsageError(f"--map: {error}") from error


@contextmanager
def _archive_extra() -> Iterator[None]:
    """Names the extra where a package isn't there, and says in one line what can't be read or reached."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("dask", "distributed", "pyarrow", "fsspec", "pandas"):
            raise
        raise UserError("archives need the extra: pip install 'quote-claim-tracker[archive]'") from error
    except ReadingError as error:
        raise UserError(str(error)) from error


@contextmanager
def _cluster(scheduler: str | None, jobs: int | None):  # type: ignore[no-untyped-def]
    from tracker.archive.cluster import ClusterError, connected

    if scheduler and jobs:
        raise UsageError("--jobs is for this machine: a scheduler has its own workers")
    try:
        with connected(scheduler, jobs) as client:
            yield client
    except ClusterError as error:
        raise UserError(str(error)) from error


@contextmanager
def _cluster_for_many_parts(directory, scheduler, jobs):  # type: ignore[no-untyped-def]
    """A cluster where one is asked for, or there are more parts than are looked through while one is begun."""
    from tracker.archive.parts import numbers_of_parts

    if scheduler or jobs or len(numbers_of_parts(directory)) > PARTS_WITHOUT_CLUSTER:
        with _cluster(scheduler, jobs) as client:
            yield client
    else:
        yield None


@contextmanager
def _shown_progress():  # type: ignore[no-untyped-def]
    """On a terminal a bar; elsewhere nothing."""
    from tracker.views.progress import counting

    with counting("extracting") as show:

        def report(progress: "Progress") -> None:
            show(
                f"{counted(progress.articles, 'article')}, {counted(progress.statements, 'statement')}, "
                f"{progress.failures:,} failed"
            )

        yield report
