"""Statements drawn at random, to find out by reading how many are right."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from tracker.store.rows.decided import Sample


def drawn(connection: sqlite3.Connection, among: Sequence[int], size: int, drawn_from: Mapping[str, Any]) -> Sample:
    """The sample that was drawn before under the same conditions, or else a new one of at most `size` statements.

    Of nothing none is drawn: later there may be something.
    `drawn_from` are the conditions: the filters, the size and the seed, which is its `seed`. Call it in a transaction.
    """
    key = json.dumps({**drawn_from, "size": size}, sort_keys=True, default=str)
    row = connection.execute("SELECT id, statements, drawn_at FROM statement_samples WHERE drawn_from = ?", [key])
    if (found := row.fetchone()) is not None:
        number, statements, drawn_at = found
        members = connection.execute(
            "SELECT statement_id FROM statement_sample_members WHERE sample_id = ? ORDER BY position", [number]
        )
        return Sample([each for (each,) in members], statements, drawn_at, new=False)
    chosen = Random(f"sample {drawn_from['seed']}").sample(sorted(among), min(size, len(among)))
    if not chosen:
        return Sample([], 0, "", new=True)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    number = connection.execute(
        "INSERT INTO statement_samples (drawn_from, statements, drawn_at) VALUES (?, ?, ?)", [key, len(among), now]
    ).lastrowid
    connection.executemany(
        "INSERT INTO statement_sample_members (sample_id, position, statement_id) VALUES (?, ?, ?)",
        [(number, position, each) for position, each in enumerate(chosen)],
    )
    return Sample(chosen, len(among), now, new=True)
