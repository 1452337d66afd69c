"""The distinct words of all texts: what a topic's words are expanded from to search for them."""

import json
import sqlite3
from collections.abc import Iterable
from functools import cache

from tracker.spelling import loosely_folded
from tracker.store.topics import Phrase, TopicWord, is_related, parts_of

LONGEST_WORD = 60  # letters: longer ones are addresses and broken text


def add(connection: sqlite3.Connection, words: Iterable[str]) -> None:
    """Add the words of a text, as `tracker.spelling.tokens` gives them."""
    listed = [word for word in sorted(words) if len(word) <= LONGEST_WORD and not word.isdecimal()]
    unknown = connection.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT word FROM words)", [json.dumps(listed)]
    ).fetchall()
    for (word,) in unknown:
        number = connection.execute("INSERT INTO words (word) VALUES (?)", [word]).lastrowid
        connection.execute("INSERT INTO words_fts (rowid, folded) VALUES (?, ?)", [number, loosely_folded(word)])


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
