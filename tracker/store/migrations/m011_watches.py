"""Watches: questions whose new answers are told, and what was told of each."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def watches(database: "Database") -> None:
    """Watches, and a notice for each new statement, which stays here until it was told and after that."""
    database.executescript("""
        CREATE TABLE watches (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,           -- a UUID: the ids of its notices are made from it
            looks_for TEXT NOT NULL,            -- JSON: the filters
            channel TEXT NOT NULL,              -- terminal, command, webhook or mail
            target TEXT NOT NULL,               -- the command, URL or address; empty for the terminal
            allow_private INTEGER NOT NULL,     -- 1: the URL may be in a private network
            added_at TEXT NOT NULL,             -- ISO 8601, UTC
            compared_to INTEGER NOT NULL,       -- articles up to this number were looked at, or there before
            failures INTEGER NOT NULL DEFAULT 0,    -- deliveries that failed since the last one that didn't
            problem TEXT,                       -- why the last one failed
            not_before TEXT                     -- when it is tried again at the earliest
        );
        CREATE TABLE watch_notices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
            key TEXT NOT NULL UNIQUE,           -- a UUID: what it is told under, however often
            statement TEXT NOT NULL,            -- JSON: the statement as it was found
            noticed_at TEXT NOT NULL,
            told_at TEXT                        -- null: still to be told
        );
        CREATE INDEX watch_notices_watch_id ON watch_notices(watch_id, id);
        CREATE INDEX watch_notices_waiting ON watch_notices(watch_id) WHERE told_at IS NULL;
    """)


WATCHES = (watches,)
