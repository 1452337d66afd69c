"""What a report has: statements in their places, and what it leaves out that may be meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.decided import StatementDecision
from tracker.store.rows.statements import StatementInPlace, TimelineEntry, Totals


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Statements that a question's filters leave out though they may be meant; nothing where it asks for these, too.

    `asked` is the actor asked for, where that is one. `speakers` and `addressees` are those who may be the actors asked
    for, with how many statements they have, the most first. `undated` have no day and the question is about some days;
    `guesses` have a speaker who is a guess and the question is about others.
    """

    asked: ActorRow | None = None
    speakers: tuple[tuple[ActorRow, int], ...] = ()
    addressees: tuple[tuple[ActorRow, int], ...] = ()
    undated: Totals | None = None
    guesses: Totals | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many statements a report is without, by why.

    `by_limit` are older than those that it has; `fragments` are read in a statement around them; `in_later_versions`
    are those that a later version of their article has again; `less_sure` would be there without `min_confidence`,
    `acts_less_sure` without `min_act_confidence`.
    `rejected` are the decisions that somebody in the report's articles has not said something. `passed_over` is what
    may be meant, too.
    """

    by_limit: int
    fragments: int
    in_later_versions: int
    less_sure: int
    acts_less_sure: int
    rejected: list[StatementDecision]
    passed_over: PassedOver


@dataclass(frozen=True, slots=True)
class Reported:
    """The statements asked for as entries of a timeline, the earliest first, and where they stand.

    `places` has a place for the statement of each entry, by its number.
    """

    entries: list[TimelineEntry]
    places: Mapping[int, StatementInPlace]
    left_out: LeftOut
