"""Actors: who speaks where, the names that mean them, and the counts that are kept beside them."""

import sqlite3
from collections.abc import Iterator

from tracker.store.actors import rebuild
from tracker.store.checks.check import Check, simple
from tracker.store.rows.checked import Mended, Problem


def actors(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Mentions, actors and counts that aren't what the statements' roles and the user's decisions make of them."""
    for kind, details in rebuild.problems(connection):
        yield Problem("actors", None, kind, details)


def mend_actors(connection: sqlite3.Connection) -> Mended:
    """Link all names again."""
    rebuild.rebuild(connection)
    return Mended("actors")


CHECKS = (Check("actors", simple(actors), mend_actors),)
