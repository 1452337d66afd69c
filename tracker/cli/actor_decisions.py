"""Decisions about actors on the terminal: saying what one has changed, and asking about pairs that may be one actor."""

import sys

from tracker.asking.deciding import having, overruled
from tracker.cli.answering import answer_to, read_answers
from tracker.store import StatementQuery, Store
from tracker.store.rows.actors import ActorRow, Decision, Suggestion
from tracker.store.rows.statements import StatementRow
from tracker.views.actors import print_suggestion
from tracker.views.console import complain
from tracker.views.decisions import what_changed
from tracker.views.wording import counted

_QUESTION = "Are they one actor? [y]es, [n]o, [s]kip, [q]uit: "


def tell(store: Store, decision: Decision, before: tuple[ActorRow, ...]) -> None:
    """Say in one line what a decision about these actors changed, then which earlier ones it overrules."""
    after = [actor for each in before if (actor := store.actor(each.id))]
    changed = what_changed(decision, before, after, having(store, decision) if decision.kind == "split" else [])
    complain(f"{changed}; to undo: tracker actors undo {decision.id}")
    tell_overruled(store, decision)


def tell_overruled(store: Store, decision: Decision) -> None:
    """Say which earlier decisions a new one overrules."""
    for said in overruled(store, decision):
        complain(said)


def ask_about_pairs(store: Store, limit: int) -> None:
    """Ask about at most `limit` pairs; each answer is written down at once. The end of the input quits."""
    read_answers()
    asked: set[frozenset[int]] = set()
    decided = 0
    while len(asked) < limit:
        # Anew after each decision: it may answer other pairs too.
        pairs = [pair for pair in store.suggestions(limit + len(asked)) if _numbers(pair) not in asked]
        if not pairs:
            break
        for pair in pairs[: limit - len(asked)]:
            asked.add(_numbers(pair))
            answer = _asked(store, pair, len(asked))
            if answer == "quit":
                _say_end(decided)
                return
            if answer != "skip":
                tell(store, _decided(store, pair, answer), (pair.one, pair.other))
                decided += 1
                break
    if not asked:
        complain("no suggestions")
    else:
        _say_end(decided)


def _numbers(pair: Suggestion) -> frozenset[int]:
    return frozenset((pair.one.id, pair.other.id))


def _asked(store: Store, pair: Suggestion, position: int) -> str:
    """What the user answers: yes, no, skip or quit."""
    if position > 1:
        sys.stdout.write("\n")
    print_suggestion(pair, (_last_said(store, pair.one), _last_said(store, pair.other)))
    sys.stdout.flush()
    return answer_to(_QUESTION)


def _last_said(store: Store, actor: ActorRow) -> StatementRow | None:
    """The last thing that an actor said, to tell them by."""
    rows = store.statements(StatementQuery(actor_ids=(actor.id,), limit=1))
    return rows[0] if rows else None


def _decided(store: Store, pair: Suggestion, answer: str) -> Decision:
    if answer == "yes":
        return store.merge_actors(pair.one.id, pair.other.id)
    return store.keep_apart(pair.one.id, pair.other.id)


def _say_end(decided: int) -> None:
    complain(f"{counted(decided, 'decision')}; to see them: tracker actors history")
