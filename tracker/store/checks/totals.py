"""Totals of statements: that they are what the statements come to."""

import sqlite3
from collections.abc import Iterator

from tracker.store import totals as stored_totals
from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem, ProblemKind


def totals(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Totals that aren't what the statements come to, taken together."""
    if stored_totals.are_wrong(connection):
        yield Problem("statement_totals", None, ProblemKind.WRONG_TOTALS)


def mend_totals(connection: sqlite3.Connection) -> Mended:
    """Write them down again."""
    stored_totals.write_down(connection)
    return Mended("totals")


CHECKS = (Check("totals", simple(totals), mend_totals),)
