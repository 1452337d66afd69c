"""Where a topic is found: in statements, their paragraphs, or their articles."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Condition: TypeAlias = tuple[str, list[Any]]  # SQL with its parameters

PLACES = ("statement", "paragraph", "article")  # where a topic can be, from the narrowest to the widest
FEW = 500  # statements times words: so many are looked up more quickly than all that match are gathered
STEPS_FOR_A_MATCH = 2  # going through all statements by day costs so many times as much a statement as sorting matches

STATEMENT_HAS = "statements.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
PARAGRAPH_HAS = "statements.paragraph_id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)"
ARTICLES_THAT_HAVE = """
    SELECT article_id FROM paragraphs
    WHERE id IN (SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?)
    UNION SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?
"""


@dataclass(frozen=True, slots=True)
class TopicPlaces:
    """A topic as FTS5 expressions, all of which must match, and how far from a statement: one of PLACES."""

    expressions: tuple[str, ...]
    scope: str

    def condition(self) -> Condition:
        """What holds for the statements that have the topic in one of the places."""
        in_article = " INTERSECT ".join(f"SELECT * FROM ({ARTICLES_THAT_HAVE})" for _ in self.expressions)
        places: list[Condition] = [
            (STATEMENT_HAS, [self._match]),
            (PARAGRAPH_HAS, [self._match]),
            (f"statements.article_id IN ({in_article})", [each for each in self.expressions for _ in range(2)]),
        ]
        looked_in = places[: PLACES.index(self.scope) + 1]
        values = [value for _, values in looked_in for value in values]
        return "(" + " OR ".join(sql for sql, _ in looked_in) + ")", values

    def is_frequent(self, connection: sqlite3.Connection, limit: int) -> bool:
        """Whether so many statements have it that going through the newest soon meets `limit` of them."""
        table = "statements_fts" if self.scope == "statement" else "paragraphs_fts"
        (matches,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", [self._match]).fetchone()
        (statements,) = connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()
        return bool(matches * matches > STEPS_FOR_A_MATCH * limit * statements)

    def of(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
        """Where each of these statements, which all have it somewhere, has it: in the narrowest place."""
        *narrower, widest = PLACES[: PLACES.index(self.scope) + 1]
        found = dict.fromkeys(numbers, widest)
        for place in reversed(narrower):
            found |= dict.fromkeys(self._having(connection, place, numbers), place)
        return found

    @property
    def _match(self) -> str:
        return " AND ".join(self.expressions)

    def _having(self, connection: sqlite3.Connection, place: str, numbers: Sequence[int]) -> list[int]:
        table, column = ("statements_fts", "id") if place == "statement" else ("paragraphs_fts", "paragraph_id")
        matching = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        few = len(numbers) * (1 + self._match.count(" ")) < FEW
        has = f"EXISTS ({matching} AND rowid = {column})" if few else f"{column} IN ({matching})"
        rows = connection.execute(
            f"SELECT id FROM statements WHERE id IN (SELECT value FROM json_each(?)) AND {has}",
            [json.dumps(list(numbers)), self._match],
        )
        return [number for (number,) in rows]
