"""Counts of statements: on a terminal a table with bars, in a pipe a line for each count; as records for programs.

Units of time are here, too: days, weeks, months, quarters and years.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.console import Console
from rich.text import Text

from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.views.console import ASIDE, HEADING, on_terminal, print_fields, print_many, results, shorten
from tracker.views.harmless import harmless_line
from tracker.views.records import Record
from tracker.views.wording import listed
from tracker.views.words import number, percent, told, told_number, words

ACTORS = (Dimension.ACTOR, Dimension.ADDRESSEE)
NOT_KNOWN = {
    Dimension.ACTOR: "(not known)",
    Dimension.ADDRESSEE: "(none known)",
    Dimension.OUTLET: "(no outlet)",
    Dimension.LANGUAGE: "(none of ours)",
    Dimension.VERDICT: "(no verdict)",
}
MARGIN = "all"
BAR, HALF_BAR = "█", "▌"
LEAST_BAR, LONGEST_BAR = 8, 40  # columns
WIDEST_LABEL, WIDEST_HEADING = 32, 14  # columns
FEWEST_ACROSS = 2  # values
GAP = 2  # columns


def label(dimension: Dimension, value: CountedValue) -> str:
    """A value as it is shown; what is no value of its own stands in brackets."""
    if value.merged:
        return f"({told_number(value.merged, 'other')})"
    if value.value is None:
        return told(NOT_KNOWN[dimension]) if dimension in NOT_KNOWN else words().undated
    match dimension:
        case Dimension.ACT:
            return words().acts[value.value].noun
        case Dimension.KIND:
            return words().kinds[value.value]
        case Dimension.VERDICT:
            return words().verdicts.get(value.value) or harmless_line(value.value)  # a rating as printed
        case _:
            return harmless_line(value.value)


def heading(counts: Counts) -> str:
    """What is counted: "122 statements by month and act"."""
    by = f" {told('by')} {listed(list(map(told, counts.by)))}" if counts.by else ""
    return f"{told_number(counts.total, 'statement')}{by}"


def rows_of(counts: Counts) -> tuple[Count, ...]:
    """Each count: of the values, of pairs of values where there are two dimensions; of all where there is none."""
    if not counts.by:
        return (Count((), counts.total, counts.total),)
    return counts.cells if len(counts.by) > 1 else counts.margins[0]


def count_fields(by: Sequence[Dimension]) -> tuple[str, ...]:
    """The fields of a count's record."""
    values = [name for each in by for name in ((each.value, f"{each.value}_id") if each in ACTORS else (each.value,))]
    return (*values, "statements", "share", "of")


def count_records(counts: Counts) -> Iterator[Record]:
    """The counts as records: null for what isn't known, a word in brackets for values that are taken together."""
    for row in rows_of(counts):
        record: dict[str, object] = {}
        for dimension, value in zip(counts.by, row.values, strict=True):
            record[dimension.value] = label(dimension, value) if value.merged else value.value
            if dimension in ACTORS:
                record[f"{dimension.value}_id"] = value.actor_id
        yield {**record, "statements": row.statements, "share": round(row.share, 4), "of": row.of}


def print_counts(counts: Counts, *, as_shares: bool = False) -> None:
    """Print the counts: on a terminal as a table; in a pipe lines of values, statements, share and what that is of."""
    console = results()
    if not on_terminal():
        for row in rows_of(counts):
            cells = [label(*each) for each in zip(counts.by, row.values, strict=True)]
            numbers = (str(row.statements), percent(row.share), str(row.of))
            print_fields(console, [*map(Text, cells), *map(Text, numbers)])
        return
    console.print(Text(heading(counts), ASIDE))
    if not counts.by:
        return
    console.print()
    crossed = len(counts.by) > 1 and _print_crossed(console, counts, as_shares)
    if not crossed:
        _print_listed(console, counts)
    told = [*([_shares_of(counts)] if as_shares or not crossed else []), *notes(counts)]
    if told:
        console.print()
    for note in told:
        console.print(Text(note, ASIDE), soft_wrap=False)


def notes(counts: Counts) -> Iterator[str]:
    """What is to be known of the numbers."""
    if overlapping := counts.overlapping:
        names = told(" or ").join(told(f"{name}s") for name in overlapping)
        yield told("A statement that has several {} counts for each of them.").format(names)


def _shares_of(counts: Counts) -> str:
    if len(counts.by) > 1:
        return told("Shares are of all statements of the same {}.").format(told(counts.by[0]))
    return told("Shares are of the {}.").format(told_number(counts.total, "statement"))


def shown_rows(counts: Counts) -> list[list[str]]:
    """The counts as cells, with headings."""
    rows = [
        [
            *(label(*each) for each in zip(counts.by, row.values, strict=True)),
            number(row.statements),
            percent(row.share),
        ]
        for row in rows_of(counts)
    ]
    ofs = [number(row.of) for row in rows_of(counts)]
    return [
        [*map(told, (*counts.by, "statements", "share", "of"))],
        *([*cells, of] for cells, of in zip(rows, ofs, strict=True)),
    ]


