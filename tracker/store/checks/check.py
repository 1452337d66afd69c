"""What a check is: what it looks for, and how what it finds is mended."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tracker.store.rows.checked import Mended, Problem

Advance: TypeAlias = Callable[[int], object]  # called with the number of articles done since the last call
Find: TypeAlias = Callable[[sqlite3.Connection, Advance], Iterator[Problem]]
Mend: TypeAlias = Callable[[sqlite3.Connection], Mended]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold in a database.

    `find` yields what is wrong, in bounded memory; it writes nothing that lasts. `mend` rebuilds what can be rebuilt
    from the articles and statements, inside a transaction, and returns what it did; it never touches texts, what was
    found in them, or what the user decided. None where nothing can be rebuilt.
    """

    name: str
    find: Find
    mend: Mend | None = None


def simple(find: Callable[[sqlite3.Connection], Iterator[Problem]]) -> Find:
    """A check that is done at once and reports no progress."""
    return lambda connection, _advance: find(connection)
