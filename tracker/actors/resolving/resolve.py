"""All sightings of names to actors: a function of the set of sightings and of the user's decisions.

Names that mean one actor by themselves are united wherever they are printed, unless that would join two that are
different. A name that may be several people's, a surname alone above all, is linked year by year and by the words
that describe its bearer: to the one actor whose full name is printed near in time and whose description doesn't
contradict. Where that leaves a doubt, the name is an actor of its own.

What is counted never decides by itself, only by its order of magnitude: so an article more rarely changes anything.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.actors.comparing.pairwise import CONCEIVABLE, FULL, INITIALS, SURNAME, TORN, Verdicts, likenesses
from tracker.actors.comparing.results import Name, Verdict
from tracker.actors.names.words import words_of
from tracker.actors.resolving.clusters import Units, components, how_full
from tracker.actors.resolving.decisions import Decision, Unit, decided_names
from tracker.actors.resolving.display import shown
from tracker.actors.resolving.evidence import Evidence, EvidenceOfRoots
from tracker.actors.resolving.mentions import (
    CERTAIN,
    Basis,
    Count,
    Group,
    Link,
    LinkedActor,
    Root,
    Sighting,
    grouped,
    link_sorted_by,
)
from tracker.actors.resolving.partial_names import SCORES, Placed, alone, described_one, initials_fit, only_one
from tracker.garbage_collection import without_collecting


@without_collecting()
def link(sightings: Iterable[Sighting], decisions: Sequence[Decision] = ()) -> list[LinkedActor]:
    """The actors that all these sightings mean, in the order of their names."""
    groups = grouped(sightings, decisions)
    names = {(group.name, group.kind) for group in groups} | set(decided_names(decisions))
    verdicts = likenesses(names)
    of_name: defaultdict[Name, list[Group]] = defaultdict(list)
    for group in groups:
        of_name[group.name, group.kind].append(group)
    actors = []
    for component in components(names, verdicts, decisions):
        of_component = {group: groups[group] for name in component for group in of_name[name]}
        actors += link_groups(of_component, component, verdicts, decisions)
    return sorted(actors, key=lambda actor: (actor.name, actor.kind, sorted(map(link_sorted_by, actor.links))))


def link_groups(
    groups: Mapping[Group, Count],
    names: Collection[Name],
    verdicts: Verdicts,
    decisions: Sequence[Decision] = (),
    known: Mapping[Name, int] | None = None,
) -> list[LinkedActor]:
    """The actors of one component. `names` are its names, also those that are not printed.

    `known` is the fullness of names, as far as it is known already.
    """
    if len(names) == 1 and not decisions:
        (name,) = names
        if how_full(name, known) == FULL:
            links = tuple(sorted((Link(group, Basis.NAME, 1.0) for group in groups), key=link_sorted_by))
            return [LinkedActor(*name, links, frozenset(names))]
    return _Linking(Units(groups, names, verdicts, decisions, known)).actors()


class _Linking:
    """Whom the groups of one component mean."""

    def __init__(self, units: Units) -> None:
        self.of = units
        self.placed: dict[Group, Placed] = {}

    def actors(self) -> list[LinkedActor]:
        """The actors of the component."""
        roots = self._place_whole_units()
        for rank in (TORN, INITIALS, SURNAME):
            self._place_families(rank, roots)
        return self._listed()

    def _place_whole_units(self) -> defaultdict[Unit, set[Root]]:
        """Place all groups of the names that say by themselves whom they mean. Returns what each unit means."""
        roots: defaultdict[Unit, set[Root]] = defaultdict(set)
        for unit in self.of.units:
            if not self.of.is_whole(unit):
                continue
            root: Root = ("whole", *self.of.root[unit])
            roots[unit].add(root)
            decided = unit in self.of.said.decided or unit in self.of.said.cut
            score = 1.0 if decided else self.of.score(unit)
            for group in self.of.groups.get(unit, ()):
                self.placed[group] = (root, Basis.DECISION if decided else Basis.NAME, score)
        return roots

    # Names that may be several people's.

    def _place_families(self, rank: int, roots: defaultdict[Unit, set[Root]]) -> None:
        """Link the groups of names of which less is printed, each to the one actor that fits, if one does."""
        families: defaultdict[Unit, list[Unit]] = defaultdict(list)
        for unit in self.of.units:
            if self.of.fullness[unit] == rank and not self.of.is_whole(unit):
                families[self.of.form[unit]].append(unit)
        if not families:
            return
        of_root: defaultdict[Root, list[Group]] = defaultdict(list)
        for group, (root, _, _) in self.placed.items():
            of_root[root].append(group)
        evidence = EvidenceOfRoots(of_root, self.of.counts)
        placed: dict[Group, Placed] = {}
        for family, units in sorted(families.items()):
            placed.update(self._place_family(rank, family, units, roots, evidence))
        self.placed.update(placed)
        for group, (root, _, _) in placed.items():
            roots[group.unit].add(root)

    def _place_family(
        self,
        rank: int,
        family: Unit,
        units: Sequence[Unit],
        roots: Mapping[Unit, set[Root]],
        evidence: EvidenceOfRoots,
    ) -> dict[Group, Placed]:
        """Link the groups of names that are one by name: by description first, then by who else is printed near."""
        candidates = self._candidates(units, roots, evidence)
        possible = {unit: self._without_excluded(unit, candidates, roots, evidence) for unit in units}
        placed: dict[Group, Placed] = {}
        undescribed, bare = [], Evidence()
        for group in (group for unit in units for group in self.of.groups.get(unit, ())):
            if found := described_one(group, possible[group.unit]):
                placed[group] = found
            else:
                undescribed.append(group)
                bare.add(group, self.of.counts[group])
        left: list[Group] = []
        for group in undescribed:
            _, articles = bare.near(group.year)
            if found := only_one(group, possible[group.unit], articles):
                placed[group] = found
            else:
                left.append(group)
        for number, groups_left in enumerate(alone(left)):
            root = (str(rank), *family, f"{number:06}")
            placed.update(dict.fromkeys(groups_left, (root, Basis.ITSELF, SCORES[Basis.ITSELF])))
        return placed

    def _candidates(
        self, units: Iterable[Unit], roots: Mapping[Unit, set[Root]], evidence: EvidenceOfRoots
    ) -> list[Root]:
        """Those whom units of one name may mean: of whose name more is printed, and that is like theirs."""
        found: set[Root] = set()
        for unit in units:
            for other, likeness in self.of.alike[unit].items():
                conceivable = likeness.score >= CONCEIVABLE and initials_fit(unit.words, other.words)
                if likeness.verdict is Verdict.SAME or conceivable:
                    found.update(root for root in roots.get(other, ()) if root in evidence)
        return sorted(found)

    def _without_excluded(
        self,
        unit: Unit,
        candidates: Iterable[Root],
        roots: Mapping[Unit, set[Root]],
        evidence: EvidenceOfRoots,
    ) -> dict[Root, Evidence]:
        """Those whom a unit may mean, without those from whom the user's decisions keep it apart."""
        excluded = {root for other in self.of.said.apart.get(unit, ()) for root in roots.get(other, ())}
        return {root: evidence[root] for root in candidates if root not in excluded}

    # Actors.

    def _listed(self) -> list[LinkedActor]:
        links: defaultdict[Root, list[Link]] = defaultdict(list)
        for group, (root, basis, score) in self.placed.items():
            links[root].append(Link(group, basis, score))
        names: defaultdict[Root, set[Name]] = defaultdict(set)
        for root, of_root in links.items():
            names[root].update((each.group.name, each.group.kind) for each in of_root)
        for unit in self.of.units:
            if self.of.is_whole(unit):
                names["whole", *self.of.root[unit]].update(self.of.names[unit])
        return [self._actor(links.get(root, []), names[root]) for root in sorted(names)]

    def _actor(self, links: list[Link], names: set[Name]) -> LinkedActor:
        statements: Counter[tuple[str, str, bool]] = Counter(() if links else [(*name, True) for name in names])
        for each in links:
            statements[each.group.name, each.group.kind, each.basis in CERTAIN] += self.of.counts[each.group].statements
        units = {each.group.unit for each in links} | {Unit(words_of(name)) for name, _ in names}
        renamed = max((self.of.said.names[unit] for unit in units if unit in self.of.said.names), default=None)
        name, kind = shown(statements)
        links.sort(key=link_sorted_by)
        return LinkedActor(renamed[1] if renamed else name, kind, tuple(links), frozenset(names), renamed is not None)
