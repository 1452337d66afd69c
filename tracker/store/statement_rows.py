"""Statements as rows: written with all that refers to them, and read again as they were found."""

import json
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from tracker.actors.comparing.results import Name
from tracker.extraction.statements import (
    DateBasis,
    Mention,
    Referent,
    ReferentKind,
    Saying,
    Span,
    Spans,
    Statement,
    words_of,
)
from tracker.reading.article import Article
from tracker.store import fragments
from tracker.store.actors import mentions
from tracker.store.decided.applying import Found, Outcome
from tracker.store.decided.places import best_overlaps
from tracker.store.decided.statements import pronoun_fields, pronoun_of
from tracker.terms import Act, Kind, Resolution, Standing

Row: TypeAlias = dict[str, str | int | float | None]

ROLES = ("quote", "speaker", "cue", "frame", "addressee", "matter")
WITH_A_DAY = (DateBasis.WORDS, DateBasis.DECISION)  # or with none: the day of publication says nothing then


def put(
    connection: sqlite3.Connection,
    article_id: int,
    article: Article,
    outcomes: Sequence[Outcome],
    mentioned: Sequence[Mention],
    *,
    replacing: bool = False,
) -> list[int]:
    """Write an article's statements, in place of those that it has where it has any (`replacing`); gives their numbers.

    A statement without a number gets that of the one there that it overlaps by half, or a new one.
    """
    rows = _rows(connection, article_id, article.text, article.published, outcomes)
    forgotten = None
    there: set[int] = set()
    numbers = {index: each.number for index, each in enumerate(outcomes) if each.number is not None}
    if replacing:
        quotes = quotes_of(connection, article_id)
        there = set(quotes)
        free = {number: spans for number, spans in quotes.items() if number not in numbers.values()}
        unnumbered = [index for index in range(len(outcomes)) if index not in numbers]
        taken = best_overlaps(free, [outcomes[index].statement.quote for index in unnumbered])
        numbers |= {unnumbered[position]: number for position, number in taken.items()}
        forgotten = mentions.forget(connection, article_id)
        connection.execute("DELETE FROM mentions WHERE article_id = ?", [article_id])
        _delete(connection, there - set(numbers.values()))
    ids = []
    for index, row in enumerate(rows):
        number = numbers.get(index)
        if number in there:
            ids.append(_update(connection, number, row))
        else:
            ids.append(insert(connection, "statements", row if number is None else {"id": number, **row}))
    _write_relations(connection, ids, outcomes)
    mentions.link(connection, article_id, _by_number(ids, outcomes), forgotten)
    fragments.mark(connection, article_id)
    _write_mentions(connection, article_id, article.text, mentioned, mentions.MENTIONED)
    return ids


def put_unlinked(
    connection: sqlite3.Connection,
    article_id: int,
    article: Article,
    outcomes: Sequence[Outcome],
    mentioned: Sequence[Mention],
    names: dict[Name, int],
) -> None:
    """Write the statements of a new article, all of which have numbers, without finding out who is who.

    Nor which of them are fragments: that is done for all articles at once. `names` are the names there are by now.
    """
    ids = [each.number for each in outcomes if each.number is not None]
    rows = _rows(connection, article_id, article.text, article.published, outcomes)
    if rows:
        connection.executemany(
            _insertion("statements", ["id", *rows[0]]),
            [{"id": number, **row} for number, row in zip(ids, rows, strict=True)],
        )
    _write_relations(connection, ids, outcomes)
    mentions.note(connection, _by_number(ids, outcomes), names)
    _write_mentions(connection, article_id, article.text, mentioned, "NULL")


def insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    """Write a row; gives its number."""
    number = connection.execute(_insertion(table, row), row).lastrowid
    assert number is not None
    return number


