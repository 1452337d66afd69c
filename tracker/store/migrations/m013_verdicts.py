"""Verdicts: what fact-checkers have found of claims, and which statements these are about."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def imported_verdicts(database: "Database") -> None:
    """Verdicts that were read from fact-checkers' markup, and what they were before they were corrected."""
    database.executescript("""
        CREATE TABLE verdicts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,   -- stays where the review is corrected
            identity TEXT NOT NULL UNIQUE,      -- of which review it is: its page and the claim's words
            address TEXT,                       -- its page, without what doesn't name it
            claim TEXT NOT NULL,
            claimants TEXT NOT NULL,            -- JSON: names
            claimed_on TEXT,                    -- ISO 8601 date
            rating TEXT NOT NULL,               -- as printed
            rating_value REAL,                  -- its number, from worst_rating to best_rating
            best_rating REAL,
            worst_rating REAL,
            label TEXT,                         -- what the rating stands for, where a list of known ones has it
            reviewer TEXT,
            site TEXT,
            url TEXT,
            title TEXT,
            reviewed_on TEXT,
            language TEXT,
            licence TEXT,                       -- of the markup
            source TEXT NOT NULL,               -- the file or address it was read from
            imported_at TEXT NOT NULL           -- ISO 8601, UTC
        );
        CREATE INDEX verdicts_address ON verdicts(address) WHERE address IS NOT NULL;
        CREATE TABLE verdict_appearances (      -- pages on which the claim was made
            verdict_id INTEGER NOT NULL REFERENCES verdicts(id) ON DELETE CASCADE,
            url TEXT NOT NULL,
            address TEXT,                       -- the page, without what doesn't name it
            PRIMARY KEY (verdict_id, url)
        ) WITHOUT ROWID;
        CREATE INDEX verdict_appearances_address ON verdict_appearances(address) WHERE address IS NOT NULL;
        CREATE TABLE verdict_words (            -- words of the claim that statements are found by
            word TEXT NOT NULL,
            verdict_id INTEGER NOT NULL REFERENCES verdicts(id) ON DELETE CASCADE,
            PRIMARY KEY (word, verdict_id)
        ) WITHOUT ROWID;
        CREATE INDEX verdict_words_verdict_id ON verdict_words(verdict_id);
        CREATE TABLE former_verdicts (          -- what a verdict said before it was corrected
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            verdict_id INTEGER NOT NULL REFERENCES verdicts(id) ON DELETE CASCADE,
            fields TEXT NOT NULL,               -- JSON
            replaced_at TEXT NOT NULL           -- ISO 8601, UTC
        );
        CREATE INDEX former_verdicts_verdict_id ON former_verdicts(verdict_id);
    """)


def verdict_matches(database: "Database") -> None:
    """Which statements verdicts may be about, and what the user decided of that."""
    database.executescript("""
        -- Whether a verdict's claimant is who said it isn't here: that is asked of the actors as they are.
        CREATE TABLE verdict_matches (
            verdict_id INTEGER NOT NULL REFERENCES verdicts(id) ON DELETE CASCADE,
            statement_id INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
            score REAL NOT NULL,                -- how alike the words are, 0 to 1
            against TEXT NOT NULL,              -- JSON: what speaks against it; [] where nothing does
            PRIMARY KEY (verdict_id, statement_id)
        ) WITHOUT ROWID;
        CREATE INDEX verdict_matches_statement_id ON verdict_matches(statement_id);
        CREATE TABLE verdict_decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            same INTEGER NOT NULL,              -- 1: the verdict is about the statement, 0: it is not
            verdict TEXT NOT NULL,              -- the identity of the verdict
            claim TEXT NOT NULL,                -- its words
            article TEXT NOT NULL,              -- the text_hash of the statement's article
            statement_id INTEGER NOT NULL,      -- its number then
            words TEXT NOT NULL,                -- of its quote, folded
            decided_by TEXT NOT NULL,
            decided_at TEXT NOT NULL,           -- ISO 8601, UTC
            undone_at TEXT
        );
        CREATE INDEX verdict_decisions_verdict ON verdict_decisions(verdict);
        CREATE INDEX verdict_decisions_statement_id ON verdict_decisions(statement_id);
    """)


def all_verdicts(database: "Database") -> None:
    """Verdicts of fact-checkers and the user's own as one kind of row."""
    database.executescript("""
        CREATE INDEX statement_decisions_words ON statement_decisions(words);
        CREATE VIEW own_verdicts AS             -- and the decision that each is from: its own, or in another printing
            SELECT id AS statement_id, coalesce(
                (SELECT max(decisions.id) FROM statement_decisions AS decisions
                    WHERE decisions.statement_id = statements.id AND undone_at IS NULL
                    AND json_extract(changes, '$.verdict') IS NOT NULL),
                (SELECT max(decisions.id) FROM statement_decisions AS decisions
                    WHERE decisions.words = quote AND undone_at IS NULL
                    AND json_extract(changes, '$.verdict') IS NOT NULL)
            ) AS decision_id
            FROM statements WHERE verdict IS NOT NULL;
        CREATE VIEW all_verdicts AS
            SELECT 'imported' AS origin, id, NULL AS statement_id, claim, claimants, claimed_on, rating, label,
                coalesce(reviewer, site) AS said_by, site, url, title, reviewed_on, language
            FROM verdicts
            UNION ALL
            SELECT 'own', NULL, statements.id, quote,
                (SELECT json_group_array(DISTINCT name) FROM statement_speakers JOIN actors ON actors.id = actor_id
                    WHERE statement_speakers.statement_id = statements.id),
                day, verdict, verdict, decided_by, NULL, json_extract(links, '$[0]'), finding,
                substr(decided_at, 1, 10), articles.language
            FROM own_verdicts JOIN statements ON statements.id = own_verdicts.statement_id
            JOIN articles ON articles.id = article_id
            LEFT JOIN statement_decisions ON statement_decisions.id = decision_id;
    """)


VERDICTS = (imported_verdicts, verdict_matches, all_verdicts)