def _print_listed(console: Console, counts: Counts) -> None:
    """A line for each count, with a bar as long as the largest one lets it be."""
    rows = rows_of(counts)
    lines: list[list[str]] = [[*map(told, (*counts.by, "statements", "share"))]]
    for row in rows:
        names = [shorten(label(*each), WIDEST_LABEL) for each in zip(counts.by, row.values, strict=True)]
        lines.append([*names, number(row.statements), percent(row.share)])
    table = _aligned(lines, len(counts.by))
    table[0].stylize(ASIDE)
    room = console.width - table[0].cell_len - GAP
    most = max((row.statements for row in rows), default=0)
    bars = [_bar(row.statements, most, room) for row in rows]
    print_many(console, (Text.assemble(line, " " * GAP, bar) for line, bar in zip(table, ("", *bars), strict=True)))


def _print_crossed(console: Console, counts: Counts, as_shares: bool) -> bool:
    """The first values down, the second across, as many as fit; False where these can't be told that way."""
    table = _crossed(counts, as_shares)
    across = len(counts.margins[1])
    while table[0].cell_len > console.width:
        across -= 1
        if across < FEWEST_ACROSS or counts.by[1].is_time:
            return False
        counts = counts.narrowed(across)
        table = _crossed(counts, as_shares)
    room = console.width - table[0].cell_len - GAP
    most = max((row.statements for row in counts.margins[0]), default=0)
    table[0].stylize(ASIDE)
    table[-1].stylize(HEADING)
    bars = [_bar(row.statements, most, room) for row in counts.margins[0]]
    print_many(console, (Text.assemble(line, " " * GAP, bar) for line, bar in zip(table, ("", *bars, ""), strict=True)))
    return True


def _crossed(counts: Counts, as_shares: bool) -> list[Text]:
    """A line of headings, one for each value of the first dimension, and one for all."""
    first, second = counts.margins
    found = {row.values: row for row in counts.cells}
    headings = [shorten(label(counts.by[1], row.values[0]), WIDEST_HEADING) for row in second]
    lines = [[told(counts.by[0]), *headings, told(MARGIN)]]
    for row in first:
        cells = [_cell(found.get((row.values[0], other.values[0])), as_shares) for other in second]
        lines.append([shorten(label(counts.by[0], row.values[0]), WIDEST_LABEL), *cells, number(row.statements)])
    lines.append([told(MARGIN), *(_cell(row, as_shares) for row in second), number(counts.total)])
    return _aligned(lines, 1)


def _cell(count: Count | None, as_shares: bool) -> str:
    if count is None:
        return "·"
    return told("{}%").format(f"{100 * count.share:.0f}") if as_shares else number(count.statements)


def _aligned(lines: Sequence[Sequence[str]], names: int) -> list[Text]:
    """Lines of cells under each other: names to the left, numbers to the right."""
    widths = [max(Text(cell).cell_len for cell in column) for column in zip(*lines, strict=True)]
    shown = []
    for line in lines:
        cells = enumerate(zip(line, widths, strict=True))
        shown.append(Text((" " * GAP).join(_padded(*each, to_the_right=at >= names) for at, each in cells)))
    return shown


def _padded(cell: str, width: int, *, to_the_right: bool) -> str:
    blanks = " " * (width - Text(cell).cell_len)
    return blanks + cell if to_the_right else cell + blanks


def _bar(statements: int, most: int, room: int) -> str:
    """A bar as long, of the columns that there are, as the number is of the largest; none where there are few."""
    if room < LEAST_BAR or not statements:
        return ""
    halves = round(2 * min(room, LONGEST_BAR) * statements / most) or 1
    return BAR * (halves // 2) + HALF_BAR * (halves % 2)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: the first day of the one that a day is in, and its least and greatest length in days."""

    first_of: Callable[[date], date]
    least: int
    longest: int

    def starts(self, first: date, last: date) -> list[date]:
        """The first day of each unit from that of one day to that of another, without gaps."""
        starts = [self.first_of(first)]
        while starts[-1] < self.first_of(last):
            starts.append(self.first_of(starts[-1] + timedelta(days=self.longest)))
        return starts


def _by_day(day: date) -> date:
    return day


def _by_week(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _by_month(day: date) -> date:
    return day.replace(day=1)


def _by_quarter(day: date) -> date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def _by_year(day: date) -> date:
    return day.replace(month=1, day=1)


# From the shortest on.
UNITS: Mapping[str, Unit] = {
    "day": Unit(_by_day, 1, 1),
    "week": Unit(_by_week, 7, 7),
    "month": Unit(_by_month, 28, 31),
    "quarter": Unit(_by_quarter, 90, 92),
    "year": Unit(_by_year, 365, 366),
}
