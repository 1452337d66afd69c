"""Claims made anew from statements and vectors, and what isn't as it would be then."""

import sqlite3
from collections.abc import Iterator

from tracker.claims import vectors as model
from tracker.store.claims import deciding, linking, vectors, wordings
from tracker.store.rows.checked import ProblemKind

AT_ONCE = 256


def read_again(connection: sqlite3.Connection) -> None:
    """Read what all statements claim, and compare all wordings anew, as `rebuild` does."""
    numbers = [number for (number,) in connection.execute("SELECT id FROM statements ORDER BY id")]
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        said = wordings.of_statements(connection, some)
        linking.forget(connection, [number for number in some if number not in said])
        wordings.write(connection, said)
    connection.execute("DELETE FROM statements_to_compare")
    connection.execute("INSERT INTO wordings_left SELECT id FROM wordings WHERE true ON CONFLICT DO NOTHING")
    rebuild(connection)


def rebuild(connection: sqlite3.Connection) -> None:
    """Compare all wordings anew. Statements that wait to be compared go on waiting."""
    for table in ("wording_pairs", "wording_runs"):
        connection.execute(f"DELETE FROM {table}")
    linking.clear_away(connection)
    numbers = [number for (number,) in connection.execute("SELECT id FROM wordings ORDER BY id")]
    there = vectors.present(connection)
    for start in range(0, len(numbers), AT_ONCE):
        some = list(wordings.read(connection, numbers[start : start + AT_ONCE]).items())
        lacking = [(number, wording) for number, wording in some if number not in there]
        made = dict(
            zip([number for number, _ in lacking], model.vectors_of([w.words for _, w in lacking]), strict=True)
        )
        of_some = [made[number] if number in made else vectors.read(connection, number) for number, _ in some]
        linking.compare(connection, some, of_some)
    linking.regroup(connection, numbers)


def problems(connection: sqlite3.Connection) -> Iterator[tuple[ProblemKind, tuple[str | int, ...]]]:
    """What isn't as it should be: statements without their wording, vectors, pairs and claims."""
    waiting = {number for (number,) in connection.execute("SELECT statement_id FROM statements_to_compare")}
    stored = dict(connection.execute("SELECT statement_id, wording_id FROM statement_wordings").fetchall())
    digests = dict(connection.execute("SELECT id, digest FROM wordings").fetchall())
    numbers = [number for (number,) in connection.execute("SELECT id FROM statements ORDER BY id")]
    for start in range(0, len(numbers), AT_ONCE):
        some = [number for number in numbers[start : start + AT_ONCE] if number not in waiting]
        said = wordings.of_statements(connection, some)
        for number in some:
            digest = said[number].digest if number in said else None
            if digests.get(stored.get(number, -1)) != digest:
                yield ProblemKind.WRONG_WORDING, (number,)
    there = vectors.present(connection)
    for number in sorted(digests.keys() - there):
        yield ProblemKind.NO_VECTOR, (number,)
    for one, other in connection.execute(
        """SELECT one, other FROM wording_pairs WHERE one >= other
           OR one NOT IN (SELECT id FROM wordings) OR other NOT IN (SELECT id FROM wordings) ORDER BY one, other"""
    ):
        yield ProblemKind.PAIR_OF_NOTHING, (one, other)
    yield from _wrong_claims(connection)


def _wrong_claims(connection: sqlite3.Connection) -> Iterator[tuple[ProblemKind, tuple[str | int, ...]]]:
    """Claims that are apart from what surely makes the same one, or that have too few statements."""
    for (claim,) in connection.execute(
        """SELECT claims.id FROM claims LEFT JOIN wordings ON claim_id = claims.id
           LEFT JOIN statement_wordings ON statement_wordings.wording_id = wordings.id
           GROUP BY claims.id HAVING count(statement_id) < 2 AND claims.words IS NULL ORDER BY claims.id"""
    ):
        yield ProblemKind.CLAIM_OF_ONE, (claim,)
    decided = deciding.holding(connection)
    for one, other in sorted(decided.same - decided.apart):
        rows = connection.execute("SELECT count(DISTINCT claim_id) FROM wordings WHERE id IN (?, ?)", [one, other])
        if rows.fetchone()[0] != 1:
            yield ProblemKind.CLAIM_AGAINST_DECISION, (one, other)
