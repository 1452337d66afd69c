"""Being the only process that does something with a database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.store.errors import explained


@contextmanager
def alone(path: Path, what: str, seconds: float = 0.0) -> Iterator[bool]:
    """Be the only one who does `what` with the database at `path`; False where another process does for so long.

    The lock is one of SQLite's on a file of its own, which the system gives back when a process dies. The file
    stays, empty: to remove it would let two in.
    """
    with explained(path):
        lock = sqlite3.connect(path.with_name(f"{path.name}-{what}"), timeout=seconds, isolation_level=None)
    try:
        yield _is_taken(lock, path)
    finally:
        lock.close()


def _is_taken(lock: sqlite3.Connection, path: Path) -> bool:
    with explained(path):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
    return True
