"""What somebody said of a thing over time."""

from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.claims import complain_of_waiting, language_of
from tracker.cli.database import open_to_ask
from tracker.cli.errors import UsageError
from tracker.cli.filters import Filters, filtered
from tracker.views.claims import POSITION_FIELDS, position_record, print_positions
from tracker.views.console import complain
from tracker.views.paging import paged
from tracker.views.records import write_records


@app.command(
    epilog=examples(
        "tracker positions --actor Petri --topic Fabrik",
        "tracker positions --actor Renz --claim 4",
        'tracker positions --actor Holl --claim "the state will share the costs"',
    )
)
@filtered
def positions(
    filters: Filters,
    claim: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="A claim's number, or a sentence of your own: the thesis.")
    ] = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what somebody asserted, denied, wanted and promised of a thing, the earliest first.

    Where a statement seems to turn from an earlier one, by a “not”, a denial, a number, or from what is to what should
    or may be, it says “changed?” with both printed sources: read them. Left out is what may be somebody else's (a
    speaker who is a guess), summaries, and what wasn't said. In a pipe a line's fields are day, actor, what was done,
    words, number, outlet, and of what it turns from the number and the reason.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if not filters.actor:
        raise UsageError("whose positions? give --actor")
    if not filters.topic and claim is None:
        raise UsageError("on what? give --topic or --claim")
    number = int(claim) if claim is not None and claim.isdecimal() else None
    thesis = claim if number is None else None
    with open_to_ask(database) as store:
        language = language_of(thesis, None) if thesis else "en"
        found = store.claims.positions(filters.query(store), claim=number, thesis=thesis, language=language)
        found = found[-limit:] if limit else found
        if written_as:
            write_records(map(position_record, found), written_as, POSITION_FIELDS)
        elif found:
            with paged():
                print_positions(found)
        else:
            complain("no position found")
        complain_of_waiting(store)
