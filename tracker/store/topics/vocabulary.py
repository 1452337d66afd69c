"""The distinct words of all texts: what a topic's words are expanded from to search for them."""

import sqlite3
from collections.abc import Iterable
from functools import cache

from tracker.spelling import loosely_folded
from tracker.store.topics.morphology import Phrase, TopicWord, is_related, parts_of

LONGEST_WORD = 60  # letters: longer ones are addresses and broken text


# A text is split into words by the indexes' own tokenizer: no other knows every script in the same way.
SPLITTER = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS temp.split_text
       USING fts5(text, content='', detail=none, tokenize='unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.split_words USING fts5vocab('temp', 'split_text', 'row')",
)


def add(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Add the words of texts, as the full-text indexes have them."""
    for command in SPLITTER:
        connection.execute(command)
    connection.executemany("INSERT INTO temp.split_text (text) VALUES (?)", [(text,) for text in texts])
    unknown = connection.execute(
        "SELECT term FROM temp.split_words WHERE length(term) <= ? AND term NOT IN (SELECT word FROM words)",
        [LONGEST_WORD],
    ).fetchall()
    connection.execute("INSERT INTO temp.split_text (split_text) VALUES ('delete-all')")
    for (word,) in unknown:
        if not is_number(word):
            number = connection.execute("INSERT INTO words (word) VALUES (?)", [word]).lastrowid
            connection.execute("INSERT INTO words_fts (rowid, folded) VALUES (?, ?)", [number, loosely_folded(word)])


def is_number(word: str) -> bool:
    """Whether a word of the indexes is digits alone, which the vocabulary does without."""
    return word.isdecimal()


def expressions(connection: sqlite3.Connection, topic: str) -> list[str]:
    """One FTS5 expression for each part of the topic; a text about it matches all. Empty without a word."""
    return [_expression(connection, part) for part in parts_of(topic)]


def _expression(connection: sqlite3.Connection, part: TopicWord | Phrase) -> str:
    if isinstance(part, Phrase):
        return f'"{" ".join(part.words)}"'
    words = sorted({part.word, *_related(connection, part)})
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def _related(connection: sqlite3.Connection, topic: TopicWord) -> list[str]:
    @cache
    def is_word(word: str) -> bool:
        return connection.execute("SELECT 1 FROM words WHERE word = ?", [word]).fetchone() is not None

    return [word for word in _candidates(connection, topic) if is_related(topic, word, is_word)]


def _candidates(connection: sqlite3.Connection, topic: TopicWord) -> list[str]:
    """The words that have the letters of a related word in them: all of its runs of three."""
    letters = [_runs_of_three(form) for form in topic.stems]
    if not letters:
        # Too short for the index: a word of one or two letters has itself and its accents only.
        return [word for word in (topic.word,) if word]
    rows = connection.execute(
        "SELECT word FROM words WHERE id IN (SELECT rowid FROM words_fts WHERE words_fts MATCH ?)",
        [" OR ".join(letters)],
    )
    return [word for (word,) in rows]


def _runs_of_three(form: str) -> str:
    runs = dict.fromkeys(form[start : start + 3] for start in range(len(form) - 2))
    return "(" + " AND ".join(f'"{run}"' for run in runs) + ")"
