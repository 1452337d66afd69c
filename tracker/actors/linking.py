"""All sightings of names to actors: a function of the set of sightings and of the user's decisions.

Names that mean one actor by themselves are united wherever they are printed, unless that would join two that are
different. A name that may be several people's, a surname alone above all, is linked year by year and by the words
that describe its bearer: to the one actor whose full name is printed near in time and whose description doesn't
contradict. Where that leaves a doubt, the name is an actor of its own.

What is counted never decides by itself, only by its order of magnitude: so an article more rarely changes anything.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from tracker.actors.bodies import Role, body_name
from tracker.actors.decisions import Constraints, Decision, Unit, constraints, part_of, words_of
from tracker.actors.evidence import Agreement, Known, Marks, agreement, field_of, is_common_surname, marks
from tracker.actors.names import PrintedName, Verdict, blocks, compare, is_surname_alone
from tracker.actors.people import is_given_name
from tracker.actors.telling import OF_SURNAME, Telling, may_be_alike, telling

YEARS_NEAR = 1  # a name is near those printed in the same year, the year before and the year after
DOMINANT = 10  # times as often in print as all others of the name together: then it is they who are meant
MOST_BARE = 2  # times as often as in full: a name that is printed alone more often is rather another's
ESTABLISHED = 8  # articles: fewer say nothing about who is usually meant
# Scores of names that don't say for themselves whether they are one, see tracker.actors.comparing_people.
LIKELY = 0.85  # a middle name is left out or abbreviated: one, unless something speaks against it
CONCEIVABLE = 0.5  # a short form of the given name, a surname alone: one where the descriptions agree; below, never
INITIAL = re.compile(r"\w\.?-?(\w\.)?$")

PERSON = "person"
INITIALS_PRINTED = re.compile(r"\b\w\.")
SHORTEST_SURNAME = 2  # letters
FULL, TORN, INITIALS, SURNAME = range(4)  # how much of a name is printed; what is less is linked to what is more

Name: TypeAlias = tuple[str, str]  # as printed, and its kind
Verdicts: TypeAlias = Mapping[Name, Mapping[Name, "Likeness"]]  # of the names that are not different; symmetric


class Basis(StrEnum):
    """Why a name was linked to its actor."""

    NAME = "name"  # the name alone says so
    DESCRIPTION = "description"  # described as one of those of the name, near in time
    ONLY = "only"  # nobody else of the name is printed near in time
    MOSTLY = "mostly"  # hardly anybody else of the name is printed near in time
    DECISION = "decision"  # the user said so
    ITSELF = "itself"  # an actor of its own: nobody fits, or several do


CERTAIN = frozenset({Basis.NAME, Basis.DECISION})
SCORES = {Basis.DESCRIPTION: 0.9, Basis.ONLY: 0.75, Basis.MOSTLY: 0.7, Basis.DECISION: 1.0, Basis.ITSELF: 1.0}
WITHOUT_DAY = 0.1  # less where it isn't known when


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

    `part` is what the user's decisions took out of the name, see `tracker.actors.decisions.Unit`; `year` is 0 where
    it is not known.
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


class Likeness(NamedTuple):
    """What two names say about each other, where they are not different."""

    verdict: Verdict
    score: float


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
    return sorted(actors, key=lambda actor: (actor.name, actor.kind, sorted(map(_sorting, actor.links))))


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


def decided_names(decisions: Iterable[Decision]) -> Iterator[Name]:
    """The names that decisions are about."""
    for decision in decisions:
        for subject in (*decision.subjects, *decision.others):
            yield subject.name, subject.kind


def likenesses(names: Collection[Name]) -> dict[Name, dict[Name, Likeness]]:
    """What names that share a block say about each other, where they are not different."""
    by_block: defaultdict[str, list[tuple[Name, Telling]]] = defaultdict(list)
    verdicts: dict[Name, dict[Name, Likeness]] = {name: {} for name in names}
    # Names of a surname one after the other: what was found out about them is still at hand.
    for name, shared, told_by in sorted(map(_with_blocks, names), key=lambda each: (_surname(each[1]), each[0])):
        others = {
            other
            for block in shared
            for other, other_told_by in by_block[block]
            if may_be_alike(told_by, other_told_by, block)
        }
        for other, likeness in alike(name, others):
            verdicts[name][other] = verdicts[other][name] = likeness
        for block in shared:
            by_block[block].append((name, told_by))
    return verdicts


def _with_blocks(name: Name) -> tuple[Name, list[str], Telling]:
    """A name with its blocks and what tells it from others."""
    fullness(name)  # while the name's parts are at hand
    printed = PrintedName(*name)
    return name, sorted(blocks(printed)), telling(printed)


def _surname(shared: Iterable[str]) -> str:
    return next((block for block in shared if block.startswith(OF_SURNAME)), "")


def alike(name: Name, others: Iterable[Name]) -> Iterator[tuple[Name, Likeness]]:
    """Those of `others` that are not different from a name."""
    printed = PrintedName(*name)
    for other in others:
        comparison = compare(printed, PrintedName(*other))
        if comparison.verdict is not Verdict.DIFFERENT:
            yield other, Likeness(comparison.verdict, comparison.score)


@lru_cache(maxsize=2**17)
def fullness(name: Name) -> int:
    """How much of a name is printed: FULL, INITIALS or SURNAME alone."""
    text, kind = name
    if kind != PERSON:
        return FULL
    if is_surname_alone(PrintedName(text, kind)):
        return SURNAME
    return INITIALS if INITIAL.match(text.split()[0]) else FULL


def leads_on(likeness: Likeness) -> bool:
    """Whether what becomes of one name can depend on another that is so much like it."""
    return likeness.verdict is Verdict.SAME or likeness.score >= CONCEIVABLE


def components(names: Collection[Name], verdicts: Verdicts, decisions: Sequence[Decision]) -> Iterator[set[Name]]:
    """The names in sets that have nothing to do with each other."""
    tied: defaultdict[str, set[Name]] = defaultdict(set)
    for name in names:
        tied[words_of(name[0])].add(name)
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        listed = [words_of(name) for name, _ in decided_names([decision])]
        for one, other in pairwise(listed):
            neighbours[one].add(other)
            neighbours[other].add(one)
    remaining = set(names)
    for name in sorted(names):
        if name in remaining:
            component = _reached(name, verdicts, tied, neighbours)
            remaining -= component
            yield component


def _reached(
    start: Name,
    verdicts: Verdicts,
    tied: Mapping[str, set[Name]],
    neighbours: Mapping[str, set[str]],
) -> set[Name]:
    found, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        others = {other for other, likeness in verdicts.get(name, {}).items() if leads_on(likeness)}
        words = words_of(name[0])
        for each in (words, *neighbours.get(words, ())):
            others |= tied.get(each, set())
        waiting += others - found
        found |= others
    return found


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
        if _fullness(name, known) == FULL:
            links = tuple(sorted((Link(group, Basis.NAME, 1.0) for group in groups), key=_sorting))
            return [LinkedActor(*name, links, frozenset(names))]
    return _Linking(groups, names, verdicts, decisions, known).actors()


def _fullness(name: Name, known: Mapping[Name, int] | None) -> int:
    found = known.get(name) if known else None
    return fullness(name) if found is None else found


def magnitude(count: int) -> int:
    """A count rounded down to a power of two: what decides is the same for most articles that are added."""
    return 1 << (count.bit_length() - 1) if count else 0


Root: TypeAlias = tuple[str, ...]  # what stands for an actor while it is made
Placed: TypeAlias = tuple[Root, Basis, float]  # the actor that a group means, why, and how sure that is


class _Evidence:
    """When an actor's name is printed in full or is surely theirs, with what descriptions, in how many articles."""

    def __init__(self) -> None:
        self._years: defaultdict[int, dict[Marks, int]] = defaultdict(dict)
        self._near: dict[int, tuple[Known, int]] = {}
        self._ever: Known | None = None

    def add(self, group: Group, count: Count) -> None:
        """Add the sightings of a group."""
        described = self._years[group.year]
        described[group.marks] = described.get(group.marks, 0) + magnitude(count.articles)

    def near(self, year: int) -> tuple[Known, int]:
        """The descriptions near a year, and in about how many articles; what has no day is near all days."""
        if year not in self._near:
            near = [of_year for other, of_year in self._years.items() if are_near(year, other)]
            known = Known(described for of_year in near for described in of_year)
            self._near[year] = (known, sum(articles for of_year in near for articles in of_year.values()))
        return self._near[year]

    def spans(self, year: int) -> bool:
        """Whether a year is between the first and the last in which the actor is printed, or beside them."""
        dated = [other for other in self._years if other]
        return bool(dated) and min(dated) - YEARS_NEAR <= year <= max(dated) + YEARS_NEAR

    def ever(self) -> Known:
        """The descriptions of all years."""
        if self._ever is None:
            self._ever = Known(described for of_year in self._years.values() for described in of_year)
        return self._ever

    def compared(self, other: "_Evidence") -> tuple[Agreement, bool]:
        """What the descriptions of two names say about whether they are one, and whether they are near in time."""
        agreements = set()
        near = False
        for year, described in sorted(self._years.items()):
            known, articles = other.near(year)
            near = near or bool(articles)
            for each in described:
                agreements.add((known if articles else other.ever()).agreement(each))
                if near and Agreement.AGREE in agreements:
                    return Agreement.AGREE, near
        surest = (Agreement.AGREE, Agreement.CONTRADICT, Agreement.OTHERWISE)
        return next((each for each in surest if each in agreements), Agreement.NEUTRAL), near


