"""The watches of a database, what is new for each, and what was told."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from tracker.store import database, locks
from tracker.store.errors import StoreError, explained
from tracker.store.rows.statements import StatementRow
from tracker.store.rows.verdicts import StatementVerdict
from tracker.store.rows.watches import Channel, Notice, Watched, WatchRow
from tracker.store.watches.comparing import new_statements
from tracker.store.watches.looking import from_json, question, to_json

SECONDS_TO_WAIT = 60.0  # for another process that tells
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 86_400.0  # seconds after failed deliveries; none after the first

WATCHES = """
    SELECT watches.id, key, looks_for, channel, target, allow_private, added_at,
        (SELECT count(*) FROM watch_notices WHERE watch_id = watches.id AND told_at IS NOT NULL),
        (SELECT count(*) FROM watch_notices WHERE watch_id = watches.id AND told_at IS NULL),
        failures, problem, not_before
    FROM watches ORDER BY id
"""


class Watches:
    """The watches of an open database; every method raises StoreError where the file fails.

    What is new is written down as notices first (`notice_new`), then told, and then marked (`told`). A process that is
    killed in between has lost nothing: the notice is told again, under the same key.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.watches`."""
        self._connection = connection
        self._path = path

    def add(
        self, watched: Watched, channel: Channel = Channel.TERMINAL, target: str = "", *, allow_private: bool = False
    ) -> int:
        """Watch for statements of articles that are read from now on; the watch's number."""
        row = str(uuid4()), to_json(watched), channel.value, target, allow_private, _now()
        with self._writing():
            added = self._connection.execute(
                """INSERT INTO watches (key, looks_for, channel, target, allow_private, added_at, compared_to)
                   SELECT ?, ?, ?, ?, ?, ?, coalesce(max(id), 0) FROM articles""",
                row,
            )
            return int(added.lastrowid or 0)

    def all(self) -> list[WatchRow]:
        """The watches in the order in which they were added."""
        with explained(self._path):
            rows = self._connection.execute(WATCHES).fetchall()
        return [
            WatchRow(number, key, from_json(looks_for), Channel(channel), target, bool(allow_private), *further)
            for number, key, looks_for, channel, target, allow_private, *further in rows
        ]

    def watch(self, number: int) -> WatchRow:
        """The watch of this number. Raises StoreError without one."""
        found = next((row for row in self.all() if row.id == number), None)
        if found is None:
            raise StoreError(f"there is no watch {number} in {self._path}; `tracker watch list` lists them")
        return found

    def remove(self, number: int) -> WatchRow:
        """Watch no longer, and forget what was told. Raises StoreError for an unknown number."""
        found = self.watch(number)
        with self._writing():
            self._connection.execute("DELETE FROM watches WHERE id = ?", [number])
        return found

    def notice_new(self) -> None:
        """Write down what is new for each watch. All articles that were read since the last time are compared.

        What was compared and what was found are written together, so that nothing is passed over or found twice.
        """
        if not self._behind():
            return
        with self._writing():
            (newest,) = self._connection.execute("SELECT max(id) FROM articles").fetchone()
            for number, key, looks_for, compared_to in self._behind():
                query = question(self._connection, from_json(looks_for))
                self._notice(number, UUID(key), new_statements(self._connection, query, compared_to))
                self._connection.execute("UPDATE watches SET compared_to = ? WHERE id = ?", [newest, number])

    def _behind(self) -> list[tuple[int, str, str, int]]:
        """The watches that new articles haven't been compared with."""
        with explained(self._path):
            return self._connection.execute(
                """SELECT id, key, looks_for, compared_to FROM watches
                   WHERE compared_to < (SELECT max(id) FROM articles) ORDER BY id"""
            ).fetchall()

    def _notice(self, number: int, key: UUID, rows: Iterable[StatementRow]) -> None:
        """Write down notices. A key is made of the watch, the text and the place in it: found again it is the same."""
        for row in rows:
            (digest,) = self._connection.execute(
                "SELECT text_hash FROM articles WHERE id = ?", [row.article_id]
            ).fetchone()
            self._connection.execute(
                """INSERT INTO watch_notices (watch_id, key, statement, noticed_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (key) DO NOTHING""",
                [
                    number,
                    str(uuid5(key, f"{digest} {row.quote_spans}")),
                    json.dumps(asdict(row), ensure_ascii=False),
                    _now(),
                ],
            )

    def waiting(self, number: int) -> list[Notice]:
        """What is still to be told of a watch, in the order in which it was noticed."""
        return self._notices("watch_id = ? AND told_at IS NULL ORDER BY id", [number])

    def newest(self, number: int, limit: int | None = None) -> list[Notice]:
        """What was noticed for a watch, told or not, the newest first."""
        return self._notices("watch_id = ? ORDER BY id DESC LIMIT ?", [number, -1 if limit is None else limit])

    def _notices(self, where: str, parameters: Sequence[int]) -> list[Notice]:
        with explained(self._path):
            rows = self._connection.execute(
                f"SELECT id, key, statement, noticed_at FROM watch_notices WHERE {where}", parameters
            ).fetchall()
        return [Notice(number, key, _statement(stored), noticed_at) for number, key, stored, noticed_at in rows]

    def told(self, number: int, notices: Iterable[Notice]) -> None:
        """Keep that notices of a watch were told."""
        with self._writing():
            self._connection.executemany(
                "UPDATE watch_notices SET told_at = ? WHERE id = ?", [(_now(), notice.id) for notice in notices]
            )
            self._connection.execute(
                "UPDATE watches SET failures = 0, problem = NULL, not_before = NULL WHERE id = ?", [number]
            )

    def failed(self, number: int, problem: str) -> None:
        """Keep why notices of a watch could not be told, and how long to wait: longer each time."""
        with self._writing():
            (failures,) = self._connection.execute("SELECT failures FROM watches WHERE id = ?", [number]).fetchone()
            pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 30), LONGEST_PAUSE) if failures else 0.0
            self._connection.execute(
                "UPDATE watches SET failures = failures + 1, problem = ?, not_before = ? WHERE id = ?",
                [problem, _now(pause), number],
            )

    def telling(self) -> AbstractContextManager[bool]:
        """Be the only one who tells; waits for another process, and is False where that takes too long."""
        return locks.alone(self._path, "watch", SECONDS_TO_WAIT)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self._path), database.transaction(self._connection):
            yield


_FIELDS = frozenset(field.name for field in fields(StatementRow))


def _statement(stored: str) -> StatementRow:
    """A statement as it was kept, maybe by a version with other fields."""
    known = {name: value for name, value in json.loads(stored).items() if name in _FIELDS}
    known["verdicts"] = [StatementVerdict(**each) for each in known.get("verdicts", ())]
    return StatementRow(**known)


def is_due(watch: WatchRow) -> bool:
    """Whether a watch is to be told now: no failed delivery asks for more time."""
    return watch.not_before is None or watch.not_before <= _now()


def _now(seconds_from_now: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds_from_now)).isoformat(timespec="seconds")
