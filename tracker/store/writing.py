"""Writing an article with all that was found in it. Call these inside a transaction."""

import hashlib
import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TypeAlias

from tracker.extraction.document.sentences import paragraphs
from tracker.extraction.statements import DateBasis, Extraction, Span, Statement, Versions, words_of
from tracker.reading.article import Article, PublishedBasis
from tracker.store.actors import mentions
from tracker.store.duplicates import families, printings
from tracker.store.duplicates import versions as later_versions
from tracker.store.rows import Added, KnownInput, Printing, Replaced
from tracker.store.topics import add_words

Row: TypeAlias = dict[str, str | int | float | None]

LEAST_OVERLAP = 0.5  # the share of two quotes' characters that both have, if they are the same statement


def known(connection: sqlite3.Connection, text: str) -> int | None:
    """The number of the article whose text is identical, or None."""
    row = connection.execute("SELECT id FROM articles WHERE text_hash = ?", [_hash(text)]).fetchone()
    return None if row is None else int(row[0])


def add(
    connection: sqlite3.Connection, article: Article, extraction: Extraction, versions: Versions, digest: str = ""
) -> Added:
    """Write an article and what was found in it.

    Where its text is known already, only the input and where else it is printed are new.
    """
    if (article_id := known(connection, article.text)) is not None:
        (count,) = connection.execute("SELECT count(*) FROM statements WHERE article_id = ?", [article_id]).fetchone()
        mark_read(connection, digest, article_id, article.source)
        published_on = article.published.isoformat() if article.published else None
        printings.add(connection, article_id, Printing(article.outlet, article.url, published_on, article.source))
        return _added(connection, article_id, new=False, statements=count)
    article_id = _add_article(connection, article, extraction.language, versions)
    _add_paragraphs(connection, article_id, article.text)
    add_words(connection, (article.text, article.title or ""))
    rows = _statement_rows(connection, article_id, article.text, article.published, extraction.statements)
    ids = [_insert(connection, "statements", row) for row in rows]
    _write_relations(connection, article_id, article.text, ids, extraction)
    mark_read(connection, digest, article_id, article.source)
    families.add(connection, article_id, article.text)
    later_versions.place(connection, article_id, article.url)
    return _added(connection, article_id, new=True, statements=len(ids))