class _EvidenceOfRoots:
    """The evidence of those who have sightings so far, gathered where it is asked for."""

    def __init__(self, groups: Mapping[Root, Sequence[Group]], counts: Mapping[Group, Count]) -> None:
        self._groups = groups
        self._counts = counts
        self._gathered: dict[Root, _Evidence] = {}

    def __contains__(self, root: Root) -> bool:
        return root in self._groups

    def __getitem__(self, root: Root) -> _Evidence:
        if root not in self._gathered:
            evidence = _Evidence()
            for group in self._groups[root]:
                evidence.add(group, self._counts[group])
            self._gathered[root] = evidence
        return self._gathered[root]


def are_near(year: int, other: int) -> bool:
    """Whether two years are near in time; what has no year is near all."""
    return not year or not other or abs(other - year) <= YEARS_NEAR


class _Linking:
    """The units of one component, and what stands for the actor of each."""

    def __init__(
        self,
        groups: Mapping[Group, Count],
        names: Collection[Name],
        verdicts: Verdicts,
        decisions: Sequence[Decision],
        known: Mapping[Name, int] | None,
    ) -> None:
        self.counts = groups
        self.known = known
        self.groups: defaultdict[Unit, list[Group]] = defaultdict(list)
        for group in sorted(groups, key=_sorting_groups):
            self.groups[group.unit].append(group)
        self.names: defaultdict[Unit, set[Name]] = defaultdict(set)
        for name in names:
            self.names[Unit(words_of(name[0]))].add(name)
        for group in groups:
            self.names[group.unit].add((group.name, group.kind))
        self.units = sorted(self.names)
        self.kinds = {unit: self._kind(unit) for unit in self.units}
        self.fullness = {unit: self._fullness(unit) for unit in self.units}
        linking = {unit: fullness == FULL for unit, fullness in self.fullness.items()}
        self.said: Constraints = constraints(decisions, self.units, linking)
        self.alike = self._alike(verdicts)
        self.root: dict[Unit, Unit] = {}  # of units that are linked as a whole: those united with it
        self.form: dict[Unit, Unit] = {}  # of units united by name alone
        self.placed: dict[Group, Placed] = {}

    def actors(self) -> list[LinkedActor]:
        """The actors of the component."""
        self._unite()
        roots = self._place_whole_units()
        for rank in (TORN, INITIALS, SURNAME):
            self._place_families(rank, roots)
        return self._listed()

    # What a unit is.

    def _kind(self, unit: Unit) -> str:
        """What most of its statements take it for, by order of magnitude; a person before others.

        A single word that is taken for something else nearly as often is no person's surname.
        """
        statements: Counter[str] = Counter(dict.fromkeys((kind for _, kind in self.names[unit]), 0))
        for group in self.groups.get(unit, ()):
            statements[group.kind] += self.counts[group].statements
        most = min(statements, key=lambda kind: (-magnitude(statements[kind]), kind != PERSON, kind))
        others = [kind for kind in statements if kind != most]
        people = [(name, PERSON) for name, kind in self.names[unit] if kind == PERSON]
        alone = most == PERSON and others and any(_fullness(name, self.known) == SURNAME for name in people)
        if alone and any(magnitude(statements[kind]) * 2 > magnitude(statements[PERSON]) for kind in others):
            return min(others, key=lambda kind: (-magnitude(statements[kind]), kind))
        return most

    def _fullness(self, unit: Unit) -> int:
        if self.kinds[unit] != PERSON:
            return FULL
        return max(_fullness((name, kind), self.known) for name, kind in self.names[unit] if kind == PERSON)

    def _alike(self, verdicts: Verdicts) -> dict[Unit, dict[Unit, Likeness]]:
        """What units say about each other by their names, each taken for what most statements take it for."""
        units: defaultdict[Name, list[Unit]] = defaultdict(list)
        for unit in self.units:
            for name in self.names[unit]:
                if name[1] == self.kinds[unit] and unit not in self.said.cut:
                    units[name].append(unit)
        found: dict[Unit, dict[Unit, Likeness]] = {unit: {} for unit in self.units}
        for name, of_name in units.items():
            for other, likeness in verdicts.get(name, {}).items():
                for unit in of_name:
                    for other_unit in units.get(other, ()):
                        if unit != other_unit:
                            found[unit][other_unit] = _better(likeness, found[unit].get(other_unit))
        for parts in _parts(self.units, self.said):
            for unit in parts:
                found[unit].update({other: Likeness(Verdict.SAME, 1.0) for other in parts if other != unit})
        return found

    # Names that say by themselves whom they mean.

    def _unite(self) -> None:
        """Unite units by decision, and whole names by name, the surest first; none that are different."""
        for unit in self.units:
            self.root[unit] = self.said.root(unit)
            self.form[unit] = unit
        for unit in self.units:
            if self.fullness[unit] == FULL and unit not in self.said.decided and self._is_torn(unit):
                self.fullness[unit] = TORN
        self.members: defaultdict[Unit, set[Unit]] = defaultdict(set)
        self.forms: defaultdict[Unit, set[Unit]] = defaultdict(set)
        for unit in self.units:
            self.members[self.root[unit]].add(unit)
            self.forms[unit].add(unit)
        for one, other in self._edges():
            self._join(one, other)
        self._unite_likely()

    def _unite_likely(self) -> None:
        """Unite whole names that are likely one: a middle name is left out, and nothing speaks against it."""
        likely = self._likely()
        torn = [form for form in sorted(likely) if self._is_torn_between(form, likely[form])]
        for form in torn:
            for unit in self.forms[form]:
                self.fullness[unit] = TORN
        edges = [
            (-score, form, other)
            for form, others in likely.items()
            for other, score in others.items()
            if form < other and form not in torn and other not in torn
        ]
        for _, one, other in sorted(edges):
            self._join(one, other)

    def _likely(self) -> defaultdict[Unit, dict[Unit, float]]:
        """The forms of whole names that are likely one by their names and by what is printed with them."""
        scores: dict[tuple[Unit, Unit], float] = {}
        for unit in self.units:
            for other, likeness in self.alike[unit].items():
                form, other_form = self.form[unit], self.form[other]
                whole = self.fullness[unit] == self.fullness[other] == FULL and form < other_form
                if whole and likeness.verdict is Verdict.POSSIBLE and likeness.score >= CONCEIVABLE:
                    scores[form, other_form] = max(likeness.score, scores.get((form, other_form), 0.0))
        evidence = {form: self._evidence(self.forms[form]) for form in {form for pair in scores for form in pair}}
        likely: defaultdict[Unit, dict[Unit, float]] = defaultdict(dict)
        for (form, other), score in sorted(scores.items()):
            if self._are_likely_one(form, score, *evidence[form].compared(evidence[other])):
                likely[form][other] = likely[other][form] = score
        return likely

    def _evidence(self, units: Iterable[Unit]) -> _Evidence:
        """What is printed with these units."""
        evidence = _Evidence()
        for unit in units:
            for group in self.groups.get(unit, ()):
                evidence.add(group, self.counts[group])
        return evidence

    def _are_likely_one(self, form: Unit, score: float, said: Agreement, near: bool) -> bool:
        if score < LIKELY or is_common_surname(form.words):
            return near and said is Agreement.AGREE
        return said in (Agreement.AGREE, Agreement.NEUTRAL)

    def _is_torn_between(self, form: Unit, others: Iterable[Unit]) -> bool:
        """Whether a name may be either of two: *George Bush*, where George H. W. and George W. are printed."""
        if not self.said.decided.isdisjoint(self.forms[form]):
            return False
        listed = sorted(others)
        return any(self._are_two_forms(one, other) for index, one in enumerate(listed) for other in listed[index + 1 :])

    def _are_two_forms(self, one: Unit, other: Unit) -> bool:
        if self._are_kept_apart(self.root[one], self.root[other]):
            return True
        return all(self._are_two(unit, each) for unit in self.forms[one] for each in self.forms[other])

    def _is_torn(self, unit: Unit) -> bool:
        """Whether a name is the same as two that are different."""
        same = [
            other
            for other, likeness in self.alike[unit].items()
            if likeness.verdict is Verdict.SAME and self.fullness[other] in (FULL, TORN)
        ]
        return any(self._are_two(one, other) for index, one in enumerate(same) for other in same[index + 1 :])

    def _are_two(self, one: Unit, other: Unit) -> bool:
        if self.said.root(one) == self.said.root(other):
            return False
        return other not in self.alike[one] or other in self.said.apart.get(one, ())

    def _edges(self) -> list[tuple[Unit, Unit]]:
        """Units of one fullness that are the same by name, the surest first."""
        edges = [
            (-likeness.score, unit, other)
            for unit in self.units
            for other, likeness in self.alike[unit].items()
            if unit < other and likeness.verdict is Verdict.SAME and self._are_of_one_sort(unit, other)
        ]
        return [(one, other) for _, one, other in sorted(edges)]

    def _are_of_one_sort(self, one: Unit, other: Unit) -> bool:
        """Whether both are linked as a whole, or neither is and as much of the name is printed."""
        if self._is_whole(one) or self._is_whole(other):
            return self._is_whole(one) and self._is_whole(other)
        return self.fullness[one] == self.fullness[other]

    def _is_whole(self, unit: Unit) -> bool:
        return self.fullness[unit] == FULL or unit in self.said.decided or unit in self.said.cut

    def _join(self, one: Unit, other: Unit) -> None:
        first, second = sorted((self.root[one], self.root[other]))
        form, other_form = sorted((self.form[one], self.form[other]))
        if form == other_form or self._are_kept_apart(first, second) or self._differ(form, other_form):
            return
        for unit in self.forms.pop(other_form):
            self.form[unit] = form
            self.forms[form].add(unit)
        if first != second:
            for unit in self.members.pop(second):
                self.root[unit] = first
                self.members[first].add(unit)

    def _are_kept_apart(self, one: Unit, other: Unit) -> bool:
        """Whether a decision, or the register, says of two sides that they are two."""
        if one == other:
            return False
        members, others = self.members[one], self.members[other]
        if any(not self.said.apart[unit].isdisjoint(others) for unit in members if unit in self.said.apart):
            return True
        entries, other_entries = self._entries(members), self._entries(others)
        return bool(entries and other_entries) and entries.isdisjoint(other_entries)

    def _entries(self, units: Iterable[Unit]) -> set[str]:
        return {self.said.entries[unit] for unit in units if unit in self.said.entries}

    def _differ(self, form: Unit, other_form: Unit) -> bool:
        """Whether two names of what would be one are different by name."""
        return any(
            other not in self.alike[unit] and self.said.root(unit) != self.said.root(other)
            for unit in self.forms[form]
            for other in self.forms[other_form]
        )

    def _place_whole_units(self) -> defaultdict[Unit, set[Root]]:
        """Place all groups of the names that say by themselves whom they mean. Returns what each unit means."""
        roots: defaultdict[Unit, set[Root]] = defaultdict(set)
        for unit in self.units:
            if not self._is_whole(unit):
                continue
            root: Root = ("whole", *self.root[unit])
            roots[unit].add(root)
            decided = unit in self.said.decided or unit in self.said.cut
            score = 1.0 if decided else self._score(unit)
            for group in self.groups.get(unit, ()):
                self.placed[group] = (root, Basis.DECISION if decided else Basis.NAME, score)
        return roots

    def _score(self, unit: Unit) -> float:
        """How sure a name is one of its actor's: as sure as its likeness to the next of them."""
        forms = self.forms[self.form[unit]]
        return max((likeness.score for other, likeness in self.alike[unit].items() if other in forms), default=1.0)

    # Names that may be several people's.

    def _place_families(self, rank: int, roots: defaultdict[Unit, set[Root]]) -> None:
        """Link the groups of names of which less is printed, each to the one actor that fits, if one does."""
        families: defaultdict[Unit, list[Unit]] = defaultdict(list)
        for unit in self.units:
            if self.fullness[unit] == rank and not self._is_whole(unit):
                families[self.form[unit]].append(unit)
        if not families:
            return
        of_root: defaultdict[Root, list[Group]] = defaultdict(list)
        for group, (root, _, _) in self.placed.items():
            of_root[root].append(group)
        evidence = _EvidenceOfRoots(of_root, self.counts)
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
        evidence: _EvidenceOfRoots,
    ) -> dict[Group, Placed]:
        placed: dict[Group, Placed] = {}
        left: list[Group] = []
        candidates = sorted(
            {
                root
                for unit in units
                for other, likeness in self.alike[unit].items()
                if likeness.verdict is Verdict.SAME
                or (likeness.score >= CONCEIVABLE and initials_fit(unit.words, other.words))
                for root in roots.get(other, ())
                if root in evidence
            }
        )
        possible = {unit: self._without_excluded(unit, candidates, roots, evidence) for unit in units}
        groups = [group for unit in units for group in self.groups.get(unit, ())]
        rest, bare = [], _Evidence()
        for group in groups:
            if found := described_one(group, possible[group.unit]):
                placed[group] = found
            else:
                rest.append(group)
                bare.add(group, self.counts[group])
        for group in rest:
            _, articles = bare.near(group.year)
            if found := only_one(group, possible[group.unit], articles):
                placed[group] = found
            else:
                left.append(group)
        for number, alone in enumerate(_alone(left)):
            root = (str(rank), *family, f"{number:06}")
            placed.update(dict.fromkeys(alone, (root, Basis.ITSELF, SCORES[Basis.ITSELF])))
        return placed

    def _without_excluded(
        self,
        unit: Unit,
        candidates: Iterable[Root],
        roots: Mapping[Unit, set[Root]],
        evidence: _EvidenceOfRoots,
    ) -> dict[Root, _Evidence]:
        """Those whom a unit may mean, without those from whom the user's decisions keep it apart."""
        excluded = {root for other in self.said.apart.get(unit, ()) for root in roots.get(other, ())}
        return {root: evidence[root] for root in candidates if root not in excluded}

    # Actors.

    def _listed(self) -> list[LinkedActor]:
        links: defaultdict[Root, list[Link]] = defaultdict(list)
        for group, (root, basis, score) in self.placed.items():
            links[root].append(Link(group, basis, score))
        names: defaultdict[Root, set[Name]] = defaultdict(set)
        for root, of_root in links.items():
            names[root].update((each.group.name, each.group.kind) for each in of_root)
        for unit in self.units:
            if self._is_whole(unit):
                names["whole", *self.root[unit]].update(self.names[unit])
        return [self._actor(links.get(root, []), names[root]) for root in sorted(names)]

    def _actor(self, links: list[Link], names: set[Name]) -> LinkedActor:
        statements: Counter[tuple[str, str, bool]] = Counter(() if links else [(*name, True) for name in names])
        for each in links:
            statements[each.group.name, each.group.kind, each.basis in CERTAIN] += self.counts[each.group].statements
        units = {each.group.unit for each in links} | {Unit(words_of(name)) for name, _ in names}
        renamed = max((self.said.names[unit] for unit in units if unit in self.said.names), default=None)
        name, kind = shown(statements)
        links.sort(key=_sorting)
        return LinkedActor(renamed[1] if renamed else name, kind, tuple(links), frozenset(names), renamed is not None)


