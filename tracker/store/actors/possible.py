"""Who may be the same as an actor, by the names alone: what a question about that actor passes over."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace

from tracker.store import queries as statements
from tracker.store.actors import queries
from tracker.store.filters import StatementQuery
from tracker.store.rows.actors import ActorRow

LEAST = 0.5  # of the score of two names: a surname alone; below are misprints and the like
PARTIAL = 2  # from this `fullness` on: initials, a surname alone


def may_be_meant(connection: sqlite3.Connection, actors: Collection[int]) -> list[int]:
    """The actors whose names may mean one of these too, without those that decisions keep apart from them.

    Of an actor whose full name is printed, only that is compared with others' full names.
    """
    pairs = connection.execute(
        """SELECT DISTINCT own.actor_id, mine.fullness, others.actor_id, theirs.fullness
           FROM name_groups AS own
           JOIN actor_name_pairs AS pair ON pair.name_id = own.name_id AND pair.score >= ?
           JOIN name_groups AS others ON others.name_id = pair.other_id
           JOIN actor_names AS mine ON mine.id = own.name_id JOIN actor_names AS theirs ON theirs.id = others.name_id
           WHERE own.actor_id IN (SELECT value FROM json_each(?)) AND others.actor_id IS NOT NULL""",
        [LEAST, json.dumps(sorted(actors))],
    ).fetchall()
    pairs = [pair for pair in pairs if pair[2] not in actors]
    if not pairs:
        return []
    with_full_name = _with_full_name(connection, {number for pair in pairs for number in (pair[0], pair[2])})
    may_be = {
        (own, other)
        for own, fullness, other, others_fullness in pairs
        if not {own, other} <= with_full_name or max(fullness, others_fullness) < PARTIAL
    }
    return sorted({other for _, other in _not_kept_apart(connection, may_be)})


def _with_full_name(connection: sqlite3.Connection, actors: Collection[int]) -> set[int]:
    rows = connection.execute(
        """SELECT DISTINCT name_groups.actor_id FROM name_groups JOIN actor_names ON actor_names.id = name_id
           WHERE name_groups.actor_id IN (SELECT value FROM json_each(?)) AND fullness < ?""",
        [json.dumps(sorted(actors)), PARTIAL],
    )
    return {number for (number,) in rows}


def _not_kept_apart(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs of actors without those that the user keeps apart."""
    pairs = list(pairs)
    decided = "SELECT 1 FROM actor_decisions WHERE kind IN ('apart', 'split') AND undone_at IS NULL"
    if connection.execute(decided).fetchone() is None:  # mostly there are none; what follows takes time to import
        return pairs
    from tracker.actors.resolving.suggestions import are_kept_apart
    from tracker.store.actors import components

    apart = components.kept_apart(connection)
    rows = {row.id: row for row in queries.rows_of(connection, {number for pair in pairs for number in pair})}
    return [(one, other) for one, other in pairs if not are_kept_apart(apart, rows[one].names, rows[other].names)]


def count_by_actor(
    connection: sqlite3.Connection, query: StatementQuery, *, addressed: bool
) -> list[tuple[ActorRow, int]]:
    """How many of the statements asked for each actor asked for speaks in, or is `addressed` in; the most first."""
    table, actors = ("addressees", query.addressee_ids) if addressed else ("speakers", query.actor_ids)
    found = statements.numbers(connection, replace(query, limit=statements.MOST_COUNTED))
    counts = dict(
        connection.execute(
            f"""SELECT actor_id, count(DISTINCT statement_id) FROM statement_{table}
                WHERE statement_id IN (SELECT value FROM json_each(?)) AND actor_id IN (SELECT value FROM json_each(?))
                GROUP BY actor_id""",
            [json.dumps(found), json.dumps(actors)],
        ).fetchall()
    )
    rows = queries.rows_of(connection, counts)
    return sorted(((row, counts[row.id]) for row in rows), key=lambda each: (-each[1], each[0].id))
