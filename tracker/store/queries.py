"""Questions about statements, articles, and where a topic was found."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.store.rows import ArticleRow, StatementInPlace, StatementRow

Condition = tuple[str, list[Any]]  # SQL with its parameters

PLACES = ("statement", "paragraph", "article")  # where a topic can be, from the narrowest to the widest

NEWEST_FIRST = "statements.day DESC, statements.article_id DESC, statements.start, statements.id"

STATEMENT_HAS = "statements.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
PARAGRAPH_HAS = "statements.paragraph_id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)"
ARTICLES_THAT_HAVE = """
    SELECT article_id FROM paragraphs
    WHERE id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)
    UNION SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?
"""

STATEMENT_COLUMNS = """
    statements.id, article_id, statements.kind, quote, quote_spans, speaker, cue, act, addressee,
    said_on, said_on_basis, said_on_words, published_on, published_on_basis, outlet, url, title,
    confidence, inside, language
"""


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """Which statements are asked for; None and empty filters leave everything in.

    `topic` is words that must all be found, in their inflected, derived and compound forms, or phrases in
    quotation marks; `scope` is how far from the statement: "statement", "paragraph" or "article".
    `since` and `until` are days, both included, on which it was said, or else published. `outlet` is compared
    without case. `limit` is the number of statements, or of a timeline's entries, that are returned at most.
    """

    actor_ids: tuple[int, ...] | None = None
    addressee_ids: tuple[int, ...] | None = None
    topic: str | None = None
    scope: str = "paragraph"
    kinds: tuple[str, ...] | None = None
    acts: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    article_id: int | None = None
    limit: int | None = None
    min_confidence: float | None = None


def statements(connection: sqlite3.Connection, query: StatementQuery) -> list[StatementRow]:
    """The statements asked for, newest first; those without a day last."""
    places: list[Condition] = []
    if query.topic is not None:
        expressions = _expressions(connection, query.topic)
        if not expressions:
            return []
        places = _places(expressions, query.scope)
    conditions = [*_conditions(query), *_any_of(places)]
    where = " AND ".join(sql for sql, _ in conditions) or "true"
    found = connection.execute(
        f"SELECT statements.id FROM statements WHERE {where} ORDER BY {NEWEST_FIRST} LIMIT ?",
        [
            *(value for _, values in conditions for value in values),
            -1 if query.limit is None else query.limit,
        ],
    )
    return rows_of(connection, [number for (number,) in found], places)


def statement(connection: sqlite3.Connection, number: int) -> StatementInPlace | None:
    """One statement in its paragraph, or in its paragraphs where the quote runs over several."""
    found = rows_of(connection, [number])
    if not found:
        return None
    (row,) = found
    speaker, cue, frame, addressee, source, model_version, text = connection.execute(
        """SELECT speaker_spans, cue_spans, frame_spans, addressee_spans, source, model_version, text
           FROM statements JOIN articles ON articles.id = article_id WHERE statements.id = ?""",
        [number],
    ).fetchone()
    resolutions = connection.execute(
        """SELECT resolution FROM statement_speakers WHERE statement_id = ?
           GROUP BY actor_id ORDER BY min(position)""",
        [number],
    )
    start, end = _paragraph(connection, row, len(text))
    return StatementInPlace(
        statement=row,
        paragraph=text[start:end],
        paragraph_start=start,
        speaker_spans=json.loads(speaker),
        cue_spans=json.loads(cue),
        frame_spans=json.loads(frame),
        addressee_spans=json.loads(addressee),
        resolutions=[resolution for (resolution,) in resolutions],
        source=source,
        model_version=model_version,
    )


def search(connection: sqlite3.Connection, words: str, limit: int | None = None) -> list[StatementRow]:
    """Statements that have all the words, then those whose paragraph has; the best match (BM25) first."""
    expressions = _expressions(connection, words)
    if not expressions:
        return []
    match = " AND ".join(expressions)
    found = connection.execute(
        """SELECT id, min(place), min(rank) FROM (
               SELECT rowid AS id, 1 AS place, rank FROM statements_fts WHERE statements_fts MATCH ?
               UNION ALL
               SELECT statements.id, 2, paragraphs_fts.rank FROM paragraphs_fts
               JOIN statements ON statements.paragraph_id = paragraphs_fts.rowid WHERE paragraphs_fts MATCH ?
           ) GROUP BY id ORDER BY 2, 3, 1 LIMIT ?""",
        [match, match, -1 if limit is None else limit],
    )
    return rows_of(connection, [number for number, _, _ in found], _places(expressions, "paragraph"))


def articles(
    connection: sqlite3.Connection,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> list[ArticleRow]:
    """The articles, newest first; those without a published date last."""
    rows = connection.execute(
        """SELECT id, title, outlet, url, author, language, published_on, published_on_basis, source, words,
               (SELECT count(*) FROM statements WHERE article_id = articles.id),
               ingested_at, model_version, code_version
           FROM articles
           WHERE (?1 IS NULL OR outlet = ?1 COLLATE NOCASE)
               AND (?2 IS NULL OR published_on >= ?2) AND (?3 IS NULL OR published_on <= ?3)
           ORDER BY published_on DESC, id DESC LIMIT ?4""",
        [outlet, since and since.isoformat(), until and until.isoformat(), -1 if limit is None else limit],
    )
    return [ArticleRow(*row) for row in rows]


def rows_of(
    connection: sqlite3.Connection, numbers: Sequence[int], places: Sequence[Condition] = ()
) -> list[StatementRow]:
    """The statements with these numbers, in their order, each with the first of `places` that holds for it.

    `places` are the conditions for "statement", "paragraph" and "article", as many of them as matter.
    """
    wanted = json.dumps(list(numbers))
    case = "".join(f" WHEN {sql} THEN '{name}'" for name, (sql, _) in zip(PLACES, places, strict=False))
    place = f"CASE{case} END" if case else "NULL"
    cursor = connection.execute(
        f"""SELECT {STATEMENT_COLUMNS}, {place} AS topic_in
            FROM statements JOIN articles ON articles.id = article_id
            WHERE statements.id IN (SELECT value FROM json_each(?))""",
        [*(value for _, values in places for value in values), wanted],
    )
    columns = [name for name, *_ in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor]
    speakers = _actors(connection, "statement_speakers", wanted)
    descriptions = _descriptions(connection, wanted)
    addressees = _actors(connection, "statement_addressees", wanted)
    found = {row["id"]: _row(row, speakers, descriptions, addressees) for row in rows}
    return [found[number] for number in numbers if number in found]


def _row(
    row: Mapping[str, Any],
    speakers: dict[int, list[str]],
    descriptions: dict[int, list[str]],
    addressees: dict[int, list[str]],
) -> StatementRow:
    number = row["id"]
    return StatementRow(
        **{**row, "quote_spans": json.loads(row["quote_spans"])},
        actors=speakers[number],
        addressee_actors=addressees[number],
        descriptions=descriptions[number],
    )


def _actors(connection: sqlite3.Connection, table: str, wanted: str) -> dict[int, list[str]]:
    """The names of the actors of each statement, in order, each once."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        f"""SELECT statement_id, actors.id, actors.name, min(position) FROM {table}
            JOIN actors ON actors.id = actor_id WHERE statement_id IN (SELECT value FROM json_each(?))
            GROUP BY statement_id, actors.id ORDER BY statement_id, 4""",
        [wanted],
    )
    for number, _, name, _ in rows:
        names[number].append(name)
    return names


def _descriptions(connection: sqlite3.Connection, wanted: str) -> dict[int, list[str]]:
    descriptions: defaultdict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        """SELECT statement_id, description FROM statement_speakers
           WHERE description IS NOT NULL AND statement_id IN (SELECT value FROM json_each(?))
           ORDER BY statement_id, position""",
        [wanted],
    )
    for number, description in rows:
        descriptions[number].append(description)
    return descriptions


def _paragraph(connection: sqlite3.Connection, row: StatementRow, length: int) -> tuple[int, int]:
    """Where the paragraphs of a statement's quote begin and end; the whole text where it has none."""
    first, last = row.quote_spans[0][0], row.quote_spans[-1][1]
    start, end = connection.execute(
        'SELECT min(start), max("end") FROM paragraphs WHERE article_id = ? AND start < ? AND "end" > ?',
        [row.article_id, last, first],
    ).fetchone()
    return (0, length) if start is None else (start, end)


