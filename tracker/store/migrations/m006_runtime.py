"""What ran the model, beside the versions of the model and of the code."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def runtime_versions(database: "Database") -> None:
    """A column for it; articles that were read before are outdated, as far as anyone can know."""
    database.executescript("""
        ALTER TABLE articles ADD COLUMN runtime_version TEXT NOT NULL DEFAULT '';  -- "onnxruntime 1.32.0"
    """)


RUNTIME = (runtime_versions,)
