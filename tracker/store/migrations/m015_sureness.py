"""What is written down of statements so that large databases are soon asked: who is a guess, and what articles have."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def doubtful_marked(database: "Database") -> None:
    """Whether a speaker is a guess, in what counting reads, and the statements with one in the order of listings."""
    from tracker.store import sureness

    database.executescript("""
        ALTER TABLE statements ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;  -- 1: one of its speakers is a guess
        DROP INDEX statements_counted;
    """)
    sureness.mark(database.conn)
    database.executescript("""
        CREATE INDEX statements_counted
            ON statements(
                day, act, kind, standing, article_id, speakers, addressees, confidence, verdict, status, doubtful,
                fragment
            )
            WHERE fragment = 0;
        CREATE INDEX statements_doubtful ON statements(day DESC, article_id DESC, start, id) WHERE doubtful > 0;
    """)


def counted_by_article(database: "Database") -> None:
    """An index to count by what is known of articles and of statements at once: sorting these takes longest of all."""
    database.executescript("""
        CREATE INDEX statements_counted_by_article
            ON statements(article_id, act, kind, speakers, addressees) WHERE fragment = 0;
    """)


SURENESS = (doubtful_marked, counted_by_article)
