"""What plots show: every month, and what is left out in words."""

from pathlib import Path

import pytest

from tracker.store.rows.counts import Count, CountedValue, Counts, Dimension
from tracker.views.plots import PlotFormat, format_of, plot_of


def counts_of(first: dict[str | None, int], dimension: Dimension = Dimension.MONTH) -> Counts:
    total = sum(first.values())
    return Counts(
        (dimension,), total, (tuple(Count((CountedValue(name),), n, total) for name, n in first.items()),), ()
    )


def crossed(rows: dict[tuple[str | None, str | None], int]) -> Counts:
    """Counts by month and actor."""
    total = sum(rows.values())
    margins = []
    for at in (0, 1):
        sums: dict[str | None, int] = {}
        for names, number in rows.items():
            sums[names[at]] = sums.get(names[at], 0) + number
        margins.append(tuple(Count((CountedValue(name),), number, total) for name, number in sums.items()))
    whole = {row.values[0].value: row.statements for row in margins[0]}
    cells = tuple(
        Count((CountedValue(one), CountedValue(other)), number, whole[one]) for (one, other), number in rows.items()
    )
    return Counts((Dimension.MONTH, Dimension.ACTOR), total, (margins[0], margins[1]), cells)


@pytest.mark.parametrize(
    ("dimension", "values", "places"),
    [
        (Dimension.MONTH, ("2022-11", "2023-02"), ["2022-11", "2022-12", "2023-01", "2023-02"]),
        (Dimension.WEEK, ("2020-W52", "2021-W01"), ["2020-W52", "2020-W53", "2021-W01"]),
        (Dimension.DAY, ("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01"]),
        (Dimension.YEAR, ("2019", "2021"), ["2019", "2020", "2021"]),
    ],
)
def test_times_without_a_statement_are_zero(dimension: Dimension, values: tuple[str, str], places: list[str]) -> None:
    plot = plot_of(counts_of({values[0]: 3, values[1]: 2}, dimension), "", "", as_shares=False)
    assert list(plot.places) == places
    assert list(plot.series[0].numbers) == [3, *[0] * (len(places) - 2), 2]


def test_there_is_no_share_of_nothing() -> None:
    counts = crossed({("2022-01", "Lind"): 1, ("2022-01", "Okafor"): 3, ("2022-03", "Lind"): 2})
    plot = plot_of(counts, "", "", as_shares=True)
    assert {series.name: list(series.numbers) for series in plot.series} == {
        "Lind": [0.25, None, 1.0],
        "Okafor": [0.75, None, 0.0],
    }


def test_what_is_not_drawn_is_told() -> None:
    rows: dict[tuple[str | None, str | None], int] = {("2022-01", "Lind"): 2, ("2022-01", None): 70, (None, "Lind"): 3}
    plot = plot_of(crossed(rows), "", "Source", as_shares=False)
    assert [series.name for series in plot.series] == ["Lind"]
    assert plot.footer == ["Not drawn: month: undated (3); actor: not known (70).", "Source"]


def test_those_not_known_are_drawn_where_others_can_be_seen_beside_them() -> None:
    plot = plot_of(counts_of({"Lind": 4, None: 5}, Dimension.ACTOR), "", "Source", as_shares=False)
    assert list(plot.places) == ["Lind", "(not known)"]
    assert plot.asides == {1}
    assert plot.footer == ["Source"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.svg", PlotFormat.SVG),
        ("a.PNG", PlotFormat.PNG),
        ("a.b.html", PlotFormat.HTML),
        ("svg", None),
        ("a.pdf", None),
    ],
)
def test_formats_are_told_by_names(name: str, expected: PlotFormat | None) -> None:
    assert format_of(Path(name)) is expected
