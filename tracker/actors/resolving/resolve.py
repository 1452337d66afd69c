"""Entity resolution: from all mentions of names to actors. A function of the set of mentions and the user's decisions.

Full names that match are joined wherever they are printed, unless that would join two that are different. A partial
name, such as a surname alone, may be several people's. It is resolved year by year and by the words that describe
whoever bears it: to the one actor whose full name is printed near in time and whose descriptions don't contradict it.
Where that leaves a doubt, the name is an actor of its own.

Counts matter only by their order of magnitude, so that one more article rarely changes anything.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.actors.comparing.pairwise import (
    AMBIGUOUS,
    CONCEIVABLE,
    FULL,
    INITIALS,
    SURNAME,
    MatchScores,
    pairwise_scores,
)
from tracker.actors.comparing.results import Match, Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.clusters import Clusters, components, how_full
from tracker.actors.resolving.decisions import Decision, Unit, decided_names
from tracker.actors.resolving.display import name_to_show
from tracker.actors.resolving.evidence import Evidence, EvidenceOfClusters
from tracker.actors.resolving.explanations import CERTAIN, Basis
from tracker.actors.resolving.mentions import (
    ClusterId,
    Link,
    Mention,
    MentionCount,
    MentionGroup,
    ResolvedActor,
    grouped,
    link_sorted_by,
)
from tracker.actors.resolving.partial_names import (
    SCORES,
    Assignment,
    by_description,
    by_elimination,
    initials_fit,
    own_actors,
)
from tracker.garbage_collection import without_collecting


@without_collecting()
def resolve(mentions: Iterable[Mention], decisions: Sequence[Decision] = ()) -> list[ResolvedActor]:
    """All actors that these mentions mean, sorted by name."""
    groups = grouped(mentions, decisions)
    names = {(group.name, group.kind) for group in groups} | set(decided_names(decisions))
    scores = pairwise_scores(names)
    of_name: defaultdict[Name, list[MentionGroup]] = defaultdict(list)
    for group in groups:
        of_name[group.name, group.kind].append(group)
    actors = []
    for component in components(names, scores, decisions):
        of_component = {group: groups[group] for name in component for group in of_name[name]}
        actors += resolve_component(of_component, component, scores, decisions)
    return sorted(actors, key=lambda actor: (actor.name, actor.kind, sorted(map(link_sorted_by, actor.links))))


def resolve_component(
    groups: Mapping[MentionGroup, MentionCount],
    names: Collection[Name],
    scores: MatchScores,
    decisions: Sequence[Decision] = (),
    known: Mapping[Name, int] | None = None,
) -> list[ResolvedActor]:
    """The actors of one component of matching names. `names` includes those that are printed nowhere.

    `known` is the fullness of names, as far as it is known already.
    """
    if len(names) == 1 and not decisions:
        (name,) = names
        if how_full(name, known) == FULL:
            links = tuple(sorted((Link(group, Basis.NAME, 1.0) for group in groups), key=link_sorted_by))
            return [ResolvedActor(*name, links, frozenset(names))]
    clusters = Clusters(groups, names, scores, decisions, known)
    clusters.join()
    return _Resolution(clusters).actors()


class _Resolution:
    """The actors that the mention groups of one component mean."""

    def __init__(self, clusters: Clusters) -> None:
        self.of = clusters
        self.assigned: dict[MentionGroup, Assignment] = {}

    def actors(self) -> list[ResolvedActor]:
        """The actors of the component."""
        meant = self._assign_whole_units()
        for fullness in (AMBIGUOUS, INITIALS, SURNAME):
            self._assign_partial_names(fullness, meant)
        return self._listed()

    def _assign_whole_units(self) -> defaultdict[Unit, set[ClusterId]]:
        """Assign the groups of all whole units to their clusters. Returns the clusters that each unit means."""
        meant: defaultdict[Unit, set[ClusterId]] = defaultdict(set)
        for unit in self.of.units:
            if not self.of.is_whole(unit):
                continue
            cluster = self._cluster_of_whole(unit)
            meant[unit].add(cluster)
            decided = unit in self.of.constraints.decided or unit in self.of.constraints.cut
            score = 1.0 if decided else self.of.score(unit)
            for group in self.of.groups.get(unit, ()):
                self.assigned[group] = (cluster, Basis.DECISION if decided else Basis.NAME, score)
        return meant

    def _cluster_of_whole(self, unit: Unit) -> ClusterId:
        return ("whole", *self.of.cluster_of[unit])

    # Partial names, which may be several people's.

    def _assign_partial_names(self, fullness: int, meant: defaultdict[Unit, set[ClusterId]]) -> None:
        """Assign the groups of names of this fullness, each to the one actor that fits, or to one of its own."""
        name_clusters: defaultdict[Unit, list[Unit]] = defaultdict(list)
        for unit in self.of.units:
            if self.of.fullness[unit] == fullness and not self.of.is_whole(unit):
                name_clusters[self.of.name_cluster_of[unit]].append(unit)
        if not name_clusters:
            return
        groups: defaultdict[ClusterId, list[MentionGroup]] = defaultdict(list)
        for group, (cluster, _, _) in self.assigned.items():
            groups[cluster].append(group)
        evidence = EvidenceOfClusters(groups, self.of.counts)
        assigned: dict[MentionGroup, Assignment] = {}
        for name_cluster, units in sorted(name_clusters.items()):
            own_id = (str(fullness), *name_cluster)
            assigned.update(self._assigned_in_name_cluster(own_id, units, meant, evidence))
        self.assigned.update(assigned)
        for group, (cluster, _, _) in assigned.items():
            meant[group.unit].add(cluster)

    def _assigned_in_name_cluster(
        self,
        own_id: ClusterId,
        units: Sequence[Unit],
        meant: Mapping[Unit, set[ClusterId]],
        evidence: EvidenceOfClusters,
    ) -> dict[MentionGroup, Assignment]:
        """Assign the groups of names that match: first by description, then by who else is printed near in time.

        Groups that mean nobody else become actors of their own, under ids that begin with `own_id`.
        """
        candidates = self._candidates(units, meant, evidence)
        possible = {unit: self._without_excluded(unit, candidates, meant, evidence) for unit in units}
        assigned: dict[MentionGroup, Assignment] = {}
        undescribed, partial = [], Evidence()
        for group in (group for unit in units for group in self.of.groups.get(unit, ())):
            if found := by_description(group, possible[group.unit]):
                assigned[group] = found
            else:
                undescribed.append(group)
                partial.add(group, self.of.counts[group])
        left: list[MentionGroup] = []
        for group in undescribed:
            _, articles = partial.near(group.year)
            if found := by_elimination(group, possible[group.unit], articles):
                assigned[group] = found
            else:
                left.append(group)
        for number, groups in enumerate(own_actors(left)):
            own = ((*own_id, f"{number:06}"), Basis.ITSELF, SCORES[Basis.ITSELF])
            assigned.update(dict.fromkeys(groups, own))
        return assigned

    def _candidates(
        self, units: Iterable[Unit], meant: Mapping[Unit, set[ClusterId]], evidence: EvidenceOfClusters
    ) -> list[ClusterId]:
        """The clusters with a fuller name that matches one of these units."""
        found: set[ClusterId] = set()
        for unit in units:
            for other, score in self.of.scores[unit].items():
                conceivable = score.score >= CONCEIVABLE and initials_fit(unit.words, other.words)
                if score.match is Match.SAME or conceivable:
                    found.update(cluster for cluster in meant.get(other, ()) if cluster in evidence)
        return sorted(found)

    def _without_excluded(
        self,
        unit: Unit,
        candidates: Iterable[ClusterId],
        meant: Mapping[Unit, set[ClusterId]],
        evidence: EvidenceOfClusters,
    ) -> dict[ClusterId, Evidence]:
        """The candidates of a unit, without those that the user's decisions keep it apart from."""
        apart = self.of.constraints.apart.get(unit, ())
        excluded = {cluster for other in apart for cluster in meant.get(other, ())}
        return {cluster: evidence[cluster] for cluster in candidates if cluster not in excluded}

    # Actors.

    def _listed(self) -> list[ResolvedActor]:
        links: defaultdict[ClusterId, list[Link]] = defaultdict(list)
        for group, (cluster, basis, score) in self.assigned.items():
            links[cluster].append(Link(group, basis, score))
        names: defaultdict[ClusterId, set[Name]] = defaultdict(set)
        for cluster, of_cluster in links.items():
            names[cluster].update((each.group.name, each.group.kind) for each in of_cluster)
        for unit in self.of.units:
            if self.of.is_whole(unit):
                names[self._cluster_of_whole(unit)].update(self.of.names[unit])
        return [self._actor(links.get(cluster, []), names[cluster]) for cluster in sorted(names)]

    def _actor(self, links: list[Link], names: set[Name]) -> ResolvedActor:
        statements: Counter[tuple[str, str, bool]] = Counter(() if links else [(*name, True) for name in names])
        for each in links:
            name_in_group = (each.group.name, each.group.kind, each.basis in CERTAIN)
            statements[name_in_group] += self.of.counts[each.group].statements
        chosen = self.of.constraints.names
        units = {each.group.unit for each in links} | {Unit(normalised(name)) for name, _ in names}
        renamed = max((chosen[unit] for unit in units if unit in chosen), default=None)
        name, kind = name_to_show(statements)
        links.sort(key=link_sorted_by)
        return ResolvedActor(renamed[1] if renamed else name, kind, tuple(links), frozenset(names), renamed is not None)
