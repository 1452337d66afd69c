"""What was read already: raw inputs by their digests, so that they are skipped without reading them again."""

import sqlite3
from datetime import UTC, datetime

from tracker.store.rows import KnownInput


def known(connection: sqlite3.Connection, digest: str) -> KnownInput | None:
    """What is known of the input with this digest, None where it was never read to its end."""
    row = connection.execute("SELECT article_id, articles FROM inputs WHERE digest = ?", [digest]).fetchone()
    return None if row is None else KnownInput(*row)


def add(
    connection: sqlite3.Connection, digest: str, article_id: int | None, source: str | None, articles: int = 1
) -> None:
    """Write down that an input was read. What is known of it already stays; "" is no digest and changes nothing."""
    if digest:
        connection.execute(
            """INSERT INTO inputs (digest, article_id, articles, source, read_at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (digest) DO NOTHING""",
            [digest, article_id, articles, source, datetime.now(UTC).isoformat(timespec="seconds")],
        )
