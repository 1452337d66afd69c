"""Pairs of actors that may be one: how their names, their descriptions and the years of their mentions are weighed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.pairwise import FULL, fullness
from tracker.actors.comparing.results import Comparison, Match, Name, PrintedName
from tracker.actors.names.words import normalised
from tracker.actors.resolving.descriptions import Consistency, Marks, consistency
from tracker.actors.resolving.evidence import are_near
from tracker.actors.resolving.explanations import Basis, Circumstance, PairReason

# What circumstances make of the score of two names.
CONTRADICTED, AGREED, FAR = 0.2, 1.2, 0.6
HIGHEST = 0.99  # what is only suggested is never certain


@dataclass(frozen=True, slots=True)
class LinkedGroup:
    """Mentions of a name in one year with the same descriptions, which mean one actor for one reason."""

    name: Name
    year: int  # 0 where it is unknown
    marks: Marks
    articles: int
    basis: Basis
    score: float


class NamePair(NamedTuple):
    """Two names (by number) that match, and how well."""

    one: int
    other: int
    score: float


class LikelyPair(NamedTuple):
    """Two actors (by number, the smaller first) that may be one by their names."""

    actors: tuple[int, int]
    score: float
    reason: PairReason


def likely_pairs(
    pairs: Sequence[NamePair], names: Mapping[int, Name], actors: Mapping[int, Collection[int]]
) -> list[LikelyPair]:
    """The pairs of actors with matching names, each with its best match. `actors` are those whom a name means."""
    found: dict[tuple[int, int], LikelyPair] = {}
    for pair in _pairs_of_actors(pairs, names, actors):
        if pair.actors not in found or pair.score > found[pair.actors].score:
            found[pair.actors] = pair
    return list(found.values())


def _pairs_of_actors(
    pairs: Sequence[NamePair], names: Mapping[int, Name], actors: Mapping[int, Collection[int]]
) -> Iterator[LikelyPair]:
    rivals = _rivals(pairs, names, actors)
    for one, other, score in pairs:
        first, second = set(actors.get(one, ())), set(actors.get(other, ()))
        # A partial name that may mean several actors is shared by all of them.
        shared_by = max(1, *(len(rivals.get(number, ())) for number in (one, other)))
        match = compare(PrintedName(*names[one]), PrintedName(*names[other])).reasons
        reason = PairReason((names[one][0], names[other][0]), match)
        for actor in sorted(first - second):
            for candidate in sorted(second - first):
                yield LikelyPair((min(actor, candidate), max(actor, candidate)), score / shared_by, reason)


def _rivals(
    pairs: Iterable[NamePair], names: Mapping[int, Name], actors: Mapping[int, Collection[int]]
) -> dict[int, set[int]]:
    """The actors whom each partial name may mean."""
    rivals: dict[int, set[int]] = {}
    for one, other, _ in pairs:
        for short, long in ((one, other), (other, one)):
            if fullness(names[short]) != FULL:
                rivals.setdefault(short, set()).update(actors.get(long, ()))
    return rivals


def are_different(one: Iterable[LinkedGroup], other: Iterable[LinkedGroup]) -> bool:
    """Whether both have names printed in full, and none of them match."""
    matches = [
        compare(PrintedName(*first), PrintedName(*second)).match
        for first in {group.name for group in one if fullness(group.name) == FULL}
        for second in {group.name for group in other if fullness(group.name) == FULL}
    ]
    return bool(matches) and all(match is Match.DIFFERENT for match in matches)


def are_kept_apart(apart: Collection[frozenset[str]], names: Iterable[str], others: Sequence[str]) -> bool:
    """Whether a decision keeps a name of one apart from a name of the other. `apart` are pairs of normalised names."""
    return any(frozenset((normalised(name), normalised(other))) in apart for name in names for other in others)


def circumstances(one: Sequence[LinkedGroup], other: Sequence[LinkedGroup]) -> tuple[float, tuple[Circumstance, ...]]:
    """What the years and descriptions of two actors say: the factor of their score, and why."""
    near = any(are_near(first.year, second.year) for first in one for second in other)
    described = [group.marks for group in other]
    consistencies = {consistency(group.marks, described) for group in one if group.marks}
    factor, found = (1.0, []) if near else (FAR, [Circumstance.FAR_APART])
    if Consistency.AGREE in consistencies:
        return factor * AGREED, (*found, Circumstance.DESCRIBED_ALIKE)
    if Consistency.CONTRADICT in consistencies:
        return factor * CONTRADICTED, (*found, Circumstance.OTHER_OFFICES)
    return factor, tuple(found)


def weighed(score: float, factor: float) -> float:
    """The score of a pair with its circumstances."""
    return round(min(score * factor, HIGHEST), 3)


def best_match(
    names: Iterable[Name], others: Collection[Name], asked: tuple[str, str]
) -> tuple[Comparison, tuple[str, str]]:
    """The best match between names of two actors, of equal ones that of the names `asked` about."""
    order = (Match.SAME, Match.POSSIBLE, Match.DIFFERENT)
    comparisons = [
        (compare(PrintedName(*name), PrintedName(*other)), (name[0], other[0]))
        for name in sorted(set(names))
        for other in sorted(set(others))
    ]
    return min(comparisons, key=lambda each: (order.index(each[0].match), -each[0].score, each[1] != asked, *each[1]))


def is_partial(groups: Iterable[LinkedGroup]) -> bool:
    """Whether an actor is nowhere printed with a full name."""
    return all(fullness(group.name) != FULL for group in groups)
