"""Why a name means an actor, and why two actors may be one or stay two: as data, which views put into words."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.actors.comparing.results import Reason


class Basis(StrEnum):
    """Why a mention was resolved to its actor."""

    NAME = "name"  # the full name matches
    DESCRIPTION = "description"  # described like one candidate, near in time
    ONLY = "only"  # the only candidate printed near in time
    MOSTLY = "mostly"  # by far the most frequent candidate near in time
    DECISION = "decision"  # the user said so
    ITSELF = "itself"  # an actor of its own: no candidate fits, or several do


CERTAIN = frozenset({Basis.NAME, Basis.DECISION})


@dataclass(frozen=True, slots=True)
class LinkReason:
    """Why mentions of a name mean an actor.

    `is_full` says whether the full name is printed, `years` are the first and last in which it is, if known.
    `descriptions` are those of the mentions, the most frequent first, where the basis is DESCRIPTION. `same_name` is
    why it is the same as another name of the actor, where the basis is NAME; empty for the name that is shown.
    """

    basis: Basis
    name: str
    is_full: bool
    articles: int
    years: tuple[int, int] | None
    actor: str
    descriptions: tuple[str, ...] = ()
    same_name: tuple[Reason, ...] = ()


class Circumstance(StrEnum):
    """What, beside the names, makes it more or less likely that two actors are one."""

    FAR_APART = "far apart"  # not printed near in time
    DESCRIBED_ALIKE = "described alike"
    OTHER_OFFICES = "other offices"  # described as of different offices


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why two actors may be one: a name of each, how they match, and the circumstances."""

    names: tuple[str, str]
    match: tuple[Reason, ...]
    circumstances: tuple[Circumstance, ...] = ()


class DoubtKind(StrEnum):
    """Why two actors with similar names are not one."""

    DECIDED = "decided"  # the user said so
    CIRCUMSTANCES = "circumstances"
    OTHERS_FIT = "others fit"  # one is printed with a partial name only, which others may have, too
    PARTIAL_NAME = "partial name"  # one is printed with a partial name only, and nothing says that it is the other
    NAMES_ONLY = "names only"  # nothing but the names says that they are one


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why two actors with similar names are not one.

    `name` is the actor with the partial name, `others` are those who may be meant by it.
    """

    kind: DoubtKind
    circumstances: tuple[Circumstance, ...] = ()
    name: str = ""
    others: tuple[str, ...] = ()
