"""Constrained clustering of one component: which of its names mean one actor, by name or by the user's decisions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tracker.actors.comparing.pairwise import (
    AMBIGUOUS,
    CONCEIVABLE,
    FULL,
    LIKELY,
    SURNAME,
    MatchScore,
    MatchScores,
    can_join,
    fullness,
)
from tracker.actors.comparing.results import PERSON, Match, Name
from tracker.actors.names.people import generation_of
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import Constraints, Decision, Unit, constraints_of, decided_names
from tracker.actors.resolving.descriptions import Consistency, is_common_surname
from tracker.actors.resolving.evidence import Evidence
from tracker.actors.resolving.mentions import MentionCount, MentionGroup, group_sorted_by, magnitude


class Clusters:
    """The units of one component, their match scores, and, after `join`, the clusters that they are joined to.

    A cluster is named by one of its units. `cluster_of` gives the cluster that a unit is joined to by name or by
    decision, `name_cluster_of` the one by name alone. Only whole units are resolved by that: full names, and those that
    were decided about.
    """

    def __init__(
        self,
        groups: Mapping[MentionGroup, MentionCount],
        names: Collection[Name],
        scores: MatchScores,
        decisions: Sequence[Decision],
        known: Mapping[Name, int] | None,
    ) -> None:
        self.counts = groups
        self.known = known
        self.groups: defaultdict[Unit, list[MentionGroup]] = defaultdict(list)
        for group in sorted(groups, key=group_sorted_by):
            self.groups[group.unit].append(group)
        self.names: defaultdict[Unit, set[Name]] = defaultdict(set)
        for name in names:
            self.names[Unit(normalised(name[0]))].add(name)
        for group in groups:
            self.names[group.unit].add((group.name, group.kind))
        self.units = sorted(self.names)
        self.kinds = {unit: self._kind(unit) for unit in self.units}
        self.fullness = {unit: self._fullness(unit) for unit in self.units}
        linking = {unit: fullness == FULL for unit, fullness in self.fullness.items()}
        self.constraints: Constraints = constraints_of(decisions, self.units, linking)
        self.scores = self._unit_scores(scores)
        self.cluster_of: dict[Unit, Unit] = {}  # by name or by decision
        self.name_cluster_of: dict[Unit, Unit] = {}  # by name alone
        self.clusters: defaultdict[Unit, set[Unit]] = defaultdict(set)
        self.name_clusters: defaultdict[Unit, set[Unit]] = defaultdict(set)

    # The units.

    def _kind(self, unit: Unit) -> str:
        """What most statements take a unit for, by order of magnitude; in doubt, a person.

        A single word that is taken for something else nearly as often is not a person's surname.
        """
        statements: Counter[str] = Counter(dict.fromkeys((kind for _, kind in self.names[unit]), 0))
        for group in self.groups.get(unit, ()):
            statements[group.kind] += self.counts[group].statements
        most = min(statements, key=lambda kind: (-magnitude(statements[kind]), kind != PERSON, kind))
        others = [kind for kind in statements if kind != most]
        people = [(name, PERSON) for name, kind in self.names[unit] if kind == PERSON]
        alone = most == PERSON and others and any(how_full(name, self.known) == SURNAME for name in people)
        if alone and any(magnitude(statements[kind]) * 2 > magnitude(statements[PERSON]) for kind in others):
            return min(others, key=lambda kind: (-magnitude(statements[kind]), kind))
        return most

    def _fullness(self, unit: Unit) -> int:
        if self.kinds[unit] != PERSON:
            return FULL
        return max(how_full((name, kind), self.known) for name, kind in self.names[unit] if kind == PERSON)

    def _unit_scores(self, scores: MatchScores) -> dict[Unit, dict[Unit, MatchScore]]:
        """The match scores of units by their names of the kind that most statements take each for."""
        units: defaultdict[Name, list[Unit]] = defaultdict(list)
        for unit in self.units:
            for name in self.names[unit]:
                if name[1] == self.kinds[unit] and unit not in self.constraints.cut:
                    units[name].append(unit)
        found: dict[Unit, dict[Unit, MatchScore]] = {unit: {} for unit in self.units}
        for name, of_name in units.items():
            for other, score in scores.get(name, {}).items():
                for unit in of_name:
                    for other_unit in units.get(other, ()):
                        if unit != other_unit:
                            found[unit][other_unit] = _better(score, found[unit].get(other_unit))
        for parts in _parts_of_names(self.units, self.constraints):
            for unit in parts:
                found[unit].update({other: MatchScore(Match.SAME, 1.0) for other in parts if other != unit})
        return found

    # Joining units.

    def join(self) -> None:
        """Join units by decision, and whole names that match, the surest first; never any that are different."""
        for unit in self.units:
            self.cluster_of[unit] = self.constraints.representative(unit)
            self.name_cluster_of[unit] = unit
        for unit in self.units:
            if self.fullness[unit] == FULL and unit not in self.constraints.decided and self._is_ambiguous(unit):
                self.fullness[unit] = AMBIGUOUS
        for unit in self.units:
            self.clusters[self.cluster_of[unit]].add(unit)
            self.name_clusters[unit].add(unit)
        for one, other in self._sure_pairs():
            self._join(one, other)
        self._join_likely()

    def _join_likely(self) -> None:
        """Join whole names that probably match: a middle name is left out, and nothing speaks against it."""
        likely = self._likely()
        ambiguous = [cluster for cluster in sorted(likely) if self._is_ambiguous_between(cluster, likely[cluster])]
        for cluster in ambiguous:
            for unit in self.name_clusters[cluster]:
                self.fullness[unit] = AMBIGUOUS
        pairs = [
            (-score, cluster, other)
            for cluster, others in likely.items()
            for other, score in others.items()
            if cluster < other and cluster not in ambiguous and other not in ambiguous
        ]
        for _, one, other in sorted(pairs):
            self._join(one, other)

    def _likely(self) -> defaultdict[Unit, dict[Unit, float]]:
        """The pairs of whole names' clusters that probably match, by name and by what is printed with them."""
        best: dict[tuple[Unit, Unit], float] = {}
        for unit in self.units:
            for other, score in self.scores[unit].items():
                cluster, other_cluster = self.name_cluster_of[unit], self.name_cluster_of[other]
                whole = self.fullness[unit] == self.fullness[other] == FULL and cluster < other_cluster
                if whole and score.match is Match.POSSIBLE and score.score >= CONCEIVABLE:
                    best[cluster, other_cluster] = max(score.score, best.get((cluster, other_cluster), 0.0))
        evidence = {each: self._evidence(self.name_clusters[each]) for each in {each for pair in best for each in pair}}
        likely: defaultdict[Unit, dict[Unit, float]] = defaultdict(dict)
        for (cluster, other_cluster), how_likely in sorted(best.items()):
            if self._are_likely_one(cluster, other_cluster, how_likely, evidence):
                likely[cluster][other_cluster] = likely[other_cluster][cluster] = how_likely
        return likely

    def _evidence(self, units: Iterable[Unit]) -> Evidence:
        """The evidence of these units together."""
        evidence = Evidence()
        for unit in units:
            for group in self.groups.get(unit, ()):
                evidence.add(group, self.counts[group])
        return evidence

    def _are_likely_one(self, cluster: Unit, other: Unit, score: float, evidence: Mapping[Unit, Evidence]) -> bool:
        if not self._may_be_of_one_generation(cluster, other):
            return evidence[cluster].share_single_office(evidence[other])
        said, near = evidence[cluster].compared(evidence[other])
        if score < LIKELY or is_common_surname(cluster.words):
            return near and said is Consistency.AGREE
        return said in (Consistency.AGREE, Consistency.NEUTRAL)

    def _may_be_of_one_generation(self, cluster: Unit, other: Unit) -> bool:
        """Whether both have a name with the same addition, such as Jr. or III, or both one without any."""
        one, another = (
            {generation_of(name) for unit in self.name_clusters[each] for name, _ in self.names[unit]}
            for each in (cluster, other)
        )
        return not one.isdisjoint(another)

    def _is_ambiguous_between(self, cluster: Unit, others: Iterable[Unit]) -> bool:
        """Whether a name may be either of two: *George Bush*, where George H. W. and George W. are printed."""
        if not self.constraints.decided.isdisjoint(self.name_clusters[cluster]):
            return False
        listed = sorted(others)
        return any(
            self._are_two_clusters(one, other) for index, one in enumerate(listed) for other in listed[index + 1 :]
        )

    def _are_two_clusters(self, one: Unit, other: Unit) -> bool:
        if self._are_kept_apart(self.cluster_of[one], self.cluster_of[other]):
            return True
        return all(self._are_two(unit, each) for unit in self.name_clusters[one] for each in self.name_clusters[other])

    def _is_ambiguous(self, unit: Unit) -> bool:
        """Whether a name matches two that are different."""
        same = [
            other
            for other, score in self.scores[unit].items()
            if score.match is Match.SAME and self.fullness[other] in (FULL, AMBIGUOUS)
        ]
        return any(self._are_two(one, other) for index, one in enumerate(same) for other in same[index + 1 :])

    def _are_two(self, one: Unit, other: Unit) -> bool:
        if self.constraints.representative(one) == self.constraints.representative(other):
            return False
        return other not in self.scores[one] or other in self.constraints.apart.get(one, ())

    def _sure_pairs(self) -> list[tuple[Unit, Unit]]:
        """The pairs of units of one fullness that surely match, the surest first."""
        pairs = [
            (-score.score, unit, other)
            for unit in self.units
            for other, score in self.scores[unit].items()
            if unit < other and score.match is Match.SAME and self._are_of_one_sort(unit, other)
        ]
        return [(one, other) for _, one, other in sorted(pairs)]

    def _are_of_one_sort(self, one: Unit, other: Unit) -> bool:
        """Whether both are whole, or neither is and both are equally full."""
        if self.is_whole(one) or self.is_whole(other):
            return self.is_whole(one) and self.is_whole(other)
        return self.fullness[one] == self.fullness[other]

    def is_whole(self, unit: Unit) -> bool:
        """Whether a unit is resolved as a whole: its name is full, or a decision is about it."""
        return self.fullness[unit] == FULL or unit in self.constraints.decided or unit in self.constraints.cut

    def _join(self, one: Unit, other: Unit) -> None:
        first, second = sorted((self.cluster_of[one], self.cluster_of[other]))
        cluster, other_cluster = sorted((self.name_cluster_of[one], self.name_cluster_of[other]))
        if cluster == other_cluster or self._are_kept_apart(first, second) or self._differ(cluster, other_cluster):
            return
        for unit in self.name_clusters.pop(other_cluster):
            self.name_cluster_of[unit] = cluster
            self.name_clusters[cluster].add(unit)
        if first != second:
            for unit in self.clusters.pop(second):
                self.cluster_of[unit] = first
                self.clusters[first].add(unit)

    def _are_kept_apart(self, one: Unit, other: Unit) -> bool:
        """Whether a decision or a register keeps two clusters apart."""
        if one == other:
            return False
        members, others = self.clusters[one], self.clusters[other]
        if any(
            not self.constraints.apart[unit].isdisjoint(others) for unit in members if unit in self.constraints.apart
        ):
            return True
        entries, other_entries = self._entries(members), self._entries(others)
        return bool(entries and other_entries) and entries.isdisjoint(other_entries)

    def _entries(self, units: Iterable[Unit]) -> set[str]:
        return {self.constraints.entries[unit] for unit in units if unit in self.constraints.entries}

    def _differ(self, cluster: Unit, other_cluster: Unit) -> bool:
        """Whether any two names of two clusters are different."""
        return any(
            other not in self.scores[unit]
            and self.constraints.representative(unit) != self.constraints.representative(other)
            for unit in self.name_clusters[cluster]
            for other in self.name_clusters[other_cluster]
        )

    def score(self, unit: Unit) -> float:
        """How sure it is that a name is its actor's: its best match score within the cluster."""
        clusters = self.name_clusters[self.name_cluster_of[unit]]
        return max((score.score for other, score in self.scores[unit].items() if other in clusters), default=1.0)


