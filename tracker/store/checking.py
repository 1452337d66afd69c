"""Looking for what is wrong in a database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from tracker.store.checks import CHECKS
from tracker.store.checks.check import Advance
from tracker.store.checks.file import damage, missing_tables
from tracker.store.rows import Checked, Problem

MOST_OF_A_CHECK = 100  # problems that are listed one by one
# These have SQLite compare its indexes, which it takes the right to write for: they can't be part of one reading.
COMPARED_BY_SQLITE = ("vocabulary", "full-text indexes")


def check(connection: sqlite3.Connection, advance: Advance = lambda articles: None) -> Checked:
    """All that is wrong, in the order of the checks; where the database is `unusable`, that alone.

    `advance` is told as articles are done, each as often as `passes` says.
    """
    if problems := unusable(connection):
        return Checked(0, 0, problems)
    articles, statements = _counted(connection)
    return Checked(articles, statements, _found(connection, advance))


def unusable(connection: sqlite3.Connection) -> list[Problem]:
    """Broken pages and missing tables: with these, nothing else can be looked at or mended."""
    return _listed(damage(connection)) or _listed(missing_tables(connection))


def passes() -> int:
    """How often a check goes through all articles."""
    return 2


def _found(connection: sqlite3.Connection, advance: Advance) -> list[Problem]:
    found = {each.name: _listed(each.find(connection, advance)) for each in CHECKS if each.name in COMPARED_BY_SQLITE}
    with _one_reading(connection):
        for each in CHECKS:
            if each.name not in COMPARED_BY_SQLITE:
                found[each.name] = _listed(each.find(connection, advance))
    return [problem for each in CHECKS for problem in found[each.name]]


def _listed(problems: Iterator[Problem]) -> list[Problem]:
    """The first problems, and how many more there are."""
    listed = list(islice(problems, MOST_OF_A_CHECK))
    more = sum(1 for _ in problems)
    if more:
        last = listed[-1]
        listed.append(Problem(last.table, None, f"and {more:,} more like these", can_be_mended=last.can_be_mended))
    return listed


def _counted(connection: sqlite3.Connection) -> tuple[int, int]:
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (statements,) = connection.execute("SELECT count(*) FROM statements").fetchone()
    return articles, statements


@contextmanager
def _one_reading(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is of one moment, whoever writes in the meantime."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
