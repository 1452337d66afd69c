"""The claims of an open database.

What compares vectors is imported by its methods: questions about what was found don't need numpy.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from tracker.claims.reading import Said, Wording, wording_of
from tracker.claims.version import VERSION
from tracker.store import queries as statement_queries
from tracker.store.claims import deciding, positions, queries, wordings
from tracker.store.database import transaction
from tracker.store.errors import StoreError, explained
from tracker.store.filters import StatementQuery
from tracker.store.rows.claims import (
    ClaimDecision,
    ClaimDecisionKind,
    ClaimDetails,
    ClaimRow,
    ClaimSuggestion,
    Neighbour,
    Position,
    WhyClaims,
)
from tracker.terms import Act, Kind, Standing

AT_ONCE = 256  # statements that are compared in one transaction


class Claims:
    """Which statements make the same claim. Every method raises StoreError where the file fails, and for a claim,
    statement or decision that isn't there.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Store.claims`."""
        self._connection, self._path = connection, path

    def waiting(self) -> int:
        """How many statements are still to be compared with the others, or anew, by vectors of another version."""
        with explained(self._path):
            (count,) = self._connection.execute("SELECT count(*) FROM statements_to_compare").fetchone()
            outdated = [VERSION]
            if self._connection.execute(
                "SELECT 1 FROM wording_vectors WHERE version <> ? LIMIT 1", outdated
            ).fetchone():
                (further,) = self._connection.execute(
                    """SELECT count(*) FROM statement_wordings
                       WHERE wording_id / 256 IN (SELECT chunk FROM wording_vectors WHERE version <> ?)""",
                    outdated,
                ).fetchone()
                count += further
            return int(count)

    def bring_up_to_date(self, most: int | None = None, advance: Callable[[int], object] = lambda done: None) -> int:
        """Compare the statements that wait for it, at most so many; how many were.

        Some at a time, each time in one transaction: who stops it loses nothing. `advance` is told how many are done.
        """
        done = self._renew_vectors(most, advance)
        while most is None or done < most:
            compared = self._compare_some(AT_ONCE if most is None else min(AT_ONCE, most - done))
            if not compared:
                break
            done += compared
            advance(compared)
        return done

    def _renew_vectors(self, most: int | None, advance: Callable[[int], object]) -> int:
        """Compare anew what was compared by vectors of another version; how many statements that were.

        The last wordings first, and some in any case: new ones are written behind them, into the same chunk.
        """
        from tracker.claims.vectors import vectors_of
        from tracker.store.claims import linking, vectors

        with explained(self._path):
            done = made = 0
            for numbers in vectors.outdated(self._connection):
                if most is not None and made >= most:
                    break
                words = [each.words for each in wordings.read(self._connection, numbers).values()]
                vector_of = dict(zip(words, vectors_of(words), strict=True))
                with transaction(self._connection):
                    linking.renew(self._connection, numbers, vector_of)
                (renewed,) = self._connection.execute(
                    "SELECT count(*) FROM statement_wordings WHERE wording_id BETWEEN ? AND ?",
                    [numbers[0], numbers[-1]],
                ).fetchone()
                done, made = done + renewed, made + len(words)
                advance(renewed)
            return done

    def _compare_some(self, most: int) -> int:
        from tracker.claims.vectors import vectors_of
        from tracker.store.claims import linking

        with explained(self._path):
            numbers = wordings.to_compare(self._connection, most)
            if not numbers and not self._connection.execute("SELECT 1 FROM wordings_left LIMIT 1").fetchone():
                return 0
            # Vectors take seconds: nobody else has to wait for them with what they want to write.
            new = wordings.unknown(self._connection, wordings.of_statements(self._connection, numbers).values())
            words = list(dict.fromkeys(wording.words for wording in new))
            vector_of = dict(zip(words, vectors_of(words), strict=True)) if words else {}
            with transaction(self._connection):
                return linking.link(self._connection, numbers, vector_of)

    def rows(
        self,
        query: StatementQuery | None = None,
        *,
        outlets: int = 1,
        languages: int = 1,
        opposed: bool = False,
        limit: int | None = None,
    ) -> list[ClaimRow]:
        """The claims that the statements asked for make, those in most outlets first: see `queries.listed`."""
        with explained(self._path):
            chosen = None if query is None else statement_queries.numbers(self._connection, query)
            return queries.listed(self._connection, chosen, outlets, languages, opposed, limit)

    def numbered(self, numbers: Sequence[int]) -> list[ClaimRow]:
        """The claims with these numbers, in their order."""
        with explained(self._path):
            return queries.rows_of(self._connection, numbers)

    def details(self, number: int) -> ClaimDetails:
        """A claim with its statements, those that seem to contradict it, and those that may belong to it."""
        with explained(self._path):
            found = queries.details(self._connection, number)
        if found is None:
            raise StoreError(f"there is no claim {number}; `tracker claims` lists them")
        return found

    def of_statement(self, statement: int) -> list[Neighbour]:
        """The statements that make the same claim as one, may do so, or seem to contradict it."""
        with explained(self._path):
            return queries.of_statement(self._connection, statement)

    def why(self, one: int, other: int) -> WhyClaims:
        """Why two statements make the same claim, or two."""
        with explained(self._path):
            return queries.why(self._connection, one, other)

    def near(self, words: str, language: str, limit: int = queries.MOST_NEIGHBOURS) -> list[Neighbour]:
        """The statements that are nearest to words of the user's own, and what they are to these.

        Raises StoreError where the words claim nothing.
        """
        from tracker.claims.vectors import vectors_of

        wording = claimed(words, language)
        with explained(self._path):
            return queries.near(self._connection, wording, vectors_of([wording.words]), limit)

    def suggestions(self, limit: int = 20) -> list[ClaimSuggestion]:
        """Pairs of statements that may make the same claim, the likeliest first, without those that were decided."""
        with explained(self._path):
            return queries.suggestions(self._connection, limit)

    def claims_of(self, statements: Iterable[int]) -> dict[int, int]:
        """The claim that each of these statements makes, of those that make one that others make too."""
        with explained(self._path):
            return queries.claims_of(self._connection, statements)

    def positions(
        self, query: StatementQuery, *, claim: int | None = None, thesis: str | None = None, language: str = "en"
    ) -> list[Position]:
        """What somebody said of a topic, a claim or a thesis, by day: see `positions.listed`."""
        with explained(self._path):
            among: Collection[int] | None = None
            if claim is not None:
                among = queries.about(self._connection, claim)
            elif thesis is not None:
                near = self.near(thesis, language, limit=10 * queries.MOST_NEIGHBOURS)
                among = [each.statement.id for each in near if each.relation is not None]
            return positions.listed(self._connection, query, among)

    def decide_pair(self, kind: ClaimDecisionKind, one: int, other: int) -> ClaimDecision:
        """Decide that two statements make the same claim (`SAME`), or two (`APART`)."""
        return self._decided(lambda: deciding.pair(self._connection, kind, one, other))

    def word(self, claim: int, words: str) -> ClaimDecision:
        """Decide how a claim is worded."""
        return self._decided(lambda: deciding.word(self._connection, claim, words))

    def undo(self, number: int) -> ClaimDecision:
        """Take back exactly this decision."""
        return self._decided(lambda: (number, deciding.undo(self._connection, number)))

    def history(self, limit: int | None = None) -> list[ClaimDecision]:
        """The decisions, newest first, those undone included."""
        with explained(self._path):
            return deciding.history(self._connection, limit)

    def rebuild(self) -> None:
        """Compare all wordings anew; vectors stay, and so do the claims' numbers as far as their statements do."""
        from tracker.store.claims import rebuilding

        with explained(self._path), transaction(self._connection):
            rebuilding.rebuild(self._connection)

    def _decided(self, decide: Callable[[], tuple[int, set[int]]]) -> ClaimDecision:
        from tracker.store.claims import linking

        with explained(self._path), transaction(self._connection):
            number, touched = decide()
            linking.regroup(self._connection, touched)
            return deciding.one(self._connection, number)


def claimed(words: str, language: str) -> Wording:
    """What words of the user's own claim. Raises StoreError where they claim nothing."""
    said = Said(words, language, Kind.INDIRECT, Act.STATEMENT, Standing.ASSERTED, "")
    wording = wording_of(said)
    if wording is None:
        raise StoreError(f"“{words}” claims nothing that statements could be compared with; write a whole sentence.")
    return wording
