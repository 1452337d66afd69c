"""What was decided about statements: listed, taken back, taken out and brought in."""

import json
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from tracker.cli import options
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import BAD_INPUT, UserError
from tracker.cli.statement_deciding import tell_undone
from tracker.cli.statements import statements
from tracker.reading.errors import ReadingError, cannot_read
from tracker.reading.framing.json_lines import numbered_lines
from tracker.store.decided import sharing
from tracker.views.console import complain
from tracker.views.records import write_json_line, write_records
from tracker.views.statement_decisions import (
    JUDGEMENT_FIELDS,
    conflict_in_words,
    judgement_record,
    print_judgements,
)
from tracker.views.wording import counted
from tracker.views.words import reading_in

STDIN = "-"


@statements.command(
    epilog=examples("tracker statements history", "tracker statements history 17", "tracker statements history --json")
)
def history(
    number: Annotated[int | None, typer.Argument(metavar="N", help="Of this statement alone.")] = None,
    limit: options.Limit = None,
    read_in: options.ReadIn = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what was decided, the newest first, also what was undone since.

    In a pipe each is one line with tabs between number, when, who, statement, what, of which words, and “undone”.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        decisions = store.statement_decisions.history(number, limit)
    if written_as:
        write_records(map(judgement_record, decisions), written_as, JUDGEMENT_FIELDS)
    elif decisions:
        with reading_in(read_in):
            print_judgements(decisions)
    else:
        complain("nothing was decided yet")


@statements.command(epilog=examples("tracker statements undo 3", "tracker statements undo 3 4 7"))
def undo(
    numbers: Annotated[
        list[int], typer.Argument(metavar="N", help="Numbers of decisions, see `tracker statements history`.")
    ],
    database: options.Database = None,
) -> None:
    """Take back decisions; all others hold on."""
    with open_to_write(database, create=False) as store:
        for number in dict.fromkeys(numbers):
            store.statement_decisions.one(number)  # nothing is undone where one of them doesn't exist
        for number in dict.fromkeys(numbers):
            tell_undone(store.statement_decisions.undo(number))


@statements.command(
    epilog=examples(
        "tracker statements export > decisions.jsonl",
        "tracker statements export --gold > gold.jsonl && tracker evaluate gold.jsonl",
    )
)
def export(
    gold: Annotated[
        bool, typer.Option("--gold", help="Articles as `tracker evaluate` and the training read them.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Write the decisions that hold to JSON Lines, for `tracker statements import` on another database.

    With --gold, write the articles all of whose statements were accepted, corrected, added or rejected, with their
    texts: what tracker finds can be measured by them.
    """
    with open_to_ask(database) as store:
        if not gold:
            for record in sharing.decisions(store.connection, store.path):
                write_json_line(record)
            return
        left = 0
        for article in sharing.gold(store.connection, store.path):
            if article is None:
                left += 1
            else:
                write_json_line(article)
    if left:
        undecided = "with statements that nobody has decided about yet"
        complain(f"{counted(left, 'article')} left out: {undecided} (tracker review --article NUMBER --fragments)")


@statements.command("import", epilog=examples("tracker statements import decisions.jsonl"))
def import_decisions(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `export` wrote; “-” is standard input.")],
    override: Annotated[
        bool, typer.Option("--override", help="Also what goes against what somebody else has decided here.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Bring in what others have decided.

    Articles are known by their texts. What goes against a decision that somebody else made here is listed and left
    out, with what its decider decided of that statement later; the exit code is 1 then. To bring in the same twice
    does nothing.
    """
    records = list(_read(file))
    with open_to_write(database, create=False) as store:
        done = sharing.bring_in(store.connection, store.path, records, override=override)
    for conflict in done.conflicts:
        complain(conflict_in_words(conflict))
    known = f", {done.known:,} known" if done.known else ""
    elsewhere = f", {done.elsewhere:,} about articles that aren't here" if done.elsewhere else ""
    complain(f"{counted(done.new, 'decision')} brought in{known}{elsewhere}")
    if done.conflicts:
        later = f", with {counted(done.later, 'later decision')} of the same people about them" if done.later else ""
        complain(f"{counted(len(done.conflicts), 'conflict')} left out{later}; --override brings them in")
        raise typer.Exit(BAD_INPUT)


def _read(file: str) -> Iterator[sharing.Record]:
    """The decisions of a file. Raises UserError, which names the line."""
    name = "stdin" if file == STDIN else file
    try:
        with _opened(file) as stream:
            for number, line in numbered_lines(stream, name):
                yield _decision(line, f"{name}, line {number}")
    except OSError as error:
        raise UserError(str(cannot_read(file, error))) from error
    except ReadingError as error:
        raise UserError(str(error)) from error


def _opened(file: str) -> BufferedReader:
    return cast(BufferedReader, sys.stdin.buffer if file == STDIN else Path(file).open("rb"))


def _decision(line: bytes, place: str) -> sharing.Record:
    try:
        record: Any = json.loads(line)
        return sharing.expect_decision(record)
    except json.JSONDecodeError as error:
        raise UserError(f"{place}: no JSON; `tracker statements export` writes such files") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{place}: {error}; `tracker statements export` writes such files") from error
