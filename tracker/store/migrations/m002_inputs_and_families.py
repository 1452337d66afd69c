"""What was read already, where else the same text is printed, and articles that go back to one another."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def inputs(database: "Database") -> None:
    """What was read already, so that it is skipped without reading it again; and where else a text is printed."""
    database.executescript("""
        CREATE TABLE inputs (
            digest TEXT PRIMARY KEY,            -- of the bytes that were read, with what the user gave
            article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,  -- null for a file of several articles
            articles INTEGER NOT NULL,          -- how many it had
            source TEXT,                        -- the file, the line of it, or the address it was read from
            read_at TEXT NOT NULL               -- ISO 8601, UTC
        ) WITHOUT ROWID;
        CREATE INDEX inputs_article_id ON inputs(article_id) WHERE article_id IS NOT NULL;

        CREATE TABLE further_printings (        -- the identical text in another outlet or at another address
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            outlet TEXT,
            url TEXT,
            published_on TEXT,                  -- ISO 8601 date
            source TEXT                         -- where that one was read from
        );
        CREATE INDEX further_printings_article_id ON further_printings(article_id);

        ALTER TABLE articles ADD COLUMN modified TEXT;  -- when it was changed last, ISO 8601, by its own account
        ALTER TABLE articles ADD COLUMN format TEXT;    -- what it was read as: plain, html, pdf, ...
    """)


def families_and_versions(database: "Database") -> None:
    """Articles that are nearly the same text, and those that are versions of one another."""
    database.executescript("""
        CREATE TABLE article_families (         -- articles that aren't alone in their family
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            family INTEGER NOT NULL             -- its first article, the one with the smallest number
                REFERENCES articles(id) ON DELETE CASCADE
        );
        CREATE INDEX article_families_family ON article_families(family);
        CREATE TABLE article_signatures (       -- articles that are long enough to be compared
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            parameters INTEGER NOT NULL,        -- only signatures with the same can be compared
            signature BLOB NOT NULL             -- the MinHash of its runs of words
        );
        CREATE TABLE article_bands (            -- what articles that may be nearly the same are found by
            band INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (band, article_id)
        ) WITHOUT ROWID;

        CREATE TABLE article_addresses (        -- articles with a URL that names a page
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            address TEXT NOT NULL               -- that URL without what doesn't name the page
        );
        CREATE INDEX article_addresses_address ON article_addresses(address);
        CREATE TABLE article_versions (         -- articles at whose address there are several texts
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            version_of INTEGER REFERENCES articles(id) ON DELETE SET NULL,  -- the one before; null for the first
            newest INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE
        );
        CREATE INDEX article_versions_version_of ON article_versions(version_of);
        CREATE INDEX article_versions_newest ON article_versions(newest);
        CREATE TABLE repeated_statements (      -- statements of older versions that stand in the newest one too
            statement_id INTEGER PRIMARY KEY REFERENCES statements(id) ON DELETE CASCADE,
            repeated_in INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE
        );
        CREATE INDEX repeated_statements_repeated_in ON repeated_statements(repeated_in);
    """)


def articles_before_families(database: "Database") -> None:
    """The families and versions of the articles that are there already."""
    from tracker.store.duplicates import families
    from tracker.store.duplicates import versions as later_versions

    connection: sqlite3.Connection = database.conn
    newest = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()[0]
    for number in range(1, newest + 1):
        row = connection.execute("SELECT text, url FROM articles WHERE id = ?", [number]).fetchone()
        if row is not None:
            families.add(connection, number, row[0])
            later_versions.place(connection, number, row[1])


INPUTS_AND_FAMILIES = (inputs, families_and_versions, articles_before_families)
