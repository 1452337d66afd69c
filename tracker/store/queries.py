"""Questions about statements, articles, and where a topic was found."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.store import fragments, sureness
from tracker.store.duplicates import printings
from tracker.store.filters import (
    DATED,
    NOT_REPEATED,
    PRINTED_BY,
    UNDATED,
    Filter,
    StatementQuery,
    among,
    filters_of,
)
from tracker.store.rows.articles import ArticleRow
from tracker.store.rows.statements import PronounInQuote, Relative, StatementInPlace, StatementRow, Totals
from tracker.store.topics import TopicPlaces, expressions
from tracker.store.verdicts import answers
from tracker.terms import LARGEST_NUMBER

BATCH = 500  # statements
MOST_RANKED = 10_000  # matches
MOST_COUNTED = 10_000  # statements, for the line above a listing: nobody is to wait for it
FRAGMENTS_IN = 8  # statements: hardly more than one is a fragment
NOWHERE: Mapping[int, str] = {}

BY_NUMBER = "statements.id"
OLDEST_FIRST = "statements.day"
AS_READ = "statements.article_id, statements.start, statements.id"
NEWEST_FIRST = "statements.day DESC, statements.article_id DESC, statements.start, statements.id"

STATEMENT_COLUMNS = """
    statements.id, statements.article_id, statements.kind, quote, quote_spans, speaker, cue, act, addressee,
    said_on, said_on_basis, said_on_words, published_on, published_on_basis, outlet, url, title,
    confidence, act_confidence, inside, language, pronouns,
    coalesce(family, articles.id) AS family, nullif(newest, articles.id) AS newest_version, repeated_in,
    matter, standing, decided, status, verdict, finding, links, own_id AS article_own_id,
    (SELECT claim_id FROM statement_wordings JOIN wordings ON wordings.id = wording_id
     WHERE statement_id = statements.id) AS claim
"""
FAMILY_AND_VERSIONS = """
    LEFT JOIN article_families ON article_families.article_id = articles.id
    LEFT JOIN article_versions ON article_versions.article_id = articles.id
"""
OTHER_VERSIONS = """
    SELECT value FROM json_each(?)
    UNION SELECT statement_id FROM repeated_statements WHERE repeated_in IN (SELECT value FROM json_each(?))
    EXCEPT SELECT value FROM json_each(?)
