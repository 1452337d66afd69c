"""Writing an article with all that was found in it. Call these inside a transaction."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from tracker.extraction.document.sentences import paragraphs
from tracker.extraction.statements import Extraction, Statement, Versions
from tracker.reading.article import Article
from tracker.store import statement_rows
from tracker.store.articles import digest_of, expect
from tracker.store.decided import articles as decided_articles
from tracker.store.decided.applying import Found, unchanged
from tracker.store.decided.places import best_overlaps
from tracker.store.duplicates import families, printings
from tracker.store.duplicates import versions as later_versions
from tracker.store.rows.articles import Added, KnownInput, Numbers, Printing, Replaced
from tracker.store.statement_rows import Row, insert
from tracker.store.topics import add_words
from tracker.store.verdicts import pairs as verdict_pairs


def known(connection: sqlite3.Connection, text: str) -> int | None:
    """The number of the article whose text is identical, or None."""
    row = connection.execute("SELECT id FROM articles WHERE text_hash = ?", [digest_of(text)]).fetchone()
    return None if row is None else int(row[0])


def add(
    connection: sqlite3.Connection,
    article: Article,
    extraction: Extraction,
    versions: Versions,
    digest: str = "",
    numbers: Numbers | None = None,
) -> Added:
    """Write an article and what was found in it; with these `numbers`, or the next ones.

    Where its text is known already, only the input and where else it is printed are new.
    """
    if (article_id := known(connection, article.text)) is not None:
        mark_read(connection, digest, article_id, article.source)
        add_printing(connection, article_id, article)
        return _added(connection, article_id, new=False, statements=_count(connection, article_id))
    article_id = add_text(connection, article, extraction.language, versions, numbers)
    add_words(connection, (article.text, article.title or ""))
    found = unchanged(numbered(connection, extraction.statements, numbers))
    statement_rows.put(connection, article_id, article, found, extraction.mentions)
    mark_read(connection, digest, article_id, article.source)
    families.add(connection, article_id, article.text)
    later_versions.place(connection, article_id, article.url)
    decided_articles.apply_to_new(connection, article_id)
    verdict_pairs.match_article(connection, article_id)
    return _added(connection, article_id, new=True, statements=_count(connection, article_id))


def add_printing(connection: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Write down where else the text of an article is printed."""
    published_on = article.published.isoformat() if article.published else None
    printings.add(connection, article_id, Printing(article.outlet, article.url, published_on, article.source))


def add_text(
    connection: sqlite3.Connection, article: Article, language: str | None, versions: Versions, numbers: Numbers | None
) -> int:
    """Write an article and where its paragraphs are; gives its number."""
    number = None if numbers is None else _free(connection, "articles", numbers.article)
    article_id = _add_article(connection, article, language, versions, number)
    _add_paragraphs(connection, article_id, article.text)
    return article_id


def numbered(connection: sqlite3.Connection, statements: Sequence[Statement], numbers: Numbers | None) -> list[Found]:
    """The statements of a new article with the numbers that they are to have, as far as these are free."""
    if numbers is None:
        return [Found(None, statement) for statement in statements]
    listed = zip(numbers.statements, statements, strict=True)
    return [Found(_free(connection, "statements", each), statement) for each, statement in listed]


def replace(connection: sqlite3.Connection, article_id: int, extraction: Extraction, versions: Versions) -> Replaced:
    """Replace what was found before by what is found now; raises KeyError for an unknown article.

    A statement keeps its number where its quote has the same spans as before, or else the largest overlap.
    """
    expect(connection, article_id)
    before = decided_articles.found_in(connection, article_id)
    kept = best_overlaps(
        {each.number: each.statement.quote for each in before if each.number is not None},
        [statement.quote for statement in extraction.statements],
    )
    found = [Found(kept.get(index), statement) for index, statement in enumerate(extraction.statements)]
    decided_articles.bring_in_step(connection, article_id, found, extraction.mentions)
    later_versions.compare_again(connection, article_id)
    connection.execute(
        """UPDATE articles
           SET model_version = ?, code_version = ?, runtime_version = ?, language = coalesce(language, ?)
           WHERE id = ?""",
        [versions.model, versions.code, versions.runtime, extraction.language, article_id],
    )
    verdict_pairs.match_article(connection, article_id)
    return Replaced(article_id, kept=len(kept), new=len(found) - len(kept), gone=len(before) - len(kept))


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
    verdict_pairs.match_article(connection, article_id)  # again: another address may be one that verdicts name
    return replaced


def outdated(connection: sqlite3.Connection, versions: Versions) -> list[int]:
    """The numbers of the articles that another version of the model, the code or the runtime read last."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE (model_version, code_version, runtime_version) <> (?, ?, ?) ORDER BY id",
        [versions.model, versions.code, versions.runtime],
    )
    return [article_id for (article_id,) in rows]


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


def _count(connection: sqlite3.Connection, article_id: int) -> int:
    """How many statements an article has."""
    (count,) = connection.execute("SELECT count(*) FROM statements WHERE article_id = ?", [article_id]).fetchone()
    return int(count)


def _free(connection: sqlite3.Connection, table: str, number: int) -> int:
    """The number, or the next one that no row has: two digests may begin alike."""
    while connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", [number]).fetchone():
        number += 1
    return number


def _add_article(
    connection: sqlite3.Connection, article: Article, language: str | None, versions: Versions, number: int | None
) -> int:
    row: Row = {
        **({} if number is None else {"id": number}),
        **_metadata(article),
        "language": article.language or language,
        "source": article.source,
        "modified": article.modified,
        "format": article.format,
        "own_id": article.own_id,
        "text": article.text,
        "text_hash": digest_of(article.text),
        "words": len(article.text.split()),
        "ingested_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "model_version": versions.model,
        "code_version": versions.code,
        "runtime_version": versions.runtime,
    }
    return insert(connection, "articles", row)


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
