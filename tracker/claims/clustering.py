"""Wordings to claims: by average link in a fixed order, with the user's decisions as constraints.

No chains: a wording joins a claim where it is surely the same as most of it, not as one of it. The order in which
wordings come changes nothing, for they are told apart by their digests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

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
    decided: of a pair that is in both, `apart` holds.
    """
    kept_apart = {ordered(*pair) for pair in apart}
    groups = _joined(
        digests, [pair for pair in (ordered(*each) for each in same) if pair not in kept_apart], kept_apart
    )
    while best := _best(groups, pairs, kept_apart):
        one, other = best
        groups = [group for group in groups if group not in (one, other)] + [tuple(sorted(one + other))]
    return sorted(groups)


def ordered(one: str, other: str) -> Pair:
    """A pair in the order of its digests."""
    return (one, other) if one < other else (other, one)


def _joined(digests: Iterable[str], same: Iterable[Pair], apart: Collection[Pair]) -> list[tuple[str, ...]]:
    """What was decided to be one, in the order of the digests, as far as nothing in it was decided to be apart."""
    group_of: dict[str, tuple[str, ...]] = {digest: (digest,) for digest in digests}
    for one, other in sorted(same):
        first, second = group_of[one], group_of[other]
        if first is second or any(ordered(a, b) in apart for a in first for b in second):
            continue
        for digest in (joined := tuple(sorted(first + second))):
            group_of[digest] = joined
    return sorted(set(group_of.values()))


def _best(
    groups: Collection[tuple[str, ...]], pairs: Mapping[Pair, tuple[Relation, float]], apart: Collection[Pair]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The two groups that are the likeliest to be one; None where none are."""
    group_of = {digest: group for group in groups for digest in group}
    sums: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], list[float]] = defaultdict(lambda: [0.0, 0.0])
    forbidden = set()
    for pair in apart:
        forbidden.add(tuple(sorted((group_of[pair[0]], group_of[pair[1]]))))
    for (one, other), (relation, score) in sorted(pairs.items()):
        between = tuple(sorted((group_of[one], group_of[other])))
        if between[0] != between[1]:
            total = sums[(between[0], between[1])]
            total[0] += STRENGTH[relation]
            total[1] += score
    found = []
    for (one_group, other_group), (strength, score) in sums.items():
        size = len(one_group) * len(other_group)
        if strength / size >= LEAST_MEAN and (one_group, other_group) not in forbidden:
            found.append((-strength / size, -score / size, one_group, other_group))
    return min(found)[2:] if found else None


def components(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """What hangs together by any of these pairs, however indirectly."""
    group_of: dict[str, set[str]] = {}
    for one, other in pairs:
        first, second = group_of.setdefault(one, {one}), group_of.setdefault(other, {other})
        if first is not second:
            first |= second
            for each in second:
                group_of[each] = first
    return sorted({tuple(sorted(group)) for group in group_of.values()})
