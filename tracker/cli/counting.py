"""Counting statements."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from tracker.asking.filters import asked
from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError, UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.output import Force, expect_new, write_file
from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import Dimension
from tracker.views.asked import complain_of_passed_over, filters_of
from tracker.views.console import complain, on_terminal
from tracker.views.counts import count_fields, count_records, print_counts, shown_rows
from tracker.views.paging import paged
from tracker.views.plots import PlotFormat, format_of, limits_of, plot_of, source_line
from tracker.views.records import write_for_excel, write_records
from tracker.views.wording import counted, listed
from tracker.views.words import ENGLISH, reading_in

MOST_DIMENSIONS = 2
MOST_DOWN, MOST_ACROSS = 20, 12  # values that a terminal is shown, without --limit


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker count --by act",
        "tracker count --by month --by act --since 2022-01",
        "tracker count --by actor --topic Ukraine --limit 10",
        "tracker count --by topic --by month --topic Ukraine --topic Iran --csv > topics.csv",
        "tracker count --by month --by act --plot acts.svg",
        "tracker count --by actor --by addressee --plot who-to-whom.html",
    ),
)
@filtered
def count(
    context: typer.Context,
    filters: Filters,
    by: Annotated[
        list[Dimension] | None,
        typer.Option("--by", metavar="WHAT", help=f"What to count by: {', '.join(Dimension)}. Once or twice."),
    ] = None,
    percent: Annotated[
        bool, typer.Option("--percent", help="Shares instead of numbers, in tables of two things and in plots.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="FILE", help="Draw it: FILE ends in .svg, .png or .html. Needs the extra “plot”."
        ),
    ] = None,
    force: Force = False,
    all_versions: options.AllVersions = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Tell the N most frequent values apart, and take the others together."),
    ] = None,
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
    as_excel: options.AsExcel = False,
) -> None:
    """Count statements: by actor, act, outlet, month and so on.

    Counted is, in every format, what `quotes` lists on a terminal: no fragments (but see --fragments), nothing that was
    rejected, and of an article that was changed what the last version has, and what it doesn't have any more. A
    statement of several actors counts for each of them. Shares are of all statements, or with two --by of those in the
    same row. Without --by the statements are counted together.

    In a pipe each count is one line with tabs between its values, the number, the share, and what number it is of. On
    a terminal and in plots the most frequent actors, acts and so on are told apart, as many as --limit says, and the
    others are taken together; for programs all are told apart, unless --limit is given.
    """
    options.refuse_words(context.args)
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if plot and (written_as or as_excel):
        raise UsageError(f"--plot and --{written_as or 'excel'} exclude each other")
    if written_as and as_excel:
        raise UsageError(f"--excel and --{written_as} exclude each other")
    dimensions = _dimensions(by or (), filters, limit)
    plot_format = _plot_format(plot, dimensions, force=force)
    to_program = written_as is not None or as_excel
    with reading_in(ENGLISH if to_program else read_in), open_to_ask(database) as store:
        query = replace(filters.query(store), all_versions=all_versions)
        if plot and plot_format:
            _draw(store, query, dimensions, limit, plot, plot_format, percent=percent)
        elif written_as or as_excel:
            found = store.count(query, dimensions, [limit] * len(dimensions))
            fields = count_fields(dimensions)
            if written_as:
                write_records(count_records(found), written_as, fields)
            else:
                write_for_excel(count_records(found), fields)
        else:
            shown = (MOST_DOWN, MOST_ACROSS) if on_terminal() else ()
            found = store.count(query, dimensions, [limit] * len(dimensions) if limit else shown)
            if not found.total:
                complain("no statement found")
            if found.total or not dimensions:
                with paged():
                    print_counts(found, as_shares=percent)
        complain_of_passed_over(store.passed_over(query))


def _dimensions(by: Sequence[Dimension], filters: Filters, limit: int | None) -> Sequence[Dimension]:
    """Raises UsageError for what can't be counted by."""
    if len(by) > MOST_DIMENSIONS:
        raise UsageError("--by: at most twice; filters such as --actor and --act narrow it further")
    if len(set(by)) < len(by):
        raise UsageError(f"--by: {by[0]} twice")
    if len(by) > 1 and all(each.is_time for each in by):
        raise UsageError(f"--by: {by[0]} or {by[1]}, not both")
    if Dimension.TOPIC in by and not filters.topic:
        raise UsageError("--by topic: which ones? name each with --topic")
    if limit and all(each.is_time for each in by):
        raise UsageError("--limit: of what? times are all told; --since and --until narrow them")
    return by


def _plot_format(path: Path | None, by: Sequence[Dimension], *, force: bool) -> PlotFormat | None:
    """What to draw, if anything.

    Raises UsageError where that can't be, UserError where a package is missing or the file is there already.
    """
    if path is None:
        return None
    written_as = format_of(path)
    if written_as is None:
        raise UsageError(f"--plot: {path} doesn't end in {', '.join(PlotFormat)}, which say what to draw")
    if not by:
        raise UsageError("--plot: of what? add --by, once or twice")
    if find_spec("matplotlib") is None:
        raise UserError("drawing needs one more package: pip install 'quote-claim-tracker[plot]'")
    expect_new(path, force=force)
    return written_as


def _draw(
    store: Store,
    query: StatementQuery,
    by: Sequence[Dimension],
    limit: int | None,
    path: Path,
    written_as: PlotFormat,
    *,
    percent: bool,
) -> None:
    from tracker.views.drawing import drawn

    found = store.count(query, by, limits_of(by, limit))
    if not found.total:
        raise UserError("no statement found, nothing drawn")
    deciders = store.statement_decisions.deciders(query)
    source = source_line(store.count(query, [Dimension.OUTLET]), store.count(query, [Dimension.DAY]), deciders)
    given = "; ".join(f"{label} {value}" for label, value in filters_of(asked(store, query)))
    plot = plot_of(found, given, source, as_shares=percent, limit=limit)
    if not plot.places or not plot.series:
        raise UserError(f"nothing to draw: no statement whose {listed(by)} {'is' if len(by) == 1 else 'are'} known")
    write_file(drawn(plot, written_as, shown_rows(found)), path)
    complain(f"{path}: {counted(found.total, 'statement')}")