def described_one(group: Group, candidates: Mapping[Root, _Evidence]) -> Placed | None:
    """The one of the name, printed about then, who is described as the group is; the usual one where several are."""
    agreeing, articles = _fitting(group, candidates, Agreement.AGREE)
    if len(agreeing) == 1:
        return agreeing[0], Basis.DESCRIPTION, _score(Basis.DESCRIPTION, group)
    if agreeing and (found := _dominant(agreeing, articles)):
        return found, Basis.MOSTLY, _score(Basis.MOSTLY, group)
    return None


def only_one(group: Group, candidates: Mapping[Root, _Evidence], bare: int) -> Placed | None:
    """The only one of the name who is printed near in time, or hardly anybody else is; None where several fit.

    `bare` is in about how many articles the name is printed alone near in time. Where that is much more than in
    full, it is rather another's: an agency's, a company's.
    """
    if _fitting(group, candidates, Agreement.AGREE)[0]:
        return None
    neutral, articles = _fitting(group, candidates, Agreement.NEUTRAL)
    often = articles[neutral[0]] if len(neutral) == 1 else 0
    if often and bare <= MOST_BARE * often and tells_enough(group.name, often):
        return neutral[0], Basis.ONLY, _score(Basis.ONLY, group)
    if found := _dominant(neutral, articles):
        return found, Basis.MOSTLY, _score(Basis.MOSTLY, group)
    return None


