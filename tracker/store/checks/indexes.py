"""What finds words: the full-text indexes and the vocabulary, against the texts."""

import sqlite3
from collections.abc import Iterator

from tracker.spelling import loosely_folded
from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem, ProblemKind
from tracker.store.topics import LONGEST_WORD, is_number

FULL_TEXT = ("statements_fts", "paragraphs_fts", "articles_fts")
# The vocabularies of the indexes as tables, as far as texts are in them.
VOCABULARIES = ("paragraphs_fts", "articles_fts")


def full_text(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Indexes that aren't in step with the texts they are over."""
    for table in FULL_TEXT:
        if not _in_step(connection, table, "1"):
            yield Problem(table, None, ProblemKind.INDEX_OUT_OF_STEP)


def mend_full_text(connection: sqlite3.Connection) -> Mended:
    """Rebuild the index of the texts."""
    broken = [table for table in FULL_TEXT if not _in_step(connection, table, "1")]
    for table in broken:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    return Mended("full-text indexes", parts=tuple(broken))


def vocabulary(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Words of the texts that topics aren't expanded to, for the vocabulary or its index lacks them."""
    for word in _missing_words(connection):
        yield Problem("words", None, ProblemKind.WORD_MISSING, (word,))
    for number, word in _unindexed_words(connection):
        yield Problem("words_fts", number, ProblemKind.WORD_NOT_INDEXED, (word,))
    if not _in_step(connection, "words_fts", "0"):
        yield Problem("words_fts", None, ProblemKind.INDEX_DAMAGED)


def mend_vocabulary(connection: sqlite3.Connection) -> Mended:
    """Add the words that are missing, and index all words again."""
    missing = list(_missing_words(connection))
    connection.executemany("INSERT OR IGNORE INTO words (word) VALUES (?)", [(word,) for word in missing])
    connection.execute("INSERT INTO words_fts (words_fts) VALUES ('delete-all')")
    connection.executemany(
        "INSERT INTO words_fts (rowid, folded) VALUES (?, ?)",
        (
            (number, loosely_folded(word))
            for number, word in connection.execute("SELECT id, word FROM words ORDER BY id").fetchall()
        ),
    )
    return Mended("vocabulary", len(missing))


def _in_step(connection: sqlite3.Connection, table: str, rank: str) -> bool:
    """Whether FTS5's own check finds nothing; with rank 1 it compares the index with the texts."""
    try:
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', {rank})")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return False
    return True


def _missing_words(connection: sqlite3.Connection) -> Iterator[str]:
    for table in VOCABULARIES:
        name = f"{table}_words"
        connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('main', '{table}', 'row')")
        rows = connection.execute(
            f"SELECT term FROM temp.{name} WHERE length(term) <= ? AND term NOT IN (SELECT word FROM words)",
            [LONGEST_WORD],
        )
        for (word,) in rows:
            if not is_number(word):
                yield word


def _unindexed_words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    yield from connection.execute("SELECT id, word FROM words WHERE id NOT IN (SELECT id FROM words_fts_docsize)")


CHECKS = (
    Check("full-text indexes", simple(full_text), mend_full_text),
    Check("vocabulary", simple(vocabulary), mend_vocabulary),
)
