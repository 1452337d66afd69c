"""How sure it is what was done by saying something."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def act_confidence(database: "Database") -> None:
    """How probable a statement's act is; unknown of what was found before."""
    database.executescript("ALTER TABLE statements ADD COLUMN act_confidence REAL;")


ACT_CONFIDENCE = (act_confidence,)
