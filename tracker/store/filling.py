"""Filling a database that has no articles yet, with very many.

It comes to what adding them one after the other comes to, but for the order in which actors, names and words are
numbered, and takes far less time: who is who, what finds words and how many statements there are is made once, of all
articles, at the end. Call this inside a transaction.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.actors.comparing.results import Name
from tracker.extraction.statements import Extraction, Versions
from tracker.reading.article import Article
from tracker.store import fragments, statement_rows, totals, writing
from tracker.store.actors import rebuild
from tracker.store.actors.mentions import NOBODY_YET
from tracker.store.checks import indexes
from tracker.store.decided.applying import unchanged
from tracker.store.duplicates import families
from tracker.store.duplicates import versions as later_versions
from tracker.store.rows.articles import Added, Numbers

# What keeps in step with each row that is written what is made of all rows here.
TRIGGERS = (
    "articles_fts_insert",
    "paragraphs_fts_insert",
    "statements_fts_insert",
    "statements_total_insert",
    "statements_total_update",
    "statements_compare_new",
)


class Filling:
    """What articles are added to; see `filling`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._names: dict[Name, int] = {}

    def add(self, article: Article, extraction: Extraction, versions: Versions, numbers: Numbers) -> Added:
        """Write an article and what was found in it; where its text is known, only where else it is printed.

        Which article it is like isn't said.
        """
        known = writing.known(self._connection, article.text)
        if known is not None:
            writing.add_printing(self._connection, known, article)
            return Added(known, new=False, statements=0)
        number = writing.add_text(self._connection, article, extraction.language, versions, numbers)
        found = unchanged(writing.numbered(self._connection, extraction.statements, numbers))
        statement_rows.put_unlinked(self._connection, number, article, found, extraction.mentions, self._names)
        families.add(self._connection, number, article.text)
        later_versions.place(self._connection, number, article.url)
        return Added(number, new=True, statements=len(found))


@contextmanager
def filling(connection: sqlite3.Connection) -> Iterator[Filling]:
    """Add articles to a database that has none, nor anything else; at the end all is as if they had come one by one."""
    # Until `rebuild`, which removes it, statements refer to an actor that is nobody. With references to nothing, SQLite
    # would look for rows that refer to an article or statement whenever it writes one.
    connection.execute("INSERT INTO actors (id, name, kind) VALUES (?, '', '')", [NOBODY_YET])
    triggers = [
        sql
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if name in TRIGGERS
    ]
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    yield Filling(connection)
    for table in indexes.FULL_TEXT:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    indexes.mend_vocabulary(connection)
    fragments.mark(connection)
    rebuild.rebuild(connection)
    totals.write_down(connection)
    connection.execute("INSERT INTO statements_to_compare SELECT id FROM statements ORDER BY id")
    for sql in triggers:
        connection.execute(sql)
