"""Keeping mentions, actors and who speaks where in step. Call these inside a transaction.

Whom a name means is decided in `tracker.actors.resolving.resolve`; here it is only written down. Mentions of a name
that are linked alike (of one year, described in the same way) are one group: an article that adds to known groups
changes counts alone. Where it adds a group, what is connected with its name is linked again
(`tracker.store.actors.components`).
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from tracker.actors.comparing.results import Name
from tracker.actors.names.words import normalised
from tracker.actors.resolving.display import is_seat, name_to_show
from tracker.actors.resolving.explanations import CERTAIN
from tracker.actors.resolving.mentions import Mention, MentionGroup, group_of, magnitude
from tracker.extraction.statements import Referent, Statement
from tracker.store import sureness
from tracker.store.actors import components
from tracker.store.actors import counts as actor_counts
from tracker.store.actors import names as actor_names

Roles: TypeAlias = Mapping[int, Mapping[Name, Referent]]  # who speaks, or is addressed, in which statement

ROLES = ("statement_speakers", "statement_addressees")
NOBODY_YET = 0  # an actor's number while a database is filled
# The actor of a mention in article ?1 of the name ?5: who has it there, or else everywhere.
MENTIONED = """
    coalesce(
        (SELECT max(name_groups.actor_id) FROM article_names JOIN name_groups ON name_groups.id = group_id
         JOIN actor_names ON actor_names.id = article_names.name_id WHERE article_id = ?1 AND actor_names.name = ?5),
        (SELECT max(actor_id) FROM actor_names WHERE actor_names.name = ?5)
    )"""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What an article counted before its roles were removed: by group, by actor, and what its words were taken for."""

    groups: Mapping[int, int] = field(default_factory=dict)
    counts: actor_counts.Counts = field(default_factory=dict)
    kinds: Mapping[str, components.Kinds] = field(default_factory=dict)


def link(
    connection: sqlite3.Connection,
    article_id: int,
    statements: Mapping[int, Statement],
    forgotten: Forgotten | None = None,
) -> None:
    """Write who speaks and who is addressed in an article's statements (by number).

    `forgotten` is what `forget` took from the article before.
    """
    before = forgotten or Forgotten()
    speakers = {number: _distinct(statement.actors) for number, statement in statements.items()}
    addressees = {number: _distinct(statement.addressee_actors) for number, statement in statements.items()}
    mentions = _mentions(connection, article_id, speakers, addressees, statements)
    names = actor_names.numbers(connection, mentions.keys())
    kinds = {**components.kinds(connection, [normalised(name) for name, _ in names]), **before.kinds}
    groups = dict(before.groups)
    group_ids: dict[Name, int] = {}
    for name, mention in mentions.items():
        group_id, articles = _add_mention(connection, names[name], mention, speakers, addressees)
        groups.setdefault(group_id, articles)
        group_ids[name] = group_id
    changed = _changed(connection, groups, kinds)
    relinked = components.relink(connection, changed)
    for table, roles in zip(ROLES, (speakers, addressees), strict=True):
        _insert_roles(connection, table, roles, names, group_ids)
    sureness.mark(connection, [article_id])
    after = actor_counts.of_articles(connection, [article_id])
    actor_counts.change(connection, before.counts, after)
    _choose_shown_names(connection, _actors_of(connection, groups) - relinked)


def note(connection: sqlite3.Connection, statements: Mapping[int, Statement], names: dict[Name, int]) -> None:
    """Write who speaks and who is addressed in statements (by number) by their names: who that is, `rebuild` finds out.

    `names` are those that are written already; the others are added. Until `rebuild`, roles refer to nobody.
    """
    for table, referents in (
        (ROLES[0], {number: statement.actors for number, statement in statements.items()}),
        (ROLES[1], {number: statement.addressee_actors for number, statement in statements.items()}),
    ):
        rows = []
        for number, listed in referents.items():
            for position, (name, each) in enumerate(_distinct(listed).items()):
                if name not in names:
                    names[name] = actor_names.add_alone(connection, name)
                rows.append((number, position, each.description, each.resolution.value, each.confidence, names[name]))
        connection.executemany(
            f"""INSERT INTO {table}
                    (statement_id, position, description, resolution, confidence, actor_name_id, actor_id)
                VALUES (?, ?, ?, ?, ?, ?, {NOBODY_YET})""",
            rows,
        )


