"""Which statements make the same claim."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def claims(database: "Database") -> None:
    """What was found of claims, all of which can be found again, and apart from it what the user decided."""
    database.executescript("""
        CREATE TABLE claims (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            wording_id INTEGER,                 -- the wording that is most like the others
            words TEXT                          -- as the user worded it; null where nobody did
        );
        CREATE TABLE wordings (                 -- words by one speaker, wherever they are printed
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            digest TEXT NOT NULL UNIQUE,        -- SHA-256 of what follows, by which decisions know it
            language TEXT NOT NULL,
            words TEXT NOT NULL,
            denied INTEGER NOT NULL,            -- 1: the cue says that it isn't so
            wants INTEGER NOT NULL,             -- 1: the act asks for it to be so
            speakers TEXT NOT NULL,             -- JSON: names
            names TEXT NOT NULL,                -- JSON: names in the words, in their order
            claim_id INTEGER REFERENCES claims(id)
        );
        CREATE INDEX wordings_claim_id ON wordings(claim_id) WHERE claim_id IS NOT NULL;

        CREATE TABLE statement_wordings (       -- of statements that claim something
            statement_id INTEGER PRIMARY KEY REFERENCES statements(id) ON DELETE CASCADE,
            wording_id INTEGER NOT NULL REFERENCES wordings(id)
        );
        CREATE INDEX statement_wordings_wording_id ON statement_wordings(wording_id);

        CREATE TABLE wording_vectors (          -- of 256 wordings each, by wordings.id / 256
            chunk INTEGER PRIMARY KEY,
            version TEXT NOT NULL,              -- of the model
            vectors BLOB NOT NULL               -- of each 4 bytes of the language, and 384 whole numbers of a byte
        );
        CREATE TABLE wording_runs (             -- hashes of runs of words, by which the same words are found
            run INTEGER NOT NULL,
            wording_id INTEGER NOT NULL,
            PRIMARY KEY (run, wording_id)
        ) WITHOUT ROWID;
        CREATE TABLE wording_pairs (            -- one < other
            one INTEGER NOT NULL,
            other INTEGER NOT NULL,
            relation TEXT NOT NULL,             -- same_words, same, suggested or opposed
            score REAL NOT NULL,                -- the cosine, 1 for the same words
            evidence TEXT NOT NULL,             -- JSON: [[reason, what one has, what the other has], ...]
            PRIMARY KEY (one, other)
        ) WITHOUT ROWID;
        CREATE INDEX wording_pairs_other ON wording_pairs(other);

        CREATE TABLE claim_decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,                 -- same, apart or word
            one TEXT NOT NULL,                  -- the digest of a wording, and where else it is found by
            one_place TEXT NOT NULL,            -- JSON: the text_hash of an article, spans in it, and the words
            other TEXT,
            other_place TEXT,
            words TEXT,                         -- of the claim, where that was decided
            decided_at TEXT NOT NULL,           -- ISO 8601, UTC
            undone_at TEXT
        );
    """)


def statements_to_compare(database: "Database") -> None:
    """Which statements are new or changed since claims were found last. Triggers see to it, whoever writes."""
    database.executescript("""
        CREATE TABLE statements_to_compare (
            statement_id INTEGER PRIMARY KEY REFERENCES statements(id) ON DELETE CASCADE
        );
        CREATE TABLE wordings_left (            -- that a statement doesn't have any more
            wording_id INTEGER PRIMARY KEY
        );
        INSERT INTO statements_to_compare SELECT id FROM statements;
        CREATE TRIGGER statements_compare_new AFTER INSERT ON statements BEGIN
            INSERT OR IGNORE INTO statements_to_compare VALUES (new.id);
        END;
        CREATE TRIGGER statements_compare_again AFTER UPDATE OF quote_spans, kind, act, standing, cue, speaker_spans
        ON statements BEGIN
            INSERT OR IGNORE INTO statements_to_compare VALUES (new.id);
        END;
        CREATE TRIGGER statement_wordings_left AFTER DELETE ON statement_wordings BEGIN
            INSERT OR IGNORE INTO wordings_left VALUES (old.wording_id);
        END;
        CREATE TRIGGER statement_wordings_moved AFTER UPDATE OF wording_id ON statement_wordings
        WHEN old.wording_id <> new.wording_id BEGIN
            INSERT OR IGNORE INTO wordings_left VALUES (old.wording_id);
        END;
    """)


CLAIMS = (claims, statements_to_compare)
