"""The user's word on claims: which statements make the same one, how one is worded, and taking that back."""

import sys
from typing import Annotated

import typer

from tracker.cli import options
from tracker.cli.answering import read_answers, typed
from tracker.cli.application import examples
from tracker.cli.claims import Claim, claims
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import UsageError
from tracker.store import Store
from tracker.store.rows.claims import ClaimDecision, ClaimDecisionKind, ClaimSuggestion
from tracker.views.claim_reasons import decision_in_words
from tracker.views.claims import (
    CLAIM_DECISION_FIELDS,
    SUGGESTION_FIELDS,
    claim_decision_record,
    print_claim_decisions,
    print_claim_suggestion,
    print_claim_suggestions,
    suggestion_record,
)
from tracker.views.console import complain, on_terminal
from tracker.views.records import write_records
from tracker.views.wording import counted

SUGGESTIONS = 20
_QUESTION = "Are they one claim? [y]es, [n]o, [s]kip, [q]uit: "
_ANSWERS = {"y": ClaimDecisionKind.SAME, "n": ClaimDecisionKind.APART, "s": None}

One = Annotated[int, typer.Argument(metavar="A", help="A statement's number.")]
Other = Annotated[int, typer.Argument(metavar="B", help="Another one's.")]


@claims.command(epilog=examples("tracker claims same 12 31"))
def same(one: One, other: Other, database: options.Database = None) -> None:
    """Decide that two statements make the same claim, now and later, and wherever their words are printed."""
    _decide(ClaimDecisionKind.SAME, one, other, database)


@claims.command(epilog=examples("tracker claims apart 12 31"))
def apart(one: One, other: Other, database: options.Database = None) -> None:
    """Decide that two statements don't make the same claim, now and later."""
    _decide(ClaimDecisionKind.APART, one, other, database)


@claims.command(epilog=examples('tracker claims word 3 "The drinking water of Lohra is safe"'))
def word(
    claim: Claim,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="How the claim is shown.")],
    database: options.Database = None,
) -> None:
    """Decide how a claim is worded in listings."""
    words = " ".join(words.split())
    if not words:
        raise UsageError("WORDS: nothing was given")
    with open_to_write(database, create=False) as store:
        _tell(store.claims.word(claim, words))


@claims.command(epilog=examples("tracker claims suggestions", "tracker claims suggestions --ask --limit 50"))
def suggestions(
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = SUGGESTIONS,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for each pair whether they are one claim.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List pairs of statements that may make the same claim, or ask about them.

    Each has its evidence, and the likeliest come first. In a pipe each is one line with tabs between both numbers,
    score, reasons and the words of both.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    if ask:
        if written_as:
            raise UsageError(f"--ask and --{written_as} exclude each other")
        with open_to_write(database, create=False) as store:
            _ask(store, limit)
        return
    with open_to_ask(database) as store:
        pairs = store.claims.suggestions(limit)
    if written_as:
        write_records(map(suggestion_record, pairs), written_as, SUGGESTION_FIELDS)
    elif pairs:
        print_claim_suggestions(pairs)
        if on_terminal():
            complain("to answer them one after the other: tracker claims suggestions --ask")
    else:
        complain("no suggestions")


@claims.command(epilog=examples("tracker claims history", "tracker claims history --limit 5 --json"))
def history(
    limit: options.Limit = None,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List what was decided of claims, the newest first, also what was undone since.

    In a pipe each is one line with tabs between number, day, what was decided, and “undone”.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv)
    with open_to_ask(database) as store:
        decisions = store.claims.history(limit)
    if written_as:
        write_records(map(claim_decision_record, decisions), written_as, CLAIM_DECISION_FIELDS)
    elif decisions:
        print_claim_decisions(decisions)
    else:
        complain("nothing was decided yet")


@claims.command(epilog=examples("tracker claims undo 3"))
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number, see `tracker claims history`.")],
    database: options.Database = None,
) -> None:
    """Take back one decision; all others hold on."""
    with open_to_write(database, create=False) as store:
        decision = store.claims.undo(number)
    complain(f"decision {number} is undone: {decision_in_words(decision)}")


def _decide(kind: ClaimDecisionKind, one: int, other: int, database: options.Database) -> None:
    with open_to_write(database, create=False) as store:
        _tell(store.claims.decide_pair(kind, one, other))


def _tell(decision: ClaimDecision) -> None:
    complain(f"{decision_in_words(decision)}; to undo: tracker claims undo {decision.id}")


def _ask(store: Store, limit: int) -> None:
    """Ask about at most `limit` pairs; each answer is written down at once. The end of the input quits."""
    read_answers()
    asked: set[tuple[int, int]] = set()
    decided = 0
    while len(asked) < limit:
        # Anew after each decision: it may answer other pairs too.
        pairs = store.claims.suggestions(limit + len(asked))
        pair = next((each for each in pairs if (each.one.id, each.other.id) not in asked), None)
        if pair is None:
            break
        asked.add((pair.one.id, pair.other.id))
        answer = _answered(pair, first=len(asked) == 1)
        if answer == "q":
            break
        if kind := _ANSWERS[answer]:
            _tell(store.claims.decide_pair(kind, pair.one.id, pair.other.id))
            decided += 1
    complain(f"{counted(decided, 'pair')} decided" if asked else "no suggestions")


def _answered(pair: ClaimSuggestion, *, first: bool) -> str:
    """What the user answers: y, n, s or q."""
    if not first:
        sys.stdout.write("\n")
    print_claim_suggestion(pair)
    sys.stdout.flush()
    while line := typed(_QUESTION):
        answer = line.strip().casefold()[:1]
        if answer in (*_ANSWERS, "q"):
            return answer
        complain("that is no answer")
    return "q"