def forget(connection: sqlite3.Connection, article_id: int) -> Forgotten:
    """Remove who speaks and is addressed in an article's statements. Returns what `link` needs to know of them."""
    counts = actor_counts.of_articles(connection, [article_id])
    rows = connection.execute(
        """SELECT article_names.name_id, group_id, article_names.statements, article_names.addressed, articles, words
           FROM article_names JOIN name_groups ON name_groups.id = group_id
           JOIN actor_names ON actor_names.id = article_names.name_id WHERE article_id = ?""",
        [article_id],
    ).fetchall()
    kinds = components.kinds(connection, [words for *_, words in rows])
    descriptions = connection.execute(
        """SELECT group_id, description, count(*) FROM statements
           JOIN statement_speakers ON statement_id = statements.id
           JOIN article_names ON article_names.article_id = statements.article_id AND name_id = actor_name_id
           WHERE statements.article_id = ? AND description IS NOT NULL GROUP BY group_id, description""",
        [article_id],
    ).fetchall()
    for table in ROLES:
        connection.execute(
            f"DELETE FROM {table} WHERE statement_id IN (SELECT id FROM statements WHERE article_id = ?)", [article_id]
        )
    connection.execute("DELETE FROM article_names WHERE article_id = ?", [article_id])
    for name_id, group_id, spoken, addressed, *_ in rows:
        _count(connection, name_id, group_id, -1, -spoken, -addressed)
    connection.executemany(
        "UPDATE name_descriptions SET statements = statements - ? WHERE group_id = ? AND description = ?",
        [(times, group_id, description) for group_id, description, times in descriptions],
    )
    connection.executemany(
        "DELETE FROM name_descriptions WHERE group_id = ? AND statements <= 0",
        [(group_id,) for group_id, _, _ in descriptions],
    )
    return Forgotten({group_id: articles for _, group_id, _, _, articles, _ in rows}, counts, kinds)


def regroup(connection: sqlite3.Connection, article_id: int, name: str) -> set[int]:
    """Put the mentions of a name in an article where the decisions about it say. Returns the names that changed."""
    words = normalised(name)
    rows = connection.execute(
        """SELECT article_names.name_id, group_id, article_names.statements, article_names.addressed, year, marks, part,
               name_groups.actor_id
           FROM article_names JOIN name_groups ON name_groups.id = group_id
           JOIN actor_names ON actor_names.id = article_names.name_id WHERE article_id = ? AND words = ?""",
        [article_id, words],
    ).fetchall()
    part = components.part(connection, words, article_id)
    changed = set()
    for name_id, old, spoken, addressed, year, marks, old_part, actor_id in rows:
        if part == old_part:
            continue
        descriptions = connection.execute(
            """SELECT description, count(*) FROM statements JOIN statement_speakers ON statement_id = statements.id
               WHERE article_id = ? AND actor_name_id = ? AND description IS NOT NULL GROUP BY description""",
            [article_id, name_id],
        ).fetchall()
        new = _group(connection, name_id, part, year, marks)
        connection.execute(
            "UPDATE article_names SET group_id = ? WHERE article_id = ? AND name_id = ?", [new, article_id, name_id]
        )
        # Who has spoken there until now is known by the old group: the new one begins with its actor.
        connection.execute("UPDATE name_groups SET actor_id = coalesce(actor_id, ?) WHERE id = ?", [actor_id, new])
        components.settle(connection, new, actor_id, article_id, name_id)
        for group_id, times in ((old, -1), (new, 1)):
            _count(connection, name_id, group_id, times, times * spoken, times * addressed, of_name=False)
            _describe(connection, group_id, {text: times * count for text, count in descriptions})
        changed.add(name_id)
    sureness.mark(connection, [article_id] if changed else [])
    return changed


def _distinct(referents: Iterable[Referent]) -> dict[Name, Referent]:
    """Each name once, white space folded, in order. A seat is the description of whoever sits there."""
    return {(name := (" ".join(each.name.split()), each.kind.value)): _with_seat(name, each) for each in referents}


def _with_seat(name: Name, referent: Referent) -> Referent:
    if referent.description is not None or not is_seat(name):
        return referent
    return replace(referent, description=name[0])


def _mentions(
    connection: sqlite3.Connection,
    article_id: int,
    speakers: Roles,
    addressees: Roles,
    statements: Mapping[int, Statement],
) -> dict[Name, Mention]:
    """The mentions of an article, each name once."""
    (published,) = connection.execute("SELECT published_on FROM articles WHERE id = ?", [article_id]).fetchone()
    descriptions: dict[Name, set[str]] = {}
    days: dict[Name, list[date]] = {}
    for roles in (speakers, addressees):
        for number, referents in roles.items():
            for name, referent in referents.items():
                described = descriptions.setdefault(name, set())
                described.update([referent.description] if referent.description else [])
                days.setdefault(name, []).extend([day] if (day := statements[number].said.day) else [])
    return {
        name: Mention(
            article_id,
            *name,
            frozenset(described),
            date.fromisoformat(published) if published else min(days[name], default=None),
        )
        for name, described in descriptions.items()
    }


def _add_mention(
    connection: sqlite3.Connection, name_id: int, mention: Mention, speakers: Roles, addressees: Roles
) -> tuple[int, int]:
    """Write a mention down and count it. Returns its group, and in how many articles that was before."""
    name = (mention.name, mention.kind)
    spoken, addressed = (sum(name in referents for referents in roles.values()) for roles in (speakers, addressees))
    part = components.part(connection, normalised(mention.name), mention.article)
    group = group_of(mention, part)
    group_id = _group(connection, name_id, part, group.year, stored_marks(group))
    (articles,) = connection.execute("SELECT articles FROM name_groups WHERE id = ?", [group_id]).fetchone()
    connection.execute(
        "INSERT INTO article_names (article_id, name_id, group_id, statements, addressed) VALUES (?, ?, ?, ?, ?)",
        [mention.article, name_id, group_id, spoken, addressed],
    )
    _count(connection, name_id, group_id, 1, spoken, addressed)
    described = Counter(
        referent.description for roles in speakers.values() if (referent := roles.get(name)) and referent.description
    )
    _describe(connection, group_id, described)
    return group_id, articles