def _expressions(connection: sqlite3.Connection, topic: str) -> list[str]:
    # Questions without a topic need none of what it takes to expand one.
    from tracker.store import vocabulary

    return vocabulary.expressions(connection, topic)


def _conditions(query: StatementQuery) -> list[Condition]:
    possible: Iterable[tuple[Any, str]] = (
        (query.actor_ids, _listed("statements.id", "statement_speakers")),
        (query.addressee_ids, _listed("statements.id", "statement_addressees")),
        (query.kinds, "statements.kind IN (SELECT value FROM json_each(?))"),
        (query.acts, "statements.act IN (SELECT value FROM json_each(?))"),
        (query.since, "statements.day >= ?"),
        (query.until, "statements.day <= ?"),
        (query.outlet, "statements.article_id IN (SELECT id FROM articles WHERE outlet = ? COLLATE NOCASE)"),
        (query.article_id, "statements.article_id = ?"),
        (query.min_confidence, "statements.confidence >= ?"),
    )
    return [(sql, [_parameter(value)]) for value, sql in possible if value is not None and value != ()]


def _listed(column: str, table: str) -> str:
    actors = "SELECT value FROM json_each(?)"
    return f"{column} IN (SELECT statement_id FROM {table} WHERE actor_id IN ({actors}))"


def _parameter(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else value


def _places(expressions: Sequence[str], scope: str) -> list[Condition]:
    """Conditions: the topic is in the statement, its paragraph, its article, as far as `scope` goes."""
    match = " AND ".join(expressions)
    in_article = " INTERSECT ".join(f"SELECT * FROM ({ARTICLES_THAT_HAVE})" for _ in expressions)
    places: list[Condition] = [
        (STATEMENT_HAS, [match]),
        (PARAGRAPH_HAS, [match]),
        (f"statements.article_id IN ({in_article})", [each for each in expressions for _ in range(2)]),
    ]
    return places[: PLACES.index(scope) + 1]


def _any_of(conditions: Sequence[Condition]) -> list[Condition]:
    if not conditions:
        return []
    return [
        (
            "(" + " OR ".join(sql for sql, _ in conditions) + ")",
            [value for _, values in conditions for value in values],
        )
    ]