def replace(connection: sqlite3.Connection, article_id: int, extraction: Extraction, versions: Versions) -> Replaced:
    """Replace what was found before by what is found now; raises KeyError for an unknown article.

    A statement keeps its number where its quote has the same spans as before, or else the largest overlap.
    """
    article = article_text(connection, article_id)
    rows = _statement_rows(connection, article_id, article.text, article.published, extraction.statements)
    before = connection.execute(
        "SELECT id, quote_spans FROM statements WHERE article_id = ? ORDER BY id", [article_id]
    ).fetchall()
    kept = _same_statements(
        {number: _spans(spans) for number, spans in before},
        [statement.quote for statement in extraction.statements],
    )
    forgotten = mentions.forget(connection, article_id)
    connection.execute("DELETE FROM mentions WHERE article_id = ?", [article_id])
    gone = [number for number, _ in before if number not in kept.values()]
    connection.execute("DELETE FROM statements WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(gone)])
    ids = [
        _update_statement(connection, kept[index], row) if index in kept else _insert(connection, "statements", row)
        for index, row in enumerate(rows)
    ]
    _write_relations(connection, article_id, article.text, ids, extraction, forgotten)
    later_versions.compare_again(connection, article_id)
    connection.execute(
        """UPDATE articles
           SET model_version = ?, code_version = ?, runtime_version = ?, language = coalesce(language, ?)
           WHERE id = ?""",
        [versions.model, versions.code, versions.runtime, extraction.language, article_id],
    )
    return Replaced(article_id, kept=len(kept), new=len(rows) - len(kept), gone=len(gone))


def correct(
    connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction, versions: Versions
) -> Replaced:
    """Give an article the metadata of `article`, and what was found with them; raises KeyError for an unknown one."""
    add_words(connection, (article.title or "",))
    changes = _metadata(article)
    connection.execute(
        f"UPDATE articles SET {', '.join(f'{column} = :{column}' for column in changes)} WHERE id = :id",
        {**changes, "id": article_id},
    )
    replaced = replace(connection, article_id, extraction, versions)
    later_versions.place(connection, article_id, article.url)
    return replaced


def outdated(connection: sqlite3.Connection, versions: Versions) -> list[int]:
    """The numbers of the articles that another version of the model, the code or the runtime read last."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE (model_version, code_version, runtime_version) <> (?, ?, ?) ORDER BY id",
        [versions.model, versions.code, versions.runtime],
    )
    return [article_id for (article_id,) in rows]


def article_text(connection: sqlite3.Connection, article_id: int) -> Article:
    """The article as it was read; raises KeyError for an unknown number."""
    row = connection.execute(
        """SELECT text, title, outlet, url, author, published_on, published_on_basis, language, source, modified, format
           FROM articles WHERE id = ?""",
        [article_id],
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    text, title, outlet, url, author, published_on, basis, language, *read = row
    published = published_on and date.fromisoformat(published_on)
    return Article(text, title, outlet, url, author, published, PublishedBasis(basis), language, *read)


def known_input(connection: sqlite3.Connection, digest: str) -> KnownInput | None:
    """What is known of the input with this digest, None where it was never read to its end."""
    row = connection.execute("SELECT article_id, articles FROM inputs WHERE digest = ?", [digest]).fetchone()
    return None if row is None else KnownInput(*row)


def mark_read(
    connection: sqlite3.Connection, digest: str, article_id: int | None, source: str | None, articles: int = 1
) -> None:
    """Write down that an input was read. What is known of it already stays; "" is no digest and changes nothing."""
    if digest:
        connection.execute(
            """INSERT INTO inputs (digest, article_id, articles, source, read_at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (digest) DO NOTHING""",
            [digest, article_id, articles, source, datetime.now(UTC).isoformat(timespec="seconds")],
        )


def _added(connection: sqlite3.Connection, article_id: int, *, new: bool, statements: int) -> Added:
    return Added(
        article_id,
        new=new,
        statements=statements,
        like=families.like(connection, article_id),
        version_of=later_versions.version_of(connection, article_id),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    columns = ", ".join(f'"{column}"' for column in row)
    values = ", ".join(f":{column}" for column in row)
    number = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", row).lastrowid
    assert number is not None
    return number


def _update_statement(connection: sqlite3.Connection, number: int, row: Row) -> int:
    changes = ", ".join(f"{column} = :{column}" for column in row)
    connection.execute(f"UPDATE statements SET {changes} WHERE id = :id", {**row, "id": number})
    return number


def _add_article(connection: sqlite3.Connection, article: Article, language: str | None, versions: Versions) -> int:
    row: Row = {
        **_metadata(article),
        "language": article.language or language,
        "source": article.source,
        "modified": article.modified,
        "format": article.format,
        "text": article.text,
        "text_hash": _hash(article.text),
        "words": len(article.text.split()),
        "ingested_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "model_version": versions.model,
        "code_version": versions.code,
        "runtime_version": versions.runtime,
    }
    return _insert(connection, "articles", row)


def _metadata(article: Article) -> Row:
    """What is known of an article beside its text, as far as a user can correct it."""
    return {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "author": article.author,
        "language": article.language,
        "published_on": article.published.isoformat() if article.published else None,
        "published_on_basis": article.published_basis.value,
    }


def _add_paragraphs(connection: sqlite3.Connection, article_id: int, text: str) -> None:
    connection.executemany(
        'INSERT INTO paragraphs (article_id, start, "end") VALUES (?, ?, ?)',
        [(article_id, span.start, span.end) for span in paragraphs(text)],
    )


def _statement_rows(
    connection: sqlite3.Connection,
    article_id: int,
    text: str,
    published: date | None,
    statements: Sequence[Statement],
) -> list[Row]:
    stored = connection.execute(
        "SELECT start, id FROM paragraphs WHERE article_id = ? ORDER BY start", [article_id]
    ).fetchall()
    starts = [start for start, _ in stored]
    rows = []
    for statement in statements:
        _check_spans(statement, text)
        index = bisect_right(starts, statement.quote[0].start) - 1
        paragraph_id = stored[max(index, 0)][1] if stored else None
        rows.append(_statement_row(statement, text, published, article_id, paragraph_id))
    return rows


def _statement_row(
    statement: Statement, text: str, published: date | None, article_id: int, paragraph_id: int | None
) -> Row:
    roles = {
        "quote": statement.quote,
        "speaker": statement.speaker,
        "cue": statement.cue,
        "frame": statement.frame,
        "addressee": statement.addressee,
        "matter": statement.matter,
    }
    row: Row = {
        "article_id": article_id,
        "paragraph_id": paragraph_id,
        "start": statement.quote[0].start,
        "kind": statement.kind.value,
        "act": statement.act.value,
        "standing": statement.standing.value,
        "confidence": statement.confidence,
        "inside": None,
        **_said(statement, text, published),
    }
    for role, spans in roles.items():
        row[role] = words_of(text, spans)
        row[f"{role}_spans"] = _json(spans)
    return row


def _said(statement: Statement, text: str, published: date | None) -> Row:
    said = statement.said
    day = said.day or (published if said.basis is not DateBasis.WORDS else None)
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
    spans = [
        *statement.quote,
        *statement.speaker,
        *statement.cue,
        *statement.frame,
        *statement.addressee,
        *statement.matter,
        *words,
    ]
    if not statement.quote or any(not 0 <= span.start < span.end <= len(text) for span in spans):
        raise ValueError(f"a statement's spans are not spans of the text: {spans}")


def _write_relations(
    connection: sqlite3.Connection,
    article_id: int,
    text: str,
    ids: Sequence[int],
    extraction: Extraction,
    forgotten: mentions.Forgotten | None = None,
) -> None:
    """What refers to statements: which stands inside which, who speaks, who is addressed; and mentions."""
    connection.executemany(
        "UPDATE statements SET inside = ? WHERE id = ?",
        [
            (ids[statement.inside], number)
            for number, statement in zip(ids, extraction.statements, strict=True)
            if statement.inside is not None
        ],
    )
    mentions.link(connection, article_id, dict(zip(ids, extraction.statements, strict=True)), forgotten)
    connection.executemany(
        f"""INSERT INTO mentions (article_id, start, "end", text, name, kind, actor_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, {mentions.MENTIONED})""",
        [
            (article_id, *mention.span, mention.span.of(text), name, mention.kind.value)
            for mention in extraction.mentions
            for name in [" ".join(mention.name.split())]
        ],
    )


def _json(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans])


def _spans(stored: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(stored))


def _same_statements(before: dict[int, tuple[Span, ...]], quotes: Sequence[tuple[Span, ...]]) -> dict[int, int]:
    """Which new quote (by index) is which statement of before (by number): the best overlap first."""
    old = {number: _positions(spans) for number, spans in before.items()}
    new = [_positions(spans) for spans in quotes]
    scored = sorted(
        (-score, number, index)
        for number, positions in old.items()
        for index, others in enumerate(new)
        if not positions.isdisjoint(others) and (score := _overlap(positions, others)) >= LEAST_OVERLAP
    )
    kept: dict[int, int] = {}
    for _, number, index in scored:
        if index not in kept and number not in kept.values():
            kept[index] = number
    return kept


def _positions(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(position for span in spans for position in range(*span))


def _overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """The characters that two quotes share, as a share of those that either has: 1 for the same spans."""
    return len(first & second) / len(first | second)
