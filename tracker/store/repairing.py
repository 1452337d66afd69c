"""Mending what can be rebuilt from the articles and statements; a copy of the file as it was is kept beside it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tracker.store import checking
from tracker.store.checks import CHECKS
from tracker.store.checks.check import Check
from tracker.store.database import transaction
from tracker.store.rows import Repaired

ENDING = ".before-repair"


def repair(connection: sqlite3.Connection, path: Path) -> Repaired:
    """Mend what can be mended, in one transaction; nothing is written, and no copy made, where there is nothing.

    Texts, what was found in them and what the user decided stay as they are. Raises OSError where the copy can't be
    written.
    """
    if checking.unusable(connection) or not any(map(_fails(connection), CHECKS)):
        return Repaired([], None, checking.check(connection))
    copy = _copy(connection, path)
    with transaction(connection):
        # One after the other: what an earlier mending does, a later one may have to follow, or needn't do any more.
        done = [
            f"{check.name}: {check.mend(connection)}"
            for check in filter(_fails(connection), CHECKS)
            if check.mend is not None
        ]
    return Repaired(done, str(copy), checking.check(connection))


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
