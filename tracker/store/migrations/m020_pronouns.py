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


PRONOUNS = (pronouns,)
