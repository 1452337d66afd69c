"""Claims as they are listed and shown, and what was decided of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.store.rows.statements import StatementRow


class ClaimDecisionKind(StrEnum):
    """What a user can say of claims."""

    SAME = "same"  # two statements make the same one
    APART = "apart"  # they make two
    WORD = "word"  # how one is worded


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as listed.

    `words` are the user's, or those of the statement that is most like the others; `times`: on how many days by how
    many speakers, however many outlets print it. `opposed`: how many statements seem to contradict it.
    """

    id: int
    words: str
    language: str
    statements: int
    times: int
    actors: list[str]
    outlets: list[str]
    languages: list[str]
    first_on: str | None
    last_on: str | None
    opposed: int
    worded: bool = False  # by the user
    denied: bool = False  # what its words say is denied by it


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statement beside another one or a claim, and what they are to each other.

    `relation`: same_words, same, suggested, opposed, decided, or None where they are only near each other. `evidence`:
    reasons, each with what the one and the other side has.
    """

    statement: StatementRow
    relation: str | None
    score: float
    evidence: list[tuple[str, str, str]] = field(default_factory=list)
    denied: bool = False  # its cue says that what it says isn't so
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """A claim with its statements, those that seem to contradict it, and those that may belong to it."""

    claim: ClaimRow
    statements: list[Neighbour]
    opposed: list[Neighbour]
    suggested: list[Neighbour]


@dataclass(frozen=True, slots=True)
class ClaimSuggestion:
    """Two statements that may make the same claim, and what speaks for and against that."""

    one: StatementRow
    other: StatementRow
    score: float
    evidence: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class WhyClaims:
    """Why two statements make the same claim or two.

    `claim`: the number of the claim that both make. `relation`: as in `Neighbour`. `decided`: what the user decided of
    these two, same or apart. `denied`: the numbers of those whose cue says that it isn't so.
    """

    one: StatementRow
    other: StatementRow
    claim: int | None
    relation: str | None
    score: float
    decided: str | None
    evidence: list[tuple[str, str, str]] = field(default_factory=list)
    denied: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """A decision: the numbers and words that its statements had, and `words` of the claim where it is about these."""

    id: int
    kind: ClaimDecisionKind
    statements: list[int]
    quotes: list[str]
    words: str | None
    decided_at: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody said of a thing on a day.

    `does`: asserts, denies, wants, promises, or may (it says that something may be). `changed`: the earlier position
    that it turns from, as the number of its statement, and why, each with what both sides have.
    """

    statement: StatementRow
    does: str
    changed: int | None = None
    evidence: list[tuple[str, str, str]] = field(default_factory=list)