def tells_enough(name: str, articles: int) -> bool:
    """Whether a name that is not full means the only one who is printed so in full rather than anybody else.

    A surname that many have and a letter do not. `articles` is in how many that one is printed: who is printed once
    is not who a given name means.
    """
    *before, last = words_of(name).split() or [""]
    if len(last) < SHORTEST_SURNAME or is_common_surname(last):
        return False
    return bool(before) or articles > 1 or not is_given_name(last)


def initials_fit(words: str, others: str) -> bool:
    """Whether another name has as many given names as one has initials: J. K. Rowling is no Joanne Rowling."""
    return len(INITIALS_PRINTED.findall(words)) <= max(1, len(others.replace(".", ". ").split()) - 1)


def _fitting(
    group: Group, candidates: Mapping[Root, _Evidence], wanted: Agreement
) -> tuple[list[Root], dict[Root, int]]:
    """Those whose descriptions say so about a group, near in time, and in how many articles each is printed then."""
    found, articles = [], {}
    for root, evidence in candidates.items():
        known, articles[root] = evidence.near(group.year)
        fits = (known if articles[root] else evidence.ever()).agreement(group.marks)
        in_time = articles[root] or (fits is Agreement.AGREE and evidence.spans(group.year))
        if in_time and fits is wanted:
            found.append(root)
    return found, articles


