"""Partial names, which may be several people's: whom each means at its time, by what is printed with it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from tracker.actors.names.people import is_given_name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.descriptions import Consistency, consistency, field_of, is_common_surname
from tracker.actors.resolving.evidence import YEARS_NEAR, Evidence
from tracker.actors.resolving.explanations import Basis
from tracker.actors.resolving.mentions import ClusterId, MentionGroup, group_sorted_by

DOMINANT = 10  # whoever is printed this many times as often as all others of the name together is meant
MOST_PARTIAL = 2  # a name that is printed alone even more times as often as in full is somebody else's
ESTABLISHED = 8  # articles; fewer don't show who is usually meant
SHORTEST_SURNAME = 2  # letters
INITIALS_PRINTED = re.compile(r"\b\w\.")
SCORES = {Basis.DESCRIPTION: 0.9, Basis.ONLY: 0.75, Basis.MOSTLY: 0.7, Basis.DECISION: 1.0, Basis.ITSELF: 1.0}
WITHOUT_DAY = 0.1  # taken off the score where the day isn't known

Assignment: TypeAlias = tuple[
    ClusterId, Basis, float
]  # the actor that a group means, why, and how sure that is (0 to 1)


def by_description(group: MentionGroup, candidates: Mapping[ClusterId, Evidence]) -> Assignment | None:
    """The one candidate printed near in time who is described as the group is; where several are, the usual one."""
    agreeing, articles = _fitting(group, candidates, Consistency.AGREE)
    if len(agreeing) == 1:
        return agreeing[0], Basis.DESCRIPTION, _score(Basis.DESCRIPTION, group)
    if agreeing and (found := _dominant(agreeing, articles)):
        return found, Basis.MOSTLY, _score(Basis.MOSTLY, group)
    return None


def by_elimination(group: MentionGroup, candidates: Mapping[ClusterId, Evidence], partial: int) -> Assignment | None:
    """The only candidate who is printed near in time, or by far the most frequent one; None where several fit.

    `partial` is in about how many articles the name is printed alone near in time. Where that is much more often than
    in full, the name rather means somebody else: an agency, a company.
    """
    if _fitting(group, candidates, Consistency.AGREE)[0]:
        return None
    neutral, articles = _fitting(group, candidates, Consistency.NEUTRAL)
    often = articles[neutral[0]] if len(neutral) == 1 else 0
    if often and partial <= MOST_PARTIAL * often and identifies(group.name, often):
        return neutral[0], Basis.ONLY, _score(Basis.ONLY, group)
    if found := _dominant(neutral, articles):
        return found, Basis.MOSTLY, _score(Basis.MOSTLY, group)
    return None


def identifies(name: str, articles: int) -> bool:
    """Whether a partial name can be taken for the only one whose full name fits it.

    A frequent surname and a single letter can't, nor a given name where the full name is printed in one article only.
    `articles` is the number of articles with the full name.
    """
    *before, last = normalised(name).split() or [""]
    if len(last) < SHORTEST_SURNAME or is_common_surname(last):
        return False
    return bool(before) or articles > 1 or not is_given_name(last)


def initials_fit(words: str, others: str) -> bool:
    """Whether the other name has enough given names for the initials: J. K. Rowling is not Joanne Rowling."""
    return len(INITIALS_PRINTED.findall(words)) <= max(1, len(others.replace(".", ". ").split()) - 1)


def _fitting(
    group: MentionGroup, candidates: Mapping[ClusterId, Evidence], wanted: Consistency
) -> tuple[list[ClusterId], dict[ClusterId, int]]:
    """The candidates near in time with the wanted consistency; and in how many articles each is printed then."""
    found, articles = [], {}
    for cluster, evidence in candidates.items():
        known, articles[cluster] = evidence.near(group.year)
        fits = (known if articles[cluster] else evidence.ever()).consistency(group.marks)
        in_time = articles[cluster] or (fits is Consistency.AGREE and evidence.spans(group.year))
        if in_time and fits is wanted:
            found.append(cluster)
    return found, articles


def _score(basis: Basis, group: MentionGroup) -> float:
    return SCORES[basis] - (0.0 if group.year else WITHOUT_DAY)


def _dominant(clusters: Sequence[ClusterId], articles: Mapping[ClusterId, int]) -> ClusterId | None:
    """The cluster that is printed so often that hardly anybody else can be meant."""
    first = max(clusters, key=lambda cluster: (articles[cluster], cluster), default=None)
    if first is None:
        return None
    others = sum(articles[cluster] for cluster in clusters if cluster != first)
    return first if articles[first] >= max(ESTABLISHED, DOMINANT * others) else None


def own_actors(groups: list[MentionGroup]) -> Iterator[list[MentionGroup]]:
    """The actors that the remaining groups of a name make: one for each time and each field (sport, politics).

    Under a frequent surname, groups with different descriptions are different people.
    """
    for chain in _chains(groups):
        by_field: defaultdict[str, list[MentionGroup]] = defaultdict(list)
        for group in chain:
            by_field[field_of(group.marks)].append(group)
        of_fields = [chain] if len(by_field.keys() - {""}) <= 1 else [by_field[name] for name in sorted(by_field)]
        for of_field in of_fields:
            yield from _described_alike(of_field) if is_common_surname(chain[0].name) else [of_field]


def _described_alike(groups: list[MentionGroup]) -> list[list[MentionGroup]]:
    """The groups in lists of those described alike; groups without a description make a list of their own."""
    alike: list[list[MentionGroup]] = []
    for group in groups:
        fitting = [
            each for each in alike if consistency(group.marks, [other.marks for other in each]) is Consistency.AGREE
        ]
        if not group.marks:
            fitting = [each for each in alike if not each[0].marks]
        alike = [each for each in alike if each not in fitting]
        alike.append([*(other for each in fitting for other in each), group])
    return alike


def _chains(groups: list[MentionGroup]) -> list[list[MentionGroup]]:
    """The groups in chains of years without a gap; undated ones join the chain if there is only one."""
    chains: list[list[MentionGroup]] = []
    undated = [group for group in groups if not group.year]
    last = 0
    for group in sorted(
        (group for group in groups if group.year), key=lambda group: (group.year, group_sorted_by(group))
    ):
        if not chains or group.year - last > YEARS_NEAR:
            chains.append([])
        chains[-1].append(group)
        last = group.year
    if undated and len(chains) == 1:
        chains[0] += undated
    elif undated:
        chains.append(undated)
    return chains
