"""What negates a statement's cue."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def negated_cues(database: "Database") -> None:
    """A column for it; statements that were found before have it once they are extracted again."""
    database.executescript("""
        ALTER TABLE statements ADD COLUMN negated_cue TEXT NOT NULL DEFAULT '';  -- "would not confirm"
        ALTER TABLE statements ADD COLUMN negated_cue_spans TEXT NOT NULL DEFAULT '[]';
    """)


NEGATION = (negated_cues,)