"""


def statements(connection: sqlite3.Connection, query: StatementQuery) -> Iterator[StatementRow]:
    """The statements asked for, newest first, those without a day last; a batch at a time is in memory.

    Which they are is found at once, what is known of them as it is asked for.
    """
    yield from _asked_for(connection, query, NEWEST_FIRST)


def oldest(
    connection: sqlite3.Connection, query: StatementQuery, known: Mapping[int, StatementRow]
) -> list[StatementRow]:
    """The statements asked for that have a day, oldest first, those of a day in any order.

    Those that are `known` are not read again.
    """
    numbers, topic = _found(connection, query, OLDEST_FIRST, DATED)
    read = _read(connection, [number for number in numbers if number not in known], topic)
    rows = {**known, **{row.id: row for row in read}}
    return [rows[number] for number in numbers if number in rows]


def as_read(connection: sqlite3.Connection, query: StatementQuery) -> Iterator[StatementRow]:
    """The statements asked for in the order in which they were read."""
    yield from _asked_for(connection, query, AS_READ)


def undated(connection: sqlite3.Connection, query: StatementQuery) -> Iterator[StatementRow]:
    """The statements asked for that have no day."""
    yield from _asked_for(connection, query, NEWEST_FIRST, UNDATED)


def other_versions(
    connection: sqlite3.Connection, query: StatementQuery, rows: Sequence[StatementRow]
) -> Iterator[StatementRow]:
    """The same statements in other versions of their articles, as far as they are asked for and none of `rows`."""
    in_newest = json.dumps(sorted({row.id if row.repeated_in is None else row.repeated_in for row in rows}))
    without = json.dumps([row.id for row in rows])
    others = [number for (number,) in connection.execute(OTHER_VERSIONS, [in_newest, in_newest, without])]
    if others:  # mostly there are none, and what is asked for needn't be looked for
        yield from _asked_for(connection, query, NEWEST_FIRST, among(others))


def numbers(
    connection: sqlite3.Connection, query: StatementQuery, order: str = NEWEST_FIRST, *further: Filter
) -> list[int]:
    """The numbers of the statements asked for."""
    topic = _topic(connection, query.topics, query.scope)
    if query.topics and topic is None:
        return []
    return _without_fragments(connection, query, topic, order, further)


def totals(connection: sqlite3.Connection, query: StatementQuery) -> Totals:
    """How many statements are asked for, whatever the limit, by how many actors and on which days.

    No more than MOST_COUNTED are counted.
    """
    return totals_of(connection, numbers(connection, replace(query, limit=MOST_COUNTED + 1)))


def totals_of(connection: sqlite3.Connection, found: list[int]) -> Totals:
    """The same of statements by their numbers; those beyond MOST_COUNTED are taken off these."""
    more = len(found) > MOST_COUNTED
    del found[MOST_COUNTED:]
    listed = json.dumps(found)
    first, last = connection.execute(
        "SELECT min(day), max(day) FROM statements WHERE id IN (SELECT value FROM json_each(?))", [listed]
    ).fetchone()
    (actors,) = connection.execute(
        """SELECT count(DISTINCT actor_id) FROM statement_speakers
           WHERE statement_id IN (SELECT value FROM json_each(?))""",
        [listed],
    ).fetchone()
    return Totals(len(found), actors, first, last, more)


def _asked_for(
    connection: sqlite3.Connection, query: StatementQuery, order: str, *further: Filter
) -> Iterator[StatementRow]:
    yield from _read(connection, *_found(connection, query, order, *further))


def _found(
    connection: sqlite3.Connection, query: StatementQuery, order: str, *further: Filter
) -> tuple[list[int], TopicPlaces | None]:
    """The numbers of the statements asked for, and where their topic stands; none where nothing is about it."""
    topic = _topic(connection, query.topics, query.scope)
    if query.topics and topic is None:
        return [], None
    return _without_fragments(connection, query, topic, order, further), topic


def _read(connection: sqlite3.Connection, numbers: list[int], topic: TopicPlaces | None) -> Iterator[StatementRow]:
    topic_in = topic.of(connection, numbers) if topic else NOWHERE
    for start in range(0, len(numbers), BATCH):
        yield from rows_of(connection, numbers[start : start + BATCH], topic_in)


def _without_fragments(
    connection: sqlite3.Connection,
    query: StatementQuery,
    topic: TopicPlaces | None,
    order: str,
    further: Sequence[Filter],
) -> list[int]:
    """The statements asked for; where fragments are left out, as many more are looked up in their place."""
    if query.fragments:
        return [number for number, *_ in _numbers(connection, query, topic, order, further)]
    # To look up again takes as long as the first time: more than that many fragments are seldom.
    limit = None if query.limit is None else min(query.limit + query.limit // FRAGMENTS_IN + 1, LARGEST_NUMBER)
    while True:
        found = _numbers(connection, replace(query, limit=limit), topic, order, further)
        left = fragments.left_out(connection, found)
        kept = [number for number, *_ in found if number not in left]
        if limit is None or query.limit is None or len(found) < limit or len(kept) >= query.limit:
            return kept[: query.limit]
        limit += 2 * len(left) + 1


def _numbers(
    connection: sqlite3.Connection,
    query: StatementQuery,
    topic: TopicPlaces | None,
    order: str,
    further: Sequence[Filter],
) -> list[tuple[int, int, int | None]]:
    """The statements asked for, each with what fragment it is, if any, and of which statement."""
    filters = [*filters_of(query), *further]
    if query.rated:
        filters.append(among(answers.rated(connection)))
    table = "statements"
    if topic is not None:
        few_left_out = all(each.leaves_most for each in filters)
        frequent = few_left_out and query.limit is not None and topic.is_frequent(connection, query.limit)
        if frequent:
            table = "statements INDEXED BY statements_newest"
        filters.append(topic.filter(listed=few_left_out and not frequent))
    where = " AND ".join(each.sql for each in filters) or "true"
    found = connection.execute(
        f"SELECT statements.id, fragment, inside FROM {table} WHERE {where} ORDER BY {order} LIMIT ?",
        [
            *(value for each in filters for value in each.parameters),
            -1 if query.limit is None else query.limit,
        ],
    )
    return found.fetchall()


def statement(connection: sqlite3.Connection, number: int) -> StatementInPlace | None:
    """One statement in its paragraph, or in its paragraphs where the quote runs over several."""
    found = rows_of(connection, [number])
    if not found:
        return None
    (row,) = found
    speaker, cue, frame, addressee, matter, source, model_version, text = connection.execute(
        """SELECT speaker_spans, cue_spans, frame_spans, addressee_spans, matter_spans, source, model_version, text
           FROM statements JOIN articles ON articles.id = article_id WHERE statements.id = ?""",
        [number],
    ).fetchone()
    start, end = _paragraph(connection, row, len(text))
    relatives = connection.execute(
        """SELECT id, outlet, title, published_on FROM article_families JOIN articles ON id = article_id
           WHERE family = ? AND id <> ? ORDER BY id""",
        [row.family, row.article_id],
    )
    before = connection.execute("SELECT version_of FROM article_versions WHERE article_id = ?", [row.article_id])
    return StatementInPlace(
        statement=row,
        paragraph=text[start:end],
        paragraph_start=start,
        speaker_spans=json.loads(speaker),
        cue_spans=json.loads(cue),
        frame_spans=json.loads(frame),
        addressee_spans=json.loads(addressee),
        matter_spans=json.loads(matter),
        source=source,
        model_version=model_version,
        version_of=next((number for (number,) in before), None),
        printings=printings.of(connection, [row.article_id]).get(row.article_id, []),
        relatives=[Relative(*relative) for relative in relatives],
        similar_verdicts=answers.similar_of(connection, number),
    )


def search(connection: sqlite3.Connection, words: str, limit: int | None = None) -> Iterator[StatementRow]:
    """Statements that have all the words, then those whose paragraph has; the best match (BM25) first.

    With a limit, of words that very many have only the MOST_RANKED that were read last are compared.
    """
    topic = _topic(connection, (words,), "paragraph")
    if topic is None:
        return
    places: dict[int, str] = {}
    for place in ("statement", "paragraph"):
        remaining = None if limit is None else limit - len(places)
        for number in _ranked(connection, place, topic.match, remaining, json.dumps(list(places))):
            places[number] = place
    numbers = list(places)
    for start in range(0, len(numbers), BATCH):
        yield from rows_of(connection, numbers[start : start + BATCH], places)


def _ranked(connection: sqlite3.Connection, place: str, match: str, limit: int | None, without: str) -> list[int]:
    """The statements that match, or whose paragraph does, but for some (a JSON array); the best match first."""
    table, column = ("statements_fts", "id") if place == "statement" else ("paragraphs_fts", "paragraph_id")
    beyond = None
    if limit is not None:
        beyond = connection.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
            [match, MOST_RANKED],
        ).fetchone()
    rows = connection.execute(
        f"""SELECT statements.id FROM {table} JOIN statements ON statements.{column} = {table}.rowid
            WHERE {table} MATCH ? AND {table}.rowid > ? AND {NOT_REPEATED.sql}
                AND statements.id NOT IN (SELECT value FROM json_each(?))
            ORDER BY {table}.rank, statements.id LIMIT ?""",
        [match, beyond[0] if beyond else -1, without, -1 if limit is None else limit],
    )
    return [number for (number,) in rows]


def is_decided(connection: sqlite3.Connection, number: int) -> bool:
    """Whether decisions about a statement, or about the same one in another printing, hold."""
    row = connection.execute(
        """SELECT 1 FROM statements JOIN found_statements ON found_statements.article_id = statements.article_id
           WHERE statements.id = ?""",
        [number],
    ).fetchone()
    return row is not None


def articles(
    connection: sqlite3.Connection,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> list[ArticleRow]:
    """The articles, newest first; those without a published date last."""
    return article_rows(
        connection,
        f"""(?1 IS NULL OR articles.id IN ({PRINTED_BY.replace("?", "?1")}))
            AND (?2 IS NULL OR published_on >= ?2) AND (?3 IS NULL OR published_on <= ?3)
            ORDER BY published_on DESC, id DESC LIMIT ?4""",
        [outlet, since and since.isoformat(), until and until.isoformat(), -1 if limit is None else limit],
    )


def article_rows(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> list[ArticleRow]:
    """The articles that meet a condition, which may end with an order and a limit."""
    rows = connection.execute(
        f"""SELECT id, title, outlet, url, author, language, published_on, published_on_basis, source, words,
               (SELECT count(*) FROM statements WHERE article_id = articles.id),
               ingested_at, model_version, code_version, runtime_version,
               coalesce(family, id), version_of, nullif(newest, id), own_id
           FROM articles {FAMILY_AND_VERSIONS} WHERE {condition}""",
        list(parameters),
    )
    listed = rows.fetchall()
    further = printings.of(connection, [number for number, *_ in listed])
    return [replace(ArticleRow(*row), printings=further.get(row[0], [])) for row in listed]


def outlets(connection: sqlite3.Connection) -> list[str]:
    """The outlets that articles are from, in the order of the alphabet."""
    rows = connection.execute(
        """SELECT outlet FROM articles WHERE outlet IS NOT NULL
           UNION SELECT outlet FROM further_printings WHERE outlet IS NOT NULL ORDER BY outlet"""
    )
    return [outlet for (outlet,) in rows]


def names_mentioned(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """The names in articles that begin like this, those mentioned most first."""
    rows = connection.execute(
        """SELECT name FROM mentions WHERE name BETWEEN ?1 AND ?1 || char(0x10FFFF)
           GROUP BY name ORDER BY count(*) DESC, name LIMIT ?2""",
        [beginning, limit],
    )
    return [name for (name,) in rows]


def tags(connection: sqlite3.Connection) -> list[str]:
    """The tags that statements have, in the order of the alphabet."""
    return [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM statement_tags ORDER BY tag")]


def rows_of(
    connection: sqlite3.Connection, numbers: Sequence[int], topic_in: Mapping[int, str] = NOWHERE
) -> list[StatementRow]:
    """The statements with these numbers, in their order, each with where a topic was found in it."""
    wanted = json.dumps(list(numbers))
    cursor = connection.execute(
        f"""SELECT {STATEMENT_COLUMNS}
            FROM statements JOIN articles ON articles.id = statements.article_id {FAMILY_AND_VERSIONS}
            LEFT JOIN repeated_statements ON repeated_statements.statement_id = statements.id
            WHERE statements.id IN (SELECT value FROM json_each(?))""",
        [wanted],
    )
    columns = [name for name, *_ in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor]
    speakers = sureness.speakers(connection, wanted)
    descriptions = _descriptions(connection, wanted)
    addressees = _actors(connection, "statement_addressees", wanted)
    tags = _tags(connection, wanted)
    verdicts = answers.of_statements(connection, wanted)
    found = {
        row["id"]: _row(
            {**row, "topic_in": topic_in.get(row["id"]), "verdicts": verdicts.get(row["id"], [])},
            speakers,
            descriptions,
            addressees,
            tags,
        )
        for row in rows
    }
    return [found[number] for number in numbers if number in found]


def _row(
    row: Mapping[str, Any],
    speakers: Mapping[int, list[sureness.Speaker]],
    descriptions: dict[int, list[str]],
    addressees: dict[int, list[str]],
    tags: dict[int, list[str]],
) -> StatementRow:
    number = row["id"]
    return StatementRow(
        **{
            **row,
            **{name: _listed(row[name]) for name in ("quote_spans", "decided", "links")},
            "pronouns": [PronounInQuote(**each) for each in _listed(row["pronouns"])],
        },
        tags=tags[number],
        actors=[speaker.name for speaker in speakers[number]],
        resolutions=[speaker.resolution for speaker in speakers[number]],
        actor_confidences=[speaker.confidence for speaker in speakers[number]],
        doubtful_actors=[speaker.name for speaker in speakers[number] if speaker.is_guess],
        addressee_actors=addressees[number],
        descriptions=descriptions[number],
    )


def _listed(stored: str) -> list[Any]:
    """What a JSON array has; mostly nothing."""
    return [] if stored == "[]" else list(json.loads(stored))


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


def _tags(connection: sqlite3.Connection, wanted: str) -> dict[int, list[str]]:
    tags: defaultdict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        """SELECT statement_id, tag FROM statement_tags
           WHERE statement_id IN (SELECT value FROM json_each(?)) ORDER BY tag""",
        [wanted],
    )
    for number, tag in rows:
        tags[number].append(tag)
    return tags


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


def paragraphs(connection: sqlite3.Connection, rows: Sequence[StatementRow]) -> list[str]:
    """The paragraphs that statements stand in, in the order of `rows`."""
    found = []
    for row in rows:
        (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [row.article_id]).fetchone()
        start, end = _paragraph(connection, row, len(text))
        found.append(text[start:end])
    return found


def _paragraph(connection: sqlite3.Connection, row: StatementRow, length: int) -> tuple[int, int]:
    """Where the paragraphs of a statement's quote begin and end; the whole text where it has none."""
    first, last = row.quote_spans[0][0], row.quote_spans[-1][1]
    start, end = connection.execute(
        'SELECT min(start), max("end") FROM paragraphs WHERE article_id = ? AND start < ? AND "end" > ?',
        [row.article_id, last, first],
    ).fetchone()
    return (0, length) if start is None else (start, end)


def _topic(connection: sqlite3.Connection, topics: Sequence[str], scope: str) -> TopicPlaces | None:
    """The topics as they are searched for; None where none has a word."""
    found = [tuple(words) for topic in topics if (words := expressions(connection, topic))]
    return TopicPlaces(tuple(found), scope) if found else None
