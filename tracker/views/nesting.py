"""Statements that stand inside another one that is listed: they are shown under it, however many levels deep."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.store.fragments import lie_within
from tracker.store.rows.statements import StatementRow, TimelineEntry
from tracker.terms import Kind

LEAST_SHOWN = 20  # columns of words that stand right above, too

Entry = TypeVar("Entry", StatementRow, TimelineEntry)


@dataclass(frozen=True, slots=True)
class Nested(Generic[Entry]):
    """What is listed, how deep inside others it stands (0: in none), and the one around it."""

    entry: Entry
    depth: int = 0
    around: Entry | None = None


def nested(entries: Sequence[Entry]) -> Iterator[Nested[Entry]]:
    """The entries in the given order, but for those inside another of them, which follow that one.

    What is printed in several articles is inside another entry only where it is in all of them.
    """
    entry_of = {source.id: place for place, entry in enumerate(entries) for source in _sources(entry)}
    inside: defaultdict[int | None, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        outer = {None if each.inside is None else entry_of.get(each.inside) for each in _sources(entry)}
        inside[outer.pop() if len(outer) == 1 else None].append(place)
    return _below(entries, inside, None, 0)


def _below(
    entries: Sequence[Entry], inside: defaultdict[int | None, list[int]], around: int | None, depth: int
) -> Iterator[Nested[Entry]]:
    for place in inside[around]:
        yield Nested(entries[place], depth, None if around is None else entries[around])
        yield from _below(entries, inside, place, depth + 1)


def _sources(entry: StatementRow | TimelineEntry) -> Iterable[StatementRow]:
    return entry.sources if isinstance(entry, TimelineEntry) else (entry,)


def is_read_in(row: StatementRow, around: StatementRow) -> bool:
    """Whether the words of a statement are among those that are shown of the one around it."""
    if around.kind == Kind.REPORTED and around.matter:
        return row.quote in around.matter
    return lie_within(row.quote_spans, around.quote_spans)
