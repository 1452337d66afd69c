"""The ids that articles bring with them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def own_ids(database: "Database") -> None:
    """An article's own id: that of the record it was read from; two files may have the same one."""
    database.executescript("""
        ALTER TABLE articles ADD COLUMN own_id TEXT;
        CREATE INDEX articles_own_id ON articles(own_id) WHERE own_id IS NOT NULL;
    """)


OWN_IDS = (own_ids,)
