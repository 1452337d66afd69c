"""The user's decisions about who is who, and what follows from all of them together.

Decisions may contradict each other; the later one wins, and what is left of the earlier one still holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from tracker.actors.names.words import normalised


class DecisionKind(StrEnum):
    """What was decided."""

    MERGE = "merge"  # these names are one actor
    SPLIT = "split"  # these names, in these articles, are somebody else than the others
    APART = "apart"  # these two are not one
    RENAME = "rename"  # the name to show
    ALIAS = "alias"  # a further name, printed or not
    IMPORT = "import"  # the names of one entry of a register


@dataclass(frozen=True, slots=True)
class Subject:
    """A printed name that a decision is about; in the articles with these numbers only, if there are any."""

    name: str
    kind: str
    articles: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; the higher `number` is the later one.

    `value` is the name to show (of a renaming) or the entry's key (of an import, which has one decision for each
    entry); `shown` is the name to show of an imported entry, if it has one.
    """

    number: int
    kind: DecisionKind
    subjects: tuple[Subject, ...]
    others: tuple[Subject, ...] = ()
    value: str | None = None
    shown: str | None = None


class Unit(NamedTuple):
    """The unit of clustering: all that is printed in the same words, or a part that decisions took out of it.

    `part` is empty for the whole, else the numbers of the decisions about some of its articles.
    """

    words: str
    part: str = ""


@dataclass(slots=True)
class Constraints:
    """What the decisions say about units: which must be joined, which must not, and which no name may join any more.

    `together` maps a unit to another one that it was joined with; `apart` to those that it is kept apart from; `cut`
    holds those that are joined by decisions only. `entries` maps a unit to its entry in a register, `names` to the
    number of the decision and the name to show. `overruled` maps a decision to the later one that wins.
    """

    together: dict[Unit, Unit] = field(default_factory=dict)
    apart: dict[Unit, set[Unit]] = field(default_factory=lambda: defaultdict(set))
    cut: set[Unit] = field(default_factory=set)
    names: dict[Unit, tuple[int, str]] = field(default_factory=dict)
    entries: dict[Unit, str] = field(default_factory=dict)
    decided: set[Unit] = field(default_factory=set)
    overruled: dict[int, int] = field(default_factory=dict)

    def representative(self, unit: Unit) -> Unit:
        """The unit that represents all those that decisions join with this one."""
        while (above := self.together.get(unit, unit)) != unit:
            unit = above
        return unit


def decided_names(decisions: Iterable[Decision]) -> Iterator[tuple[str, str]]:
    """The names that decisions are about, as printed, each with its kind."""
    for decision in decisions:
        for subject in (*decision.subjects, *decision.others):
            yield subject.name, subject.kind


def part_of(name: str, article: int, decisions: Iterable[Decision]) -> str:
    """The part of a name that an article belongs to: the numbers of the decisions about it there."""
    words = normalised(name)
    numbers = {
        decision.number
        for decision in decisions
        for subject in (*decision.subjects, *decision.others)
        if article in subject.articles and normalised(subject.name) == words
    }
    return " ".join(map(str, sorted(numbers)))


def constraints_of(
    decisions: Sequence[Decision], units: Iterable[Unit], linking: Mapping[Unit, bool] | None = None
) -> Constraints:
    """The constraints that the decisions put on these units; later decisions win.

    `linking` says whether an entry of a register may join a unit: not one that is a surname alone.
    """
    by_words: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_words[unit.words].append(unit)
    constraints = Constraints()
    shared = _shared_by_entries(decisions)
    sources: dict[frozenset[Unit], int] = {}
    for decision in sorted(decisions, key=lambda decision: (-decision.number, decision.value or "")):
        subjects = _units(decision, decision.subjects, by_words)
        others = _units(decision, decision.others, by_words)
        if decision.kind is DecisionKind.IMPORT:
            linked = [unit for unit in subjects if unit not in shared and (linking is None or linking.get(unit, True))]
            constraints.entries.update(
                (unit, decision.value or "") for unit in linked if unit not in constraints.entries
            )
            subjects = linked
            for unit in linked if decision.shown else ():
                constraints.names.setdefault(unit, (decision.number, decision.shown or ""))
        if decision.kind is DecisionKind.RENAME:
            for unit in subjects:
                constraints.names.setdefault(unit, (decision.number, decision.value or ""))
            continue
        _add_apart(constraints, decision, subjects, others, sources)
        _add_together(constraints, decision, subjects, others, sources)
    constraints.decided = {*constraints.together, *constraints.together.values()}
    return constraints


