"""`tracker review`: statements one after the other, for the user to say of each whether it is right."""

import sys
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from tracker.asking.deciding import decided_day
from tracker.cli import options
from tracker.cli.answering import read_answers, typed
from tracker.cli.application import app, examples
from tracker.cli.database import open_to_write
from tracker.cli.errors import UsageError, UserError
from tracker.cli.filters import Filters, filtered
from tracker.cli.statement_deciding import By, tell, tell_undone, who
from tracker.store import StatementQuery, Store, StoreError
from tracker.store.rows.decided import Sample, StatementDecision
from tracker.terms import Act, Kind, Standing
from tracker.views.console import complain
from tracker.views.harmless import harmless_line
from tracker.views.statement import print_statement
from tracker.views.statement_decisions import print_outcome
from tracker.views.wording import counted

QUESTION = "Is it right? [y]es, [n]ot said, [c]orrect, [s]kip, [u]ndo, [q]uit: "
KEYS = {
    "y": "accept",
    "yes": "accept",
    "a": "accept",
    "accept": "accept",
    "n": "reject",
    "r": "reject",
    "reject": "reject",
    "c": "correct",
    "correct": "correct",
    "s": "skip",
    "skip": "skip",
    "u": "undo",
    "undo": "undo",
    "q": "quit",
    "quit": "quit",
}
FIELDS = "[s]peaker, [a]ct, [t]o whom, [d]ay, [q]uote, [m]atter, [k]ind, standi[n]g"
FIELD_KEYS = {
    "s": "speaker",
    "a": "act",
    "t": "addressee",
    "d": "said_on",
    "q": "quote",
    "m": "matter",
    "k": "kind",
    "n": "standing",
}
HINTS = {
    "speaker": "Who said it (empty: nobody is known to have; several with “;” between them): ",
    "addressee": "To or at whom (empty: nobody): ",
    "act": f"Act ({', '.join(Act)}): ",
    "kind": f"Kind ({', '.join(Kind)}): ",
    "standing": f"Standing ({', '.join(Standing)}): ",
    "said_on": "Day (2022-01-21, or unknown): ",
    "quote": "The words, as the article prints them (Enter: leave them as they are): ",
    "matter": "What it is about, as the article prints it (empty: nothing): ",
}
TERMS: dict[str, type[Act] | type[Kind] | type[Standing]] = {"act": Act, "kind": Kind, "standing": Standing}
NEVER_EMPTY = {*TERMS, "quote"}


@app.command(
    context_settings=options.WITH_WORDS,
    epilog=examples(
        "tracker review --since 2022-01",
        "tracker review --sample 100",
        "tracker review --actor Blinken --act warning",
    ),
)
@filtered
def review(
    context: typer.Context,
    filters: Filters,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="N statements drawn at random: how many are right?")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the sample: another number draws another one.")] = 0,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after so many.")] = None,
    by: By = None,
    database: options.Database = None,
) -> None:
    """Go through statements one by one and say of each whether it is right.

    The least sure come first; with --sample, N drawn at random. Those that were accepted, corrected or rejected before
    are passed over, so that a review goes on where it was left. At the end of a sample it is said how many were wholly
    right, with the interval that holds for all statements it was drawn from with a probability of 95 %.
    """
    options.refuse_words(context.args)
    if seed and not sample:
        raise UsageError("--seed belongs to --sample")
    with open_to_write(database, create=False) as store:
        query = filters.query(store)
        drawn = store.statement_decisions.draw(query, sample, seed) if sample else None
        waiting = _waiting(store, query, drawn)
        members = drawn.members if drawn else []
        if not waiting:
            complain("nothing to review: all of these were decided about" if members else "no statement to review")
        reviewing = _Reviewing(store, who(by))
        reviewing.go_through(waiting[:limit], before=max(0, len(members) - len(waiting)))
        if reviewing.told:
            complain(reviewing.told)
        if drawn and members:
            print_outcome([store.statement_decisions.judged(number) for number in members], drawn)
        elif left := set(waiting) - reviewing.done:
            complain(f"{counted(len(left), 'statement')} left")


def _waiting(store: Store, query: StatementQuery, drawn: Sample | None) -> list[int]:
    """The statements that nobody has decided about: in the order of the sample, or else the least sure first."""
    if drawn:
        return [number for number in drawn.members if store.statement_decisions.judged(number) is None]
    rows = [(row.confidence, row.id) for row in store.each_statement(query) if not row.decided]
    return [number for _, number in sorted(rows)]


