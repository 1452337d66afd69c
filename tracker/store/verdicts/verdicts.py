"""The wing's door: everything that can be done with verdicts.

The user's word on whether a verdict is about a statement is kept by the words of both, so that it outlives either.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tracker.reading.claim_reviews.review import ClaimReview
from tracker.store import sureness
from tracker.store.database import transaction
from tracker.store.errors import StoreError, expect_in_force, explained
from tracker.store.rows.verdicts import (
    Tier,
    VerdictDecision,
    VerdictDetails,
    VerdictMatch,
    VerdictRow,
    VerdictsImported,
)
from tracker.store.verdicts import queries
from tracker.store.verdicts.answers import folded
from tracker.store.verdicts.queries import VerdictQuery

COLUMNS = """
    verdict_decisions.id, same, verdicts.id, verdict_decisions.claim, statement_id, words, decided_by, decided_at,
    undone_at
    FROM verdict_decisions LEFT JOIN verdicts ON identity = verdict
"""


class Verdicts:
    """The verdicts of a database. Every method raises StoreError where the file fails, or what is named isn't there."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.verdicts`."""
        self._connection, self._path = connection, path

    def add(self, reviews: Iterable[ClaimReview], source: str) -> VerdictsImported:
        """Write reviews as they come, in bounded memory; `source` is what they were read from.

        What is known stays; what a review says now replaces what it said, which is kept. Each batch is written with
        the statements that it may be about, or nothing of it.
        """
        from tracker.store.verdicts.importing import Importing

        with explained(self._path):
            return Importing(self._connection, source).run(reviews)

    def each(self, query: VerdictQuery) -> Iterator[VerdictRow]:
        """The verdicts asked for, fact-checkers' and the user's own, the newest first; those without a day last."""
        with explained(self._path):
            yield from queries.verdicts(self._connection, query)

    def one(self, number: int) -> VerdictDetails:
        """All that is known of a fact-checker's verdict."""
        with explained(self._path):
            return queries.verdict(self._connection, number)

    def kinds_of_speakers(self, statements: Iterable[int]) -> Mapping[int, Mapping[str, str]]:
        """What the speakers of each of the statements are (`ReferentKind` values), by their names."""
        with explained(self._path):
            found = sureness.speakers(self._connection, json.dumps(list(statements)))
        return {number: {each.name: each.kind for each in speakers} for number, speakers in found.items()}

    def matches(
        self,
        tiers: Collection[Tier] | None = None,
        verdict: int | None = None,
        statement: int | None = None,
        limit: int | None = None,
    ) -> list[VerdictMatch]:
        """Which statements verdicts may be about, by verdict, the surest first; without `tiers` all but those apart."""
        with explained(self._path):
            return queries.matches(self._connection, tiers, verdict, statement, limit)

    def decide(self, verdict: int, statement: int, by: str, *, same: bool) -> VerdictDecision:
        """Decide that a verdict is, or isn't, about a statement."""
        with explained(self._path), transaction(self._connection):
            return _decide(self._connection, verdict, statement, by, same=same)

    def undo(self, number: int) -> VerdictDecision:
        """Take back exactly this decision."""
        with explained(self._path), transaction(self._connection):
            return _undo(self._connection, number)

    def history(self, limit: int | None = None) -> list[VerdictDecision]:
        """The decisions, newest first, those undone included."""
        with explained(self._path):
            return _history(self._connection, limit)


def _decide(connection: sqlite3.Connection, verdict: int, statement: int, by: str, *, same: bool) -> VerdictDecision:
    """Decide that a verdict is, or isn't, about a statement. Raises StoreError where one of them isn't there."""
    found = connection.execute("SELECT identity, claim FROM verdicts WHERE id = ?", [verdict]).fetchone()
    if found is None:
        raise StoreError(f"there is no verdict {verdict}; `tracker verdicts list` lists them")
    said = connection.execute(
        "SELECT text_hash, quote FROM statements JOIN articles ON articles.id = article_id WHERE statements.id = ?",
        [statement],
    ).fetchone()
    if said is None:
        raise StoreError(f"there is no statement {statement}; `tracker quotes` lists them")
    number = connection.execute(
        """INSERT INTO verdict_decisions (same, verdict, claim, article, statement_id, words, decided_by, decided_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        [same, *found, said[0], statement, folded(said[1]), by, _now()],
    ).lastrowid
    return _one(connection, int(number or 0))


def _undo(connection: sqlite3.Connection, number: int) -> VerdictDecision:
    """Take back exactly this decision. Raises StoreError where there is none, or it is undone."""
    decision = _one(connection, number)
    expect_in_force(number, decision.undone_at)
    connection.execute("UPDATE verdict_decisions SET undone_at = ? WHERE id = ?", [_now(), number])
    return _one(connection, number)


def _history(connection: sqlite3.Connection, limit: int | None = None) -> list[VerdictDecision]:
    """The decisions, newest first, those undone included."""
    rows = connection.execute(
        f"SELECT {COLUMNS} ORDER BY verdict_decisions.id DESC LIMIT ?", [-1 if limit is None else limit]
    )
    return [_row(*row) for row in rows]


def _one(connection: sqlite3.Connection, number: int) -> VerdictDecision:
    """The decision with this number. Raises StoreError."""
    row = connection.execute(f"SELECT {COLUMNS} WHERE verdict_decisions.id = ?", [number]).fetchone()
    if row is None:
        raise StoreError(f"there is no decision {number}; `tracker verdicts history` lists them")
    return _row(*row)


def _row(
    number: int,
    same: int,
    verdict: int | None,
    claim: str,
    statement: int,
    words: str,
    by: str,
    at: str,
    undone_at: str | None,
) -> VerdictDecision:
    return VerdictDecision(number, bool(same), verdict, claim, statement, words, by, at, undone_at)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
