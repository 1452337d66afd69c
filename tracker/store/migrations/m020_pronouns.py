"""Whom the pronouns in quotes mean."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def pronouns(database: "Database") -> None:
    """The pronouns of statements, and of which wordings it is known whom they speak of."""
    database.executescript("""
        ALTER TABLE statements ADD COLUMN pronouns TEXT NOT NULL DEFAULT '[]';  -- JSON: of the quote, with names
        ALTER TABLE wordings ADD COLUMN named INTEGER NOT NULL DEFAULT 0;  -- 1: of whom it speaks is known
        CREATE TRIGGER statements_compare_pronouns AFTER UPDATE OF pronouns ON statements
        WHEN old.pronouns <> new.pronouns BEGIN
            INSERT OR IGNORE INTO statements_to_compare VALUES (new.id);
        END;
    """)


def wordings_left_twice(database: "Database") -> None:
    """A wording that two statements leave at once: in a trigger, the *OR IGNORE* of an upsert's is none."""
    database.executescript("""
        DROP TRIGGER statement_wordings_left;
        DROP TRIGGER statement_wordings_moved;
        CREATE TRIGGER statement_wordings_left AFTER DELETE ON statement_wordings BEGIN
            INSERT INTO wordings_left SELECT old.wording_id
            WHERE NOT EXISTS (SELECT 1 FROM wordings_left WHERE wording_id = old.wording_id);
        END;
        CREATE TRIGGER statement_wordings_moved AFTER UPDATE OF wording_id ON statement_wordings
        WHEN old.wording_id <> new.wording_id BEGIN
            INSERT INTO wordings_left SELECT old.wording_id
            WHERE NOT EXISTS (SELECT 1 FROM wordings_left WHERE wording_id = old.wording_id);
        END;
    """)


PRONOUNS = (pronouns, wordings_left_twice)
