"""Actors: who speaks where, the names that mean them, and the counts that are kept beside them."""

import sqlite3
from collections.abc import Iterator

from tracker.store.checks.check import Check, simple
from tracker.store.rows import Problem


def actors(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Sightings, actors and counts that aren't what the statements' roles and the user's decisions make of them."""
    from tracker.store.actors import rebuild

    for message in rebuild.problems(connection):
        yield Problem("actors", None, message, can_be_mended=True)


def mend_actors(connection: sqlite3.Connection) -> str:
    """Link all names again."""
    from tracker.store.actors import rebuild

    rebuild.rebuild(connection)
    return "linked all names and counted their statements again"


CHECKS = (Check("actors", simple(actors), mend_actors),)
