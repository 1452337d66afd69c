"""The feeds that are followed, and what each has announced."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def feeds(database: "Database") -> None:
    """Feeds, and one row for each entry that was ever seen in one, so that only new ones are taken."""
    database.executescript("""
        CREATE TABLE feeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            title TEXT,                         -- as the feed calls itself
            etag TEXT,                          -- what the server sent with the last copy, to ask for changes alone
            last_modified TEXT,
            added_at TEXT NOT NULL,             -- ISO 8601, UTC
            polled_at TEXT,                     -- when it was last asked for, whatever came of it
            not_before TEXT,                    -- when the server wants to be asked again at the earliest
            failures INTEGER NOT NULL DEFAULT 0,    -- polls that failed since the last one that didn't
            problem TEXT                        -- why the last one failed
        );
        CREATE TABLE feed_entries (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            key TEXT NOT NULL,                  -- what makes it the same entry: its id, or else its address
            url TEXT,
            title TEXT,
            author TEXT,
            published TEXT,                     -- as the feed says, ISO 8601 date
            content TEXT,                       -- the article as the feed carries it, until it is done or failed
            state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, done or failed
            tries INTEGER NOT NULL DEFAULT 0,
            problem TEXT,                       -- why the last try failed
            article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
            seen_at TEXT NOT NULL,
            UNIQUE (feed_id, key)
        );
        CREATE INDEX feed_entries_waiting ON feed_entries(feed_id) WHERE state = 'waiting';
        CREATE INDEX feed_entries_url ON feed_entries(url) WHERE article_id IS NOT NULL;
        CREATE INDEX feed_entries_article_id ON feed_entries(article_id) WHERE article_id IS NOT NULL;
    """)


FEEDS = (feeds,)
