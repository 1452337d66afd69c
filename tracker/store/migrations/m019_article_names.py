"""Names of tables and columns that say what is in them: the names of an article, and what they are compared by."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def article_names(database: "Database") -> None:
    """Rename what was called sightings, and the column of a name's comparison keys."""
    database.executescript("""
        ALTER TABLE sightings RENAME TO article_names;
        ALTER TABLE sighting_groups RENAME TO name_groups;
        ALTER TABLE sighting_descriptions RENAME TO name_descriptions;
        DROP INDEX sightings_group_id;
        DROP INDEX sightings_name_id;
        DROP INDEX sighting_groups_actor_id;
        CREATE INDEX article_names_group_id ON article_names(group_id);
        CREATE INDEX article_names_name_id ON article_names(name_id);
        CREATE INDEX name_groups_actor_id ON name_groups(actor_id);
        ALTER TABLE actor_names RENAME COLUMN told_by TO comparison_keys;
    """)


ARTICLE_NAMES = (article_names,)
