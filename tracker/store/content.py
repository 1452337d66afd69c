"""Whom statements are about: those whom the content of a statement names first besides its source.

Event data takes them for the target where nobody is addressed, as coders by pattern do (Schrodt's KEDS and TABARI: the
first actor behind the verb who isn't the source).
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from tracker.actors.named import Mentioned, Named, first_named, identities
from tracker.actors.names import countries
from tracker.actors.names.organisations import Role, names_of
from tracker.store.rows.statements import StatementRow
from tracker.terms import Kind

BATCH = 500  # statements
STATE = "country "
ACTOR_OF = """
    SELECT actors.name FROM actor_names JOIN actors ON actors.id = actor_id
    WHERE actor_names.name IN (SELECT value FROM json_each(?))
    ORDER BY actor_names.statements + addressed DESC, actors.id LIMIT 1
"""
PRINTED = """
    SELECT name FROM mentions WHERE name IN (SELECT value FROM json_each(?))
    GROUP BY name ORDER BY count(*) DESC, name LIMIT 1
"""

Spans = Sequence[Sequence[int]]


def with_targets(
    connection: sqlite3.Connection, rows: Iterable[StatementRow], acts: Collection[str]
) -> Iterator[tuple[StatementRow, list[str]]]:
    """Each statement with those whom its content names first, where it is of these acts and nobody is addressed."""
    rows = iter(rows)
    shown: dict[str, str | None] = {}
    while batch := list(islice(rows, BATCH)):
        asked = {row.id: row for row in batch if row.act in acts and row.actors and not row.addressee}
        named = dict(_named(connection, asked))
        for row in batch:
            names = [_shown_name(connection, each, shown) for each in named.get(row.id, ())]
            yield row, list(dict.fromkeys(name for name in names if name not in row.actors))


def _named(connection: sqlite3.Connection, rows: dict[int, StatementRow]) -> Iterator[tuple[int, list[Named]]]:
    mentions = _mentions(connection, {row.article_id for row in rows.values()})
    found = connection.execute(
        """SELECT statements.id, text, speaker_spans, cue_spans, matter_spans
           FROM statements JOIN articles ON articles.id = article_id
           WHERE statements.id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(rows))],
    )
    for number, text, *spans in found:
        row = rows[number]
        speaker, cue, matter = map(json.loads, spans)
        content = _without(_content(row, matter), (*speaker, *cue))
        names = mentions[row.article_id]
        in_speaker = [name for name in names if any(start < name.end and name.start < end for start, end in speaker)]
        source = identities(row.actors, (row.speaker, *row.descriptions), in_speaker)
        yield number, first_named(text, content, names, source)


def _content(row: StatementRow, matter: Spans) -> Spans:
    """What a reported statement is about, or else its words: the clause around a matter says where and when."""
    if matter and row.kind == Kind.REPORTED:
        return [[matter[0][0], matter[-1][1]]]  # with the words that were not found to belong to it
    return row.quote_spans


def _without(spans: Iterable[Sequence[int]], others: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """What is left of spans without others."""
    left = [(start, end) for start, end in spans]
    for start, end in others:
        left = [
            piece
            for first, last in left
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return left


def _mentions(connection: sqlite3.Connection, articles: Collection[int]) -> dict[int, list[Mentioned]]:
    mentions: defaultdict[int, list[Mentioned]] = defaultdict(list)
    rows = connection.execute(
        """SELECT article_id, start, "end", mentions.name, mentions.kind, actors.name
           FROM mentions LEFT JOIN actors ON actors.id = actor_id
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, start""",
        [json.dumps(list(articles))],
    )
    for article, *mention in rows:
        mentions[article].append(Mentioned(*mention))
    return mentions


def _shown_name(connection: sqlite3.Connection, named: Named, shown: dict[str, str | None]) -> str:
    """The actor's name; of what is known the same name wherever it is named."""
    if named.actor is not None or not named.entity:
        return named.actor or named.name
    if named.entity not in shown:
        shown[named.entity] = _name_of(connection, named.entity)
    return shown[named.entity] or named.name or countries.display_name(named.entity.removeprefix(STATE))


def _name_of(connection: sqlite3.Connection, entity: str) -> str | None:
    """The name of the actor who is known by one of the entity's, or else the one that is printed most."""
    names = json.dumps([name for name, role in names_of(entity) if role == Role.NAME])
    for command in (ACTOR_OF, PRINTED):
        if row := connection.execute(command, [names]).fetchone():
            return str(row[0])
    return None
