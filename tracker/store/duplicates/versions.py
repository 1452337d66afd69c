"""Versions of an article: other texts that were found at the same address. Call these inside a transaction.

Nothing is replaced: each version is an article of its own with its own statements. What is written down here is
which came after which, and which statements of an older version stand in the newest one too.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tracker.spelling import tokens
from tracker.store.duplicates import families
from tracker.store.duplicates.addresses import address_of
from tracker.store.rows.checked import Problem, ProblemKind

_MARKED_WRONGLY = """
    SELECT id FROM statements WHERE repeated <> (id IN (SELECT statement_id FROM repeated_statements))
"""


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as far as versions are compared: its words, and those of its speakers' names."""

    number: int
    quote: tuple[str, ...]
    names: frozenset[str]


def place(connection: sqlite3.Connection, article_id: int, url: str | None) -> None:
    """Put an article among the versions that its address has; take it from those of the address it had before."""
    before = _address(connection, article_id)
    address = address_of(url)
    if address == before:
        return
    connection.execute("DELETE FROM article_addresses WHERE article_id = ?", [article_id])
    connection.execute("DELETE FROM article_versions WHERE article_id = ?", [article_id])
    _forget_repeats(connection, article_id)
    if before is not None:
        _order(connection, before)
    if address is not None:
        connection.execute("INSERT INTO article_addresses (article_id, address) VALUES (?, ?)", [article_id, address])
        _order(connection, address)


def compare_again(connection: sqlite3.Connection, article_id: int) -> None:
    """Look again which statements stand in the newest version, after those of an article were found again."""
    address = _address(connection, article_id)
    if address is not None:
        _compare(connection, _in_order(connection, address))


def join_again(connection: sqlite3.Connection, article_id: int) -> None:
    """Make an article and the others at its address one family, after that was taken apart."""
    address = _address(connection, article_id)
    if address is not None:
        families.join(connection, _in_order(connection, address))


def version_of(connection: sqlite3.Connection, article_id: int) -> int | None:
    """The article that this one is the next version of."""
    row = connection.execute("SELECT version_of FROM article_versions WHERE article_id = ?", [article_id]).fetchone()
    return None if row is None else row[0]


def rebuild(connection: sqlite3.Connection) -> None:
    """Put all articles among the versions at their addresses again."""
    for table in ("article_addresses", "article_versions", "repeated_statements"):
        connection.execute(f"DELETE FROM {table}")
    for number, url in connection.execute("SELECT id, url FROM articles ORDER BY id").fetchall():
        place(connection, number, url)
    mark_repeated(connection)


def mark_repeated(connection: sqlite3.Connection) -> None:
    """Write down with statements whether a later version has them, too, as triggers do from then on."""
    connection.execute(f"UPDATE statements SET repeated = NOT repeated WHERE id IN ({_MARKED_WRONGLY})")


def problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Versions that are in another order than their addresses say, or alone."""
    several = "SELECT address FROM article_addresses GROUP BY address HAVING count(*) > 1"
    for (address,) in connection.execute(f"{several} ORDER BY address"):
        versions = _in_order(connection, address)
        listed = json.dumps(versions)
        stored = connection.execute(
            """SELECT article_id, version_of, newest FROM article_versions
               WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id""",
            [listed],
        ).fetchall()
        if stored != sorted(_placed(versions)):
            yield Problem("article_versions", versions[-1], ProblemKind.VERSIONS_IN_WRONG_ORDER)
        repeated = connection.execute(
            """SELECT statement_id, repeated_in FROM repeated_statements JOIN statements ON statements.id = statement_id
               WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY statement_id""",
            [listed],
        ).fetchall()
        if repeated != sorted(_repeated(connection, versions)):
            yield Problem("repeated_statements", versions[-1], ProblemKind.WRONG_REPEATED_STATEMENTS)
    rows = connection.execute(
        f"""SELECT article_id FROM article_versions WHERE article_id NOT IN (
                SELECT article_id FROM article_addresses WHERE address IN ({several}))"""
    )
    for (number,) in rows:
        yield Problem("article_versions", number, ProblemKind.NO_OTHER_VERSION)
    for (number,) in connection.execute(_MARKED_WRONGLY):
        yield Problem("statements", number, ProblemKind.WRONG_REPEAT)


def _address(connection: sqlite3.Connection, article_id: int) -> str | None:
    row = connection.execute("SELECT address FROM article_addresses WHERE article_id = ?", [article_id]).fetchone()
    return None if row is None else row[0]


def _order(connection: sqlite3.Connection, address: str) -> None:
    """Write down which version at an address came after which."""
    versions = _in_order(connection, address)
    connection.executemany("DELETE FROM article_versions WHERE article_id = ?", [(each,) for each in versions])
    if len(versions) > 1:
        connection.executemany(
            "INSERT INTO article_versions (article_id, version_of, newest) VALUES (?, ?, ?)", _placed(versions)
        )
        families.join(connection, versions)
    _compare(connection, versions)


def _placed(versions: list[int]) -> list[tuple[int, int | None, int]]:
    """Each version with the one before and the newest."""
    return [(number, before, versions[-1]) for number, before in zip(versions, [None, *versions], strict=False)]


def _in_order(connection: sqlite3.Connection, address: str) -> list[int]:
    """The versions at an address, the oldest first: as they came, but by when they were changed where they say so."""
    rows = connection.execute(
        """SELECT article_id, modified FROM article_addresses JOIN articles ON articles.id = article_id
           WHERE address = ? ORDER BY article_id""",
        [address],
    )
    ordered: list[tuple[int, datetime | None]] = []
    for number, modified in rows:
        when = _instant(modified)
        later = (at for at, (_, other) in enumerate(ordered) if when and other and other > when)
        ordered.insert(next(later, len(ordered)), (number, when))
    return [number for number, _ in ordered]


def _instant(modified: str | None) -> datetime | None:
    """What ISO 8601 says; UTC where it names no zone."""
    try:
        when = datetime.fromisoformat(modified or "")
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _compare(connection: sqlite3.Connection, versions: list[int]) -> None:
    """Write down which statements of older versions stand in the newest, in the same words of the same speaker."""
    for version in versions:
        _forget_repeats(connection, version)
    connection.executemany(
        "INSERT INTO repeated_statements (statement_id, repeated_in) VALUES (?, ?)", _repeated(connection, versions)
    )


def _repeated(connection: sqlite3.Connection, versions: list[int]) -> list[tuple[int, int]]:
    """Each statement of an older version that stands in the newest, and as which."""
    if len(versions) < 2:
        return []
    *older, newest = versions
    standing: dict[tuple[str, ...], list[_Said]] = {}
    for said in _said(connection, newest):
        standing.setdefault(said.quote, []).append(said)
    return [
        (said.number, again.number)
        for version in older
        for said in _said(connection, version)
        if (again := _again(said, standing.get(said.quote, ())))
    ]


def _again(said: _Said, others: Iterable[_Said]) -> _Said | None:
    """The first of others that may be of the same speaker: a name is nobody else's for being printed shorter."""
    same = (other for other in others if not said.names or not other.names or said.names & other.names)
    return next(same, None)


def _said(connection: sqlite3.Connection, article_id: int) -> list[_Said]:
    rows = connection.execute(
        """SELECT statements.id, quote, group_concat(actor_names.folded, ' ')
           FROM statements LEFT JOIN statement_speakers ON statement_id = statements.id
           LEFT JOIN actor_names ON actor_names.id = actor_name_id
           WHERE article_id = ? GROUP BY statements.id ORDER BY start, statements.id""",
        [article_id],
    )
    return [
        _Said(number, tuple(tokens(quote)) or (quote,), frozenset((names or "").split()))
        for number, quote, names in rows
    ]


def _forget_repeats(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute(
        "DELETE FROM repeated_statements WHERE statement_id IN (SELECT id FROM statements WHERE article_id = ?)",
        [article_id],
    )
