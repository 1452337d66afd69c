"""The questions about statements: quotes, timeline, events, show and search."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import typer

from tracker.asking.filters import Scope
from tracker.cli import completing, options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.output import chosen_fields, print_rows, write_statements
from tracker.store import StatementQuery, Store
from tracker.store.rows.statements import StatementInPlace
from tracker.terms import Judgement, SourceBasis, Standing, TargetBasis
from tracker.views.asked import complain_of_passed_over
from tracker.views.console import complain
from tracker.views.events import AIMED, EVENT_FIELDS, events_of, print_events
from tracker.views.formats import By
from tracker.views.listing import print_statements, print_totals
from tracker.views.records import (
    STATEMENT_FIELDS,
    TIMELINE_FIELDS,
    Record,
    place_record,
    statement_record,
    timeline_record,
    write_json_line,
    write_records,
)
from tracker.views.statement import print_statement
from tracker.views.statement_decisions import in_short
from tracker.views.timeline import print_timeline
from tracker.views.words import reading_in

_NOTHING = "no statement found"


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker quotes --actor Blinken --topic Ukraine",
        "tracker quotes --act warning --to Russia",
        "tracker quotes --act threat --act demand --since 2022-01-01",
        "tracker quotes --kind direct --json",
        "tracker quotes | grep Invasion",
    ),
)
@filtered
def quotes(
    context: typer.Context,
    filters: Filters,
    all_versions: options.AllVersions = False,
    limit: options.Limit = None,
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
    as_excel: options.AsExcel = False,
    columns: options.Columns = None,
) -> None:
    """List statements, the newest first.

    In a pipe each is one line with tabs between number, day, actor, act, text and outlet. A "?" after a day
    says that the published date it rests on is a guess; one after a speaker that the name was concluded from the
    words behind it. A speaker in brackets is shown as printed, since nobody in the article is known to be meant.
    What --actor, --to and --sure pass over that may be meant is counted at the end, on standard error. Of an
    article that was changed at its address, the last version's statements are listed, and those that it doesn't
    have any more: these say so. A terminal is shown the first fifty, unless --limit is given, and once what several
    articles print in the same words, also shortened: "dpa +2" is two more.
    """
    options.refuse_words(context.args)
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    chosen = chosen_fields(columns, written_as, as_excel=as_excel)
    with reading_in(read_in), open_to_ask(database) as store:
        to_program = written_as is not None or as_excel
        query = replace(_of_listing(filters.query(store, limit), to_program), all_versions=all_versions)
        if to_program:
            write_statements(store, store.each_statement(query), chosen, written_as)
        elif not print_rows(
            lambda most: store.each_statement(replace(query, limit=most)),
            limit,
            printed=print_statements,
            above=lambda shown: print_totals(shown, store.totals(query)),
        ):
            _complain_of_nothing(store, query)
        complain_of_passed_over(store.passed_over(query))


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker timeline --topic Ukraine",
        "tracker timeline --actor Blinken --since 2022-01-17 --until 2022-01-23",
        "tracker timeline --by actor --act denial",
        "tracker timeline --topic Iran --csv > iran.csv",
    ),
)
@filtered
def timeline(
    context: typer.Context,
    filters: Filters,
    by: Annotated[By, typer.Option(help="What the entries stand under.")] = By.DAY,
    limit: options.Limit = None,
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Tell what was said day by day, the earliest first.

    The same words printed in several articles are one entry: "[3]  (dpa +2)" is statement 3, printed by dpa
    and in two other articles; those that are nearly the same text count as one. In a pipe each entry is one
    line with tabs between day, sentence, number and sources, behind the actor with --by actor. A terminal is
    shown the first fifty, unless --limit is given.
    """
    options.refuse_words(context.args)
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with reading_in(read_in), open_to_ask(database) as store:
        query = _of_listing(filters.query(store, limit), written_as is not None)
        if written_as:
            write_records(map(timeline_record, store.timeline(query)), written_as, TIMELINE_FIELDS)
        elif not print_rows(
            lambda most: store.timeline(replace(query, limit=most)),
            limit,
            printed=lambda entries: print_timeline(entries, by),
            above=lambda _: print_totals(None, store.totals(query)),
        ):
            _complain_of_nothing(store, query)
        complain_of_passed_over(store.passed_over(query))


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker events --since 2022-01-01 --csv > events.csv",
        "tracker events --act threat --act warning --to Russia",
        "tracker events --sources words --csv > events.csv",
        "tracker events --jsonl | jq 'select(.plover == \"DEMAND\")'",
    ),
)
@filtered
def events(
    context: typer.Context,
    filters: Filters,
    targets: Annotated[
        TargetBasis,
        typer.Option(
            help="content: where nobody is addressed, whom the content names first besides the source is the target; "
            "addressee: only who is addressed."
        ),
    ] = TargetBasis.CONTENT,
    sources: Annotated[
        SourceBasis,
        typer.Option(
            help="name: only who is named; words: where nobody is, the words that are printed for them, such as "
            "“Palestinian officials”, are the source."
        ),
    ] = SourceBasis.NAME,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Write statements as event data: source, event, target.

    One row for each source and target of each statement, the newest first; statements of which nobody is known to
    have made them are left out without --sources words, and so, without --standing, are those that weren't made or not
    yet. The types of
    events are PLOVER's, the codes CAMEO's; acts that PLOVER has no type for, such as plain statements, have none. Where
    nobody is addressed, the target is whom the content names first ("rejected an Indian ultimatum"); target_from in
    JSON and CSV says so, and --targets addressee leaves these out. In a pipe each event is one line with tabs between
    date, source, PLOVER type, act, target, what it is about, and the statement's number. A "?" after an act says that
    it is rather another one. --limit counts statements.
    """
    options.refuse_words(context.args)
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        query = filters.query(store, limit)
        query = replace(query, standings=query.standings or (Standing.ASSERTED.value,))
        aimed = AIMED if targets == TargetBasis.CONTENT else frozenset[str]()

        def found(most: int | None) -> Iterator[Record]:
            return events_of(store.each_with_targets(replace(query, limit=most), aimed), sources)

        if written_as:
            write_records(found(limit), written_as, EVENT_FIELDS)
        elif not print_rows(found, limit, printed=print_events):
            _complain_of_nothing(store, query)
        complain_of_passed_over(store.passed_over(query))


@app.command(epilog=examples("tracker show 3", "tracker show 3 4 5", "tracker show 3 --json"))
def show(
    numbers: Annotated[
        list[int],
        typer.Argument(metavar="N", help="Numbers of statements.", autocompletion=completing.statements),
    ],
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
) -> None:
    """Show statements in their paragraphs and all that is known of them."""
    with open_to_ask(database) as store:
        places = [_in_place(store, number) for number in dict.fromkeys(numbers)]
    with reading_in(read_in):
        for position, found in enumerate(places):
            if as_json:
                write_json_line(place_record(found))
                continue
            if position:
                typer.echo()
            print_statement(found)


def _in_place(store: Store, number: int) -> StatementInPlace:
    """Raises UserError where there is no such statement, which says so where it was rejected."""
    if found := store.statement(number):
        return found
    for decision in store.statement_decisions.history(number):
        if decision.undone_at is None and decision.judgement == Judgement.REJECT:
            raise UserError(
                f"{in_short(decision)} was rejected by {decision.decided_by} on {decision.decided_at[:10]}",
                f"to take that back: tracker statements undo {decision.id}",
            )
    raise UserError(f"there is no statement {number}")


@app.command(epilog=examples("tracker search Sanktionen", 'tracker search "territorial integrity" --limit 10'))
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that the statement contains.")],
    limit: options.Limit = None,
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Search statements and their paragraphs, the best match first.

    A terminal is shown the first fifty, unless --limit is given.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with reading_in(read_in), open_to_ask(database) as store:
        if written_as:
            write_records(map(statement_record, store.search(" ".join(words), limit)), written_as, STATEMENT_FIELDS)
        elif not print_rows(lambda most: store.search(" ".join(words), most), limit, printed=print_statements):
            complain(_NOTHING)


def _of_listing(query: StatementQuery, to_program: bool) -> StatementQuery:
    """A question whose answer is listed: to programs with all fragments, which have what they are inside."""
    return replace(query, fragments=query.fragments or to_program)


def _complain_of_nothing(store: Store, query: StatementQuery) -> None:
    """Say that nothing was found, and whether something would be in the rest of the articles."""
    anywhere = replace(query, scope=Scope.ARTICLE.value, limit=1)
    further = query.topics and query.scope != anywhere.scope and any(True for _ in store.each_statement(anywhere))
    complain(f"{_NOTHING}; with --scope article there is" if further else _NOTHING)
