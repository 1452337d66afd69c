"""The feeds that are followed: which, when they were asked, and which of their entries are still to be fetched."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.reading.formats.feeds import FeedEntry
from tracker.store import database
from tracker.store.errors import StoreError, explained

MOST_TRIES = 4  # polls in which an entry's page is tried before it counts as failed
LONGEST_WAIT = 86_400.0  # seconds: how far into the future a server may put its next poll


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed as listed. Times are ISO 8601 in UTC.

    `articles` are its entries that have become articles, `waiting` those that are still to be fetched, `failed` those
    that were given up. `failures` are the polls that failed since the last one that didn't, and `problem` is why.
    """

    id: int
    url: str
    title: str | None
    articles: int
    waiting: int
    failed: int
    added_at: str
    polled_at: str | None
    not_before: str | None
    failures: int
    problem: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry whose article is still to be fetched; `outlet` is its feed's title, `tries` those that failed."""

    id: int
    feed_id: int
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    content: str | None
    tries: int
    outlet: str | None


class Feeds:
    """The feeds of an open database; every method raises StoreError where the file fails."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.feeds`."""
        self._connection = connection
        self._path = path

    def add(self, url: str) -> tuple[int, bool]:
        """Follow the feed at `url`: its number, and whether that is new."""
        with self._writing():
            row = self._connection.execute("SELECT id FROM feeds WHERE url = ?", [url]).fetchone()
            if row:
                return row[0], False
            added = self._connection.execute("INSERT INTO feeds (url, added_at) VALUES (?, ?)", [url, _now()])
            return int(added.lastrowid or 0), True

    def all(self) -> list[FeedRow]:
        """The feeds in the order in which they were added."""
        with explained(self._path):
            rows = self._connection.execute(
                """SELECT feeds.id, feeds.url, feeds.title, count(DISTINCT article_id),
                       count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'failed'),
                       added_at, polled_at, not_before, failures, feeds.problem, etag, last_modified
                   FROM feeds LEFT JOIN feed_entries ON feed_id = feeds.id
                   GROUP BY feeds.id ORDER BY feeds.id"""
            )
            return [FeedRow(*row) for row in rows]

    def remove(self, feed: str | int) -> FeedRow:
        """Follow the feed of this number or address no longer; its articles stay. Raises StoreError without one."""
        found = next((row for row in self.all() if feed in (row.id, row.url)), None)
        if found is None:
            raise StoreError(f"there is no feed {feed} in {self._path}; `tracker feeds list` lists them")
        with self._writing():
            self._connection.execute("DELETE FROM feeds WHERE id = ?", [found.id])
        return found

    def due(self) -> list[FeedRow]:
        """The feeds that may be asked now: those whose servers didn't ask for more time."""
        now = _now()
        return [row for row in self.all() if row.not_before is None or row.not_before <= now]

    def polled(
        self,
        feed_id: int,
        *,
        title: str | None,
        etag: str | None,
        last_modified: str | None,
        entries: Iterable[FeedEntry],
    ) -> int:
        """Keep what a feed announces, and what to ask the next time with; how many entries are new.

        All or nothing: else a kill in between would lose the entries, for the next answer would be "not modified".
        `entries` come in the feed's order, the newest first, and are fetched from the last to the first.
        """
        with self._writing():
            self._connection.execute(
                """UPDATE feeds SET title = ifnull(?, title), etag = ?, last_modified = ?, polled_at = ?,
                       not_before = NULL, failures = 0, problem = NULL WHERE id = ?""",
                [title, etag, last_modified, _now(), feed_id],
            )
            known = {key for (key,) in self._connection.execute(_KEYS, [feed_id])}
            new = [entry for entry in entries if entry.key not in known]
            self._connection.executemany(
                """INSERT INTO feed_entries (feed_id, key, url, title, author, published, content, seen_at)
                   SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM feeds WHERE id = ?1
                   ON CONFLICT (feed_id, key) DO NOTHING""",
                [
                    (feed_id, each.key, each.url, each.title, each.author, each.published, each.content, _now())
                    for each in reversed(new)
                ],
            )
        return len(new)

    def unchanged(self, feed_id: int) -> None:
        """Keep that a feed was asked and had nothing new."""
        with self._writing():
            self._connection.execute(
                "UPDATE feeds SET polled_at = ?, not_before = NULL, failures = 0, problem = NULL WHERE id = ?",
                [_now(), feed_id],
            )

    def failed(self, feed_id: int, problem: str, retry_after: float | None = None) -> None:
        """Keep why a feed could not be read, and the seconds that its server asks to wait."""
        wait = None if retry_after is None else min(retry_after, LONGEST_WAIT)
        with self._writing():
            self._connection.execute(
                "UPDATE feeds SET polled_at = ?, not_before = ?, failures = failures + 1, problem = ? WHERE id = ?",
                [_now(), wait and _now(wait), problem, feed_id],
            )

    def waiting(self) -> list[WaitingEntry]:
        """The entries that are still to be fetched, in the order in which they were announced."""
        with explained(self._path):
            rows = self._connection.execute(
                """SELECT feed_entries.id, feed_id, feed_entries.url, feed_entries.title, author, published, content,
                       tries, feeds.title
                   FROM feed_entries JOIN feeds ON feeds.id = feed_id
                   WHERE state = 'waiting' ORDER BY feed_entries.id"""
            )
            return [WaitingEntry(*row) for row in rows]

    def article_at(self, url: str) -> int | None:
        """The article that an entry with this address has become, in whatever feed."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT article_id FROM feed_entries WHERE url = ? AND article_id IS NOT NULL", [url]
            ).fetchone()
        return row[0] if row else None

    def done(self, entry_id: int, article_id: int | None) -> None:
        """Keep that an entry's article is in the database. Call it when it is: adding twice adds once."""
        with self._writing():
            self._connection.execute(
                """UPDATE feed_entries SET state = 'done', article_id = ?, problem = NULL, content = NULL
                   WHERE id = ?""",
                [article_id, entry_id],
            )

    def entry_failed(self, entry_id: int, problem: str, *, given_up: bool) -> None:
        """Keep why an entry's article could not be had; it is tried again unless it is `given_up`."""
        with self._writing():
            self._connection.execute(
                """UPDATE feed_entries SET tries = tries + 1, problem = ?1, state = iif(?2, 'failed', state),
                       content = iif(?2, NULL, content) WHERE id = ?3""",
                [problem, given_up, entry_id],
            )

    def polling(self) -> AbstractContextManager[bool]:
        """Be the only one who polls this database; False where another process does."""
        return database.alone(self._path, "poll")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self._path), database.transaction(self._connection):
            yield


_KEYS = "SELECT key FROM feed_entries WHERE feed_id = ?"


def _now(seconds_from_now: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds_from_now)).isoformat(timespec="seconds")
