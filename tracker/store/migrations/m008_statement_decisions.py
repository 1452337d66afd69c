"""What the user decided of statements, and how far their checking has come."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def statement_decisions(database: "Database") -> None:
    """Decisions stand beside what was found: by the article's text and the statement's place, not by its number."""
    database.executescript("""
        CREATE TABLE statement_decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            judgement TEXT NOT NULL,            -- accept, correct, reject, add or check
            article TEXT NOT NULL,              -- the text_hash of the article
            statement_id INTEGER,               -- its number, which it keeps or gets again; null while it has none
            statement TEXT NOT NULL,            -- JSON: the statement as it was found then
            words TEXT NOT NULL,                -- of its quote
            speaker TEXT NOT NULL,              -- who is printed to have said it
            changes TEXT NOT NULL,              -- JSON: the fields that were decided, and their values
            note TEXT,
            decided_by TEXT NOT NULL,
            decided_at TEXT NOT NULL,           -- ISO 8601, UTC
            undone_at TEXT
        );
        CREATE INDEX statement_decisions_article ON statement_decisions(article);
        CREATE INDEX statement_decisions_statement_id ON statement_decisions(statement_id);

        CREATE TABLE found_statements (         -- of articles that were decided about: what was found in them
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            statements TEXT NOT NULL            -- JSON: [{"number": 17, "inside": 0, "statement": {...}}, ...]
        );
    """)


def decided_columns(database: "Database") -> None:
    """What comes of the decisions, beside the statement."""
    database.executescript("""
        ALTER TABLE statements ADD COLUMN decided TEXT NOT NULL DEFAULT '[]';  -- JSON: accepted, added, or fields
        ALTER TABLE statements ADD COLUMN status TEXT NOT NULL DEFAULT 'open';  -- of its checking
        ALTER TABLE statements ADD COLUMN verdict TEXT;
        ALTER TABLE statements ADD COLUMN finding TEXT;                         -- the verdict in words
        ALTER TABLE statements ADD COLUMN links TEXT NOT NULL DEFAULT '[]';     -- JSON: where more is to be read
        CREATE INDEX statements_status ON statements(status) WHERE status <> 'open';
        CREATE INDEX statements_verdict ON statements(verdict) WHERE verdict IS NOT NULL;
        CREATE TABLE statement_tags (
            statement_id INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
            tag TEXT NOT NULL,
            PRIMARY KEY (statement_id, tag)
        ) WITHOUT ROWID;
        CREATE INDEX statement_tags_tag ON statement_tags(tag COLLATE NOCASE);
    """)


def statement_samples(database: "Database") -> None:
    """Statements that were drawn at random to be reviewed, so that a review goes on where it was left."""
    database.executescript("""
        CREATE TABLE statement_samples (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            drawn_from TEXT NOT NULL UNIQUE,    -- JSON: the filters, the size and the seed
            statements INTEGER NOT NULL,        -- how many there were to draw from
            drawn_at TEXT NOT NULL              -- ISO 8601, UTC
        );
        CREATE TABLE statement_sample_members (
            sample_id INTEGER NOT NULL REFERENCES statement_samples(id),
            position INTEGER NOT NULL,
            statement_id INTEGER NOT NULL,      -- stays, also where it was rejected since
            PRIMARY KEY (sample_id, position)
        ) WITHOUT ROWID;
    """)


STATEMENT_DECISIONS = (statement_decisions, decided_columns, statement_samples)
