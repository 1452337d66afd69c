"""What can go wrong with the database, said in one clear line."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """The database can't be used; the message is one line that says why and what to do.

    `about_article` says that it is one article that can't be written, and that others can.
    """

    def __init__(self, message: str, *, about_article: bool = False) -> None:
        super().__init__(message)
        self.about_article = about_article


def expect_in_force(number: int, undone_at: str | None) -> None:
    """Raises StoreError where a decision was undone, which it can't be again."""
    if undone_at is not None:
        raise StoreError(f"Decision {number} is undone already, since {undone_at[:10]}.")


# What SQLite says of a value that is too large, or breaks a rule of the schema.
OF_ONE_ARTICLE = (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError about the database at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explanation(error, path), about_article=_code(error) in OF_ONE_ARTICLE) from error
    except OverflowError as error:  # a whole number that is too large for it
        raise StoreError("A number is too large: SQLite has none of 20 digits.") from error
    except UnicodeEncodeError as error:
        raise StoreError(
            "The article has characters that are no valid Unicode (lone surrogates); repair its encoding.",
            about_article=True,
        ) from error


def not_a_database(path: Path) -> str:
    """What is said of a file that isn't SQLite's."""
    return f"{path} is not a SQLite database; give another file with --db."


def _explanation(error: sqlite3.Error, path: Path) -> str:
    match _code(error):
        case sqlite3.SQLITE_NOTADB:
            return not_a_database(path)
        case sqlite3.SQLITE_CORRUPT:
            return f"The database {path} is damaged; restore it from a backup, or try `sqlite3 {path} .recover`."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"The database {path} is locked by another program; close it or try again later."
        case sqlite3.SQLITE_FULL:
            return f"The disk is full: nothing of this article was written to {path}; make room and try again."
        case sqlite3.SQLITE_IOERR:
            return f"{path} could not be read or written ({error}); check the disk and its free space."
        case sqlite3.SQLITE_READONLY:
            return f"The database {path} is read-only; change its permissions or give another file with --db."
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return f"The database {path} can't be opened; check that you may read and write it and its folder."
        case _:
            return f"The database {path} could not be used: {error}."


def _code(error: sqlite3.Error) -> int:
    """The primary result code, which is the low byte, https://www.sqlite.org/rescode.html."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF
