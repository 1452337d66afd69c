"""Columns of a page whose lines are drawn across both of them, row by row: the left one is read first."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

# The characters of a line as drawn, each with its index on the page.
Row = list[tuple[str, int]]
# The box of the character at an index: left, bottom, right, top, in points.
Box = Callable[[int], tuple[float, float, float, float]]

FEWEST_ROWS = 3  # that begin anew at the same place
LEAST_SHARE = 0.6  # of the lines that reach there
NARROWEST_COLUMN = 100  # points
SAME_PLACE = 2  # points
WIDER_THAN_SPACE = 0.5  # of the height of a letter: what a column's gap is at least


def in_columns(rows: Sequence[Row], box: Box) -> list[Row]:
    """The rows as they are read: where a right column begins at one place in most of them, left columns come first.

    Rows that cross that place, such as headings, part what stands above them from what stands below.
    """
    begins = [_begins(row, box) for row in rows]
    places = Counter(round(left / SAME_PLACE) for each in begins for _, left in each)
    if not places:
        return list(rows)
    place, count = places.most_common(1)[0]
    reaching = sum(bool(row) and _right(row, box) > (place + 1) * SAME_PLACE for row in rows)
    if count < FEWEST_ROWS or count < LEAST_SHARE * reaching:
        return list(rows)
    found: list[Row] = []
    at_place = [_cut(row, each, place) for row, each in zip(rows, begins, strict=True)]
    limit = (place - 1) * SAME_PLACE
    whole = [cut is None and bool(row) and _right(row, box) > limit for cut, row in zip(at_place, rows, strict=True)]
    for crosses, numbers in groupby(range(len(rows)), key=lambda number: whole[number]):
        several = list(numbers)
        found += [rows[number] if at_place[number] is None else rows[number][: at_place[number]] for number in several]
        if not crosses:
            found += [rows[number][at_place[number] :] for number in several if at_place[number] is not None]
    return found


def _begins(row: Row, box: Box) -> list[tuple[int, float]]:
    """Where words begin in a row behind a gap that is wider than a space, far enough from its left edge."""
    printed = [(number, box(index)) for number, (character, index) in enumerate(row) if character.strip()]
    found = []
    for (_, before), (number, here) in pairwise(printed):
        height = max(before[3] - before[1], here[3] - here[1])
        if here[0] - before[2] > WIDER_THAN_SPACE * height and here[0] - printed[0][1][0] > NARROWEST_COLUMN:
            found.append((number, here[0]))
    return found


def _right(row: Row, box: Box) -> float:
    return max((box(index)[2] for character, index in row if character.strip()), default=0.0)


def _cut(row: Row, begins: Sequence[tuple[int, float]], place: int) -> int | None:
    """The number of the row's character at which the right column begins."""
    return next((number for number, left in begins if abs(round(left / SAME_PLACE) - place) <= 1), None)
