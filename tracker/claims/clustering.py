"""Wordings to claims: by average link in a fixed order, with the user's decisions as constraints.

No chains: a wording joins a claim where it is surely the same as most of it, not as one of it. The order in which
wordings come changes nothing, for they are told apart by their digests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.claims.comparing import Relation

# How much a pair counts for the two being one claim, and the mean from which two groups are.
STRENGTH = {Relation.SAME_WORDS: 1.0, Relation.SAME: 1.0, Relation.SUGGESTED: 0.5, Relation.OPPOSED: -2.0}
LEAST_MEAN = 0.6

Pair = tuple[str, str]


def grouped(
    digests: Collection[str],
    pairs: Mapping[Pair, tuple[Relation, float]],
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """The groups of wordings that make the same claim, each in the order of its digests.

    `pairs`: relation and score, by digests in order; a pair that isn't there is unrelated. `same` and `apart` were
    decided: of a pair that is in both, `apart` holds. What was decided to be the same counts as one wording, which is
    the same as whatever one of its members is the same as.
    """
    kept_apart = {ordered(*pair) for pair in apart}
    decided = _decided(digests, {ordered(*pair) for pair in same} - kept_apart, kept_apart)
    first_of = {digest: group[0] for group in decided for digest in group}
    links = _links(pairs, first_of)
    forbidden = {ordered(first_of[one], first_of[other]) for one, other in kept_apart}
    groups: list[tuple[str, ...]] = [(group[0],) for group in decided]
    while best := _best(groups, links, forbidden):
        groups = [group for group in groups if group not in best] + [tuple(sorted(best[0] + best[1]))]
    members = {group[0]: group for group in decided}
    return sorted(tuple(sorted(digest for first in group for digest in members[first])) for group in groups)


def ordered(one: str, other: str) -> Pair:
    """A pair in the order of its digests."""
    return (one, other) if one < other else (other, one)


def _decided(digests: Iterable[str], same: Collection[Pair], apart: Collection[Pair]) -> list[tuple[str, ...]]:
    """What was decided to be one, in the order of the digests, as far as nothing in it was decided to be apart."""
    group_of: dict[str, tuple[str, ...]] = {digest: (digest,) for digest in digests}
    for one, other in sorted(same):
        first, second = group_of[one], group_of[other]
        if first is second or any(ordered(a, b) in apart for a in first for b in second):
            continue
        for digest in (joined := tuple(sorted(first + second))):
            group_of[digest] = joined
    return sorted(set(group_of.values()))


def _links(
    pairs: Mapping[Pair, tuple[Relation, float]], first_of: Mapping[str, str]
) -> dict[Pair, tuple[float, float]]:
    """Strength and score between what was decided to be one: the best of its members'."""
    links: dict[Pair, tuple[float, float]] = {}
    for (one, other), (relation, score) in pairs.items():
        pair = ordered(first_of[one], first_of[other])
        if pair[0] != pair[1]:
            links[pair] = max(links.get(pair, (-9.0, 0.0)), (STRENGTH[relation], score))
    return links


def _best(
    groups: Sequence[tuple[str, ...]], links: Mapping[Pair, tuple[float, float]], forbidden: Collection[Pair]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The two groups that are the likeliest to be one; None where none are."""
    group_of = {digest: group for group in groups for digest in group}
    sums: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (one, other), (strength, score) in sorted(links.items()):
        first, second = sorted((group_of[one], group_of[other]))
        if first != second:
            sums[first, second][0] += strength
            sums[first, second][1] += score
    for one, other in forbidden:
        first, second = sorted((group_of[one], group_of[other]))
        sums.pop((first, second), None)
    sizes = {pair: len(pair[0]) * len(pair[1]) for pair in sums}
    found = [
        (-strength / sizes[pair], -score / sizes[pair], pair)
        for pair, (strength, score) in sums.items()
        if strength / sizes[pair] >= LEAST_MEAN
    ]
    return min(found)[2] if found else None
