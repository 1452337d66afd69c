"""Counts as a plot: what it shows, and what is written around it. How it is drawn is `tracker.views.drawing`'s."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.views.counts import UNITS, label, notes
from tracker.views.harmless import harmless_line
from tracker.views.wording import decided_by, listed
from tracker.views.words import number, percent, told, told_number, words

FLATTENING = 3  # times the largest of the others: what is larger is told in words, not drawn
OUTLETS_NAMED = 4


class PlotFormat(StrEnum):
    """The files that plots can be, by the ends of their names."""

    SVG = ".svg"
    PNG = ".png"
    HTML = ".html"


class Shape(StrEnum):
    """What a plot looks like."""

    LINES = "lines"
    BARS = "bars"
    MATRIX = "matrix"


MOST_LINES, MOST_BARS, MOST_IN_MATRIX = 6, 15, 12  # values told apart, without a limit of the user's


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one value; `aside` where that is no value of its own: others, or not known."""

    name: str
    numbers: Sequence[float | None]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn. Each series has a number for each place; None where there is nothing a share could be of.

    `days` are the first days of the places where these are times. Bars have one series, with places from the largest.
    """

    shape: Shape
    title: str
    subtitle: str
    places: Sequence[str]
    series: Sequence[Series]
    place_name: str
    series_name: str
    measure: str
    footer: Sequence[str]
    as_shares: bool
    days: Sequence[date] = ()
    asides: frozenset[int] = frozenset()  # of the places, of bars
    remarks: Sequence[str] = ()  # at the ends of bars


def shape_of(by: Sequence[Dimension]) -> Shape:
    """What counts by these dimensions are drawn as."""
    if any(each.is_time for each in by):
        return Shape.LINES
    return Shape.MATRIX if len(by) > 1 else Shape.BARS


def limits_of(by: Sequence[Dimension], limit: int | None) -> Sequence[int | None]:
    """How many values of each dimension a plot tells apart; None where it chooses among all."""
    if {Dimension.ACTOR, Dimension.ADDRESSEE} == set(by):
        return ()
    most = {Shape.LINES: MOST_LINES, Shape.BARS: MOST_BARS, Shape.MATRIX: MOST_IN_MATRIX}[shape_of(by)]
    return [limit or most] * len(by)


def plot_of(counts: Counts, filters: str, source: str, *, as_shares: bool, limit: int | None = None) -> Plot:
    """What to draw of counts by one dimension or two; `filters` is which statements they are of, in words."""
    shape = shape_of(counts.by)
    whom = tuple(counts.by) == (Dimension.ACTOR, Dimension.ADDRESSEE)
    title = told("Who addresses whom") if whom else told("Statements by {}").format(listed(list(map(told, counts.by))))
    about = (title, harmless_line(filters))
    if shape is Shape.BARS:
        return _bars(counts, about, source, as_shares=as_shares)
    if shape is Shape.LINES:
        return _lines(counts, about, source, as_shares=as_shares)
    return _matrix(counts, about, source, limit or MOST_IN_MATRIX, as_shares=as_shares)


def source_line(by_outlet: Counts, by_day: Counts, deciders: Sequence[tuple[str, int]] = ()) -> str:
    """Where the statements are from: "Source: 122 statements in Donaubote and mna, 2022-01-18 to 2023-09-05".

    `deciders`: who decided about how many of them.
    """
    outlets = [row.values[0].value for row in by_outlet.margins[0] if row.values[0].value is not None]
    days = [row.values[0].value for row in by_day.margins[0] if row.values[0].value is not None]
    names = [harmless_line(each or "") for each in outlets]
    where = listed(names) if len(names) <= OUTLETS_NAMED else told_number(len(names), "outlet")
    period = list(dict.fromkeys((str(days[0]), str(days[-1])))) if days else []
    when = words().days.format(*period) if len(period) > 1 else "".join(period)
    facts = (f"{told_number(by_outlet.total, 'statement')}{told(' in {}').format(where) if where else ''}", when)
    decided = f", {decided_by(deciders)}" if deciders else ""
    return told("Source: {}; found automatically with tracker").format(", ".join(filter(None, facts))) + decided


def _aside(value: CountedValue) -> bool:
    return value.value is None


def _bars(counts: Counts, about: tuple[str, str], source: str, *, as_shares: bool) -> Plot:
    (dimension,), (margin,) = counts.by, counts.margins
    left = _flattening(margin)
    shown = [row for row in margin if row not in left]
    numbers = [row.share if as_shares else row.statements for row in shown]
    return Plot(
        Shape.BARS,
        *about,
        places=[label(dimension, row.values[0]) for row in shown],
        series=[Series(told(dimension), numbers)],
        place_name=told(dimension),
        series_name="",
        measure=_share_of_all(counts) if as_shares else told("statements"),
        footer=_footer(counts, _not_drawn((dimension, left)), source),
        as_shares=as_shares,
        asides=frozenset(at for at, row in enumerate(shown) if _aside(row.values[0])),
        remarks=[f"{number(row.statements)} ({percent(row.share)})" for row in shown],
    )


def _lines(counts: Counts, about: tuple[str, str], source: str, *, as_shares: bool) -> Plot:
    time = next(each for each in counts.by if each.is_time)
    at = counts.by.index(time)
    known = [row.values[0].value for row in counts.margins[at]]
    undated = [row for row in counts.margins[at] if row.values[0].value is None]
    places = list(_without_gaps(time, [value for value in known if value is not None]))
    names = [name for name, _ in places]
    left: Sequence[Count] = ()
    other = None
    if len(counts.by) == 1:
        found = {row.values[0].value: row for row in counts.margins[0]}
        series = [Series("", [_number(found.get(name), counts.total, as_shares) for name in names])]
        measure = _share_of_all(counts)
    else:
        other = counts.by[1 - at]
        left = _flattening(counts.margins[1 - at])
        whole = {row.values[0]: row.statements for row in counts.margins[0]}
        cells = {(row.values[at].value, row.values[1 - at]): row for row in counts.cells}
        series = []
        for row in counts.margins[1 - at]:
            value = row.values[0]
            if row not in left:
                numbers = []
                for name in names:
                    of = whole.get(CountedValue(name) if at == 0 else value, 0)
                    numbers.append(_number(cells.get((name, value)), of, as_shares))
                series.append(Series(label(other, value), numbers, _aside(value)))
        measure = _share_of_row(counts)
    return Plot(
        Shape.LINES,
        *about,
        places=names,
        series=series,
        place_name=told(time),
        series_name=told(other) if other else "",
        measure=measure if as_shares else told("statements"),
        footer=_footer(counts, _not_drawn((time, undated), (other or time, left)), source),
        as_shares=as_shares,
        days=[day for _, day in places],
    )


def _matrix(counts: Counts, about: tuple[str, str], source: str, most: int, *, as_shares: bool) -> Plot:
    """Those who stand in most cells: others than those with most statements, where few are known to address anybody."""
    known = [row for row in counts.cells if not any(map(_aside, row.values))]
    down, across = (_most(known, at, most) for at in (0, 1))
    found = {row.values: row for row in known}
    whole = {row.values[0]: row.statements for row in counts.margins[0]}
    series = [
        Series(
            label(counts.by[0], value),
            [_number(found.get((value, other)), whole[value], as_shares) for other in across],
        )
        for value in down
    ]
    drawn = sum(row.statements for row in known if row.values[0] in down and row.values[1] in across)
    return Plot(
        Shape.MATRIX,
        *about,
        places=[label(counts.by[1], value) for value in across],
        series=series,
        place_name=told(counts.by[1]),
        series_name=told(counts.by[0]),
        measure=_share_of_row(counts) if as_shares else told("statements"),
        footer=_footer(counts, _left_of_matrix(counts, drawn), source),
        as_shares=as_shares,
    )


def _share_of_all(counts: Counts) -> str:
    return told("share of {}").format(told_number(counts.total, "statement"))


def _share_of_row(counts: Counts) -> str:
    return told("share of the statements of the {}").format(told(counts.by[0]))


def _most(cells: Sequence[Count], at: int, most: int) -> list[CountedValue]:
    """The values of a dimension that have most statements in cells, the most first."""
    sums: Counter[CountedValue] = Counter()
    for row in cells:
        sums[row.values[at]] += row.statements
    return [value for value, _ in sums.most_common(most)]


def _left_of_matrix(counts: Counts, drawn: int) -> str:
    """What isn't drawn: "Drawn: 9 of 125 statements. Without actor: not known (8); addressee: none known (116)"."""
    every = sum(row.statements for row in counts.cells)
    if drawn == every:
        return ""
    unknown = [
        (each, [row for row in margin if _aside(row.values[0]) and not row.values[0].merged])
        for each, margin in zip(counts.by, counts.margins, strict=True)
    ]
    noun = told("counts" if counts.overlapping else "statements")
    drawn_of = told("Drawn: {} of {} {}.").format(number(drawn), number(every), noun)
    return " ".join(filter(None, (drawn_of, _not_drawn(*unknown))))


