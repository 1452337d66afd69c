"""The names of actors, and what they say about each other. Call these inside a transaction.

What two names say is written down when the second of them comes, so that nothing is compared twice.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable

from tracker.actors.decisions import words_of
from tracker.actors.linking import Likeness, Name, alike, leads_on
from tracker.actors.names import PrintedName, blocks, known_names
from tracker.spelling import loosely_folded


def numbers(connection: sqlite3.Connection, names: Collection[Name]) -> dict[Name, int]:
    """The numbers of these names; those that are new are added and compared with those before."""
    known = _known(connection, names)
    for name in sorted(set(names) - known.keys()):
        known[name] = _add(connection, name)
    return known


def named(connection: sqlite3.Connection, name_ids: Iterable[int]) -> dict[int, Name]:
    """The names with these numbers."""
    rows = connection.execute(
        "SELECT id, name, kind FROM actor_names WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(name_ids))],
    )
    return {number: (name, kind) for number, name, kind in rows}


def neighbours(connection: sqlite3.Connection, name_ids: Iterable[int]) -> set[int]:
    """The names on which what these mean can depend, beside those of the same words."""
    rows = connection.execute(
        "SELECT other_id FROM actor_name_pairs WHERE leads_on AND name_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(name_ids))],
    )
    return {number for (number,) in rows}


def remove(connection: sqlite3.Connection, name_ids: Iterable[int]) -> None:
    """Remove names that nobody has any more, with what they say about others."""
    connection.executemany("DELETE FROM actor_names WHERE id = ?", [(name_id,) for name_id in sorted(name_ids)])


def insert(connection: sqlite3.Connection, name: Name) -> int:
    """A new row for a name, with its blocks and further names, but not compared with others."""
    number = connection.execute(
        "INSERT INTO actor_names (name, kind, folded, statements, addressed) VALUES (?, ?, ?, 0, 0)",
        [*name, loosely_folded(name[0])],
    ).lastrowid
    assert number is not None
    describe(connection, number, name)
    return number


def describe(connection: sqlite3.Connection, number: int, name: Name) -> None:
    """Write down what a name is found by, its blocks and further names."""
    text, kind = name
    printed = PrintedName(text, kind)
    connection.execute(
        "UPDATE actor_names SET words = ?, search = ? WHERE id = ?", [words_of(text), searched_by(text), number]
    )
    connection.executemany(
        "INSERT INTO actor_name_blocks (block, name_id) VALUES (?, ?)", [(block, number) for block in blocks(printed)]
    )
    connection.executemany(
        "INSERT INTO actor_name_aliases (name_id, alias, folded) VALUES (?, ?, ?)",
        [(number, alias, loosely_folded(alias)) for alias in sorted({*known_names(printed)} - {text})],
    )


def insert_pairs(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int, Likeness]]) -> None:
    """Write down what pairs of names say, in both directions."""
    connection.executemany(
        "INSERT OR REPLACE INTO actor_name_pairs (name_id, other_id, verdict, score, leads_on) VALUES (?, ?, ?, ?, ?)",
        [
            (*direction, likeness.verdict.value, likeness.score, leads_on(likeness))
            for number, other_number, likeness in pairs
            for direction in ((number, other_number), (other_number, number))
        ],
    )


def searched_by(name: str) -> str:
    """What a name is found by in any spelling and script."""
    return loosely_folded(name)


def _known(connection: sqlite3.Connection, names: Iterable[Name]) -> dict[Name, int]:
    rows = connection.execute(
        """SELECT actor_names.name, actor_names.kind, actor_names.id FROM json_each(?) AS wanted
           JOIN actor_names ON name = wanted.value ->> 0 AND kind = wanted.value ->> 1""",
        [json.dumps(list(names))],
    )
    return {(name, kind): number for name, kind, number in rows}


def _add(connection: sqlite3.Connection, name: Name) -> int:
    number = insert(connection, name)
    rows = connection.execute(
        """SELECT DISTINCT actor_names.id, name, kind FROM actor_name_blocks
           JOIN actor_names ON actor_names.id = name_id
           WHERE block IN (SELECT block FROM actor_name_blocks WHERE name_id = ?1) AND name_id <> ?1""",
        [number],
    )
    others = {(text, kind): other for other, text, kind in rows}
    insert_pairs(
        connection,
        [(number, others[other], likeness) for other, likeness in alike(name, sorted(others))],
    )
    return number
