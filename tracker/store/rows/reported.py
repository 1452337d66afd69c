"""What a report has: statements in their places, and what is known of those that it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.store.rows.decided import StatementDecision
from tracker.store.rows.passed_over import PassedOver
from tracker.store.rows.statements import StatementInPlace, TimelineEntry


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
