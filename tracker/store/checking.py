"""Looking for what is wrong in a database, and mending what can be rebuilt from the articles and statements."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from tracker.store.checks import CHECKS
from tracker.store.checks.check import Advance, Check
from tracker.store.checks.file import damage, missing_tables
from tracker.store.database import transaction
from tracker.store.rows.checked import Checked, Problem, ProblemKind, Repaired

ENDING = ".before-repair"  # of the copy
PASSES = 2  # over all articles: by the checks of articles and of signatures
MOST_OF_A_CHECK = 100  # problems that are listed one by one
# These have SQLite compare its indexes, which it takes the right to write for: they can't be part of one reading.
COMPARED_BY_SQLITE = ("vocabulary", "full-text indexes")


def check(connection: sqlite3.Connection, advance: Advance = lambda articles: None) -> Checked:
    """All that is wrong, in the order of the checks; where the database is `unusable`, that alone.

    `advance` is told as articles are done, each of them PASSES times.
    """
    if problems := unusable(connection):
        return Checked(0, 0, problems)
    articles, statements = _counted(connection)
    return Checked(articles, statements, _found(connection, advance))


def unusable(connection: sqlite3.Connection) -> list[Problem]:
    """Broken pages and missing tables: with these, nothing else can be looked at or mended."""
    return _listed(damage(connection)) or _listed(missing_tables(connection))


def to_check(connection: sqlite3.Connection) -> int:
    """How many articles `check` reports as done in all: it looks at each of them several times."""
    return PASSES * _counted(connection)[0]


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
        listed.append(Problem(last.table, None, ProblemKind.FURTHER, (more,), can_be_mended=last.can_be_mended))
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


def repair(connection: sqlite3.Connection, path: Path) -> Repaired:
    """Mend what can be mended, in one transaction; nothing is written, and no copy made, where there is nothing.

    Texts, what was found in them and what the user decided stay as they are. Raises OSError where the copy can't be
    written.
    """
    if unusable(connection) or not any(map(_fails(connection), CHECKS)):
        return Repaired([], None, check(connection))
    copy = _copy(connection, path)
    with transaction(connection):
        # One after the other: what an earlier mending does, a later one may have to follow, or needn't do any more.
        done = [check.mend(connection) for check in filter(_fails(connection), CHECKS) if check.mend is not None]
    return Repaired(done, str(copy), check(connection))


def _fails(connection: sqlite3.Connection) -> Callable[[Check], bool]:
    """Whether a check finds something that it can mend."""
    return lambda check: (
        check.mend is not None
        and any(problem.can_be_mended for problem in check.find(connection, lambda articles: None))
    )


def _copy(connection: sqlite3.Connection, path: Path) -> Path:
    """A copy of the database as it is, beside it; an older copy stays."""
    copy = _free_name(path.with_name(path.name + ENDING))
    target = sqlite3.connect(copy)
    try:
        connection.backup(target)
    finally:
        target.close()
    return copy


def _free_name(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
