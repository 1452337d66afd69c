"""The wing's door: everything that can be done with verdicts."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from tracker.reading.claim_reviews.review import ClaimReview
from tracker.store import sureness
from tracker.store.database import transaction
from tracker.store.errors import explained
from tracker.store.rows.verdicts import (
    Tier,
    VerdictDecision,
    VerdictDetails,
    VerdictMatch,
    VerdictRow,
    VerdictsImported,
)
from tracker.store.verdicts import decisions, queries
from tracker.store.verdicts.queries import VerdictQuery


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
            return decisions.decide(self._connection, verdict, statement, by, same=same)

    def undo(self, number: int) -> VerdictDecision:
        """Take back exactly this decision."""
        with explained(self._path), transaction(self._connection):
            return decisions.undo(self._connection, number)

    def history(self, limit: int | None = None) -> list[VerdictDecision]:
        """The decisions, newest first, those undone included."""
        with explained(self._path):
            return decisions.history(self._connection, limit)