class _Reviewing:
    """A review by somebody: each answer is written down at once. The end of the input quits."""

    def __init__(self, store: Store, by: str) -> None:
        self._store, self._by = store, by
        self._made: list[StatementDecision] = []
        self._quit = False
        self._gone: set[int] = set()
        read_answers()

    def go_through(self, numbers: Iterable[int], before: int = 0) -> None:
        """Ask about these statements, until the user quits; `before` of the same sample were decided about before."""
        waiting = list(numbers)
        position = 0
        while position < len(waiting) and not self._quit:
            number = waiting[position]
            found = self._store.statement(number)
            if found is None:  # rejected or found no more in the meantime
                self._gone.add(number)
                position += 1
                continue
            sys.stdout.write("\n" if position else "")
            print_statement(found)
            sys.stdout.write("\n")
            sys.stdout.flush()
            undone = self._answer(number, f"{before + position + 1} of {before + len(waiting)}. ")
            if undone is not None:
                position = waiting.index(undone) if undone in waiting else position
            else:
                position += 1

    @property
    def done(self) -> set[int]:
        """The statements that were decided about, and those that aren't there any more."""
        return self._gone | {each.statement for each in self._made if each.statement is not None}

    @property
    def told(self) -> str:
        """What was decided, in a line; empty where nothing was."""
        count = Counter(each.judgement for each in self._made)
        named = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
        listed = ", ".join(f"{count[each]} {called}" for each, called in named.items() if count[each])
        return (
            f"{counted(len(self._made), 'decision')}: {listed}; to see them: tracker statements history"
            if listed
            else ""
        )

    def _answer(self, number: int, place: str) -> int | None:
        """Ask until there is an answer. Gives the statement of a decision that was undone, to be asked about again."""
        decisions = self._store.statement_decisions
        while True:
            answer = KEYS.get(self._asked(place + QUESTION), "")
            try:
                match answer:
                    case "accept":
                        self._made.append(decisions.accept(number, self._by))
                        return None
                    case "reject":
                        self._made.append(decisions.reject(number, self._by))
                        return None
                    case "correct":
                        if fields := self._corrections():
                            self._made.append(decisions.correct(number, fields, self._by))
                            tell(self._made[-1])
                            return None
                    case "undo" if self._made:
                        undone = decisions.undo(self._made.pop().id)
                        tell_undone(undone)
                        return undone.statement
                    case "undo":
                        complain("nothing was decided yet in this review")
                    case "skip":
                        return None
                    case "quit":
                        self._quit = True
                        return None
                    case _:
                        complain("answer with one of the letters in brackets")
            except StoreError as error:
                complain(str(error))

    def _corrections(self) -> dict[str, Any]:
        """The fields that the user says are otherwise; empty where none is given."""
        fields: dict[str, Any] = {}
        while key := self._asked(f"What is wrong? {FIELDS}; Enter when done: ", at_end=""):
            name = FIELD_KEYS.get(key)
            if name is None:
                complain("answer with one of the letters in brackets")
                continue
            fields |= self._field(name)
        return fields

    def _field(self, name: str) -> dict[str, Any]:
        """What the user says of a field, asked again while it can't be; empty where the user leaves it."""
        while True:
            line = typed(HINTS[name])
            if not line or (name in NEVER_EMPTY and not line.strip()):
                return {}
            try:
                return _field(name, line.strip())
            except (UserError, ValueError) as error:
                complain(str(error))

    def _asked(self, question: str, at_end: str = "quit") -> str:
        return (typed(question) or at_end).strip().casefold()


def _field(name: str, value: str) -> dict[str, Any]:
    """A field as it was typed. Raises UserError or ValueError, which says what is wrong with it."""
    if name in ("speaker", "addressee"):
        return {name: [each.strip() for each in value.split(";") if each.strip()]}
    if name == "said_on":
        return {name: decided_day(value)}
    if name in TERMS and value not in list(TERMS[name]):
        near = get_close_matches(value.casefold(), list(TERMS[name]), n=1)
        meant = f"did you mean {near[0]}?" if near else f"it may be {', '.join(TERMS[name])}"
        raise ValueError(f"“{harmless_line(value)}”: {meant} (Enter: leave it as it is)")
    return {name: value}
