"""Verdicts: as they are listed, shown beside statements, matched with them, decided about and imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.store.rows.statements import StatementRow


class Origin(StrEnum):
    """Whose verdict it is."""

    IMPORTED = "imported"  # a fact-checker's
    OWN = "own"  # what the user decided of a statement


class Tier(StrEnum):
    """How sure it is that a verdict is about a statement, from the surest on."""

    DECIDED = "decided"  # the user said so
    SURE = "sure"  # the same words by the same claimant, and the day agrees
    SUGGESTED = "suggested"  # to be looked at; shown with no statement
    SIMILAR = "similar"  # the same words by somebody else, or at another time
    APART = "apart"  # the user said that it isn't


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """A verdict as it stands with a statement. `rating` is as printed, `label` what it stands for, if that is known.

    `id` is the verdict's number, None for the user's own; `tier` says how sure it is that it is about the statement,
    and of the user's own it is "own".
    """

    id: int | None
    rating: str
    label: str | None
    said_by: str | None
    reviewed_on: str | None
    url: str | None
    claimants: list[str]
    tier: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict as `tracker verdicts list` has it, a fact-checker's or the user's own.

    The user's own has no number, but the one of its `statement`. Dates are ISO 8601.
    """

    id: int | None
    origin: str
    statement: int | None
    claim: str
    claimants: list[str]
    claimed_on: str | None
    rating: str
    label: str | None
    said_by: str | None
    site: str | None
    url: str | None
    title: str | None
    reviewed_on: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class VerdictMatch:
    """A verdict and a statement that it may be about. `against` is what speaks against it, `decision` the user's."""

    verdict: VerdictRow
    statement: "StatementRow"
    tier: str
    score: float
    against: list[str]
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class FormerVerdict:
    """What a verdict said until it was corrected: the fields that it had."""

    replaced_at: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VerdictDetails:
    """All that is known of a fact-checker's verdict, for `tracker verdicts show`."""

    verdict: VerdictRow
    rating_value: float | None
    best_rating: float | None
    worst_rating: float | None
    appearances: list[str]
    licence: str | None
    source: str
    imported_at: str
    former: list[FormerVerdict] = field(default_factory=list)
    matches: list[VerdictMatch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VerdictDecision:
    """The user's word on whether a verdict (by number, None where it is gone) is about a statement."""

    id: int
    same: bool
    verdict: int | None
    claim: str
    statement: int
    words: str
    decided_by: str
    decided_at: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class VerdictsImported:
    """What an import did: how many verdicts are new, corrected, as they were, or had been corrected since."""

    new: int = 0
    corrected: int = 0
    known: int = 0
    outdated: int = 0

    @property
    def all(self) -> int:
        """How many there were."""
        return self.new + self.corrected + self.known + self.outdated
