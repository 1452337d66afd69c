"""What the user decided of claims: which statements make the same one and which don't, and how one is worded.

A decision is about wordings, by their digests, and about places in texts: where a later version draws a quote's
border otherwise, its wording is the one of the statement that overlaps it by half.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.store.errors import StoreError, expect_in_force
from tracker.store.rows.claims import ClaimDecision, ClaimDecisionKind

COLUMNS = "id, kind, one_place, other_place, words, decided_at, undone_at"


@dataclass(frozen=True, slots=True)
class Holding:
    """The decisions that hold, by the numbers of wordings. `worded`: how the claim of a wording is worded."""

    same: frozenset[tuple[int, int]]
    apart: frozenset[tuple[int, int]]
    worded: Mapping[int, str]

    def same_as(self, numbers: Collection[int]) -> set[int]:
        """What was decided to be the same as any of these."""
        return {each for pair in self.same if set(pair) & set(numbers) for each in pair}


def holding(connection: sqlite3.Connection) -> Holding:
    """The decisions that hold. What was decided last of two wordings is what counts."""
    rows = connection.execute(
        """SELECT kind, one, one_place, other, other_place, words FROM claim_decisions
           WHERE undone_at IS NULL ORDER BY id"""
    )
    last: dict[tuple[int, int], ClaimDecisionKind] = {}
    worded: dict[int, str] = {}
    for kind, one, one_place, other, other_place, words in rows.fetchall():
        first = _found(connection, one, one_place)
        if kind == ClaimDecisionKind.WORD:
            if first is not None:
                worded[first] = words
            continue
        second = _found(connection, other, other_place)
        if first is not None and second is not None and first != second:
            last[min(first, second), max(first, second)] = ClaimDecisionKind(kind)
    same, apart = (
        frozenset(pair for pair, kind in last.items() if kind == wanted)
        for wanted in (ClaimDecisionKind.SAME, ClaimDecisionKind.APART)
    )
    return Holding(same, apart, worded)


def pair(connection: sqlite3.Connection, kind: ClaimDecisionKind, one: int, other: int) -> tuple[int, set[int]]:
    """Decide that two statements make the same claim, or two: the decision's number, and the wordings concerned."""
    first, second = wording_of(connection, one), wording_of(connection, other)
    if first == second:
        raise StoreError(f"Statements {one} and {other} have the same words by the same speaker: they are one claim.")
    return _made(connection, kind, (first, one), (second, other), None), {first, second}


def word(connection: sqlite3.Connection, claim: int, words: str) -> tuple[int, set[int]]:
    """Decide how a claim is worded: the decision's number, and the wordings concerned."""
    row = connection.execute(
        """SELECT claims.wording_id, min(statement_id) FROM claims
           JOIN statement_wordings ON statement_wordings.wording_id = claims.wording_id WHERE claims.id = ?""",
        [claim],
    ).fetchone()
    if row[0] is None:
        raise StoreError(f"there is no claim {claim}; `tracker claims` lists them")
    return _made(connection, ClaimDecisionKind.WORD, (row[0], row[1]), None, words), {row[0]}


def undo(connection: sqlite3.Connection, number: int) -> set[int]:
    """Take a decision back; gives the wordings that it was about."""
    row = connection.execute(
        "SELECT one, one_place, other, other_place, undone_at FROM claim_decisions WHERE id = ?", [number]
    ).fetchone()
    if row is None:
        raise StoreError(f"there is no decision {number}; `tracker claims history` lists them")
    *sides, undone_at = row
    expect_in_force(number, undone_at)
    connection.execute("UPDATE claim_decisions SET undone_at = ? WHERE id = ?", [_now(), number])
    found = [_found(connection, *sides[at : at + 2]) for at in (0, 2) if sides[at] is not None]
    return {each for each in found if each is not None}


def history(connection: sqlite3.Connection, limit: int | None = None) -> list[ClaimDecision]:
    """The decisions, newest first, those undone included."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM claim_decisions ORDER BY id DESC LIMIT ?", [-1 if limit is None else limit]
    )
    return [_decision(*row) for row in rows]


def one(connection: sqlite3.Connection, number: int) -> ClaimDecision:
    """The decision with this number."""
    return _decision(*connection.execute(f"SELECT {COLUMNS} FROM claim_decisions WHERE id = ?", [number]).fetchone())


def wording_of(connection: sqlite3.Connection, statement: int) -> int:
    """The wording of a statement. Raises StoreError where there is none."""
    row = connection.execute("SELECT wording_id FROM statement_wordings WHERE statement_id = ?", [statement]).fetchone()
    if row is not None:
        return int(row[0])
    if connection.execute("SELECT 1 FROM statements WHERE id = ?", [statement]).fetchone() is None:
        raise StoreError(f"there is no statement {statement}; `tracker quotes` lists them")
    raise StoreError(f"Statement {statement} claims nothing by itself: it is too short, a question, or wasn't said.")


def _decision(
    number: int,
    kind: str,
    one_place: str,
    other_place: str | None,
    words: str | None,
    decided_at: str,
    undone_at: str | None,
) -> ClaimDecision:
    places = [json.loads(place) for place in (one_place, other_place) if place]
    return ClaimDecision(
        number,
        ClaimDecisionKind(kind),
        [place["statement"] for place in places],
        [place["words"] for place in places],
        words,
        decided_at,
        undone_at,
    )


def _made(
    connection: sqlite3.Connection,
    kind: ClaimDecisionKind,
    one: tuple[int, int],
    other: tuple[int, int] | None,
    words: str | None,
) -> int:
    """Write a decision about wordings, each given with the statement that was named."""
    added = connection.execute(
        """INSERT INTO claim_decisions (kind, one, one_place, other, other_place, words, decided_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [
            kind.value,
            *_side(connection, *one),
            *(_side(connection, *other) if other else (None, None)),
            words,
            _now(),
        ],
    )
    return int(added.lastrowid or 0)


def _side(connection: sqlite3.Connection, wording: int, statement: int) -> tuple[str, str]:
    (digest,) = connection.execute("SELECT digest FROM wordings WHERE id = ?", [wording]).fetchone()
    article, spans, quote = connection.execute(
        "SELECT text_hash, quote_spans, quote FROM statements JOIN articles ON articles.id = article_id"
        " WHERE statements.id = ?",
        [statement],
    ).fetchone()
    place = {"statement": statement, "article": article, "spans": json.loads(spans), "words": quote}
    return digest, json.dumps(place, ensure_ascii=False)


def _found(connection: sqlite3.Connection, digest: str, place: str) -> int | None:
    """The number of the wording that a decision is about, as it is now."""
    row = connection.execute("SELECT id FROM wordings WHERE digest = ?", [digest]).fetchone()
    if row is not None:
        return int(row[0])
    # Questions about claims come here for what was decided, and needn't load all that writes statements.
    from tracker.extraction.statements import Span
    from tracker.store import statement_rows
    from tracker.store.decided.places import best_overlaps

    told = json.loads(place)
    article = connection.execute("SELECT id FROM articles WHERE text_hash = ?", [told["article"]]).fetchone()
    if article is None:
        return None
    spans = tuple(Span(start, end) for start, end in told["spans"])
    overlapping = best_overlaps(statement_rows.quotes_of(connection, article[0]), [spans])
    row = connection.execute(
        "SELECT wording_id FROM statement_wordings WHERE statement_id = ?", [overlapping.get(0)]
    ).fetchone()
    return int(row[0]) if row else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
