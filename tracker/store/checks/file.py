"""The file itself: its pages, its schema, and rows that refer to others."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tracker.store import migrations
from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem, ProblemKind

REBUILT = ("index", "trigger", "view")  # parts of the schema that hold nothing of their own
KEPT = (
    "articles",
    "statements",
    "actor_decisions",
    "actor_decision_names",
    "actor_decision_articles",
    "feeds",
    "verdicts",
)


class Reference(NamedTuple):
    """A column that refers to another table, and what becomes of it where the row there is deleted."""

    table: str
    column: str
    parent: str
    on_delete: str


def damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Pages that are broken, rows that indexes lack. What the full-text indexes hold is a check of its own."""
    try:
        for (message,) in connection.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield _reported(" ".join(message.split()))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        yield _reported(str(error))


def missing_tables(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Tables that aren't there any more: what they held is lost, so they aren't rebuilt as if it were nothing."""
    there = _schema(connection)
    for kind, name in _fresh_schema():
        if kind not in REBUILT and (kind, name) not in there:
            yield Problem(name, None, ProblemKind.TABLE_MISSING, (kind,), can_be_mended=False)


def schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Indexes, triggers and views that are missing or unlike those that the migrations make."""
    there = _schema(connection)
    for (kind, name), sql in _fresh_schema().items():
        if kind not in REBUILT:
            continue
        if (kind, name) not in there:
            yield Problem(name, None, ProblemKind.PART_MISSING, (kind,))
        elif there[kind, name] != sql:
            yield Problem(name, None, ProblemKind.PART_CHANGED, (kind,))


def mend_schema(connection: sqlite3.Connection) -> Mended:
    """Make indexes, triggers and views again that are missing or were changed."""
    there = _schema(connection)
    made = [
        (kind, name, sql)
        for (kind, name), sql in _fresh_schema().items()
        if kind in REBUILT and there.get((kind, name)) != sql
    ]
    for kind, name, sql in made:
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
        connection.execute(sql)
    return Mended("schema", parts=tuple(name for _, name, _ in made))


def references(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rows that refer to rows which are not there."""
    columns = _references(connection)
    for table, row, parent, number in connection.execute("PRAGMA foreign_key_check"):
        column = columns[table, number].column
        action = _action(connection, columns[table, number])
        kind = ProblemKind.REFERENCE_TO_NOTHING
        yield Problem(table, row, kind, (column, parent), can_be_mended=action is not None)


def mend_references(connection: sqlite3.Connection) -> Mended:
    """Do to rows that refer to nothing what would have been done when the other row was deleted."""
    columns = _references(connection)
    broken = {(table, number) for table, _, _, number in connection.execute("PRAGMA foreign_key_check")}
    done = 0
    for each in sorted(broken):
        reference = columns[each]
        action = _action(connection, reference)
        if action is not None:
            done += connection.execute(
                f"""{action} WHERE "{reference.column}" IS NOT NULL
                    AND "{reference.column}" NOT IN (SELECT id FROM "{reference.parent}")"""
            ).rowcount
    return Mended("references", done)


def write_ahead_log(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Without it questions have to wait while articles are written."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        yield Problem("the file", None, ProblemKind.JOURNAL_MODE, (mode,), can_be_mended=False)


def _reported(message: str) -> Problem:
    return Problem("the file", None, ProblemKind.REPORTED_BY_SQLITE, (message,), can_be_mended=False)


def _schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows}


@cache
def _fresh_schema() -> dict[tuple[str, str], str]:
    """What the migrations make where there is nothing yet."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        fresh.execute("BEGIN")
        migrations.apply(fresh)
        return _schema(fresh)
    finally:
        fresh.close()


def _references(connection: sqlite3.Connection) -> dict[tuple[str, int], Reference]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        (table, number): Reference(table, column, parent, on_delete)
        for table in tables
        for number, _, parent, column, _, _, on_delete, _ in connection.execute(f'PRAGMA foreign_key_list("{table}")')
    }


def _action(connection: sqlite3.Connection, reference: Reference) -> str | None:
    """SQL that mends a reference to nothing, without its condition; None where only the user can say what is meant."""
    may_be_null = any(
        name == reference.column and not (required or in_key)
        for _, name, _, required, _, in_key in connection.execute(f'PRAGMA table_info("{reference.table}")')
    )
    if may_be_null and reference.on_delete != "CASCADE":
        return f'UPDATE "{reference.table}" SET "{reference.column}" = NULL'
    if reference.on_delete == "CASCADE" and reference.table not in KEPT:
        return f'DELETE FROM "{reference.table}"'
    return None


CHECKS = (
    Check("schema", simple(schema), mend_schema),
    Check("references", simple(references), mend_references),
    Check("write-ahead log", simple(write_ahead_log)),
)
