"""An article as it was read, and what it is called."""

import hashlib
import sqlite3
from datetime import date

from tracker.reading.article import Article, PublishedBasis

LONGEST_NUMBER = 19  # digits


def read(connection: sqlite3.Connection, article_id: int) -> Article:
    """The article as it was read; raises KeyError for an unknown number."""
    row = connection.execute(
        """SELECT text, title, outlet, url, author, published_on, published_on_basis,
               language, source, modified, format, own_id
           FROM articles WHERE id = ?""",
        [article_id],
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    text, title, outlet, url, author, published_on, basis, language, *read_from = row
    published = published_on and date.fromisoformat(published_on)
    return Article(text, title, outlet, url, author, published, PublishedBasis(basis), language, *read_from)


def called(connection: sqlite3.Connection, name: str) -> list[int]:
    """The articles that have a number, or else an id of their own, or else the file or address they were read from."""
    number = int(name) if name.isdecimal() and len(name) < LONGEST_NUMBER else None
    for condition, value in (("id = ?", number), ("own_id = ?", name), ("source = ?1 OR url = ?1", name)):
        rows = connection.execute(f"SELECT id FROM articles WHERE {condition} ORDER BY id", [value]).fetchall()
        if rows:
            return [found for (found,) in rows]
    return []


def expect(connection: sqlite3.Connection, article_id: int) -> None:
    """Raises KeyError for an unknown number."""
    if connection.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is None:
        raise KeyError(article_id)


def digest_of(text: str) -> str:
    """What a text is known by: its SHA-256 in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
