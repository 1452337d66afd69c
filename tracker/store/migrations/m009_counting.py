"""What is written down of statements so that they are soon counted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def fragments_marked(database: "Database") -> None:
    """Which statements are fragments of those that they stand inside."""
    from tracker.store import fragments

    database.executescript("""
        ALTER TABLE statements ADD COLUMN fragment INTEGER NOT NULL DEFAULT 0;  -- 1: its words are read around it
        CREATE INDEX statements_fragment ON statements(fragment, inside, article_id, day) WHERE fragment > 0;
    """)
    fragments.mark(database.conn)


def known_speakers(database: "Database") -> None:
    """How many of those who say something, and whom they address, are known, beside the statement."""
    database.executescript("""
        ALTER TABLE statements ADD COLUMN speakers INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE statements ADD COLUMN addressees INTEGER NOT NULL DEFAULT 0;
        UPDATE statements SET
            speakers = (SELECT count(*) FROM statement_speakers WHERE statement_id = statements.id),
            addressees = (SELECT count(*) FROM statement_addressees WHERE statement_id = statements.id);
    """)


def statements_counted(database: "Database") -> None:
    """An index with what most counting needs, so that the rows, ten times as large, are not read.

    It is without fragments, which keeps it out of the plans of other questions as well: these don't ask for that.
    """
    database.executescript("""
        CREATE INDEX statements_counted
            ON statements(
                day, act, kind, standing, article_id, speakers, addressees, confidence, verdict, status, fragment
            )
            WHERE fragment = 0;
    """)


COUNTING = (fragments_marked, known_speakers, statements_counted)
