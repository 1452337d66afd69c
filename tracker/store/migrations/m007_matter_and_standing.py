"""What an act is about, and whether it was said at all."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def matter_and_standing(database: "Database") -> None:
    """Columns for both, empty until articles are extracted again; a cue itself has what negates it."""
    database.executescript("""
        ALTER TABLE statements ADD COLUMN matter TEXT NOT NULL DEFAULT '';  -- "vor einem Einmarsch in die Ukraine"
        ALTER TABLE statements ADD COLUMN matter_spans TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE statements ADD COLUMN standing TEXT NOT NULL DEFAULT 'asserted';
        UPDATE statements SET cue = negated_cue, cue_spans = negated_cue_spans, standing = 'negated'
            WHERE negated_cue <> '';
        ALTER TABLE statements DROP COLUMN negated_cue;
        ALTER TABLE statements DROP COLUMN negated_cue_spans;
        DROP VIEW statements_with_actors;
        CREATE VIEW statements_with_actors AS
            SELECT statements.id, day,
                (SELECT group_concat(name, ', ')
                 FROM statement_speakers JOIN actors ON actors.id = actor_id
                 WHERE statement_id = statements.id) AS actors,
                act,
                (SELECT group_concat(name, ', ')
                 FROM statement_addressees JOIN actors ON actors.id = actor_id
                 WHERE statement_id = statements.id) AS addressees,
                matter, standing, statements.kind, quote, speaker, cue, said_on_basis, confidence,
                articles.title, outlet, url, published_on, published_on_basis, article_id
            FROM statements JOIN articles ON articles.id = article_id;
    """)


MATTER_AND_STANDING = (matter_and_standing,)
