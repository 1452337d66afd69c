"""Opening the database file: what it must be, how SQLite is set up for it, and locks on it."""

import os
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path

from tracker.store import migrations
from tracker.store.actors import linked_by
from tracker.store.errors import StoreError, explained, not_a_database

MAGIC = b"SQLite format 3\0"  # what every database that has anything in it begins with
PAGES_OF_NEW = 256_000  # kilobytes that stay in memory of a database that is made: numbers of digests are in no order
UNFINISHED = re.compile(r"\.[0-9a-f]{8}$")  # how the name of a database ends that is being made
SECONDS_TO_BEGIN = 60.0  # after its file is there, at most, the transaction begins in which a database is made
SECONDS_TO_WAIT = 30.0  # for another process that is writing


def connect(path: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """A connection to tracker's database at `path`, with its schema up to date.

    `create` makes the file and its folder where there is none. With `read_only` nothing is written, not
    even pending migrations. The connection is in autocommit mode: see `transaction`.

    Raises StoreError where there is no database, where it isn't tracker's or is of a newer version, and where
    it can't be opened, read or, unless `read_only`, written.
    """
    _check_file(path, create=create and not read_only)
    with explained(path):
        connection = _open(path, read_only)
        try:
            _set_up(connection, read_only)
            _bring_up_to_date(connection, path, create=create, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def made(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new database, which is at `path` when all is in it and the block ends well, or not at all.

    Until then it has another name, which begins with a dot; what somebody left who was killed, the next one removes.
    It is written faster than others, for nothing waits for the disk: use it for what can be made again, all of it in
    one transaction. Raises StoreError.
    """
    _check_file(path, create=True)
    _remove_unfinished(path)
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        connection = connect(unfinished, create=True, read_only=False)
        try:
            for setting in ("journal_mode = MEMORY", "synchronous = OFF", f"cache_size = -{PAGES_OF_NEW}"):
                connection.execute(f"PRAGMA {setting}")
            yield connection
            with explained(path):
                _turn_on_write_ahead_log(connection)
        finally:
            connection.close()
        if path.exists():
            raise StoreError(f"{path} was made by another program meanwhile; try again.")
        unfinished.rename(path)
    except BaseException:
        _remove(unfinished)
        raise


def _remove_unfinished(path: Path) -> None:
    """Remove the unfinished databases of this name that nobody writes to any more."""
    for left in path.parent.glob(f".{escape(path.name)}.*"):
        with suppress(OSError):  # somebody else removed it
            if (
                UNFINISHED.search(left.name)
                and time.time() - left.stat().st_mtime > SECONDS_TO_BEGIN
                and _is_left(left)
            ):
                _remove(left)


def _is_left(unfinished: Path) -> bool:
    """Whether no process holds the transaction in which a database is made, as far as can be seen."""
    try:
        with closing(sqlite3.connect(unfinished, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return True


def _remove(database: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{database}{ending}").unlink()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or none of it.

    IMMEDIATE takes the right to write at once, waiting for its turn: a transaction that read before it
    writes fails without waiting where another process wrote in between. Inside another one it is a part of that.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Some errors (a full disk) have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_file(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise StoreError(f"{path} is a folder, not a database; give a file with --db.")
        if path.exists():
            _check_beginning(path)
            return
        if not create:
            raise StoreError(f"there is no database at {path} yet; begin with `tracker ingest FILE`")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The database {path} can't be opened: {error.strerror}.") from error


def _open(path: Path, read_only: bool) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    if not read_only:
        # Not rwc for a file that was there a moment ago: `_check_file` decided.
        return _connected(f"{address}?mode=rwc")
    try:
        connection = _connected(f"{address}?mode=ro")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError as error:
        if not _stands_still(path, error):
            raise
        return _connected(f"{address}?mode=ro&immutable=1")


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None)


def _stands_still(path: Path, error: sqlite3.OperationalError) -> bool:
    """Whether SQLite only failed to make the write-ahead log's index, in a folder where nobody can write."""
    refused = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    log = path.with_name(path.name + "-wal")
    return refused and os.access(path, os.R_OK) and not (log.exists() and log.stat().st_size)


def _set_up(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if read_only:
        connection.execute("PRAGMA query_only = ON")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, *, create: bool, read_only: bool) -> None:
    current = _is_current(connection, path, create=create)
    if current and (read_only or not linked_by.is_outdated(connection)):
        return
    if read_only:
        raise StoreError(f"The database {path} was made by an older version; update it with `tracker reextract`.")
    _turn_on_write_ahead_log(connection)
    with transaction(connection):
        if not current:
            migrations.apply(connection)
        if linked_by.is_outdated(connection):
            from tracker.store.actors import rebuild

            rebuild.rebuild(connection)


def _is_current(connection: sqlite3.Connection, path: Path, *, create: bool) -> bool:
    """Whether no migration is pending. Raises StoreError where the database isn't one to migrate."""
    applied = migrations.applied(connection)
    if applied is None:
        raise StoreError(f"{path} is a SQLite database, but not tracker's; give another file with --db.")
    if not applied and not create:
        raise StoreError(f"The database {path} is empty; begin with `tracker ingest FILE`.")
    if applied.difference(migrations.NAMES):
        raise StoreError(f"The database {path} was made by a newer version of tracker; upgrade tracker.")
    return len(applied) == len(migrations.NAMES)


def _check_beginning(path: Path) -> None:
    """Raises StoreError for a short file that isn't SQLite's, which SQLite would take for an empty database."""
    if path.is_file() and 0 < path.stat().st_size < len(MAGIC):
        raise StoreError(not_a_database(path))


def _turn_on_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Readers beside a writer. SQLite doesn't wait for others when it switches, so wait here."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


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
