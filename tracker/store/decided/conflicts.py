"""Where what somebody decides now goes against what somebody else has decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from tracker.store.decided.applying import Changes, Judged
from tracker.terms import Judgement

LISTS = ("tags", "links")  # to add to these contradicts nobody
ABOUT_ALL = (Judgement.ACCEPT, Judgement.CORRECT, Judgement.ADD)


def contradicted(earlier: Sequence[Judged], judgement: Judgement, changes: Changes, by: str) -> Judged | None:
    """The last decision of somebody else about a statement that this one would overrule; None if there is none.

    `earlier` are those that hold, in their order.
    """
    others = [each for each in _in_force(earlier) if each.by != by]
    return next((each for each in reversed(others) if _contradicts(each, judgement, changes)), None)


def _in_force(earlier: Sequence[Judged]) -> Iterable[Judged]:
    """Without those that later ones have overruled already."""
    for number, each in enumerate(earlier):
        if not any(_contradicts(each, later.judgement, later.changes) for later in earlier[number + 1 :]):
            yield each


def _contradicts(earlier: Judged, judgement: Judgement, changes: Changes) -> bool:
    if Judgement.CHECK in (earlier.judgement, judgement):
        return earlier.judgement is judgement and _differ(earlier.changes, changes)
    if earlier.judgement is Judgement.REJECT or judgement is Judgement.REJECT:
        return earlier.judgement is not judgement
    if judgement is not Judgement.CORRECT:
        return False  # it is right as it was left
    return earlier.judgement is Judgement.ACCEPT or _differ(earlier.changes, changes)


def _differ(earlier: Changes, changes: Changes) -> bool:
    """Whether a field that both give has another value, or a tag is taken away that was given."""
    both = (name for name in changes if name in earlier and name not in (*LISTS, "untagged"))
    if any(_value(earlier[name]) != _value(changes[name]) for name in both):
        return True
    return not set(earlier.get("tags", ())).isdisjoint(changes.get("untagged", ()))


def _value(value: Any) -> Any:
    """A value as it counts: of people, their names."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [each["name"] for each in value]
    return value
