"""Pairwise comparison: the scores of all pairs of names that share a block and are not different."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from tracker.actors.comparing.blocking import ComparisonKeys, blocks, comparison_keys, filed_under, may_match
from tracker.actors.comparing.compare import compare, is_surname_alone
from tracker.actors.comparing.results import PERSON, Match, Name, PrintedName
from tracker.actors.names.words import normalised

# Scores of possible matches, which need more evidence than the names; see tracker.actors.comparing.people.
LIKELY = 0.85  # a middle name is left out or abbreviated: joined, unless something speaks against it
CONCEIVABLE = 0.5  # a short given name, a surname alone: joined where the descriptions agree; below, never
LARGEST_UNFILED = 32  # names of a block that are looked through one by one
INITIAL = re.compile(r"\w\.?-?(\w\.)?$")
FULL, AMBIGUOUS, INITIALS, SURNAME = range(
    4
)  # how much of a name is printed; AMBIGUOUS: a full name that two people have

MatchScores: TypeAlias = Mapping[Name, Mapping[Name, "MatchScore"]]  # of pairs that are not different; symmetric


class MatchScore(NamedTuple):
    """How well two names match that are not different."""

    match: Match
    score: float


class IndexedName(NamedTuple):
    """A name with its blocks, the keys it is compared by, and how much of the name is printed."""

    name: Name
    blocks: list[str]
    keys: ComparisonKeys
    fullness: int


def indexed(name: Name) -> IndexedName:
    """A name with what it is compared by."""
    printed = PrintedName(*name)
    return IndexedName(name, sorted(blocks(printed)), comparison_keys(printed), fullness(name))


def pairwise_scores(names: Iterable[Name]) -> dict[Name, dict[Name, MatchScore]]:
    """The scores of all pairs of these names that are not different."""
    return scores_in_blocks(map(indexed, sorted_by_last_word(names)))


def sorted_by_last_word(names: Iterable[Name]) -> list[Name]:
    """The names with those of one surname side by side, so that the caches still hold what was found about each."""
    return sorted(names, key=lambda name: (last_word(name), name))


def last_word(name: Name) -> str:
    """The last word of a name, as names are sorted by it."""
    return normalised(name[0]).rpartition(" ")[2]


def scores_in_blocks(
    names: Iterable[IndexedName], before: Iterable[IndexedName] = ()
) -> dict[Name, dict[Name, MatchScore]]:
    """The scores of pairs that share a block, as each name comes; fastest in the order of `sorted_by_last_word`.

    Those `before` are compared with `names` but not with each other. Each score stands under both names.
    """
    scores: defaultdict[Name, dict[Name, MatchScore]] = defaultdict(dict)
    for name, others in candidates(names, before):
        own = scores[name]
        for other, score in matches(name, others):
            own[other] = scores[other][name] = score
    return dict(scores)


def candidates(names: Iterable[IndexedName], before: Iterable[IndexedName] = ()) -> Iterator[tuple[Name, set[Name]]]:
    """Each of these names with those that came earlier, or are from `before`, and are worth comparing with it."""
    by_block = Blocks()
    for each in before:
        by_block.add(each)
    for each in names:
        yield each.name, by_block.near(each)
        by_block.add(each)


class Blocks:
    """Names by their blocks."""

    def __init__(self) -> None:
        self._names: defaultdict[str, list[IndexedName]] = defaultdict(list)
        self._filed: dict[str, FiledNames] = {}  # of the large blocks

    def add(self, name: IndexedName) -> None:
        """Put a name into all of its blocks."""
        for block in name.blocks:
            names = self._names[block]
            names.append(name)
            if block in self._filed:
                self._filed[block].add(name)
            elif len(names) > LARGEST_UNFILED:
                self._filed[block] = FiledNames(block, names)

    def near(self, name: IndexedName) -> set[Name]:
        """The names that are worth comparing with one."""
        found: set[Name] = set()
        for block in name.blocks:
            filed = self._filed.get(block)
            others = self._names[block] if filed is None else filed.near(name)
            found.update(other.name for other in others if may_match(name.keys, other.keys, block))
        return found


class FiledNames:
    """The names of a large block, each under what it must share with another one."""

    def __init__(self, block: str, names: Iterable[IndexedName]) -> None:
        self._block = block
        self._names: list[IndexedName] = []
        self._near_all: list[IndexedName] = []  # they may match any of the block
        self._filed: defaultdict[str, list[IndexedName]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: IndexedName) -> None:
        """File a name."""
        self._names.append(name)
        keys = filed_under(name.keys, self._block)
        if keys is None:
            self._near_all.append(name)
        for key in keys or ():
            self._filed[key].append(name)

    def near(self, name: IndexedName) -> Iterable[IndexedName]:
        """The names that share something with one, some more than once."""
        keys = filed_under(name.keys, self._block)
        if keys is None:
            return self._names
        return chain(self._near_all, *(self._filed[key] for key in keys if key in self._filed))


def matches(name: Name, others: Iterable[Name]) -> Iterator[tuple[Name, MatchScore]]:
    """Those of `others` that match a name, surely or possibly."""
    printed = PrintedName(*name)
    for other in others:
        comparison = compare(printed, PrintedName(*other))
        if comparison.match is not Match.DIFFERENT:
            yield other, MatchScore(comparison.match, comparison.score)


@lru_cache(maxsize=2**17)
def fullness(name: Name) -> int:
    """How much of a name is printed: FULL, INITIALS or SURNAME alone."""
    text, kind = name
    if kind != PERSON:
        return FULL
    if is_surname_alone(PrintedName(text, kind)):
        return SURNAME
    return INITIALS if INITIAL.match(text.split()[0]) else FULL


def can_join(score: MatchScore) -> bool:
    """Whether names that match so well may ever be joined, so that one has to be resolved together with the other."""
    return score.match is Match.SAME or score.score >= CONCEIVABLE