def _score(basis: Basis, group: Group) -> float:
    return SCORES[basis] - (0.0 if group.year else WITHOUT_DAY)


def _dominant(roots: Sequence[Root], articles: Mapping[Root, int]) -> Root | None:
    """The one that is printed so often that hardly anybody else can be meant."""
    first = max(roots, key=lambda root: (articles[root], root), default=None)
    if first is None:
        return None
    others = sum(articles[root] for root in roots if root != first)
    return first if articles[first] >= max(ESTABLISHED, DOMINANT * others) else None


def _alone(groups: list[Group]) -> Iterator[list[Group]]:
    """Groups of a name that mean nobody else, as actors: those near in time, of one field (sport, politics).

    Of a surname that many have, those that are described otherwise are several people's.
    """
    for chain in _chains(groups):
        by_field: defaultdict[str, list[Group]] = defaultdict(list)
        for group in chain:
            by_field[field_of(group.marks)].append(group)
        of_fields = [chain] if len(by_field.keys() - {""}) <= 1 else [by_field[name] for name in sorted(by_field)]
        for of_field in of_fields:
            yield from _described_alike(of_field) if is_common_surname(chain[0].name) else [of_field]


def _described_alike(groups: list[Group]) -> list[list[Group]]:
    """Groups of which each is described like another of its list; those that say nothing are of their own."""
    alike: list[list[Group]] = []
    for group in groups:
        fitting = [each for each in alike if agreement(group.marks, [other.marks for other in each]) is Agreement.AGREE]
        if not group.marks:
            fitting = [each for each in alike if not each[0].marks]
        alike = [each for each in alike if each not in fitting]
        alike.append([*(other for each in fitting for other in each), group])
    return alike


