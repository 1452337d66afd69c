"""Which statements verdicts are about, and the user's word on it: `tracker verdicts matches`, `same`, `apart`, …"""

import sys
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.answering import answer_to, read_answers
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import UsageError
from tracker.cli.output import print_rows
from tracker.cli.statement_deciding import By, who
from tracker.cli.verdicts import verdicts
from tracker.store import Store
from tracker.store.rows.verdicts import Tier, VerdictMatch
from tracker.views.console import complain
from tracker.views.records import write_records
from tracker.views.verdicts import (
    MATCH_FIELDS,
    VERDICT_DECISION_FIELDS,
    decision_in_words,
    match_record,
    print_matches,
    print_pair,
    print_verdict_decisions,
    verdict_decision_record,
)
from tracker.views.wording import counted

QUESTION = "Is the verdict about this statement? [y]es, [n]o, [s]kip, [q]uit: "

OfVerdict = Annotated[int, typer.Argument(metavar="VERDICT", help="The verdict's number.")]
OfStatement = Annotated[int, typer.Argument(metavar="STATEMENT", help="The statement's number.")]


@verdicts.command(
    epilog=examples(
        "tracker verdicts matches", "tracker verdicts matches --tier suggested --ask", "tracker verdicts matches --json"
    )
)
def matches(
    tier: Annotated[
        list[Tier] | None,
        typer.Option(metavar="TIER", help=f"How sure it is: {', '.join(Tier)}. May be repeated."),
    ] = None,
    verdict: Annotated[int | None, typer.Option(metavar="N", help="Of this verdict alone.")] = None,
    statement: Annotated[int | None, typer.Option(metavar="N", help="Of this statement alone.")] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask about those that are suggested, one after the other.")
    ] = False,
    by: By = None,
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List which statements verdicts are about.

    Sure: the same words, asserted by the claimant on that day. Suggested: something is otherwise, and it is said what.
    Similar: the same claim by somebody else, or at another time. Only what is sure, or what you decided, is shown with
    statements. In a pipe each is one line with tabs between tier, what speaks against it, the verdict's number, rating,
    by whom, claim, the statement's number, who said it, its day and its words.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if ask:
        if written_as:
            raise UsageError(f"--ask and --{written_as} exclude each other")
        with open_to_write(database, create=False) as store:
            _ask(store, store.verdicts.matches(tier or [Tier.SUGGESTED], verdict, statement, limit), who(by))
        return
    with open_to_ask(database) as store:

        def rows(most: int | None) -> list[VerdictMatch]:
            return store.verdicts.matches(tier or None, verdict, statement, most)

        if written_as:
            write_records(map(match_record, rows(limit)), written_as, MATCH_FIELDS)
        elif not print_rows(rows, limit, printed=lambda found: print_matches(list(found))):
            complain("no match found")


@verdicts.command(epilog=examples("tracker verdicts same 3 17"))
def same(verdict: OfVerdict, statement: OfStatement, by: By = None, database: options.Database = None) -> None:
    """Decide that a verdict is about a statement; it is kept by the words of both."""
    with open_to_write(database, create=False) as store:
        _decide(store, verdict, statement, who(by), same=True)


@verdicts.command(epilog=examples("tracker verdicts apart 3 17"))
def apart(verdict: OfVerdict, statement: OfStatement, by: By = None, database: options.Database = None) -> None:
    """Decide that a verdict isn't about a statement; it is kept by the words of both."""
    with open_to_write(database, create=False) as store:
        _decide(store, verdict, statement, who(by), same=False)


@verdicts.command(epilog=examples("tracker verdicts history", "tracker verdicts history --json"))
def history(
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what was decided about matches, the newest first, also what was undone since."""
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        decisions = store.verdicts.history(limit)
    if written_as:
        write_records(map(verdict_decision_record, decisions), written_as, VERDICT_DECISION_FIELDS)
    elif decisions:
        print_verdict_decisions(decisions)
    else:
        complain("nothing was decided yet")


@verdicts.command(epilog=examples("tracker verdicts undo 3"))
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number, see `tracker verdicts history`.")],
    database: options.Database = None,
) -> None:
    """Take back one decision; all others hold on."""
    with open_to_write(database, create=False) as store:
        decision = store.verdicts.undo(number)
    complain(f"undone: {decision_in_words(decision)}")


def _decide(store: Store, verdict: int, statement: int, by: str, *, same: bool) -> None:
    decision = store.verdicts.decide(verdict, statement, by, same=same)
    complain(f"{decision_in_words(decision)}; to undo: tracker verdicts undo {decision.id}")


def _ask(store: Store, waiting: list[VerdictMatch], by: str) -> None:
    """Ask about matches; each answer is written down at once. The end of the input quits."""
    read_answers()
    decided = 0
    for position, match in enumerate(waiting):
        if position:
            sys.stdout.write("\n")
        print_pair(match)
        sys.stdout.flush()
        answer = answer_to(QUESTION)
        if answer == "quit":
            break
        if answer != "skip":
            _decide(store, match.verdict.id or 0, match.statement.id, by, same=answer == "yes")
            decided += 1
    complain(f"{counted(decided, 'decision')}; to see them: tracker verdicts history" if waiting else "no suggestions")
