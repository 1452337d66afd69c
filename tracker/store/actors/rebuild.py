"""All actors rebuilt from who speaks and is addressed in the statements, and what is wrong with those there are."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tracker.actors.comparing.results import Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import decided_names, part_of
from tracker.actors.resolving.mentions import Mention, group_of
from tracker.garbage_collection import without_collecting
from tracker.store import sureness
from tracker.store.actors import components
from tracker.store.actors import counts as actor_counts
from tracker.store.actors import names as actor_names
from tracker.store.actors.components import ROLES
from tracker.store.actors.linked_by import VERSION
from tracker.store.actors.mentions import NOBODY_YET, stored_marks
from tracker.store.rows.checked import ProblemKind


@without_collecting()
def rebuild(connection: sqlite3.Connection) -> None:
    """Rebuild all mentions, actors and counts. Actors keep their numbers as far as they stay the same."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in (
        "article_names",
        "name_descriptions",
        "name_groups",
        "actor_name_pairs",
        "actor_name_blocks",
    ):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM actor_name_aliases")
    names = _rebuilt_names(connection)
    _rebuild_mentions(connection, names)
    _resolve_all(connection, names)
    _rebuild_roles(connection)
    sureness.mark(connection)
    actor_counts.recount(connection)
    connection.execute("DELETE FROM actor_linking")
    connection.execute("INSERT INTO actor_linking (version) VALUES (?)", [VERSION])


def problems(connection: sqlite3.Connection) -> Iterator[tuple[ProblemKind, tuple[str | int, ...]]]:
    """What is wrong with mentions, actors and counts, each with its details; `rebuild` mends all of it."""
    for query, kind in CHECKS:
        for row in connection.execute(query):
            yield kind, row


def _rebuilt_names(connection: sqlite3.Connection) -> dict[int, Name]:
    """The names in use, counted, with their blocks and what they say about each other."""
    connection.execute(
        """DELETE FROM actor_names WHERE id NOT IN (SELECT actor_name_id FROM statement_speakers
               UNION SELECT actor_name_id FROM statement_addressees)
           AND words NOT IN (SELECT words FROM actor_decision_names
                             JOIN actor_decisions ON actor_decisions.id = decision_id WHERE undone_at IS NULL)"""
    )
    names = {
        number: (name, kind) for number, name, kind in connection.execute("SELECT id, name, kind FROM actor_names")
    }
    numbers = {name: number for number, name in names.items()}
    scores = actor_names.describe_and_compare(connection, numbers)
    actor_names.insert_pairs(
        connection,
        (
            (numbers[name], numbers[other], score)
            for name, others in scores.items()
            for other, score in others.items()
            if name < other
        ),
    )
    return names


@dataclass(slots=True)
class _Gathered:
    """A group while it is gathered, with the actor that its roles had last."""

    number: int
    actor_id: int | None = None
    articles: int = 0
    statements: int = 0
    addressed: int = 0
    descriptions: Counter[str] = field(default_factory=Counter)


class _Roles(NamedTuple):
    """A name in an article: its days, its actor until now, in how many statements, and its descriptions."""

    article: int
    name_id: int
    published: str | None
    said: str | None
    actor_id: int
    statements: int
    addressed: int
    descriptions: dict[str, int]


