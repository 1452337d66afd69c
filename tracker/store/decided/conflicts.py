"""Where what somebody decides now goes against what somebody else has decided."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.extraction.statements import Statement
from tracker.store.decided.applying import PLACES, Changes, Judged
from tracker.store.decided.statements import fields_of
from tracker.terms import CHECK_LISTS, TAKEN_AWAY, Judgement

_PEOPLE = {"speaker": "actors", "addressee": "addressee_actors"}


def contradicted(earlier: Sequence[Judged], new: Judged) -> Judged | None:
    """The last decision of somebody else about a statement that a new one would overrule; None if there is none.

    `earlier` are those that hold, in their order.
    """
    others = [each for each in _in_force(earlier) if each.by != new.by]
    return next((each for each in reversed(others) if _contradicts(each, new)), None)


def accepted_otherwise(statement: Statement, accepted: Changes, corrections: Changes) -> Changes:
    """Of fields that were corrected, those that somebody has accepted with another value, and with which.

    `accepted` are the corrections that held for the statement when it was accepted.
    """
    fields = fields_of(statement)
    values = {name: accepted.get(name, fields[_PEOPLE.get(name, name)]) for name in corrections}
    return {name: values[name] for name, value in corrections.items() if _value(values[name]) != _value(value)}


def _in_force(earlier: Sequence[Judged]) -> Iterable[Judged]:
    """Without those that later ones have overruled already."""
    for number, each in enumerate(earlier):
        if not any(_contradicts(each, later) for later in earlier[number + 1 :]):
            yield each


def _contradicts(earlier: Judged, later: Judged) -> bool:
    judgements = (earlier.judgement, later.judgement)
    if Judgement.CHECK in judgements:
        return earlier.judgement is later.judgement and _differ(earlier.changes, later.changes)
    if Judgement.REJECT in judgements:
        return earlier.judgement is not later.judgement
    match judgements:
        case Judgement.ACCEPT, Judgement.CORRECT:
            return _accepts_otherwise(earlier, later)
        case Judgement.CORRECT, Judgement.ACCEPT:
            return _accepts_otherwise(later, earlier)
        case _, Judgement.CORRECT:
            return _differ(earlier.changes, later.changes)
    return False


def _accepts_otherwise(accepted: Judged, corrected: Judged) -> bool:
    """Whether somebody has accepted a field with another value than somebody has corrected it to."""
    there = corrected.changes
    if accepted.article != corrected.article:  # words stand elsewhere in another printing
        there = {name: value for name, value in there.items() if name not in PLACES}
    return bool(accepted_otherwise(accepted.statement, accepted.changes, there))


def _differ(earlier: Changes, changes: Changes) -> bool:
    """Whether a field that both give has another value, or what was given is taken away from a list."""
    # To add to a list contradicts nobody.
    both = (name for name in changes if name in earlier and name not in CHECK_LISTS)
    if any(_value(earlier[name]) != _value(changes[name]) for name in both):
        return True
    return any(
        not set(earlier.get(name, ())).isdisjoint(changes.get(taken_away, ()))
        for name, taken_away in TAKEN_AWAY.items()
    )


def _value(value: Any) -> Any:
    """A value as it counts: of people, their names."""
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return [each["name"] for each in value]
    return value