def _insertion(table: str, columns: Collection[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{column}' for column in columns)})"


def quotes_of(connection: sqlite3.Connection, article_id: int) -> dict[int, Spans]:
    """The quotes of an article's statements, by number."""
    rows = connection.execute(
        "SELECT id, quote_spans FROM statements WHERE article_id = ? ORDER BY id", [article_id]
    ).fetchall()
    return {number: _spans(spans) for number, spans in rows}


def row_of(outcome: Outcome, text: str, published: date | None) -> Row:
    """What stands in a statement's own columns, but for the article, the paragraph and what it stands inside."""
    statement, checking = outcome.statement, outcome.checking
    row: Row = {
        "start": statement.quote[0].start,
        "kind": statement.kind.value,
        "act": statement.act.value,
        "standing": statement.standing.value,
        "confidence": statement.confidence,
        "act_confidence": statement.act_confidence,
        "pronouns": _pronouns_written(statement),
        "speakers": len(statement.actors),
        "addressees": len(statement.addressee_actors),
        **_said(statement, text, published),
        "decided": json.dumps(outcome.decided),
        "status": checking.status.value,
        "verdict": checking.verdict.value if checking.verdict else None,
        "finding": checking.finding,
        "links": json.dumps(checking.links, ensure_ascii=False),
    }
    for role in ROLES:
        spans = getattr(statement, role)
        row[role] = words_of(text, spans)
        row[f"{role}_spans"] = _json(spans)
    return row


def read(connection: sqlite3.Connection, article_id: int) -> list[Found]:
    """The statements of an article, as their rows have them."""
    speakers, addressees = (
        _referents(connection, table, article_id) for table in ("statement_speakers", "statement_addressees")
    )
    columns = ", ".join(f"{role}_spans" for role in ROLES)
    rows = connection.execute(
        f"""SELECT id, inside, kind, act, standing, confidence, act_confidence, pronouns, said_on, said_on_basis,
                   said_on_words_spans, {columns}
            FROM statements WHERE article_id = ? ORDER BY start, id""",
        [article_id],
    ).fetchall()
    position = {number: index for index, (number, *_) in enumerate(rows)}
    found = []
    for number, inside, kind, act, standing, confidence, of_act, pronouns, said_on, basis, words, *spans in rows:
        said = _spans(words)
        statement = Statement(
            kind=Kind(kind),
            act=Act(act),
            standing=Standing(standing),
            actors=tuple(speakers[number]),
            addressee_actors=tuple(addressees[number]),
            said=Saying(date.fromisoformat(said_on) if said_on else None, DateBasis(basis), said[0] if said else None),
            confidence=confidence,
            act_confidence=of_act,
            pronouns=tuple(map(pronoun_of, json.loads(pronouns))),
            inside=position.get(inside),
            **{role: _spans(each) for role, each in zip(ROLES, spans, strict=True)},
        )
        found.append(Found(number, statement))
    return found


def read_mentions(connection: sqlite3.Connection, article_id: int) -> list[Mention]:
    """The named entities of an article."""
    rows = connection.execute(
        'SELECT start, "end", kind, name FROM mentions WHERE article_id = ? ORDER BY id', [article_id]
    )
    return [Mention(Span(start, end), ReferentKind(kind), name) for start, end, kind, name in rows]


def _referents(connection: sqlite3.Connection, table: str, article_id: int) -> Mapping[int, list[Referent]]:
    """Who speaks or is addressed, by statement."""
    rows = connection.execute(
        f"""SELECT statement_id, name, actor_names.kind, description, resolution, {table}.confidence FROM {table}
            JOIN actor_names ON actor_names.id = actor_name_id
            JOIN statements ON statements.id = statement_id
            WHERE article_id = ? ORDER BY statement_id, position""",
        [article_id],
    )
    found: defaultdict[int, list[Referent]] = defaultdict(list)
    for number, name, kind, description, resolution, confidence in rows:
        found[number].append(Referent(name, ReferentKind(kind), description, Resolution(resolution), confidence))
    return found


def _rows(
    connection: sqlite3.Connection, article_id: int, text: str, published: date | None, outcomes: Sequence[Outcome]
) -> list[Row]:
    stored = connection.execute(
        "SELECT start, id FROM paragraphs WHERE article_id = ? ORDER BY start", [article_id]
    ).fetchall()
    starts = [start for start, _ in stored]
    rows: list[Row] = []
    for outcome in outcomes:
        _check_spans(outcome.statement, text)
        index = bisect_right(starts, outcome.statement.quote[0].start) - 1
        paragraph_id = stored[max(index, 0)][1] if stored else None
        place: Row = {"article_id": article_id, "paragraph_id": paragraph_id, "inside": None, "fragment": 0}
        rows.append({**place, **row_of(outcome, text, published)})
    return rows


def _delete(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    connection.execute(
        "DELETE FROM statements WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(numbers))]
    )


def _update(connection: sqlite3.Connection, number: int | None, row: Row) -> int:
    changes = ", ".join(f"{column} = :{column}" for column in row)
    connection.execute(f"UPDATE statements SET {changes} WHERE id = :id", {**row, "id": number})
    assert number is not None
    return number


def _said(statement: Statement, text: str, published: date | None) -> Row:
    said = statement.said
    day = said.day or (None if said.basis in WITH_A_DAY else published)
    return {
        "said_on": said.day.isoformat() if said.day else None,
        "said_on_basis": said.basis.value,
        "said_on_words": said.words and said.words.of(text),
        "said_on_words_spans": _json([said.words] if said.words else []),
        "day": day.isoformat() if day else None,
    }


def _check_spans(statement: Statement, text: str) -> None:
    """Refuse spans that aren't spans of the text, before they are stored and point nowhere.

    Raises ValueError.
    """
    words = [statement.said.words] if statement.said.words else []
    spans = [*(span for role in ROLES for span in getattr(statement, role)), *words]
    if not statement.quote or any(not 0 <= span.start < span.end <= len(text) for span in spans):
        raise ValueError(f"a statement's spans are not spans of the text: {spans}")


def _write_relations(connection: sqlite3.Connection, ids: Sequence[int], outcomes: Sequence[Outcome]) -> None:
    """Which statements stand inside which, and their tags."""
    numbered = list(zip(ids, outcomes, strict=True))
    connection.executemany(
        "UPDATE statements SET inside = ? WHERE id = ?",
        [(ids[each.statement.inside], number) for number, each in numbered if each.statement.inside is not None],
    )
    connection.execute(
        "DELETE FROM statement_tags WHERE statement_id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
    )
    connection.executemany(
        "INSERT INTO statement_tags (statement_id, tag) VALUES (?, ?)",
        [(number, tag) for number, each in numbered for tag in each.checking.tags],
    )


def _by_number(ids: Sequence[int], outcomes: Sequence[Outcome]) -> dict[int, Statement]:
    return {number: each.statement for number, each in zip(ids, outcomes, strict=True)}


def _write_mentions(
    connection: sqlite3.Connection, article_id: int, text: str, mentioned: Sequence[Mention], actor: str
) -> None:
    """Write the named entities of an article; `actor` is SQL for whom one means."""
    connection.executemany(
        f"""INSERT INTO mentions (article_id, start, "end", text, name, kind, actor_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, {actor})""",
        [
            (article_id, *mention.span, mention.span.of(text), " ".join(mention.name.split()), mention.kind.value)
            for mention in mentioned
        ],
    )


def _pronouns_written(statement: Statement) -> str:
    """Those that stand in the quote, which may have been decided to be another one."""
    values = [
        pronoun_fields(pronoun)
        for pronoun in statement.pronouns
        if any(span.start <= pronoun.span.start and pronoun.span.end <= span.end for span in statement.quote)
    ]
    return json.dumps(values, ensure_ascii=False)


def _json(spans: Sequence[Span]) -> str:
    return json.dumps(spans) if spans else "[]"


def _spans(stored: str) -> tuple[Span, ...]:
    values: list[Any] = json.loads(stored)
    return tuple(Span(start, end) for start, end in values)
