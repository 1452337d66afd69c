"""Mentions of names, and groups of mentions that are resolved together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from tracker.actors.comparing.results import Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import Decision, Unit, part_of
from tracker.actors.resolving.descriptions import Marks, marks
from tracker.actors.resolving.explanations import Basis

ClusterId: TypeAlias = tuple[str, ...]  # identifies an actor while mentions are resolved


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one article: how the article describes whoever bears it, the day, and in how many statements.

    `day` is the day of publication, or else that of the first statement; None where neither is known.
    """

    article: int
    name: str
    kind: str
    descriptions: frozenset[str]
    day: date | None
    statements: int = 1


class MentionGroup(NamedTuple):
    """The mentions of a name in one year with the same descriptions; they are resolved together.

    `part` is what the user's decisions took out of the name, see `Unit`; `year` is 0 where it is unknown.
    """

    name: str
    kind: str
    part: str
    year: int
    marks: Marks

    @property
    def unit(self) -> Unit:
        """The unit of clustering that the group belongs to."""
        return Unit(normalised(self.name), self.part)


class MentionCount(NamedTuple):
    """The number of articles and statements."""

    articles: int
    statements: int


class Link(NamedTuple):
    """That a group of mentions means an actor: why, and how sure that is (0 to 1)."""

    group: MentionGroup
    basis: Basis
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """One actor: the name to show, its kind, and the mention groups that mean it.

    `names` are all its names, including those from the user's decisions that are printed nowhere; an actor with only
    such names has no links.
    """

    name: str
    kind: str
    links: tuple[Link, ...]
    names: frozenset[Name]
    renamed: bool = False  # whether the user chose the name


def grouped(mentions: Iterable[Mention], decisions: Sequence[Decision] = ()) -> dict[MentionGroup, MentionCount]:
    """The mentions of each name, grouped by year and by the marks of their descriptions, and counted."""
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
    """A count rounded down to a power of two, so that one more article rarely changes anything."""
    return 1 << (count.bit_length() - 1) if count else 0


def link_sorted_by(each: Link) -> tuple[str, str, str, int, list[str]]:
    """The sort key of a link."""
    return group_sorted_by(each.group)


def group_sorted_by(group: MentionGroup) -> tuple[str, str, str, int, list[str]]:
    """The sort key of a group."""
    return (group.name, group.kind, group.part, group.year, sorted(group.marks))
