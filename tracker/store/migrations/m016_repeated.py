"""What is written down so that large databases are soon asked: what later versions have, too, and who printed what."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def repeated_marked(database: "Database") -> None:
    """Whether a later version of its article has a statement, too. Triggers keep it, whoever writes."""
    from tracker.store.duplicates import versions

    database.executescript("""
        ALTER TABLE statements ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0;  -- 1: it is in repeated_statements
        CREATE TRIGGER repeated_statements_insert AFTER INSERT ON repeated_statements BEGIN
            UPDATE statements SET repeated = 1 WHERE id = new.statement_id;
        END;
        CREATE TRIGGER repeated_statements_delete AFTER DELETE ON repeated_statements BEGIN
            UPDATE statements SET repeated = 0 WHERE id = old.statement_id;
        END;
        DROP INDEX statements_newest;
        DROP INDEX statements_doubtful;
        DROP INDEX statements_counted;
        DROP INDEX statements_counted_by_article;
    """)
    versions.mark_repeated(database.conn)
    database.executescript("""
        CREATE INDEX statements_newest
            ON statements(day DESC, article_id DESC, start, id, repeated, doubtful, paragraph_id);
        CREATE INDEX statements_doubtful ON statements(day DESC, article_id DESC, start, id, repeated, paragraph_id)
            WHERE doubtful > 0;
        CREATE INDEX statements_counted
            ON statements(
                day, act, kind, standing, article_id, speakers, addressees, confidence, verdict, status, doubtful,
                repeated, fragment
            )
            WHERE fragment = 0 AND repeated = 0;
        CREATE INDEX statements_counted_by_article
            ON statements(
                article_id, day, act, kind, standing, speakers, addressees, confidence, verdict, status, doubtful,
                repeated, fragment
            )
            WHERE fragment = 0 AND repeated = 0;
    """)


def further_actors(database: "Database") -> None:
    """Which statements have several speakers or addressees: few of them, to be found among all."""
    database.executescript("""
        CREATE INDEX statement_speakers_further ON statement_speakers(statement_id, actor_id) WHERE position > 0;
        CREATE INDEX statement_addressees_further ON statement_addressees(statement_id, actor_id) WHERE position > 0;
    """)


def article_outlets(database: "Database") -> None:
    """The outlets of each article, its own and those of further printings, each once. Triggers keep them."""
    from tracker.store.duplicates import printings

    database.executescript("""
        CREATE TABLE article_outlets (          -- none where nothing is known
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            outlet TEXT NOT NULL COLLATE NOCASE,
            PRIMARY KEY (article_id, outlet)
        ) WITHOUT ROWID;
    """)
    printings.list_outlets(database.conn)
    for name, table, event, row, article in (
        ("articles_outlet_insert", "articles", "INSERT", "new", "id"),
        ("articles_outlet_update", "articles", "UPDATE OF outlet", "new", "id"),
        ("further_printings_outlet_insert", "further_printings", "INSERT", "new", "article_id"),
        ("further_printings_outlet_update", "further_printings", "UPDATE OF outlet", "new", "article_id"),
        ("further_printings_outlet_delete", "further_printings", "DELETE", "old", "article_id"),
    ):
        number = f"{row}.{article}"
        database.executescript(f"""
            CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
                DELETE FROM article_outlets WHERE article_id = {number};
                INSERT INTO article_outlets
                    SELECT id, outlet FROM articles WHERE id = {number} AND outlet IS NOT NULL;
                INSERT OR IGNORE INTO article_outlets
                    SELECT article_id, outlet FROM further_printings
                    WHERE article_id = {number} AND outlet IS NOT NULL ORDER BY id;
            END;
        """)


REPEATED = (repeated_marked, further_actors, article_outlets)