def _chains(groups: list[Group]) -> list[list[Group]]:
    """Groups from year to year without a gap; those without a year with them, where there is but one such chain."""
    chains: list[list[Group]] = []
    undated = [group for group in groups if not group.year]
    last = 0
    for group in sorted(
        (group for group in groups if group.year), key=lambda group: (group.year, _sorting_groups(group))
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


def shown(statements: Mapping[tuple[str, str, bool], int]) -> tuple[str, str]:
    """The name to show of an actor, and what it is.

    `statements` are in how many a name is printed, what it is taken for there, and whether it is surely theirs.
    """
    kinds: Counter[str] = Counter()
    often: Counter[str] = Counter()
    certain: set[str] = set()
    for (name, kind, is_certain), count in statements.items():
        kinds[kind] += count
        often[name] += count
        certain.update([name] if is_certain else [])
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind != PERSON, kind))
    if len(often) == 1:
        return next(iter(often)), kind
    name = min(often, key=lambda name: (name not in certain, *_unfit_to_show(name, kind, often)))
    return name, kind


def _unfit_to_show(name: str, kind: str, often: Mapping[str, int]) -> tuple[bool, bool, int, int, bool, int, str]:
    """What sorts the name to show first.

    No seat, no genitive, much of the name, printed most often, with accents, long.
    """
    genitive = name.endswith(("'s", "’s", "'", "’")) or (name.endswith("s") and name[:-1] in often)
    fullness_of_name = fullness((name, kind))
    return (is_seat((name, kind)), genitive, fullness_of_name, -often[name], name.isascii(), -len(name), name)


def is_seat(name: Name) -> bool:
    """Whether a name is that of a capital or a seat (*Moskau*, *der Kreml*) that stands for whoever sits there."""
    text, kind = name
    if kind == "person":
        return False
    meanings = body_name(text).meanings
    return bool(meanings) and all(meaning.role is not Role.NAME for meaning in meanings)


def _better(one: Likeness, other: Likeness | None) -> Likeness:
    if other is None:
        return one
    return min(one, other, key=lambda likeness: (likeness.verdict is not Verdict.SAME, -likeness.score))


def _parts(units: Iterable[Unit], said: Constraints) -> Iterator[list[Unit]]:
    """The parts of one name that its name still joins."""
    by_words: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit not in said.cut:
            by_words[unit.words].append(unit)
    return (parts for parts in by_words.values() if len(parts) > 1)


def _sorting(each: Link) -> tuple[str, str, str, int, list[str]]:
    return _sorting_groups(each.group)


def _sorting_groups(group: Group) -> tuple[str, str, str, int, list[str]]:
    return (group.name, group.kind, group.part, group.year, sorted(group.marks))