def how_full(name: Name, known: Mapping[Name, int] | None) -> int:
    """The fullness of a name, looked up in `known` if it is there."""
    found = known.get(name) if known else None
    return fullness(name) if found is None else found


def _better(one: MatchScore, other: MatchScore | None) -> MatchScore:
    if other is None:
        return one
    return min(one, other, key=lambda score: (score.match is not Match.SAME, -score.score))


def _parts_of_names(units: Iterable[Unit], constraints: Constraints) -> Iterator[list[Unit]]:
    """The parts of each name that may still be joined by name."""
    by_words: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit not in constraints.cut:
            by_words[unit.words].append(unit)
    return (parts for parts in by_words.values() if len(parts) > 1)


def components(names: Collection[Name], scores: MatchScores, decisions: Sequence[Decision]) -> Iterator[set[Name]]:
    """The connected components of names: sets that can be resolved without each other."""
    tied: defaultdict[str, set[Name]] = defaultdict(set)
    for name in names:
        tied[normalised(name[0])].add(name)
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        listed = [normalised(name) for name, _ in decided_names([decision])]
        for one, other in pairwise(listed):
            neighbours[one].add(other)
            neighbours[other].add(one)
    remaining = set(names)
    for name in sorted(names):
        if name in remaining:
            component = _connected(name, scores, tied, neighbours)
            remaining -= component
            yield component


def _connected(
    start: Name,
    scores: MatchScores,
    tied: Mapping[str, set[Name]],
    neighbours: Mapping[str, set[str]],
) -> set[Name]:
    found, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        others = {other for other, score in scores.get(name, {}).items() if can_join(score)}
        words = normalised(name[0])
        for each in (words, *neighbours.get(words, ())):
            others |= tied.get(each, set())
        waiting += others - found
        found |= others
    return found
