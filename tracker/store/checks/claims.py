"""Claims: that they are what the statements and the user's decisions make of them."""

import sqlite3
from collections.abc import Iterator

from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem, ProblemKind


def claims(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Wordings, vectors and pairs that aren't those of the statements, and claims that aren't made of them."""
    from tracker.store.claims import rebuilding  # compares, with numpy

    for kind, details in rebuilding.problems(connection):
        yield Problem("statements" if kind is ProblemKind.WRONG_WORDING else "wordings", None, kind, details)


def mend_claims(connection: sqlite3.Connection) -> Mended:
    """Read what all statements claim, and compare them again."""
    from tracker.store.claims import rebuilding

    rebuilding.read_again(connection)
    return Mended("claims")


CHECKS = (Check("claims", simple(claims), mend_claims),)
