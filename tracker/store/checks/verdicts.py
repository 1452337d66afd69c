"""Verdicts: the words that they are found by, and which statements they have something in common with."""

import json
import sqlite3
from collections.abc import Iterator

from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem, ProblemKind
from tracker.store.verdicts.pairs import against_of, all_pairs, match_verdicts, rated_of
from tracker.verdicts.wording import claim_words


def verdict_words(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Verdicts that aren't found by the words of their claims."""
    for number in _all(connection):
        (rated,) = rated_of(connection, [number]).values()
        rows = connection.execute("SELECT word FROM verdict_words WHERE verdict_id = ?", [number])
        if {word for (word,) in rows} != claim_words(rated.claim, rated.claimants):
            yield Problem("verdict_words", number, ProblemKind.WRONG_VERDICT_WORDS)


def verdict_matches(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Statements that other verdicts, or verdicts in another way, have something in common with than is stored."""
    if not _all(connection):
        return
    for statements, pairs in all_pairs(connection):
        expected = {(*key, pair.score, against_of(pair)) for key, pair in pairs.items()}
        rows = connection.execute(
            """SELECT verdict_id, statement_id, score, against FROM verdict_matches
               WHERE statement_id IN (SELECT value FROM json_each(?))""",
            [json.dumps(statements)],
        )
        for statement in sorted({statement for _, statement, *_ in expected ^ set(rows)}):
            yield Problem("verdict_matches", statement, ProblemKind.WRONG_VERDICT_MATCHES)


def mend_verdicts(connection: sqlite3.Connection) -> Mended:
    """Match all verdicts with all statements again."""
    numbers = _all(connection)
    match_verdicts(connection, numbers)
    return Mended("verdicts", len(numbers))


def _all(connection: sqlite3.Connection) -> list[int]:
    return [number for (number,) in connection.execute("SELECT id FROM verdicts ORDER BY id")]


CHECKS = (
    Check("verdict words", simple(verdict_words), mend_verdicts),
    Check("verdicts", simple(verdict_matches), mend_verdicts),
)