def _number(count: Count | None, of: int, as_shares: bool) -> float | None:
    if not as_shares:
        return count.statements if count else 0
    return (count.share if count else 0.0) if of else None


def _flattening(margin: Sequence[Count]) -> Sequence[Count]:
    """Others and those not known where they are so many that the values that are told apart could hardly be seen."""
    most = max((row.statements for row in margin if not _aside(row.values[0])), default=0)
    return [row for row in margin if most and _aside(row.values[0]) and row.statements > FLATTENING * most]


def _footer(counts: Counts, left: str, source: str) -> Sequence[str]:
    """What is to be known of the plot, if anything, and where the numbers are from."""
    return [line for line in (" ".join(filter(None, (left, *notes(counts)))), source) if line]


def _not_drawn(*left: tuple[Dimension, Sequence[Count]]) -> str:
    """What is left out: "Not drawn: actor: 194 others (746), not known (383)"."""
    found = []
    for dimension, rows in left:
        values = [f"{label(dimension, row.values[0]).strip('()')} ({number(row.statements)})" for row in rows]
        if values:
            found.append(f"{told(dimension)}: {', '.join(values)}")
    return told("Not drawn: {}.").format("; ".join(found)) if found else ""


def _without_gaps(time: Dimension, values: Sequence[str]) -> Iterator[tuple[str, date]]:
    """Each day, week, month or year from the first value to the last, with its first day."""
    if not values:
        return
    for day in UNITS[time].starts(_first_day(time, values[0]), _first_day(time, values[-1])):
        yield _named(time, day), day


def _first_day(time: Dimension, value: str) -> date:
    match time:
        case Dimension.WEEK:
            return date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        case Dimension.MONTH:
            return date.fromisoformat(f"{value}-01")
        case Dimension.YEAR:
            return date(int(value), 1, 1)
        case _:
            return date.fromisoformat(value)


def _named(time: Dimension, day: date) -> str:
    match time:
        case Dimension.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case Dimension.MONTH:
            return day.isoformat()[:7]
        case Dimension.YEAR:
            return day.isoformat()[:4]
        case _:
            return day.isoformat()


def format_of(path: Path) -> PlotFormat | None:
    """What a file is to be by its name; None where that doesn't tell."""
    return next((each for each in PlotFormat if each == path.suffix.lower()), None)
