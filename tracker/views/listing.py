"""Statements listed: on a terminal each in full under a line of its own, in a pipe one line for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.console import Console
from rich.text import Text

from tracker.store.fragments import lie_within
from tracker.store.rows.statements import StatementRow, TimelineEntry, Totals
from tracker.store.timeline import timeline
from tracker.terms import Kind
from tracker.views.console import (
    ACT,
    ACTOR,
    ADDRESSEE,
    ASIDE,
    hanging,
    on_terminal,
    print_fields,
    print_many,
    results,
    shorten,
    text_width,
)
from tracker.views.harmless import harmless_line
from tracker.views.wording import (
    act_perhaps,
    act_term,
    day,
    remarks,
    to_whom,
    what_of_it,
    who_from,
    who_perhaps,
    word_before_addressee,
)
from tracker.views.words import counted_in, number, words

LEAST_SHOWN = 20  # columns of words that stand right above, too

Entry = TypeVar("Entry", StatementRow, TimelineEntry)


@dataclass(frozen=True, slots=True)
class Nested(Generic[Entry]):
    """What is listed, how deep inside others it stands (0: in none), and the one around it."""

    entry: Entry
    depth: int = 0
    around: Entry | None = None


def print_totals(shown: int | None, totals: Totals) -> None:
    """Print a line above a listing on a terminal: "50 of 2,640 statements; 12 actors, 2005-02-03 to 2021-01-22".

    Where not all were counted, that there are more: "50 of more than 10,000 statements".
    """
    said = words()
    line = counted_in(totals.statements, said.statements)
    if totals.more:
        line = said.more_than.format(line)
    if shown is not None and shown < totals.statements:
        line = said.some_of.format(number(shown), line)
    if not totals.more:
        line += f"; {counted_in(totals.actors, said.actors)}"
        if totals.first_on and totals.last_on:
            days = (totals.first_on, totals.last_on)
            line += ", " + (days[0] if days[0] == days[1] else said.days.format(*days))
    results().print(Text(f"{line}\n", ASIDE))


def print_statements(rows: Iterable[StatementRow]) -> None:
    """Print the statements in the given order; in a pipe as they come.

    In a pipe a line's fields are number, day, actor, act, text and outlet, separated by tabs; where there is more to be
    known (a later version of the article, what was decided, how its checking goes, tags), that is one more.
    """
    console = results()
    if on_terminal():
        _print_for_reading(console, list(rows))
        return
    for row in rows:
        print_fields(console, _fields(row))


def _print_for_reading(console: Console, rows: Sequence[StatementRow]) -> None:
    with console:  # writes all at the end
        print_many(console, entries(console, rows))


def entries(console: Console, rows: Sequence[StatementRow]) -> Iterator[Text]:
    """The statements laid out for a person, and blank lines between them."""
    rows, further = _once(rows)
    number_width = max((len(str(row.id)) for row in rows), default=0)
    width = text_width(console)
    for position, each in enumerate(nested(rows)):
        if position and not each.depth:
            yield Text()
        yield from _entry(console, width, number_width, each, further)


def _once(rows: Sequence[StatementRow]) -> tuple[list[StatementRow], Mapping[int, int]]:
    """The statements, those of the same words on one occasion once; by number, in how many further sources each is.

    Occasions are those of the timeline; articles of one family count as one source.
    """
    entry_of = {source.id: entry for entry in timeline(rows) for source in entry.sources}
    first_of: dict[int, StatementRow] = {}
    for row in rows:
        first_of.setdefault(entry_of[row.id].statement.id, row)
    further = {row.id: entry_of[row.id].families - 1 for row in first_of.values()}
    return list(first_of.values()), further


def _entry(
    console: Console, width: int, number_width: int, each: Nested[StatementRow], further: Mapping[int, int]
) -> Iterator[Text]:
    """A statement: a heading, and under it what was said; all on one line where that is read right above."""
    row = each.entry
    rest = " " * (number_width + 2) * (each.depth + 1)
    first = f"{rest[: -number_width - 2]}{row.id:>{number_width}}  "
    above = heading(row, each.around, further[row.id])
    if each.around is not None and is_read_in(row, each.around):
        room = max(LEAST_SHOWN, width - len(rest) - above.cell_len - 2)
        above.append(f": {shorten(what_of_it(row), room)}")
        yield hanging(console, width, above, first=first, rest=rest)
        return
    yield hanging(console, width, above, first=first, rest=rest)
    yield hanging(console, width, Text(what_of_it(row)), first=rest, rest=rest)


def heading(row: StatementRow, around: StatementRow | None = None, further: int = 0) -> Text:
    """When, who, what act, to whom, where printed ("dpa +2"); without what is the same of the statement around it."""
    line = Text()
    if around is None or day(row) != day(around):
        line.append(day(row), ASIDE).append("  ")
    line.append(who_perhaps(row), ACTOR)
    if found := who_from(row):
        line.append(f" {found}", ASIDE)
    line.append("  ").append(act_perhaps(row), ACT)
    if addressee := to_whom(row):
        line.append(f" {word_before_addressee(row)} ", ASIDE).append(addressee, ADDRESSEE)
    if row.outlet and around is None:
        line.append("  ").append(harmless_line(row.outlet) + (f" +{further}" if further else ""), ASIDE)
    if remark := remarks(row):
        line.append(f"  ({remark})", ASIDE)
    return line


def _fields(row: StatementRow) -> list[Text]:
    fields = [
        Text(str(row.id), ASIDE),
        Text(day(row), ASIDE),
        Text(who_perhaps(row), ACTOR),
        Text(act_term(row), ACT),
        Text(what_of_it(row)),
        Text(harmless_line(row.outlet or ""), ASIDE),
    ]
    remark = remarks(row)
    return [*fields, Text(remark, ASIDE)] if remark else fields


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
