"""The schema of the first version: articles, statements, actors, mentions, and what finds them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def articles_and_paragraphs(database: "Database") -> None:
    """The texts, and where their paragraphs are."""
    database.executescript("""
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT,
            outlet TEXT,
            url TEXT,
            author TEXT,
            language TEXT,                      -- de, en, or null where neither was recognised
            published_on TEXT,                  -- ISO 8601 date
            published_on_basis TEXT NOT NULL,   -- where that date is from; file_… are guesses
            source TEXT,                        -- the file it was read from, - for stdin
            text TEXT NOT NULL,                 -- the whole text; every span counts its code points from 0
            text_hash TEXT NOT NULL UNIQUE,     -- SHA-256 of the text in UTF-8
            words INTEGER NOT NULL,
            ingested_at TEXT NOT NULL,          -- ISO 8601, UTC
            model_version TEXT NOT NULL,        -- the model and the code that found its statements
            code_version TEXT NOT NULL
        );
        CREATE INDEX articles_outlet ON articles(outlet COLLATE NOCASE);
        CREATE INDEX articles_published_on ON articles(published_on);
        CREATE TRIGGER articles_text_stays BEFORE UPDATE OF text ON articles
        BEGIN
            SELECT raise(ABORT, 'the text of an article does not change: its spans would point elsewhere');
        END;

        CREATE TABLE paragraphs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,             -- the paragraph is text[start:end] of its article
            "end" INTEGER NOT NULL
        );
        CREATE INDEX paragraphs_article_id ON paragraphs(article_id, start);
        CREATE VIEW paragraph_texts AS
            SELECT paragraphs.id, article_id, start, "end", substr(text, start + 1, "end" - start) AS text
            FROM paragraphs JOIN articles ON articles.id = article_id;
    """)


def statements(database: "Database") -> None:
    """Who said what: one row for each attributed quotation."""
    database.executescript("""
        CREATE TABLE statements (
            id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a number is never given to another statement
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            paragraph_id INTEGER REFERENCES paragraphs(id),  -- where the quote begins
            start INTEGER NOT NULL,                 -- where the quote begins in the article's text
            kind TEXT NOT NULL,                     -- direct, indirect, reported, free_indirect, ...
            quote TEXT NOT NULL,                    -- its words; ' … ' stands between two spans
            quote_spans TEXT NOT NULL,              -- JSON [[start, end], ...] in the article's text
            speaker TEXT NOT NULL,                  -- as printed; empty where nobody is named
            speaker_spans TEXT NOT NULL,
            cue TEXT NOT NULL,
            cue_spans TEXT NOT NULL,
            frame TEXT NOT NULL,
            frame_spans TEXT NOT NULL,
            addressee TEXT NOT NULL,
            addressee_spans TEXT NOT NULL,
            act TEXT NOT NULL,
            said_on TEXT,                           -- ISO 8601 date
            said_on_basis TEXT NOT NULL,            -- words (of the text), published or unknown
            said_on_words TEXT,                     -- the words the date was taken from
            said_on_words_spans TEXT NOT NULL,
            day TEXT,                               -- said_on, or else the article's published_on
            confidence REAL NOT NULL,               -- 0 to 1
            inside INTEGER REFERENCES statements(id) ON DELETE SET NULL  -- the statement that quotes this one
        );
        CREATE INDEX statements_article_id ON statements(article_id, start);
        CREATE INDEX statements_paragraph_id ON statements(paragraph_id);
        CREATE INDEX statements_inside ON statements(inside) WHERE inside IS NOT NULL;
        CREATE INDEX statements_newest ON statements(day DESC, article_id DESC, start, id);
    """)


def actors(database: "Database") -> None:
    """Who speaks and who is addressed: one row for each actor however often and however spelled."""
    database.executescript("""
        CREATE TABLE actors (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            kind TEXT NOT NULL                  -- person, organisation, place or other
        );
        CREATE TABLE actor_names (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            actor_id INTEGER REFERENCES actors(id),
            name TEXT NOT NULL,                 -- as printed
            kind TEXT NOT NULL,                 -- what the text took it for
            block TEXT NOT NULL,                -- only names of the same block can mean the same actor
            folded TEXT NOT NULL,               -- without case, accents and umlauts: Müller is muller
            statements INTEGER NOT NULL,        -- in how many statements somebody of this name speaks
            addressed INTEGER NOT NULL,         -- in how many somebody of this name is spoken to
            UNIQUE (name, kind)
        );
        CREATE INDEX actor_names_actor_id ON actor_names(actor_id);
        CREATE INDEX actor_names_block ON actor_names(block);
        CREATE INDEX actor_names_folded ON actor_names(folded);

        CREATE TABLE statement_speakers (
            statement_id INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,          -- 0, 1, ... where several speak
            actor_id INTEGER NOT NULL REFERENCES actors(id),
            actor_name_id INTEGER NOT NULL REFERENCES actor_names(id),
            description TEXT,                   -- the office or title under which the article names them
            resolution TEXT NOT NULL,           -- how the printed words led to the actor
            PRIMARY KEY (statement_id, position)
        ) WITHOUT ROWID;
        CREATE INDEX statement_speakers_actor_id ON statement_speakers(actor_id, statement_id);
        CREATE INDEX statement_speakers_actor_name_id ON statement_speakers(actor_name_id);

        CREATE TABLE statement_addressees (
            statement_id INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            actor_id INTEGER NOT NULL REFERENCES actors(id),
            actor_name_id INTEGER NOT NULL REFERENCES actor_names(id),
            description TEXT,
            resolution TEXT NOT NULL,
            PRIMARY KEY (statement_id, position)
        ) WITHOUT ROWID;
        CREATE INDEX statement_addressees_actor_id ON statement_addressees(actor_id, statement_id);
        CREATE INDEX statement_addressees_actor_name_id ON statement_addressees(actor_name_id);
    """)


def mentions(database: "Database") -> None:
    """The named entities of the articles."""
    database.executescript("""
        CREATE TABLE mentions (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,             -- the mention is text[start:end] of its article
            "end" INTEGER NOT NULL,
            text TEXT NOT NULL,                 -- as printed there
            name TEXT NOT NULL,                 -- the fullest form of the name that the article prints
            kind TEXT NOT NULL,                 -- person, organisation, place or other
            actor_id INTEGER REFERENCES actors(id)  -- null for those who neither speak nor are addressed
        );
        CREATE INDEX mentions_article_id ON mentions(article_id, start);
        CREATE INDEX mentions_name ON mentions(name);
        CREATE INDEX mentions_actor_id ON mentions(actor_id) WHERE actor_id IS NOT NULL;
    """)


def full_text(database: "Database") -> None:
    """Full-text indexes. None of them holds a copy of the texts; triggers keep them in step."""
    database.executescript("""
        CREATE VIRTUAL TABLE statements_fts USING fts5(
            quote, frame, content='statements', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN
            INSERT INTO statements_fts(rowid, quote, frame) VALUES (new.id, new.quote, new.frame);
        END;
        CREATE TRIGGER statements_fts_delete AFTER DELETE ON statements BEGIN
            INSERT INTO statements_fts(statements_fts, rowid, quote, frame)
            VALUES ('delete', old.id, old.quote, old.frame);
        END;
        CREATE TRIGGER statements_fts_update AFTER UPDATE OF id, quote, frame ON statements BEGIN
            INSERT INTO statements_fts(statements_fts, rowid, quote, frame)
            VALUES ('delete', old.id, old.quote, old.frame);
            INSERT INTO statements_fts(rowid, quote, frame) VALUES (new.id, new.quote, new.frame);
        END;

        CREATE VIRTUAL TABLE paragraphs_fts USING fts5(
            text, content='paragraph_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER paragraphs_fts_insert AFTER INSERT ON paragraphs BEGIN
            INSERT INTO paragraphs_fts(rowid, text)
            SELECT new.id, substr(text, new.start + 1, new."end" - new.start)
            FROM articles WHERE id = new.article_id;
        END;
        CREATE TRIGGER paragraphs_fts_delete BEFORE DELETE ON paragraphs BEGIN
            INSERT INTO paragraphs_fts(paragraphs_fts, rowid, text)
            SELECT 'delete', old.id, substr(text, old.start + 1, old."end" - old.start)
            FROM articles WHERE id = old.article_id;
        END;
        CREATE TRIGGER paragraphs_stay BEFORE UPDATE ON paragraphs BEGIN
            SELECT raise(ABORT, 'a paragraph does not change');
        END;
        -- A cascade would delete the paragraphs after the text that their index entries are deleted by.
        CREATE TRIGGER articles_paragraphs_delete BEFORE DELETE ON articles BEGIN
            DELETE FROM statements WHERE article_id = old.id;
            DELETE FROM paragraphs WHERE article_id = old.id;
        END;

        CREATE VIRTUAL TABLE articles_fts USING fts5(
            title, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
            INSERT INTO articles_fts(rowid, title) VALUES (new.id, new.title);
        END;
        CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, title) VALUES ('delete', old.id, old.title);
        END;
        CREATE TRIGGER articles_fts_update AFTER UPDATE OF id, title ON articles BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, title) VALUES ('delete', old.id, old.title);
            INSERT INTO articles_fts(rowid, title) VALUES (new.id, new.title);
        END;
    """)


def vocabulary(database: "Database") -> None:
    """The distinct words of all texts, found by any three letters: what topics are expanded from.

    A word is never removed; one that no text has any more finds nothing.
    """
    database.executescript("""
        CREATE TABLE words (
            id INTEGER PRIMARY KEY,
            word TEXT NOT NULL UNIQUE           -- as the full-text indexes have it
        );
        CREATE VIRTUAL TABLE words_fts USING fts5(folded, content='', detail=none, tokenize='trigram');
    """)


def readable_views(database: "Database") -> None:
    """For whoever opens the database in another program: a statement with its actors and its article."""
    database.executescript("""
        CREATE VIEW statements_with_actors AS
            SELECT statements.id, day,
                (SELECT group_concat(name, ', ')
                 FROM statement_speakers JOIN actors ON actors.id = actor_id
                 WHERE statement_id = statements.id) AS actors,
                act,
                (SELECT group_concat(name, ', ')
                 FROM statement_addressees JOIN actors ON actors.id = actor_id
                 WHERE statement_id = statements.id) AS addressees,
                statements.kind, quote, speaker, cue, said_on_basis, confidence,
                articles.title, outlet, url, published_on, published_on_basis, article_id
            FROM statements JOIN articles ON articles.id = article_id;
    """)


FIRST_SCHEMA = (
    articles_and_paragraphs,
    statements,
    actors,
    mentions,
    full_text,
    vocabulary,
    readable_views,
)
