"""Questions about actors, and from a name to those who may be meant by it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from tracker.spelling import loosely_folded
from tracker.store.rows import ActorRow

Folded = tuple[int, str, str]  # an actor's number, one of its names folded, and the actor's kind

SIMILAR_ENOUGH = 75  # of 100: a letter or two of a word are wrong


def actors(connection: sqlite3.Connection, name: str | None = None, limit: int | None = None) -> list[ActorRow]:
    """The actors, or those whom `name` may mean, most quoted first."""
    if name is not None:
        return find(connection, name)[:limit]
    rows = connection.execute(
        """SELECT actor_id FROM actor_names GROUP BY actor_id
           ORDER BY sum(statements) DESC, actor_id LIMIT ?""",
        [-1 if limit is None else limit],
    )
    return _most_quoted_first(_rows(connection, [number for (number,) in rows]))


def actor(connection: sqlite3.Connection, number: int) -> ActorRow | None:
    """The actor with this number."""
    return next(iter(_rows(connection, [number])), None)


def find(connection: sqlite3.Connection, name: str) -> list[ActorRow]:
    """Those whom `name` may mean, most quoted first; empty where it fits nobody.

    Case, accents and umlauts (Müller, Mueller, Muller) never matter. Those called exactly so come alone; else
    those who have its words in their name, else words that begin so, else the letters anywhere.
    """
    wanted = loosely_folded(" ".join(name.split()))
    if not any(letter.isalnum() for letter in wanted):
        return []
    names = _names_with(connection, wanted.split())
    for fits in (_is_called, _has_words, _has_beginnings, _has_letters):
        if found := {number for number, folded, kind in names if fits(wanted, folded, kind)}:
            return _most_quoted_first(_rows(connection, found))
    return []


def similar(connection: sqlite3.Connection, name: str, limit: int = 3) -> list[ActorRow]:
    """Those whose name is spelled much like `name`, most similar first: suggestions where it fits nobody."""
    from rapidfuzz import fuzz, process

    names = connection.execute("SELECT folded, actor_id FROM actor_names ORDER BY id").fetchall()
    matches = process.extract(
        loosely_folded(name),
        [folded for folded, _ in names],
        scorer=fuzz.WRatio,
        score_cutoff=SIMILAR_ENOUGH,
        limit=50,
    )
    numbers = list(dict.fromkeys(names[index][1] for _, _, index in matches))[:limit]
    return _rows(connection, numbers)


def _names_with(connection: sqlite3.Connection, words: Sequence[str]) -> list[Folded]:
    """The folded names that have all the words in them somewhere."""
    conditions = " AND ".join("instr(folded, ?) > 0" for _ in words[:50])
    return connection.execute(
        f"""SELECT DISTINCT actors.id, folded, actors.kind FROM actor_names
            JOIN actors ON actors.id = actor_id WHERE {conditions}""",
        list(words[:50]),
    ).fetchall()


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


def _most_quoted_first(rows: list[ActorRow]) -> list[ActorRow]:
    return sorted(rows, key=lambda row: (-row.statements, row.name, row.id))


def _rows(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[ActorRow]:
    """The actors with these numbers, in their order."""
    wanted = list(numbers)
    listed = json.dumps(wanted)
    of_actors = "actor_id IN (SELECT value FROM json_each(?))"
    names = _grouped(
        connection.execute(
            f"SELECT actor_id, name FROM actor_names WHERE {of_actors} GROUP BY actor_id, name "
            "ORDER BY actor_id, sum(statements + addressed) DESC, name",
            [listed],
        ).fetchall()
    )
    descriptions = _grouped(
        connection.execute(
            "SELECT actor_id, description FROM statement_speakers "
            f"WHERE {of_actors} AND description IS NOT NULL "
            "GROUP BY actor_id, description ORDER BY actor_id, count(*) DESC, description",
            [listed],
        ).fetchall()
    )
    rows = connection.execute(
        """SELECT actors.id, name, actors.kind, count(DISTINCT statements.id), count(DISTINCT article_id),
               min(day), max(day)
           FROM actors LEFT JOIN statement_speakers ON actor_id = actors.id
           LEFT JOIN statements ON statements.id = statement_id
           WHERE actors.id IN (SELECT value FROM json_each(?)) GROUP BY actors.id""",
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
