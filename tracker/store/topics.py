"""Finding a topic: its words are expanded to related words of the texts, and looked up where they stand.

The vocabulary has the distinct words of all texts; which of them are related is known to `tracker.topics`.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.spelling import loosely_folded
from tracker.store.filters import Filter
from tracker.topics import Phrase, TopicWord, is_related, parts_of

LONGEST_WORD = 60  # letters: longer ones are addresses and broken text
PLACES = ("statement", "paragraph", "article")  # where a topic can be, from the narrowest to the widest
FEW = 500  # statements times words: up to here each is looked up faster than all matches are gathered
# Going on by a statement in the order of days costs this much of looking up and sorting a match. Measured on 1,086,589
# statements: 0.3 and 3 millionths of a second.
STEP_FOR_A_MATCH = 0.1

STATEMENTS_THAT_HAVE = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?"
STATEMENT_HAS = f"statements.id IN ({STATEMENTS_THAT_HAVE})"
PARAGRAPH_HAS = "statements.paragraph_id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)"
ARTICLES_THAT_HAVE = """
    SELECT article_id FROM paragraphs
    WHERE id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)
    UNION SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?
"""

# A text is split into words by the indexes' own tokenizer: no other knows every script in the same way.
SPLITTER = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS temp.split_text
       USING fts5(text, content='', detail=none, tokenize='unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.split_words USING fts5vocab('temp', 'split_text', 'row')",
)


def add_words(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
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


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    """A topic as FTS5 expressions, all of one of the `alternatives`, and how far from a statement: one of PLACES."""

    alternatives: tuple[tuple[str, ...], ...]
    scope: str

    def filter(self, *, listed: bool = False) -> Filter:
        """The statements that have the topic in one of the places: `listed`, or each looked at for itself."""
        having = f"SELECT * FROM ({ARTICLES_THAT_HAVE})"
        in_article = " UNION ".join(
            f"SELECT * FROM ({' INTERSECT '.join(having for _ in expressions)})" for expressions in self.alternatives
        )
        places = [
            Filter(STATEMENT_HAS, (self.match,)),
            Filter(PARAGRAPH_HAS, (self.match,)),
            Filter(
                f"statements.article_id IN ({in_article})",
                tuple(each for one in self.alternatives for each in one for _ in range(2)),
            ),
        ]
        looked_in = places[: PLACES.index(self.scope) + 1]
        values = tuple(value for each in looked_in for value in each.parameters)
        if not listed:
            return Filter(f"({' OR '.join(each.sql for each in looked_in)})", values)
        wider = (f"SELECT id FROM statements WHERE {each.sql}" for each in looked_in[1:])
        return Filter(f"statements.id IN ({' UNION ALL '.join((STATEMENTS_THAT_HAVE, *wider))})", values)

    def is_frequent(self, connection: sqlite3.Connection, limit: int) -> bool:
        """Whether enough statements have it that going through the newest soon meets `limit` of them."""
        table = "statements_fts" if self.scope == "statement" else "paragraphs_fts"
        (matches,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", [self.match]).fetchone()
        (statements,) = connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()
        return bool(matches * matches > STEP_FOR_A_MATCH * limit * statements)

    def of(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
        """Where each of these statements, which all have it somewhere, has it: in the narrowest place."""
        *narrower, widest = PLACES[: PLACES.index(self.scope) + 1]
        found = dict.fromkeys(numbers, widest)
        for place in reversed(narrower):
            found |= dict.fromkeys(self._having(connection, place, numbers), place)
        return found

    @property
    def match(self) -> str:
        """The whole as one FTS5 expression, for a text that has all of an alternative."""
        return " OR ".join(f"({' AND '.join(expressions)})" for expressions in self.alternatives)

    def _having(self, connection: sqlite3.Connection, place: str, numbers: Sequence[int]) -> list[int]:
        table, column = ("statements_fts", "id") if place == "statement" else ("paragraphs_fts", "paragraph_id")
        matching = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        few = len(numbers) * (1 + self.match.count(" ")) < FEW
        has = f"EXISTS ({matching} AND rowid = {column})" if few else f"{column} IN ({matching})"
        rows = connection.execute(
            f"SELECT id FROM statements WHERE id IN (SELECT value FROM json_each(?)) AND {has}",
            [json.dumps(list(numbers)), self.match],
        )
        return [number for (number,) in rows]
