"""Keeping actors, their names and who speaks where in step. Call these inside a transaction.

Which names mean the same actor is decided in `tracker.actors`; here it is only written down.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from tracker.actors import LinkedActor, PrintedName, block, linked
from tracker.extraction.statements import Referent, Statement
from tracker.spelling import loosely_folded

Name: TypeAlias = tuple[str, str]  # as printed, and its kind
Roles: TypeAlias = Mapping[int, Mapping[Name, Referent]]  # who speaks, or is addressed, in which statement

ROLES = (("statement_speakers", "statements"), ("statement_addressees", "addressed"))  # and what counts them


def link(
    connection: sqlite3.Connection,
    statements: Mapping[int, Statement],
    forgotten: frozenset[str] = frozenset(),
) -> None:
    """Write who speaks and who is addressed in these statements (by number).

    `forgotten` are the blocks of names that `forget` took from statements before.
    """
    speakers = {number: _distinct(statement.actors) for number, statement in statements.items()}
    addressees = {number: _distinct(statement.addressee_actors) for number, statement in statements.items()}
    both = (speakers, addressees)
    for (_, count), roles in zip(ROLES, both, strict=True):
        _count_names(connection, count, roles)
    names = {name for roles in both for referents in roles.values() for name, _ in referents}
    _relink(connection, forgotten.union(map(block, names)))
    for (table, _), roles in zip(ROLES, both, strict=True):
        _insert_roles(connection, table, roles)


def forget(connection: sqlite3.Connection, article_id: int) -> frozenset[str]:
    """Remove who speaks and is addressed in an article's statements. Returns the names' blocks for `link`."""
    blocks: set[str] = set()
    of_article = "statement_id IN (SELECT id FROM statements WHERE article_id = ?)"
    for table, count in ROLES:
        used = connection.execute(
            f"""SELECT count(*), actor_name_id, block
                FROM {table} JOIN actor_names ON actor_names.id = actor_name_id
                WHERE {of_article} GROUP BY actor_name_id""",
            [article_id],
        ).fetchall()
        connection.executemany(
            f"UPDATE actor_names SET {count} = {count} - ? WHERE id = ?",
            [(times, name_id) for times, name_id, _ in used],
        )
        connection.execute(f"DELETE FROM {table} WHERE {of_article}", [article_id])
        blocks.update(name_block for _, _, name_block in used)
    return frozenset(blocks)


def _distinct(referents: Iterable[Referent]) -> dict[Name, Referent]:
    """Each name once, white space folded, in order."""
    return {(" ".join(referent.name.split()), referent.kind.value): referent for referent in referents}


def _count_names(connection: sqlite3.Connection, count: str, roles: Roles) -> None:
    """Add to a count of `actor_names` how many statements name somebody so; add the names that are new."""
    names = Counter(name for referents in roles.values() for name in referents)
    connection.executemany(
        """INSERT INTO actor_names (name, kind, block, folded, statements, addressed)
           VALUES (?, ?, ?, ?, 0, 0) ON CONFLICT (name, kind) DO NOTHING""",
        [(name, kind, block(name), loosely_folded(name)) for name, kind in names],
    )
    connection.executemany(
        f"UPDATE actor_names SET {count} = {count} + ? WHERE name = ? AND kind = ?",
        [(times, *name) for name, times in names.items()],
    )


def _insert_roles(connection: sqlite3.Connection, table: str, roles: Roles) -> None:
    connection.executemany(
        f"""INSERT INTO {table} (statement_id, position, description, resolution, actor_id, actor_name_id)
            SELECT ?, ?, ?, ?, actor_id, id FROM actor_names WHERE name = ? AND kind = ?""",
        [
            (number, position, referent.description, referent.resolution.value, *name)
            for number, referents in roles.items()
            for position, (name, referent) in enumerate(referents.items())
        ],
    )


def _relink(connection: sqlite3.Connection, blocks: frozenset[str]) -> None:
    """Decide anew which names of these blocks mean the same actor, and write down what changed."""
    for name_block in sorted(blocks):
        rows = connection.execute(
            """SELECT id, actor_id, name, kind, statements + addressed FROM actor_names
               WHERE block = ? ORDER BY id""",
            [name_block],
        ).fetchall()
        name_ids = {(name, kind): name_id for name_id, _, name, kind, _ in rows}
        actor_ids = {(name, kind): actor_id for _, actor_id, name, kind, _ in rows}
        taken: set[int] = set()
        for actor in linked(PrintedName(name, kind, times) for _, _, name, kind, times in rows if times):
            actor_id = _write_actor(connection, actor, actor_ids, taken)
            taken.add(actor_id)
            moved = sorted(name_ids[name] for name in actor.names if actor_ids[name] != actor_id)
            _move(connection, actor_id, moved)
        _move(connection, None, [name_id for name_id, _, _, _, times in rows if not times])
        connection.execute("DELETE FROM actor_names WHERE block = ? AND statements + addressed = 0", [name_block])
        nameless = [(number,) for number in actor_ids.values() if number is not None and number not in taken]
        connection.executemany("DELETE FROM actors WHERE id = ?", nameless)


def _write_actor(
    connection: sqlite3.Connection,
    actor: LinkedActor,
    actor_ids: Mapping[Name, int | None],
    taken: set[int],
) -> int:
    """The actor's number: the one that most of its names have, unless another actor took it."""
    before = Counter(
        number
        for name in sorted(actor.names, key=lambda name: (name[0] != actor.name, name))
        if (number := actor_ids[name]) is not None and number not in taken
    )
    if not before:
        cursor = connection.execute("INSERT INTO actors (name, kind) VALUES (?, ?)", [actor.name, actor.kind])
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    ((actor_id, _),) = before.most_common(1)
    connection.execute(
        "UPDATE actors SET name = ?1, kind = ?2 WHERE id = ?3 AND (name, kind) <> (?1, ?2)",
        [actor.name, actor.kind, actor_id],
    )
    return actor_id


def _move(connection: sqlite3.Connection, actor_id: int | None, name_ids: Sequence[int]) -> None:
    """Let these names (by number) mean this actor, or nobody, everywhere."""
    for name_id in name_ids:
        connection.execute("UPDATE actor_names SET actor_id = ? WHERE id = ?", [actor_id, name_id])
        for table, _ in ROLES:
            connection.execute(f"UPDATE {table} SET actor_id = ? WHERE actor_name_id = ?", [actor_id, name_id])
    # Names that differ in kind alone mean the same actor; a mention has the one that still means somebody.
    connection.executemany(
        """UPDATE mentions SET actor_id =
               (SELECT max(actor_id) FROM actor_names WHERE actor_names.name = mentions.name)
           WHERE name = (SELECT name FROM actor_names WHERE id = ?)""",
        [(name_id,) for name_id in name_ids],
    )