def stored_marks(group: MentionGroup) -> str:
    """The marks of a group as they are stored."""
    return " ".join(sorted(group.marks))


def _group(connection: sqlite3.Connection, name_id: int, part: str, year: int, marks: str) -> int:
    values = [name_id, part, year, marks]
    connection.execute(
        """INSERT INTO name_groups (name_id, part, year, marks, articles, statements, addressed)
           VALUES (?, ?, ?, ?, 0, 0, 0) ON CONFLICT DO NOTHING""",
        values,
    )
    (group_id,) = connection.execute(
        "SELECT id FROM name_groups WHERE name_id = ? AND part = ? AND year = ? AND marks = ?", values
    ).fetchone()
    return int(group_id)


def _count(
    connection: sqlite3.Connection,
    name_id: int,
    group_id: int,
    articles: int,
    statements: int,
    addressed: int,
    *,
    of_name: bool = True,
) -> None:
    connection.execute(
        """UPDATE name_groups SET articles = articles + ?, statements = statements + ?, addressed = addressed + ?
           WHERE id = ?""",
        [articles, statements, addressed, group_id],
    )
    if of_name:
        connection.execute(
            "UPDATE actor_names SET statements = statements + ?, addressed = addressed + ? WHERE id = ?",
            [statements, addressed, name_id],
        )


def _describe(connection: sqlite3.Connection, group_id: int, descriptions: Mapping[str, int]) -> None:
    connection.executemany(
        """INSERT INTO name_descriptions (group_id, description, statements) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET statements = statements + excluded.statements""",
        [(group_id, description, times) for description, times in descriptions.items()],
    )
    connection.execute("DELETE FROM name_descriptions WHERE group_id = ? AND statements <= 0", [group_id])


def _changed(
    connection: sqlite3.Connection, groups: Mapping[int, int], kinds: Mapping[str, components.Kinds]
) -> set[int]:
    """The names whose evidence is another than before: a group is new or gone, or of another order of magnitude."""
    rows = connection.execute(
        """SELECT id, name_id, articles, actor_id FROM name_groups
           WHERE id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(groups))],
    )
    changed = {
        name_id
        for group_id, name_id, articles, actor_id in rows
        if actor_id is None or magnitude(articles) != magnitude(groups[group_id])
    }
    for words, before in kinds.items():
        after = components.kinds(connection, [words]).get(words, {})
        if components.may_differ(before, after):
            rows = connection.execute("SELECT id FROM actor_names WHERE words = ?", [words])
            changed.update(number for (number,) in rows)
    return changed


def _insert_roles(
    connection: sqlite3.Connection,
    table: str,
    roles: Roles,
    names: Mapping[Name, int],
    group_ids: Mapping[Name, int],
) -> None:
    connection.executemany(
        f"""INSERT INTO {table} (statement_id, position, description, resolution, confidence, actor_id, actor_name_id)
            SELECT ?, ?, ?, ?, ?, actor_id, ? FROM name_groups WHERE id = ?""",
        [
            (
                number,
                position,
                referent.description,
                referent.resolution.value,
                referent.confidence,
                names[name],
                group_ids[name],
            )
            for number, referents in roles.items()
            for position, (name, referent) in enumerate(referents.items())
        ],
    )


def _actors_of(connection: sqlite3.Connection, group_ids: Iterable[int]) -> set[int]:
    rows = connection.execute(
        "SELECT DISTINCT actor_id FROM name_groups WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(group_ids))],
    )
    return {actor_id for (actor_id,) in rows if actor_id is not None}


def _choose_shown_names(connection: sqlite3.Connection, actor_ids: Iterable[int]) -> None:
    """Choose the name to show of actors that an article only added to."""
    for actor_id in sorted(actor_ids):
        rows = connection.execute(
            """SELECT name, kind, basis, sum(name_groups.statements + name_groups.addressed)
               FROM name_groups JOIN actor_names ON actor_names.id = name_id
               WHERE name_groups.actor_id = ? GROUP BY name_id, basis""",
            [actor_id],
        ).fetchall()
        statements: Counter[tuple[str, str, bool]] = Counter()
        for name, kind, basis, count in rows:
            statements[name, kind, basis in CERTAIN] += count
        name, kind = name_to_show(statements)
        connection.execute(
            """UPDATE actors SET name = CASE WHEN renamed THEN name ELSE ?1 END, kind = ?2
               WHERE id = ?3 AND (name, kind) <> (?1, ?2)""",
            [name, kind, actor_id],
        )
