"""The watches of a database, what is new for each, and what was told."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from tracker.spelling import tokens
from tracker.store import database, queries
from tracker.store.actors import possible
from tracker.store.actors import queries as actor_queries
from tracker.store.errors import StoreError, explained
from tracker.store.filters import StatementQuery, among
from tracker.store.rows.statements import PronounInQuote, StatementRow
from tracker.store.rows.verdicts import StatementVerdict
from tracker.store.rows.watches import Channel, Notice, Watched, WatchedActor, WatchRow
from tracker.store.timeline import MOST_DAYS_APART, day_of, is_same_occasion, words_and_speakers

SECONDS_TO_WAIT = 60.0  # for another process that tells
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 86_400.0  # seconds after failed deliveries; none after the first

WATCHES = """
    SELECT watches.id, key, looks_for, channel, target, allow_private, added_at,
        (SELECT count(*) FROM watch_notices WHERE watch_id = watches.id AND told_at IS NOT NULL),
        (SELECT count(*) FROM watch_notices WHERE watch_id = watches.id AND told_at IS NULL),
        failures, problem, not_before
    FROM watches ORDER BY id
"""
NOBODY = 0  # the number of no actor
DAYS = ("since", "until")
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

SAID_BEFORE = """
    SELECT id, quote FROM statements WHERE article_id <= :article AND (day IS NULL OR day BETWEEN :first AND :last)
        AND id IN (SELECT statement_id FROM statement_speakers WHERE actor_id IN (
            SELECT actor_id FROM statement_speakers WHERE statement_id IN (SELECT value FROM json_each(:found))))
    UNION
    SELECT id, quote FROM statements WHERE article_id <= :article AND (day IS NULL OR day BETWEEN :first AND :last)
        AND speakers = 0 AND speaker COLLATE NOCASE IN (SELECT value FROM json_each(:speakers))
    UNION
    SELECT id, quote FROM statements JOIN article_families USING (article_id)
        WHERE article_id <= :article AND family IN (SELECT value FROM json_each(:families))
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
        row = str(uuid4()), _to_json(watched), channel.value, target, allow_private, _now()
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
            WatchRow(number, key, _from_json(looks_for), Channel(channel), target, bool(allow_private), *further)
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
                query = _question(self._connection, _from_json(looks_for))
                self._notice(number, UUID(key), _new_statements(self._connection, query, compared_to))
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
        return database.alone(self._path, "watch", SECONDS_TO_WAIT)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self._path), database.transaction(self._connection):
            yield


_FIELDS = frozenset(field.name for field in fields(StatementRow))


def _statement(stored: str) -> StatementRow:
    """A statement as it was kept, maybe by a version with other fields."""
    known = {name: value for name, value in json.loads(stored).items() if name in _FIELDS}
    known["pronouns"] = [PronounInQuote(**each) for each in known.get("pronouns", ())]
    known["verdicts"] = [StatementVerdict(**each) for each in known.get("verdicts", ())]
    return StatementRow(**known)


def is_due(watch: WatchRow) -> bool:
    """Whether a watch is to be told now: no failed delivery asks for more time."""
    return watch.not_before is None or watch.not_before <= _now()


def _now(seconds_from_now: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds_from_now)).isoformat(timespec="seconds")


def _to_json(watched: Watched) -> str:
    """What a watch looks for; of the question only what isn't as by default."""
    query = {
        each.name: value
        for each in fields(StatementQuery)
        if (value := getattr(watched.query, each.name)) != each.default
    }
    record = {
        "query": query,
        "actors": [asdict(actor) for actor in watched.actors],
        "addressees": [asdict(actor) for actor in watched.addressees],
    }
    return json.dumps(record, ensure_ascii=False, default=date.isoformat)


def _from_json(stored: str) -> Watched:
    """What `_to_json` has written."""
    record: dict[str, Any] = json.loads(stored)
    actors, addressees = (tuple(WatchedActor(**actor) for actor in record[role]) for role in ("actors", "addressees"))
    query = {name: _value(name, value) for name, value in record["query"].items()}
    return Watched(StatementQuery(**query), actors, addressees)


def _value(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _question(connection: sqlite3.Connection, watched: Watched) -> StatementQuery:
    """The question that a watch asks now, of the actors whom its names mean now."""
    query = watched.query
    return replace(
        query,
        actor_ids=_numbers(connection, watched.actors, maybe=query.undated == "too"),
        addressee_ids=_numbers(connection, watched.addressees, maybe=query.undated == "too"),
    )


def _numbers(connection: sqlite3.Connection, actors: Sequence[WatchedActor], *, maybe: bool) -> tuple[int, ...] | None:
    if not actors:
        return None
    found = [number for actor in actors for number in _meant(connection, actor)]
    further = possible.may_be_meant(connection, found) if maybe else []
    return (*found, *further) or (NOBODY,)


def _meant(connection: sqlite3.Connection, actor: WatchedActor) -> list[int]:
    """Whoever has the number; where nobody has it (any more), those whom the name may mean."""
    if actor.id is not None and actor_queries.actor(connection, actor.id):
        return [actor.id]
    return [each.id for each in actor_queries.find(connection, actor.name)]


def _new_statements(connection: sqlite3.Connection, query: StatementQuery, article: int) -> list[StatementRow]:
    """The statements asked for that articles after the one of this number have, in the order in which they were read.

    An article is compared with those that were read before it, one after the other. So what is new doesn't depend on
    how many articles are compared at once: whether a batch is interrupted makes no difference.

    Without those that an earlier article has in the same words, where that is the same occasion (see
    `timeline.is_same_occasion`) or nearly the same text.
    """
    query = replace(query, all_versions=True)  # whether there is a later one depends on when it is asked
    found = list(queries.as_read(connection, replace(query, after_article=article)))
    if not found:
        return []
    said = defaultdict(list)
    for row in _said_before(connection, query, article, found):
        said[words_and_speakers(row)].append(row)
    new = []
    for row in found:
        same = said[words_and_speakers(row)]
        if not any(row.family == other.family or is_same_occasion(row, other) for other in same):
            new.append(row)
        same.append(row)
    return new


def _said_before(
    connection: sqlite3.Connection, query: StatementQuery, article: int, found: Sequence[StatementRow]
) -> list[StatementRow]:
    """The statements asked for of earlier articles that have the words of one that was found."""
    days = [date.fromisoformat(day).toordinal() for row in found if (day := day_of(row))] or [LAST_DAY]
    words = {tuple(tokens(row.quote)) for row in found}
    rows = connection.execute(
        SAID_BEFORE,
        {
            "article": article,
            "first": date.fromordinal(max(min(days) - MOST_DAYS_APART, FIRST_DAY)).isoformat(),
            "last": date.fromordinal(min(max(days) + MOST_DAYS_APART, LAST_DAY)).isoformat(),
            "found": json.dumps([row.id for row in found]),
            "speakers": json.dumps([row.speaker for row in found if not row.actors]),
            "families": json.dumps(sorted({row.family for row in found if row.family is not None})),
        },
    )
    same = [number for number, quote in rows if tuple(tokens(quote)) in words]
    asked_for = queries.numbers(connection, query, queries.BY_NUMBER, among(same)) if same else []
    return queries.rows_of(connection, asked_for)
