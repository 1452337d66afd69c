"""Statements over time as bars, and those of the most quoted actors as dots: where each is drawn."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import sqrt

from tracker.store.rows.counts import CountedValue, Counts
from tracker.store.rows.statements import TimelineEntry
from tracker.views.counts import UNITS
from tracker.views.marking import line
from tracker.views.reports.contents import Bar, Chart, Dot, Lane, Tick
from tracker.views.words import told, words

MOST_BARS = 62  # as many as can be told apart on a phone
MOST_LANES = 6  # actors
MOST_LABELLED = 12  # bars with their number; of more, only the highest
WIDEST_BAR, LOWEST_BAR = 8.0, 1.5  # hundredths of the chart's width, and of its height
SHORT = 3  # letters of a month
SMALLEST_DOT, LARGEST_DOT = 3.0, 9.0  # pixels


def chart_of(entries: Sequence[TimelineEntry]) -> Chart | None:
    """The chart; None where no statement has a day."""
    dated = [(date.fromisoformat(entry.day), entry) for entry in entries if entry.day]
    if not dated:
        return None
    days = [day for day, _ in dated]
    unit, starts = _starts(min(days), max(days))
    first_of = UNITS[unit].first_of
    counts = Counter(map(first_of, days))
    middles = {start: 100 * (number + 0.5) / len(starts) for number, start in enumerate(starts)}
    return Chart(
        unit,
        tuple(_bars(unit, counts, middles)),
        tuple(_ticks(unit, middles)),
        tuple(_lanes(unit, [(first_of(day), entry) for day, entry in dated], middles)),
        len(entries) - len(dated),
    )


def chart_of_months(counts: Counts, called: Callable[[CountedValue], str]) -> Chart | None:
    """The same of statements counted by month and something else; `called` is how a value of that is called.

    By years where there are too many months. None where no statement has a day.
    """
    cells = [
        (date.fromisoformat(f"{month.value}-01"), line(called(other)), row.statements)
        for row in counts.cells
        for month, other in [row.values]
        if month.value and other.value
    ]
    months = [row for row in counts.margins[0] if row.values[0].value]
    if not months:
        return None
    days = [date.fromisoformat(f"{row.values[0].value}-01") for row in months]
    unit = "month" if len(UNITS["month"].starts(min(days), max(days))) <= MOST_BARS else "year"
    first_of, starts = UNITS[unit].first_of, UNITS[unit].starts(min(days), max(days))
    middles = {start: 100 * (number + 0.5) / len(starts) for number, start in enumerate(starts)}
    bars: Counter[date] = Counter()
    for day, row in zip(days, months, strict=True):
        bars[first_of(day)] += row.statements
    lanes: dict[str, Counter[date]] = {}
    for day, name, statements in cells:
        lanes.setdefault(name, Counter())[first_of(day)] += statements
    undated = sum(row.statements for row in counts.margins[0] if not row.values[0].value)
    return Chart(
        unit,
        tuple(_bars(unit, bars, middles)),
        tuple(_ticks(unit, middles)),
        tuple(_most_frequent(unit, lanes, middles)),
        undated,
    )


def _starts(first: date, last: date) -> tuple[str, list[date]]:
    """The shortest unit of which not too many lie between two days, and the first day of each."""
    days = (last - first).days
    unit = next((name for name, unit in UNITS.items() if days // unit.least + 2 <= MOST_BARS), "year")
    return unit, UNITS[unit].starts(first, last)


def _label(unit: str, start: date) -> str:
    match unit:
        case "year":
            return str(start.year)
        case "quarter":
            return words().days.format(_month(start.month), f"{_month(start.month + 2)} {start.year}")
        case "month":
            return f"{_month(start.month)} {start.year}"
        case _:
            return told("{} {} {}").format(start.day, _month(start.month), start.year)


def _month(number: int) -> str:
    return words().months[number - 1][:SHORT]


def _bars(unit: str, counts: Mapping[date, int], middles: Mapping[date, float]) -> Iterable[Bar]:
    most = max(counts.values())
    width = min(WIDEST_BAR, 80 / len(middles))
    for start, middle in middles.items():
        if count := counts.get(start, 0):
            labelled = len(counts) <= MOST_LABELLED or count == most
            left, height = round(middle - width / 2, 2), round(max(LOWEST_BAR, 100 * count / most), 2)
            yield Bar(_label(unit, start), count, left, round(middle, 2), round(width, 2), height, labelled)


def _ticks(unit: str, middles: Mapping[date, float]) -> Iterable[Tick]:
    """The first, the middle and the last unit: three labels have room on a phone."""
    starts = list(middles)
    for number in sorted({0, len(starts) // 2, len(starts) - 1} if len(starts) != 2 else {0, 1}):
        middle = middles[starts[number]]
        anchor = "start" if middle < 20 else "end" if middle > 80 else "middle"
        at = {"start": 0.0, "middle": middle, "end": 100.0}[anchor]
        yield Tick(_label(unit, starts[number]), round(at, 2), anchor)


def _lanes(unit: str, dated: Sequence[tuple[date, TimelineEntry]], middles: Mapping[date, float]) -> Iterable[Lane]:
    """The most quoted actors, each with a dot for each unit of time; the dots' areas stand for numbers."""
    counts: dict[str, Counter[date]] = {}
    for start, entry in dated:
        for actor in entry.statement.actors:
            counts.setdefault(line(actor), Counter())[start] += 1
    yield from _most_frequent(unit, counts, middles)


def _most_frequent(unit: str, counts: Mapping[str, Counter[date]], middles: Mapping[date, float]) -> Iterable[Lane]:
    chosen = sorted(counts, key=lambda actor: (-counts[actor].total(), actor))[:MOST_LANES]
    most = max((count for actor in chosen for count in counts[actor].values()), default=1)
    for actor in chosen:
        yield Lane(
            actor,
            tuple(
                Dot(_label(unit, start), count, round(middles[start], 2), _radius(count, most))
                for start, count in sorted(counts[actor].items())
            ),
        )


def _radius(count: int, most: int) -> float:
    return round(max(SMALLEST_DOT, LARGEST_DOT * sqrt(count / most)), 1) if most > 1 else 5.0
