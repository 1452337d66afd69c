"""How sure it is who speaks, and who is addressed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def speaker_confidence(database: "Database") -> None:
    """How probable it is that a name is whom the words mean; unknown of what was found before."""
    database.executescript("""
        ALTER TABLE statement_speakers ADD COLUMN confidence REAL;
        ALTER TABLE statement_addressees ADD COLUMN confidence REAL;
    """)


SPEAKER_CONFIDENCE = (speaker_confidence,)
