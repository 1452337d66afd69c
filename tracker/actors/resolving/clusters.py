"""The names of one component as units, and which of them mean one actor by name or by the user's decisions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tracker.actors.comparing.pairwise import (
    CONCEIVABLE,
    FULL,
    LIKELY,
    SURNAME,
    TORN,
    Likeness,
    Verdicts,
    fullness,
    leads_on,
)
from tracker.actors.comparing.results import PERSON, Name, Verdict
from tracker.actors.names.people import generation_of
from tracker.actors.names.words import words_of
from tracker.actors.resolving.decisions import Constraints, Decision, Unit, constraints, decided_names
from tracker.actors.resolving.descriptions import Agreement, is_common_surname
from tracker.actors.resolving.evidence import Evidence
from tracker.actors.resolving.mentions import Count, Group, group_sorted_by, magnitude


class Units:
    """The units of one component: how much of a name each is, what their names say, and which of them are one.

    `root` maps each unit to what stands for all that are one with it, by name or by decision; `form` to what stands
    for those that are one by name alone. Only whole units are linked by that: full names, and those decided about.
    """

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
        for group in sorted(groups, key=group_sorted_by):
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
        self._unite()

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
        alone = most == PERSON and others and any(how_full(name, self.known) == SURNAME for name in people)
        if alone and any(magnitude(statements[kind]) * 2 > magnitude(statements[PERSON]) for kind in others):
            return min(others, key=lambda kind: (-magnitude(statements[kind]), kind))
        return most

    def _fullness(self, unit: Unit) -> int:
        if self.kinds[unit] != PERSON:
            return FULL
        return max(how_full((name, kind), self.known) for name, kind in self.names[unit] if kind == PERSON)

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
            if self._are_likely_one(form, other, score, evidence):
                likely[form][other] = likely[other][form] = score
        return likely

    def _evidence(self, units: Iterable[Unit]) -> Evidence:
        """What is printed with these units."""
        evidence = Evidence()
        for unit in units:
            for group in self.groups.get(unit, ()):
                evidence.add(group, self.counts[group])
        return evidence

    def _are_likely_one(self, form: Unit, other: Unit, score: float, evidence: Mapping[Unit, Evidence]) -> bool:
        if not self._may_be_of_one_generation(form, other):
            return evidence[form].share_single_office(evidence[other])
        said, near = evidence[form].compared(evidence[other])
        if score < LIKELY or is_common_surname(form.words):
            return near and said is Agreement.AGREE
        return said in (Agreement.AGREE, Agreement.NEUTRAL)

    def _may_be_of_one_generation(self, form: Unit, other: Unit) -> bool:
        """Whether some of the names of both are printed with the same addition, Jr. or III, or without any."""
        one, another = (
            {generation_of(name) for unit in self.forms[each] for name, _ in self.names[unit]} for each in (form, other)
        )
        return not one.isdisjoint(another)

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
        if self.is_whole(one) or self.is_whole(other):
            return self.is_whole(one) and self.is_whole(other)
        return self.fullness[one] == self.fullness[other]

    def is_whole(self, unit: Unit) -> bool:
        """Whether a unit is linked as a whole: its name is full, or it was decided about."""
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

    def score(self, unit: Unit) -> float:
        """How sure a name is one of its actor's: as sure as its likeness to the next of them."""
        forms = self.forms[self.form[unit]]
        return max((likeness.score for other, likeness in self.alike[unit].items() if other in forms), default=1.0)


def how_full(name: Name, known: Mapping[Name, int] | None) -> int:
    """The fullness of a name, from what is known or from the name."""
    found = known.get(name) if known else None
    return fullness(name) if found is None else found


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
