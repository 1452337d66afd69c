"""The store: the one way to the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.store import actor_queries, database, queries
from tracker.store.errors import StoreError, explained
from tracker.store.queries import StatementQuery
from tracker.store.rows import (
    ActorRow,
    Added,
    ArticleRow,
    Replaced,
    StatementInPlace,
    StatementRow,
    TimelineEntry,
)

if TYPE_CHECKING:
    from tracker.extraction.statements import Extraction, Versions
    from tracker.reading.article import Article


class Store:
    """An open database. Use it as a context manager; every method raises StoreError where the file fails."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.open`."""
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: str | PathLike[str], create: bool = True, read_only: bool = False) -> Self:
        """The database at `path`; where there is none, `create` makes it, unless `read_only` forbids that.

        Raises StoreError, whose message is one line: no database, not tracker's, newer than this version,
        locked, read-only, damaged.
        """
        file = Path(path)
        return cls(database.connect(file, create=create, read_only=read_only), file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, article: "Article", extraction: "Extraction", versions: "Versions") -> Added:
        """Write an article and all that was found in it, or nothing; a text that is known changes nothing."""
        from tracker.store import writing

        with explained(self._path), database.transaction(self._connection):
            return writing.add(self._connection, article, extraction, versions)

    def replace(self, article_id: int, extraction: "Extraction", versions: "Versions") -> Replaced:
        """Put what was found anew in the place of what was found before in an article, or change nothing.

        The article and its metadata stay. A statement keeps its number where its quote has the same spans as
        before, or else the largest overlap of at least half. Raises StoreError for an unknown article.
        """
        from tracker.store import writing

        with explained(self._path), self._known_article(article_id), database.transaction(self._connection):
            return writing.replace(self._connection, article_id, extraction, versions)

    def correct(self, article_id: int, article: "Article", extraction: "Extraction", versions: "Versions") -> Replaced:
        """Give an article the metadata of `article` and what was found with them, or change nothing.

        The text stays, and statements keep their numbers as in `replace`. Raises StoreError for an unknown article.
        """
        from tracker.store import writing

        with explained(self._path), self._known_article(article_id), database.transaction(self._connection):
            return writing.correct(self._connection, article_id, article, extraction, versions)

    def known(self, text: str) -> int | None:
        """The number of the article whose text is identical, or None."""
        from tracker.store import writing

        with explained(self._path):
            return writing.known(self._connection, text)

    def outdated(self, versions: "Versions") -> list[int]:
        """The numbers of the articles that another version of the model or of the code read last."""
        from tracker.store import writing

        with explained(self._path):
            return writing.outdated(self._connection, versions)

    def article_text(self, article_id: int) -> "Article":
        """The article as it was read. Raises StoreError for an unknown number."""
        from tracker.store import writing

        with explained(self._path), self._known_article(article_id):
            return writing.article_text(self._connection, article_id)

    def statements(self, query: StatementQuery) -> list[StatementRow]:
        """The statements asked for, newest first; those without a day last."""
        with explained(self._path):
            return queries.statements(self._connection, query)

    def timeline(self, query: StatementQuery) -> list[TimelineEntry]:
        """The same as a chronicle, oldest first: the same words printed in several articles are one entry."""
        from dataclasses import replace

        from tracker.store.timeline import timeline

        return timeline(self.statements(replace(query, limit=None)))[: query.limit]

    def statement(self, number: int) -> StatementInPlace | None:
        """One statement in its paragraph."""
        with explained(self._path):
            return queries.statement(self._connection, number)

    def search(self, words: str, limit: int | None = None) -> list[StatementRow]:
        """Statements that have the words, then those whose paragraph has them; the best match first."""
        with explained(self._path):
            return queries.search(self._connection, words, limit)

    def actors(self, name: str | None = None, limit: int | None = None) -> list[ActorRow]:
        """The actors, or those whom `name` may mean, most quoted first."""
        with explained(self._path):
            return actor_queries.actors(self._connection, name, limit)

    def actor(self, number: int) -> ActorRow | None:
        """The actor with this number."""
        with explained(self._path):
            return actor_queries.actor(self._connection, number)

    def find_actors(self, name: str) -> list[ActorRow]:
        """Those whom any part or spelling of a name may mean, most quoted first; empty if nobody."""
        with explained(self._path):
            return actor_queries.find(self._connection, name)

    def similar_actors(self, name: str, limit: int = 3) -> list[ActorRow]:
        """Those whose name is spelled much like `name`: suggestions where it fits nobody."""
        with explained(self._path):
            return actor_queries.similar(self._connection, name, limit)

    def articles(
        self,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
    ) -> list[ArticleRow]:
        """The articles, newest first; those without a published date last."""
        with explained(self._path):
            return queries.articles(self._connection, outlet, since, until, limit)

    @contextmanager
    def _known_article(self, article_id: int) -> Iterator[None]:
        try:
            yield
        except KeyError as error:
            raise StoreError(f"There is no article {article_id} in {self._path}.") from error
