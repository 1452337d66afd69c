"""Questions about actors, and from a name to those who may be meant by it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from tracker.spelling import loosely_folded
from tracker.store.rows.actors import ActorRow

Folded = tuple[int, str, str]  # an actor's number, one of its names folded, and the actor's kind

# All that actors are called: in print, by the user's decisions, and elsewhere.
NAMES_OF_ACTORS = """
    WITH meant AS (
        SELECT name_id, actor_id FROM name_groups
        UNION SELECT id, actor_id FROM actor_names WHERE actor_id IS NOT NULL
    )
    SELECT folded, meant.actor_id FROM actor_names JOIN meant ON name_id = actor_names.id
    UNION ALL
    SELECT folded, meant.actor_id FROM actor_name_aliases JOIN meant USING (name_id)
"""
LONGEST_NAME = 200  # letters; what is longer is no name
SIMILAR_ENOUGH = 75  # of 100: a letter or two of a word are wrong


def actors(connection: sqlite3.Connection, name: str | None = None, limit: int | None = None) -> list[ActorRow]:
    """The actors, or those whom `name` may mean, most quoted first."""
    if name is not None:
        return find(connection, name)[:limit]
    rows = connection.execute(
        "SELECT id FROM actors ORDER BY statements DESC, name, id LIMIT ?", [-1 if limit is None else limit]
    )
    return rows_of(connection, [number for (number,) in rows])


def actor(connection: sqlite3.Connection, number: int) -> ActorRow | None:
    """The actor with this number."""
    return next(iter(rows_of(connection, [number])), None)


def find(connection: sqlite3.Connection, name: str) -> list[ActorRow]:
    """Those whom `name` may mean, most quoted first; empty where it fits nobody.

    Case, accents and umlauts (Müller, Mueller, Muller) never matter. Those called exactly so come alone; else
    those who have its words in their name, else words that begin so, else the letters anywhere, else those whose
    name is the same in another spelling or script (Лавров, Lawrow).
    """
    wanted = loosely_folded(" ".join(name.split()))
    if not any(letter.isalnum() for letter in wanted):
        return []
    names = _names_with(connection, wanted.split())
    for fits in (_is_called, _has_words, _has_beginnings, _has_letters):
        if found := {number for number, folded, kind in names if fits(wanted, folded, kind)}:
            return most_quoted_first(rows_of(connection, found))
    return most_quoted_first(rows_of(connection, _spelled_otherwise(connection, " ".join(name.split()))))


def similar(connection: sqlite3.Connection, name: str, limit: int = 3) -> list[ActorRow]:
    """Those whose name is spelled much like `name`, most similar first: suggestions where it fits nobody."""
    from rapidfuzz import fuzz, process

    wanted = loosely_folded(name)
    rows = connection.execute(f"SELECT DISTINCT folded, actor_id FROM ({NAMES_OF_ACTORS})")
    # A letter is in every name.
    names = [(folded, number) for folded, number in rows if 2 * len(folded) >= len(wanted)]
    matches = process.extract(
        wanted,
        [folded for folded, _ in names],
        scorer=fuzz.WRatio,
        score_cutoff=SIMILAR_ENOUGH,
        limit=50,
    )
    numbers = list(dict.fromkeys(names[index][1] for _, _, index in matches))[:limit]
    return rows_of(connection, numbers)


def _spelled_otherwise(connection: sqlite3.Connection, name: str) -> set[int]:
    """Those who have a name that means the same in another spelling or script."""
    from tracker.store.actors import names as actor_names

    if len(name) > LONGEST_NAME:
        return set()
    rows = connection.execute(
        """SELECT actor_id FROM name_groups WHERE name_id IN (SELECT value FROM json_each(?1))
           UNION SELECT actor_id FROM actor_names WHERE id IN (SELECT value FROM json_each(?1))""",
        [json.dumps(sorted(actor_names.spelled_otherwise(connection, name)))],
    )
    return {actor_id for (actor_id,) in rows if actor_id is not None}


def _names_with(connection: sqlite3.Connection, words: Sequence[str]) -> list[Folded]:
    """The folded names that have all the words in them somewhere."""
    conditions = " AND ".join("instr(folded, ?) > 0" for _ in words[:50])
    # The names first: there are many more mentions.
    names = connection.execute(
        f"""WITH named AS MATERIALIZED (
                SELECT id AS name_id, folded FROM actor_names WHERE {conditions}
                UNION ALL SELECT name_id, folded FROM actor_name_aliases WHERE {conditions}
            ), meant AS (
                SELECT actor_id, named.folded FROM named JOIN name_groups USING (name_id)
                UNION SELECT actor_id, named.folded FROM named JOIN actor_names ON actor_names.id = name_id
            )
            SELECT DISTINCT actors.id, meant.folded, actors.kind FROM meant JOIN actors ON actors.id = actor_id""",
        [*words[:50], *words[:50]],
    ).fetchall()
    renamed = connection.execute("SELECT id, name, kind FROM actors WHERE renamed").fetchall()
    shown = [(number, loosely_folded(name), kind) for number, name, kind in renamed]
    return names + [row for row in shown if all(word in row[1] for word in words[:50])]


def _is_called(wanted: str, folded: str, kind: str) -> bool:
    """A bare surname doesn't count as all of a person's name: others may have it too."""
    if kind == "person" and " " not in wanted:
        return False
    return folded == wanted


def _has_words(wanted: str, folded: str, _kind: str) -> bool:
    return f" {wanted} " in f" {folded} " or set(wanted.split()) <= set(folded.replace("-", " ").split())


def _has_beginnings(wanted: str, folded: str, _kind: str) -> bool:
    return all(any(word.startswith(start) for word in folded.split()) for start in wanted.split())


def _has_letters(wanted: str, folded: str, _kind: str) -> bool:
    return all(word in folded for word in wanted.split())


def most_quoted_first(rows: list[ActorRow]) -> list[ActorRow]:
    """The actors in the order of their statements."""
    return sorted(rows, key=lambda row: (-row.statements, row.name, row.id))


def rows_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[ActorRow]:
    """The actors with these numbers, in their order."""
    wanted = list(numbers)
    listed = json.dumps(wanted)
    of_actors = "actor_id IN (SELECT value FROM json_each(?))"
    names = _grouped(
        connection.execute(
            f"""WITH counted AS (
                    SELECT actor_id, name_id, sum(statements + addressed) AS often FROM name_groups
                    WHERE {of_actors} GROUP BY actor_id, name_id
                )
                SELECT counted.actor_id, name FROM counted JOIN actor_names ON actor_names.id = name_id
                ORDER BY counted.actor_id, often DESC, name""",
            [listed],
        ).fetchall()
    )
    descriptions = _grouped(
        connection.execute(
            f"""SELECT actor_id, description FROM name_groups
                JOIN name_descriptions ON group_id = name_groups.id WHERE {of_actors}
                GROUP BY actor_id, description
                ORDER BY actor_id, sum(name_descriptions.statements) DESC, description""",
            [listed],
        ).fetchall()
    )
    rows = connection.execute(
        """SELECT id, name, kind, statements, articles, first_on, last_on FROM actors
           WHERE id IN (SELECT value FROM json_each(?))""",
        [listed],
    )
    found = {
        number: ActorRow(number, name, kind, names(number), descriptions(number), *counts)
        for number, name, kind, *counts in rows
    }
    return [found[number] for number in wanted if number in found]


def _grouped(rows: Sequence[tuple[int, str]]) -> Callable[[int], list[str]]:
    groups: dict[int, list[str]] = {}
    for number, value in rows:
        groups.setdefault(number, []).append(value)
    return lambda number: groups.get(number, [])
