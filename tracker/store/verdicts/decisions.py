"""The user's word on whether a verdict is about a statement: kept by the words of both, so that it outlives either.

Call what writes inside a transaction.
"""

import sqlite3
from datetime import UTC, datetime

from tracker.store.errors import StoreError, expect_in_force
from tracker.store.rows.verdicts import VerdictDecision
from tracker.store.verdicts.answers import folded

COLUMNS = """
    verdict_decisions.id, same, verdicts.id, verdict_decisions.claim, statement_id, words, decided_by, decided_at,
    undone_at
    FROM verdict_decisions LEFT JOIN verdicts ON identity = verdict
"""


def decide(connection: sqlite3.Connection, verdict: int, statement: int, by: str, *, same: bool) -> VerdictDecision:
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
    return one(connection, int(number or 0))


def undo(connection: sqlite3.Connection, number: int) -> VerdictDecision:
    """Take back exactly this decision. Raises StoreError where there is none, or it is undone."""
    decision = one(connection, number)
    expect_in_force(number, decision.undone_at)
    connection.execute("UPDATE verdict_decisions SET undone_at = ? WHERE id = ?", [_now(), number])
    return one(connection, number)


def history(connection: sqlite3.Connection, limit: int | None = None) -> list[VerdictDecision]:
    """The decisions, newest first, those undone included."""
    rows = connection.execute(
        f"SELECT {COLUMNS} ORDER BY verdict_decisions.id DESC LIMIT ?", [-1 if limit is None else limit]
    )
    return [_row(*row) for row in rows]


def one(connection: sqlite3.Connection, number: int) -> VerdictDecision:
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
