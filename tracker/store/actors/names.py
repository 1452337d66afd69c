"""The names of actors, and what they say about each other. Call these inside a transaction.

What two names say is written down when the second of them comes, so that nothing is compared twice.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from tracker.actors.comparing.blocking import ComparisonKeys, blocks, comparison_keys, may_match
from tracker.actors.comparing.compare import known_names
from tracker.actors.comparing.pairwise import (
    IndexedName,
    MatchScore,
    can_join,
    indexed,
    matches,
    scores_in_blocks,
    sorted_by_last_word,
)
from tracker.actors.comparing.results import Name, PrintedName
from tracker.actors.names.words import normalised
from tracker.spelling import loosely_folded

MANY = 200  # new names: from there on they are compared all at once, unless there are many more before them
MANY_MORE = 20  # times


def numbers(connection: sqlite3.Connection, names: Collection[Name]) -> dict[Name, int]:
    """The numbers of these names; those that are new are added and compared with those before."""
    known = _known(connection, names)
    new = sorted(set(names) - known.keys())
    if len(new) >= MANY and len(new) * MANY_MORE >= _count(connection):
        return known | _add_many(connection, new)
    for name in new:
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
    number = add_alone(connection, name)
    describe(connection, {number: indexed(name)})
    return number


def add_alone(connection: sqlite3.Connection, name: Name) -> int:
    """A new row for a name, without what it is found by and compared with."""
    number = connection.execute(
        "INSERT INTO actor_names (name, kind, folded, statements, addressed) VALUES (?, ?, ?, 0, 0)",
        [*name, loosely_folded(name[0])],
    ).lastrowid
    assert number is not None
    return number


def describe(connection: sqlite3.Connection, names: Mapping[int, IndexedName]) -> None:
    """Write down what names (by number) are found by, their blocks and further names."""
    connection.executemany(
        "UPDATE actor_names SET words = ?, comparison_keys = ?, fullness = ? WHERE id = ?",
        [(normalised(each.name[0]), each.keys.stored(), each.fullness, number) for number, each in names.items()],
    )
    connection.executemany(
        "INSERT INTO actor_name_blocks (block, name_id) VALUES (?, ?)",
        sorted((block, number) for number, each in names.items() for block in each.blocks),
    )
    connection.executemany(
        "INSERT INTO actor_name_aliases (name_id, alias, folded) VALUES (?, ?, ?)",
        [
            (number, alias, loosely_folded(alias))
            for number, each in names.items()
            for alias in sorted({*known_names(PrintedName(*each.name))} - {each.name[0]})
        ],
    )


def describe_and_compare(
    connection: sqlite3.Connection, numbers: Mapping[Name, int], before: Iterable[IndexedName] = ()
) -> dict[Name, dict[Name, MatchScore]]:
    """Write down what these names are found by, and find out what they say about each other and those before."""
    all_described: dict[int, IndexedName] = {}

    def one_by_one() -> Iterator[IndexedName]:
        for name in sorted_by_last_word(numbers):
            each = all_described[numbers[name]] = indexed(name)
            yield each

    found = scores_in_blocks(one_by_one(), before)
    describe(connection, all_described)
    return found


def insert_pairs(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int, MatchScore]]) -> None:
    """Write down what pairs of names say, in both directions."""
    connection.executemany(
        "INSERT OR REPLACE INTO actor_name_pairs (name_id, other_id, verdict, score, leads_on) VALUES (?, ?, ?, ?, ?)",
        [
            (*direction, score.match.value, score.score, can_join(score))
            for number, other_number, score in pairs
            for direction in ((number, other_number), (other_number, number))
        ],
    )


def spelled_otherwise(connection: sqlite3.Connection, name: str) -> set[int]:
    """The numbers of names that mean the same in other spellings and scripts, or of which it is the surname."""
    found: set[int] = set()
    for kind in ("person", "organisation"):
        printed = PrintedName(name, kind)
        rows = connection.execute(
            """SELECT DISTINCT actor_names.id, name, kind FROM actor_name_blocks
               JOIN actor_names ON actor_names.id = name_id WHERE block IN (SELECT value FROM json_each(?))""",
            [json.dumps(sorted(blocks(printed)))],
        )
        others = {(text, other_kind): number for number, text, other_kind in rows}
        found.update(others[other] for other, score in matches((name, kind), others) if can_join(score))
    return found


def _known(connection: sqlite3.Connection, names: Iterable[Name]) -> dict[Name, int]:
    rows = connection.execute(
        """SELECT actor_names.name, actor_names.kind, actor_names.id FROM json_each(?) AS wanted
           JOIN actor_names ON name = wanted.value ->> 0 AND kind = wanted.value ->> 1""",
        [json.dumps(list(names))],
    )
    return {(name, kind): number for name, kind, number in rows}


def _count(connection: sqlite3.Connection) -> int:
    (names,) = connection.execute("SELECT count(*) FROM actor_names").fetchone()
    return int(names)


def _add(connection: sqlite3.Connection, name: Name) -> int:
    number = insert(connection, name)
    keys = comparison_keys(PrintedName(*name))
    rows = connection.execute(
        """SELECT others.block, actor_names.id, name, kind, comparison_keys FROM actor_name_blocks AS own
           CROSS JOIN actor_name_blocks AS others ON others.block = own.block
           CROSS JOIN actor_names ON actor_names.id = others.name_id
           WHERE own.name_id = ?1 AND others.name_id <> ?1""",
        [number],
    )
    others = {
        (text, kind): other
        for block, other, text, kind, other_keys in rows
        if may_match(keys, _keys(other_keys), block)
    }
    insert_pairs(connection, [(number, others[other], score) for other, score in matches(name, sorted(others))])
    return number


def _add_many(connection: sqlite3.Connection, names: Sequence[Name]) -> dict[Name, int]:
    """Add names and compare them, as `_add` would one after the other."""
    before = _described(connection)
    added = {name: add_alone(connection, name) for name in names}
    found = describe_and_compare(connection, added, before.values())
    known = {each.name: number for number, each in before.items()} | added
    insert_pairs(
        connection,
        (
            (known[name], known[other], score)
            for name in names
            for other, score in found[name].items()
            if other not in added or name < other
        ),
    )
    return added


def _described(connection: sqlite3.Connection) -> dict[int, IndexedName]:
    """What is written down of all names."""
    of_name: dict[int, list[str]] = {}
    for block, number in connection.execute("SELECT block, name_id FROM actor_name_blocks ORDER BY name_id, block"):
        of_name.setdefault(number, []).append(block)
    rows = connection.execute("SELECT id, name, kind, comparison_keys, fullness FROM actor_names")
    return {
        number: IndexedName((name, kind), of_name.get(number, []), ComparisonKeys.read(comparison_keys), fullness)
        for number, name, kind, comparison_keys, fullness in rows
    }


@lru_cache(maxsize=2**14)
def _keys(stored: str) -> ComparisonKeys:
    return ComparisonKeys.read(stored)
