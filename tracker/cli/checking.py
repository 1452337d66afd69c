"""Whether the database is as it must be."""

from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import BAD_INPUT
from tracker.views.checking import checked_record, print_checked, print_repaired, repaired_record
from tracker.views.progress import progress
from tracker.views.records import write_json_line


@app.command(epilog=examples("tracker check", "tracker check --repair", "tracker check --json | jq .problems"))
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be rebuilt from the articles.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
) -> None:
    """Check that the database is whole and all in it fits together.

    Each problem is one line with tabs between table, row and what is wrong; then the exit code is 1. With
    --repair, indexes, counts, families and the like are rebuilt; texts, what was found in them and your
    decisions stay as they are, and a copy of the database as it was is kept beside it, named as it is with
    ".before-repair" at the end. While the search index is compared, articles can't be written.
    """
    with open_to_write(database, create=False) as store:
        if repair:
            repaired = store.repair()
            checked = repaired.now
        else:
            with progress("checking", store.to_check()) as advance:
                checked = store.check(advance)
    if as_json:
        write_json_line(repaired_record(repaired) if repair else checked_record(checked))
    elif repair:
        print_repaired(repaired)
    else:
        print_checked(checked)
    if checked.problems:
        raise typer.Exit(BAD_INPUT)
