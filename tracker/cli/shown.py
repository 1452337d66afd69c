"""How many rows are shown: all of them to a program, as many as a person reads on a terminal."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from tracker.views.console import complain, on_terminal
from tracker.views.paging import paged

MOST_ON_TERMINAL = 50

Row = TypeVar("Row")
Rows = Callable[[int | None], Iterable[Row]]  # the rows, at most so many


def print_rows(
    rows: Rows[Row],
    limit: int | None,
    *,
    printed: Callable[[Iterable[Row]], None],
    above: Callable[[int], None] = lambda shown: None,
) -> bool:
    """Print rows; False where there are none.

    Without a limit of the user's own, a person at a terminal is shown MOST_ON_TERMINAL and told that there are more;
    `above` is called with the number of rows that follow, to print a heading.
    """
    if not on_terminal():
        first, remaining = _begun(rows(limit))
        if first:
            printed(chain(first, remaining))
        return bool(first)
    most = limit or MOST_ON_TERMINAL
    found = list(rows(most if limit else most + 1))
    if found:
        with paged():
            above(len(found[:most]))
            printed(found[:most])
    if limit is not None:
        return bool(found)
    if len(found) > MOST_ON_TERMINAL:
        complain(f"the first {MOST_ON_TERMINAL} of more; --limit N shows N, a pipe or a file gets all")
    return bool(found)


def _begun(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    """The first row, if there is any, and an iterator over the others."""
    remaining = iter(rows)
    return list(islice(remaining, 1)), remaining