def _rebuild_mentions(connection: sqlite3.Connection, names: dict[int, Name]) -> None:
    """The mentions of all articles in their groups. A group begins with the actor that its roles had last."""
    decisions = [
        each for each in components.decisions(connection) if any(s.articles for s in (*each.subjects, *each.others))
    ]
    decided = {normalised(name) for name, _ in decided_names(decisions)}
    groups: dict[tuple[int, str, int, str], _Gathered] = {}
    rows = []
    for roles in _roles_by_article(connection):
        name = names[roles.name_id]
        day = roles.published or roles.said
        descriptions = frozenset(roles.descriptions)
        mention = Mention(roles.article, *name, descriptions, date.fromisoformat(day) if day else None)
        part = part_of(name[0], roles.article, decisions) if decided and normalised(name[0]) in decided else ""
        group = group_of(mention, part)
        key = (roles.name_id, part, group.year, stored_marks(group))
        gathered = groups.setdefault(key, _Gathered(len(groups) + 1))
        gathered.actor_id = roles.actor_id if roles.actor_id != NOBODY_YET else None
        gathered.articles += 1
        gathered.statements += roles.statements
        gathered.addressed += roles.addressed
        gathered.descriptions.update(roles.descriptions)
        rows.append((roles.article, roles.name_id, gathered.number, roles.statements, roles.addressed))
    connection.executemany(
        """INSERT INTO name_groups (id, name_id, part, year, marks, actor_id, articles, statements, addressed)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (each.number, *key, each.actor_id, each.articles, each.statements, each.addressed)
            for key, each in groups.items()
        ],
    )
    connection.executemany(
        "INSERT INTO article_names (article_id, name_id, group_id, statements, addressed) VALUES (?, ?, ?, ?, ?)", rows
    )
    connection.executemany(
        "INSERT INTO name_descriptions (group_id, description, statements) VALUES (?, ?, ?)",
        [(each.number, text, times) for each in groups.values() for text, times in each.descriptions.items() if times],
    )
    connection.execute(
        """UPDATE actor_names SET (statements, addressed) =
               (SELECT coalesce(sum(statements), 0), coalesce(sum(addressed), 0) FROM name_groups
                WHERE name_id = actor_names.id)"""
    )


def _roles_by_article(connection: sqlite3.Connection) -> Iterator[_Roles]:
    """Each name of each article. A description that only addressees have counts nothing."""
    rows = connection.execute(
        """SELECT article_id, actor_name_id, published_on, min(said_on), max(actor_id), sum(speaks), sum(1 - speaks),
               description
           FROM (SELECT statement_id, actor_name_id, actor_id, description, 1 AS speaks FROM statement_speakers
                 UNION ALL
                 SELECT statement_id, actor_name_id, actor_id, description, 0 FROM statement_addressees)
           JOIN statements ON statements.id = statement_id JOIN articles ON articles.id = article_id
           GROUP BY article_id, actor_name_id, description ORDER BY article_id, actor_name_id"""
    )
    for (article, name_id), grouped_rows in groupby(rows, key=lambda row: row[:2]):
        listed = list(grouped_rows)
        yield _Roles(
            article,
            name_id,
            listed[0][2],
            min((said for _, _, _, said, *_ in listed if said), default=None),
            max(row[4] for row in listed),
            sum(row[5] for row in listed),
            sum(row[6] for row in listed),
            {row[7]: row[5] for row in listed if row[7] is not None},
        )


def _resolve_all(connection: sqlite3.Connection, names: dict[int, Name]) -> None:
    component = components.load(connection, set(names))
    actors = components.linked(component, components.verdicts(connection, names), components.decisions(connection))
    components.write(connection, component, actors, moving=False)


def _rebuild_roles(connection: sqlite3.Connection) -> None:
    """Let all roles and mentions mean whom the mentions mean, and remove actors whom none means."""
    for table in ROLES:
        connection.execute(
            f"""UPDATE {table} SET actor_id = meant.actor_id FROM (
                    SELECT statements.id AS statement_id, article_names.name_id, name_groups.actor_id FROM article_names
                    JOIN name_groups ON name_groups.id = group_id
                    JOIN statements ON statements.article_id = article_names.article_id) AS meant
                WHERE {table}.statement_id = meant.statement_id AND {table}.actor_name_id = meant.name_id
                    AND {table}.actor_id <> meant.actor_id"""
        )
    connection.execute(
        """UPDATE mentions SET actor_id = coalesce(
               (SELECT max(name_groups.actor_id) FROM actor_names
                JOIN article_names
                    ON article_names.name_id = actor_names.id AND article_names.article_id = mentions.article_id
                JOIN name_groups ON name_groups.id = group_id WHERE actor_names.name = mentions.name),
               (SELECT max(actor_id) FROM actor_names WHERE actor_names.name = mentions.name))"""
    )
    connection.execute(
        "UPDATE actor_names SET actor_id = NULL WHERE actor_id NOT IN (SELECT actor_id FROM name_groups)"
    )
    connection.execute("UPDATE mentions SET actor_id = NULL WHERE actor_id NOT IN (SELECT actor_id FROM name_groups)")
    connection.execute("DELETE FROM actors WHERE id NOT IN (SELECT actor_id FROM name_groups)")


CHECKS = (
    (
        """SELECT actor_names.id, name, actor_names.statements, actor_names.addressed,
               (SELECT count(*) FROM statement_speakers WHERE actor_name_id = actor_names.id) AS spoken,
               (SELECT count(*) FROM statement_addressees WHERE actor_name_id = actor_names.id) AS spoken_to
           FROM actor_names WHERE (actor_names.statements, actor_names.addressed) <> (spoken, spoken_to)""",
        ProblemKind.NAME_MISCOUNTED,
    ),
    (
        """SELECT id, name, statements, articles, found.spoken, found.printed FROM actors LEFT JOIN (
               SELECT actor_id, count(DISTINCT statement_id) AS spoken, count(DISTINCT article_id) AS printed,
                   min(day) AS first_on, max(day) AS last_on
               FROM statement_speakers JOIN statements ON statements.id = statement_id GROUP BY actor_id
           ) AS found ON actor_id = actors.id
           WHERE (statements, articles) <> (coalesce(spoken, 0), coalesce(printed, 0))
               OR (actors.first_on, actors.last_on) IS NOT (found.first_on, found.last_on)""",
        ProblemKind.ACTOR_MISCOUNTED,
    ),
    (
        """SELECT name_groups.id, name FROM name_groups JOIN actor_names ON actor_names.id = name_id
           LEFT JOIN (SELECT group_id, count(*) AS articles, sum(statements) AS statements, sum(addressed) AS addressed
                      FROM article_names GROUP BY group_id) AS found ON group_id = name_groups.id
           WHERE (name_groups.articles, name_groups.statements, name_groups.addressed)
               IS NOT (found.articles, found.statements, found.addressed) OR name_groups.actor_id IS NULL""",
        ProblemKind.GROUP_MISCOUNTED,
    ),
    *(
        (
            f"""SELECT DISTINCT statement_id FROM {table} JOIN statements ON statements.id = statement_id
                LEFT JOIN article_names
                    ON article_names.article_id = statements.article_id AND article_names.name_id = actor_name_id
                LEFT JOIN name_groups ON name_groups.id = group_id
                WHERE name_groups.actor_id IS NOT {table}.actor_id""",
            ProblemKind.ANOTHER_ACTOR,
        )
        for table in ROLES
    ),
    (sureness.MARKED_WRONGLY, ProblemKind.WRONG_DOUBT),
    (
        """SELECT id, name FROM actors WHERE NOT EXISTS (SELECT 1 FROM name_groups WHERE actor_id = actors.id)""",
        ProblemKind.ACTOR_NOT_MENTIONED,
    ),
    (
        """SELECT name_id, other_id FROM actor_name_pairs AS pair WHERE NOT EXISTS (
               SELECT 1 FROM actor_name_pairs WHERE name_id = pair.other_id AND other_id = pair.name_id)""",
        ProblemKind.COMPARED_ONE_WAY,
    ),
    (
        "SELECT decision_id, name FROM actor_decision_names WHERE decision_id NOT IN (SELECT id FROM actor_decisions)",
        ProblemKind.DECISION_GONE,
    ),
)
