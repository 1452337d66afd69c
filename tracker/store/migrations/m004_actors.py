"""Sightings of names, what names say about each other, counts of actors, and the user's decisions."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def sightings(database: "Database") -> None:
    """Which actor a name means in which article; until now it meant the same one everywhere."""
    database.executescript("""
        DROP INDEX actor_names_block;
        ALTER TABLE actor_names DROP COLUMN block;
        -- actor_id: null where the name means several actors, or is printed nowhere and is only in decisions
        ALTER TABLE actor_names ADD COLUMN words TEXT NOT NULL DEFAULT '';  -- the same for what is one name in print
        ALTER TABLE actor_names ADD COLUMN told_by TEXT NOT NULL DEFAULT '';  -- what tells it from others at once
        ALTER TABLE actor_names ADD COLUMN fullness INTEGER NOT NULL DEFAULT 0;  -- 0, 2 initials, 3 a surname
        CREATE INDEX actor_names_words ON actor_names(words);

        CREATE TABLE actor_name_blocks (
            block TEXT NOT NULL,                -- only names that share one can mean the same actor
            name_id INTEGER NOT NULL REFERENCES actor_names(id) ON DELETE CASCADE,
            PRIMARY KEY (block, name_id)
        ) WITHOUT ROWID;
        CREATE INDEX actor_name_blocks_name_id ON actor_name_blocks(name_id);

        CREATE TABLE actor_name_pairs (         -- two names that are not different; each pair in both directions
            name_id INTEGER NOT NULL REFERENCES actor_names(id) ON DELETE CASCADE,
            other_id INTEGER NOT NULL REFERENCES actor_names(id) ON DELETE CASCADE,
            verdict TEXT NOT NULL,              -- same, or possible
            score REAL NOT NULL,                -- 0 to 1
            leads_on INTEGER NOT NULL,          -- whether what one means can depend on the other
            PRIMARY KEY (name_id, other_id)
        ) WITHOUT ROWID;
        CREATE INDEX actor_name_pairs_other_id ON actor_name_pairs(other_id);
        CREATE INDEX actor_name_pairs_score ON actor_name_pairs(score DESC) WHERE name_id < other_id;

        CREATE TABLE actor_name_aliases (       -- further names of whoever has the name, printed or not
            name_id INTEGER NOT NULL REFERENCES actor_names(id) ON DELETE CASCADE,
            alias TEXT NOT NULL,
            folded TEXT NOT NULL,
            PRIMARY KEY (name_id, alias)
        ) WITHOUT ROWID;

        CREATE TABLE sighting_groups (          -- sightings of a name that mean the same actor
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name_id INTEGER NOT NULL REFERENCES actor_names(id),
            part TEXT NOT NULL,                 -- the decisions about some of its articles, empty for the others
            year INTEGER NOT NULL,              -- 0 where it isn't known
            marks TEXT NOT NULL,                -- offices and countries of the descriptions, sorted
            actor_id INTEGER REFERENCES actors(id),
            articles INTEGER NOT NULL,
            statements INTEGER NOT NULL,
            addressed INTEGER NOT NULL,
            score REAL NOT NULL DEFAULT 0,      -- how sure the link to the actor is, 0 to 1
            basis TEXT NOT NULL DEFAULT '',     -- why: name, description, only, mostly, decision, itself
            UNIQUE (name_id, part, year, marks)
        );
        CREATE INDEX sighting_groups_actor_id ON sighting_groups(actor_id);

        CREATE TABLE sightings (                -- a name in an article
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            name_id INTEGER NOT NULL REFERENCES actor_names(id),
            group_id INTEGER NOT NULL REFERENCES sighting_groups(id),
            statements INTEGER NOT NULL,        -- in how many somebody of this name speaks there
            addressed INTEGER NOT NULL,         -- in how many somebody of this name is spoken to
            PRIMARY KEY (article_id, name_id)
        ) WITHOUT ROWID;
        CREATE INDEX sightings_group_id ON sightings(group_id);
        CREATE INDEX sightings_name_id ON sightings(name_id);

        CREATE TABLE sighting_descriptions (    -- how speakers of a group are described, and how often
            group_id INTEGER NOT NULL REFERENCES sighting_groups(id) ON DELETE CASCADE,
            description TEXT NOT NULL,
            statements INTEGER NOT NULL,
            PRIMARY KEY (group_id, description)
        ) WITHOUT ROWID;
    """)


def actor_counts(database: "Database") -> None:
    """In how many statements and articles an actor speaks, and when, kept beside them to list actors at once."""
    database.executescript("""
        ALTER TABLE actors ADD COLUMN statements INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE actors ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE actors ADD COLUMN first_on TEXT;
        ALTER TABLE actors ADD COLUMN last_on TEXT;
        ALTER TABLE actors ADD COLUMN renamed INTEGER NOT NULL DEFAULT 0;   -- whether the user chose the name
        CREATE INDEX actors_most_quoted ON actors(statements DESC, name, id);
    """)


def actor_decisions(database: "Database") -> None:
    """What the user decided about actors: by printed names, in some articles alone where they are given."""
    database.executescript("""
        CREATE TABLE actor_decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,                 -- merge, split, apart, rename, alias or import
            value TEXT,                         -- the name to show, the alias, the file that was imported
            decided_at TEXT NOT NULL,           -- ISO 8601, UTC
            undone_at TEXT
        );
        CREATE TABLE actor_decision_names (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            decision_id INTEGER NOT NULL REFERENCES actor_decisions(id),
            entry TEXT NOT NULL,                -- of an import: its entry, a QID where it has one
            side INTEGER NOT NULL,              -- 0, or 1 for those on the other side
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,                -- as in actor_names
            shown INTEGER NOT NULL DEFAULT 0    -- of an import: whether the entry is shown by this name
        );
        CREATE INDEX actor_decision_names_decision_id ON actor_decision_names(decision_id, entry);
        CREATE INDEX actor_decision_names_words ON actor_decision_names(words);
        CREATE TABLE actor_decision_articles (
            decision_name_id INTEGER NOT NULL REFERENCES actor_decision_names(id),
            article_id INTEGER NOT NULL,        -- stays what was decided even where the article is gone
            PRIMARY KEY (decision_name_id, article_id)
        ) WITHOUT ROWID;
        CREATE INDEX actor_decision_articles_article_id ON actor_decision_articles(article_id);
        -- With which version of the rules the actors were linked: see tracker.store.actors.linked_by.
        CREATE TABLE actor_linking (version INTEGER NOT NULL);
    """)


ACTORS = (sightings, actor_counts, actor_decisions)
