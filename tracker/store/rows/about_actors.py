"""What is known about actors, and what the user has decided."""

from dataclasses import dataclass, field

from tracker.store.rows.actors import ActorRow


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
    """Two actors that may be one, with the score (0 to 1) and the evidence in words."""

    one: ActorRow
    other: ActorRow
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why two names or actors are one actor, or are not.

    `verdict` is "one" or "two". `evidence` is one line for each link on the way from one to the other, or for each
    thing that was weighed.
    """

    one: str
    other: str
    verdict: str
    score: float
    reason: str
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name, or a description, of an actor: in how many statements and articles, and the first and last day."""

    name: str
    kind: str | None
    statements: int
    addressed: int
    articles: int
    first_on: str | None
    last_on: str | None
    score: float = 1.0
    reason: str = ""


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
