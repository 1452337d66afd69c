"""Sightings of names, and groups of those that are linked alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from tracker.actors.comparing.results import Name
from tracker.actors.names.words import words_of
from tracker.actors.resolving.decisions import Decision, Unit, part_of
from tracker.actors.resolving.descriptions import Marks, marks

Root: TypeAlias = tuple[str, ...]  # what stands for an actor while it is made


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
class Sighting:
    """One name in one article: how the article describes its bearer, when, and in how many statements.

    `day` is that on which the article was published, or else its statements were made; None where neither is known.
    """

    article: int
    name: str
    kind: str
    descriptions: frozenset[str]
    day: date | None
    statements: int = 1


class Group(NamedTuple):
    """The sightings of a name that are linked alike: of one year, described in the same way.

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
        return Unit(words_of(self.name), self.part)


class Count(NamedTuple):
    """In how many articles and statements."""

    articles: int
    statements: int


class Link(NamedTuple):
    """A group of sightings that means an actor: why, and how sure that is (0 to 1)."""

    group: Group
    basis: Basis
    score: float


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """One actor: the name to show, what it is, and what means it.

    `names` are all its names, also those of the user's decisions that are not printed. It has no links where none is.
    """

    name: str
    kind: str
    links: tuple[Link, ...]
    names: frozenset[Name]
    renamed: bool = False  # whether the user chose the name


def grouped(sightings: Iterable[Sighting], decisions: Sequence[Decision] = ()) -> dict[Group, Count]:
    """The sightings of each name by year and by the marks of their descriptions."""
    groups: dict[Group, Count] = {}
    for sighting in sightings:
        group = group_of(sighting, part_of(sighting.name, sighting.article, decisions))
        before = groups.get(group, Count(0, 0))
        groups[group] = Count(before.articles + 1, before.statements + sighting.statements)
    return groups


def group_of(sighting: Sighting, part: str = "") -> Group:
    """The group that a sighting belongs to."""
    year = sighting.day.year if sighting.day else 0
    return Group(sighting.name, sighting.kind, part, year, marks(sighting.descriptions))


def magnitude(count: int) -> int:
    """A count rounded down to a power of two: what decides is the same for most articles that are added."""
    return 1 << (count.bit_length() - 1) if count else 0


def link_sorted_by(each: Link) -> tuple[str, str, str, int, list[str]]:
    """What sorts links."""
    return group_sorted_by(each.group)


def group_sorted_by(group: Group) -> tuple[str, str, str, int, list[str]]:
    """What sorts groups."""
    return (group.name, group.kind, group.part, group.year, sorted(group.marks))
