"""In how many statements and articles actors speak, and when: kept with them. Call these inside a transaction.

An article counts for itself: what it counts before and after a change is the difference for its actors.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias


class Spoken(NamedTuple):
    """In how many statements of an article an actor speaks, and on which days first and last."""

    statements: int
    first_on: str | None
    last_on: str | None


Counts: TypeAlias = Mapping[tuple[int, int], Spoken]  # by article and actor

NOTHING = Spoken(0, None, None)


def of_articles(connection: sqlite3.Connection, article_ids: Iterable[int]) -> dict[tuple[int, int], Spoken]:
    """What these articles count for their actors."""
    rows = connection.execute(
        """SELECT article_id, actor_id, count(DISTINCT statement_id), min(day), max(day)
           FROM json_each(?) AS listed
           CROSS JOIN statements ON article_id = listed.value
           CROSS JOIN statement_speakers ON statement_id = statements.id
           GROUP BY article_id, actor_id""",
        [json.dumps(list(article_ids))],
    )
    return {(article, actor): Spoken(*counts) for article, actor, *counts in rows}


def change(connection: sqlite3.Connection, before: Counts, after: Counts) -> None:
    """Write down the difference between what articles counted before a change and what they count after it."""
    statements: dict[int, int] = {}
    articles: dict[int, int] = {}
    days: dict[int, list[str]] = {}
    shrunk: dict[int, list[str]] = {}
    for key in before.keys() | after.keys():
        actor, old, new = key[1], before.get(key, NOTHING), after.get(key, NOTHING)
        statements[actor] = statements.get(actor, 0) + new.statements - old.statements
        articles[actor] = articles.get(actor, 0) + bool(new.statements) - bool(old.statements)
        days.setdefault(actor, []).extend(day for day in new[1:] if day)
        shrunk.setdefault(actor, []).extend(day for day in old[1:] if day and day not in new[1:])
    for actor in sorted(statements):
        _add(connection, actor, statements[actor], articles[actor], days[actor])
        _check_days(connection, actor, shrunk[actor])


def recount(connection: sqlite3.Connection) -> None:
    """Count for all actors."""
    connection.execute("UPDATE actors SET statements = 0, articles = 0, first_on = NULL, last_on = NULL")
    connection.execute(
        """UPDATE actors SET (statements, articles, first_on, last_on) =
               (counted.statements, counted.articles, counted.first_on, counted.last_on)
           FROM (SELECT actor_id, count(DISTINCT statement_id) AS statements, count(DISTINCT article_id) AS articles,
                     min(day) AS first_on, max(day) AS last_on
                 FROM statement_speakers JOIN statements ON statements.id = statement_id GROUP BY actor_id) AS counted
           WHERE counted.actor_id = actors.id"""
    )


def _add(connection: sqlite3.Connection, actor: int, statements: int, articles: int, days: list[str]) -> None:
    connection.execute(
        """UPDATE actors SET statements = statements + ?, articles = articles + ?,
               first_on = CASE WHEN first_on <= ?3 THEN first_on ELSE coalesce(?3, first_on) END,
               last_on = CASE WHEN last_on >= ?4 THEN last_on ELSE coalesce(?4, last_on) END
           WHERE id = ?5""",
        [statements, articles, min(days, default=None), max(days, default=None), actor],
    )


def _check_days(connection: sqlite3.Connection, actor: int, gone: list[str]) -> None:
    """Look for the first and last day again where one of them is gone."""
    row = connection.execute("SELECT first_on, last_on FROM actors WHERE id = ?", [actor]).fetchone()
    if row is None or not any(day in row for day in gone):
        return
    connection.execute(
        """UPDATE actors SET (first_on, last_on) =
               (SELECT min(day), max(day) FROM statement_speakers JOIN statements ON statements.id = statement_id
                WHERE actor_id = ?1)
           WHERE id = ?1""",
        [actor],
    )
