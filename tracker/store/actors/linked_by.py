"""With which version of the rules the names of a database were linked to actors."""

import sqlite3

VERSION = 2  # one more wherever the same names may give other actors than before


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Whether other rules, or none, linked the names."""
    row = connection.execute("SELECT max(version) FROM actor_linking").fetchone()
    return bool(row[0] != VERSION)
