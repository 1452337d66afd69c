"""Sightings of names, and groups of those that are linked alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from tracker.actors.comparing.results import Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import Decision, Unit, part_of
from tracker.actors.resolving.descriptions import Marks, marks

ClusterId: TypeAlias = tuple[str, ...]  # what stands for an actor while it is made


class Basis(StrEnum):
    """Why a name was linked to its actor."""

    NAME = "name"  # the name alone says so
    DESCRIPTION = "description"  # described as one of those of the name, near in time
    ONLY = "only"  # nobody else of the name is printed near in time
    MOSTLY = "mostly"  # hardly anybody else of the name is printed near in time
    DECISION = "decision"  # the user said so
    ITSELF = "itself"  # an actor of its own: nobody fits, or several do


CERTAIN = frozenset({Basis.NAME, Basis.DECISION})


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one article: how the article describes its bearer, when, and in how many statements.

    `day` is that on which the article was published, or else its statements were made; None where neither is known.
    """

    article: int
    name: str
    kind: str
    descriptions: frozenset[str]
    day: date | None
    statements: int = 1


class MentionGroup(NamedTuple):
    """The mentions of a name that are linked alike: of one year, described in the same way.

    `part` is what the user's decisions took out of the name, see `tracker.actors.resolving.decisions.Unit`; `year`
    is 0 where it is not known.
    """

    name: str
    kind: str
    part: str
    year: int
    marks: Marks

    @property
    def unit(self) -> Unit:
        """What the group is linked with by its name."""
        return Unit(normalised(self.name), self.part)


class MentionCount(NamedTuple):
    """In how many articles and statements."""

    articles: int
    statements: int


class Link(NamedTuple):
    """A group of mentions that means an actor: why, and how sure that is (0 to 1)."""

    group: MentionGroup
    basis: Basis
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """One actor: the name to show, what it is, and what means it.

    `names` are all its names, also those of the user's decisions that are not printed. It has no links where none is.
    """

    name: str
    kind: str
    links: tuple[Link, ...]
    names: frozenset[Name]
    renamed: bool = False  # whether the user chose the name


def grouped(mentions: Iterable[Mention], decisions: Sequence[Decision] = ()) -> dict[MentionGroup, MentionCount]:
    """The mentions of each name by year and by the marks of their descriptions."""
    groups: dict[MentionGroup, MentionCount] = {}
    for mention in mentions:
        group = group_of(mention, part_of(mention.name, mention.article, decisions))
        before = groups.get(group, MentionCount(0, 0))
        groups[group] = MentionCount(before.articles + 1, before.statements + mention.statements)
    return groups


def group_of(mention: Mention, part: str = "") -> MentionGroup:
    """The group that a mention belongs to."""
    year = mention.day.year if mention.day else 0
    return MentionGroup(mention.name, mention.kind, part, year, marks(mention.descriptions))


def magnitude(count: int) -> int:
    """A count rounded down to a power of two: what decides is the same for most articles that are added."""
    return 1 << (count.bit_length() - 1) if count else 0


def link_sorted_by(each: Link) -> tuple[str, str, str, int, list[str]]:
    """What sorts links."""
    return group_sorted_by(each.group)


def group_sorted_by(group: MentionGroup) -> tuple[str, str, str, int, list[str]]:
    """What sorts groups."""
    return (group.name, group.kind, group.part, group.year, sorted(group.marks))