def _units(decision: Decision, subjects: Iterable[Subject], by_words: Mapping[str, list[Unit]]) -> list[Unit]:
    """The units that a decision is about; of a decision about some articles, the parts that were made for it."""
    found = []
    for subject in subjects:
        for unit in by_words.get(normalised(subject.name), ()):
            numbers = unit.part.split()
            if str(decision.number) in numbers if subject.articles else not unit.part:
                found.append(unit)
    return sorted(set(found))


def _shared_by_entries(decisions: Iterable[Decision]) -> set[Unit]:
    """The names that more than one entry of the registers has."""
    entries: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.kind is DecisionKind.IMPORT:
            for subject in decision.subjects:
                entries[normalised(subject.name)].add(decision.value or "")
    return {Unit(words) for words, keys in entries.items() if len(keys) > 1}


def ambiguous(decisions: Iterable[Decision]) -> frozenset[str]:
    """The folded words of the names that more than one entry of the registers has."""
    return frozenset(unit.words for unit in _shared_by_entries(decisions))


def _add_apart(
    constraints: Constraints,
    decision: Decision,
    subjects: Sequence[Unit],
    others: Sequence[Unit],
    sources: dict[frozenset[Unit], int],
) -> None:
    if decision.kind not in (DecisionKind.SPLIT, DecisionKind.APART):
        return
    for one in subjects:
        for other in others:
            if one == other:
                continue
            if constraints.representative(one) == constraints.representative(other):
                constraints.overruled[decision.number] = _latest(sources, constraints, one)
                continue
            constraints.apart[one].add(other)
            constraints.apart[other].add(one)
            sources[frozenset((one, other))] = decision.number
    if decision.kind is DecisionKind.SPLIT:
        decided = {*constraints.together, *constraints.together.values()}
        constraints.cut.update(unit for unit in subjects if unit.part and unit not in decided)


def _add_together(
    constraints: Constraints,
    decision: Decision,
    subjects: Sequence[Unit],
    others: Sequence[Unit],
    sources: dict[frozenset[Unit], int],
) -> None:
    if decision.kind is DecisionKind.APART:
        return
    for one, other in _pairs(decision, subjects, others):
        roots = constraints.representative(one), constraints.representative(other)
        if roots[0] == roots[1]:
            continue
        if against := _against(constraints, *roots):
            constraints.overruled[decision.number] = max(sources.get(pair, 0) for pair in against)
            continue
        first, second = sorted(roots)
        constraints.together[second] = first
        sources[frozenset((one, other))] = decision.number


def _pairs(decision: Decision, subjects: Sequence[Unit], others: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The pairs that a decision joins: all its names, or, of a split, those that were split off together."""
    units = list(subjects) if decision.kind is DecisionKind.SPLIT else [*subjects, *others]
    yield from pairwise(units)


def _against(constraints: Constraints, one: Unit, other: Unit) -> list[frozenset[Unit]]:
    """The pairs kept apart that forbid joining two sides."""
    return [
        frozenset((unit, each))
        for unit, kept in constraints.apart.items()
        for each in kept
        if constraints.representative(unit) == one and constraints.representative(each) == other
    ]


def _latest(sources: Mapping[frozenset[Unit], int], constraints: Constraints, unit: Unit) -> int:
    """The latest decision that joined a unit with others."""
    root = constraints.representative(unit)
    return max(
        number for pair, number in sources.items() if all(constraints.representative(each) == root for each in pair)
    )
