"""Actors: as they are listed, all that is known of one, which may be one and why, and what the user decided."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tracker.actors.comparing.results import Reason
    from tracker.actors.resolving.explanations import Doubt, LinkReason, PairReason


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with what is known across all articles. `statements` are those in which they speak."""

    id: int
    name: str
    kind: str
    names: list[str]
    descriptions: list[str]
    statements: int
    articles: int
    first_on: str | None
    last_on: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the user about actors, as `tracker actors history` lists it.

    `kind` is merge, split, apart, rename, alias or import. `names` and `others` are the printed names that it is about:
    on one side and on the other. `articles` are the numbers of the articles that it is limited to, empty where it is
    about all. `value` is the name to show, the alias, or the source of an import. `overruled_by` is the number of the
    later decision that contradicts it and wins.
    """

    id: int
    kind: str
    names: list[str]
    others: list[str]
    articles: list[int]
    value: str | None
    decided_at: str
    undone_at: str | None
    overruled_by: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing a register did. `ambiguous` are the names that several entries have: they link nothing."""

    decision: Decision
    entries: int
    names: int
    ambiguous: list[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, the more quoted first, with the score (0 to 1) and why."""

    one: ActorRow
    other: ActorRow
    score: float
    reason: "PairReason"


@dataclass(frozen=True, slots=True)
class NameLinked:
    """That a name, as it was asked about, means an actor, and why."""

    name: str
    reason: "LinkReason"


@dataclass(frozen=True, slots=True)
class NamesCompared:
    """How a name of one actor matches a name of another; `score` is from 0 to 1."""

    names: tuple[str, str]
    reasons: tuple["Reason", ...]
    match: str
    score: float


@dataclass(frozen=True, slots=True)
class OneActor:
    """That what was asked about twice is one actor; `actor` is given where it was the same name twice."""

    actor: ActorRow | None = None


Evidence: TypeAlias = "NameLinked | NamesCompared | Doubt | ActorRow"


@dataclass(frozen=True, slots=True)
class Why:
    """Why two names or actors are one actor, or are not.

    `verdict` is "one" or "two". `reason` is what decided; where that are the names alone, how they match. `evidence` is
    each link on the way from one to the other, or each thing that was weighed.
    """

    one: str
    other: str
    verdict: str
    score: float
    reason: "tuple[Reason, ...] | NameLinked | OneActor | Doubt"
    evidence: "tuple[Evidence, ...]"


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name, or a description, of an actor: in how many statements and articles, and the first and last day.

    `reason` is why a name is the actor's; None for a description.
    """

    name: str
    kind: str | None
    statements: int
    addressed: int
    articles: int
    first_on: str | None
    last_on: str | None
    score: float = 1.0
    reason: "LinkReason | None" = None


@dataclass(frozen=True, slots=True)
class ActorDetails:
    """An actor with everything that `tracker actors show` prints.

    `aliases` are further names, not printed so far; `seats` those of them that are a capital's or a building's, and
    that stand for whoever sits there. A seat that is printed is among the descriptions.
    """

    actor: ActorRow
    names: list[NameUse]
    descriptions: list[NameUse]
    aliases: list[str]
    seats: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ActorNameRow:
    """One name of one actor, as exported."""

    actor: str
    kind: str
    name: str
    qid: str | None
    statements: int
