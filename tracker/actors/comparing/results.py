"""The result of a comparison of two printed names."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tracker.actors.comparing.reasons import Reason, ReasonKind

PERSON = "person"

Name: TypeAlias = tuple[str, str]  # as printed, and its kind


class Match(StrEnum):
    """Whether two names alone show that they mean one actor."""

    SAME = "same"  # the name alone shows it
    POSSIBLE = "possible"  # needs more evidence: a bare surname, an initial, a similar spelling
    DIFFERENT = "different"  # never joined


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as articles print it, and what it was taken for (a `ReferentKind` value)."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names say: whether they match, how sure that is (0 to 1), and why."""

    match: Match
    score: float
    reasons: tuple[Reason, ...]


DIFFERENT = Comparison(Match.DIFFERENT, 0.0, (Reason(ReasonKind.DIFFERENT_NAMES),))


def same(score: float, kind: ReasonKind, *names: str) -> Comparison:
    """A comparison of names that mean one actor."""
    return Comparison(Match.SAME, score, (Reason(kind, names),))


def possible(score: float, kind: ReasonKind, *names: str) -> Comparison:
    """A comparison of names that may mean one actor."""
    return Comparison(Match.POSSIBLE, score, (Reason(kind, names),))


def surest(comparisons: list[Comparison]) -> Comparison:
    """The comparison that says most for one actor; the choice among equally sure ones doesn't depend on their order."""
    order = (Match.SAME, Match.POSSIBLE, Match.DIFFERENT)
    return min(comparisons, key=lambda each: (order.index(each.match), -each.score, each.reasons), default=DIFFERENT)
