"""Fragments: quotes inside a statement of the same speakers, whose words are read there already.

*Er nannte den Plan „unausgegoren“* is a statement with another one, „unausgegoren“, inside.

Where the words of a statement are read is written down with it, for that doesn't change: `statements.fragment`. Whether
different names mean the same speakers, and whether the statement around it is asked for, is found out by each question.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from tracker.terms import Kind


class Fragment(IntEnum):
    """What a statement is of the one that it stands inside."""

    NO = 0
    SAME_NAMES = 1  # of the same speakers, whatever their names mean
    OTHER_NAMES = 2  # of the same speakers if their names mean the same


def mark(connection: sqlite3.Connection, article_id: int | None = None) -> None:
    """Write down of an article's statements, or of all, which are fragments. Speakers must have been written before."""
    rows = connection.execute(
        """SELECT inner.id, outer.id, inner.quote_spans, outer.quote_spans, outer.matter_spans, outer.kind,
               inner.speaker = outer.speaker
           FROM statements AS inner JOIN statements AS outer ON outer.id = inner.inside
           WHERE inner.inside IS NOT NULL AND (?1 IS NULL OR inner.article_id = ?1)""",
        [article_id],
    ).fetchall()
    nested = [(inner, outer, alike) for inner, outer, *places, alike in rows if _shown_in(*places)]
    names = _speakers(connection, "actor_name_id", (number for inner, outer, _ in nested for number in (inner, outer)))
    connection.executemany(
        "UPDATE statements SET fragment = ? WHERE id = ?",
        [(_fragment(names[inner], names[outer], alike), inner) for inner, outer, alike in nested],
    )


def left_out(connection: sqlite3.Connection, statements: Sequence[tuple[int, int, int | None]]) -> set[int]:
    """Those of the statements, each with its `fragment` and `inside`, that are fragments of another one of them."""
    listed = {number for number, *_ in statements}
    nested = [(inner, outer, kind) for inner, kind, outer in statements if kind and outer in listed]
    unlike = of_others(connection, [row[:2] for row in nested if row[2] == Fragment.OTHER_NAMES])
    return {inner for inner, *_ in nested} - unlike


def of_others(connection: sqlite3.Connection, nested: Sequence[tuple[int, int]]) -> set[int]:
    """Of statements, each with the one it stands inside, those that have other speakers than that."""
    speakers = _speakers(connection, "actor_id", (number for pair in nested for number in pair))
    return {inner for inner, outer in nested if speakers[inner] != speakers[outer]}


def _fragment(names: frozenset[int], outer_names: frozenset[int], same_words: bool) -> Fragment:
    if not names and not outer_names:
        return Fragment.SAME_NAMES if same_words else Fragment.NO
    if not names or not outer_names:
        return Fragment.NO
    return Fragment.SAME_NAMES if names == outer_names else Fragment.OTHER_NAMES


def _shown_in(quote: str, outer: str, matter: str, kind: str) -> bool:
    """Whether the words of a quote are among those that are shown of the other statement."""
    return lie_within(json.loads(quote), json.loads(matter if kind == Kind.REPORTED and matter != "[]" else outer))


def lie_within(spans: Iterable[Sequence[int]], others: Sequence[Sequence[int]]) -> bool:
    """Whether each of the spans, [start, end], lies in one of the others."""
    return all(any(start <= first and last <= end for start, end in others) for first, last in spans)


def _speakers(connection: sqlite3.Connection, column: str, numbers: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """The speakers of statements, by the numbers of the actors, or of their names in the article."""
    wanted = json.dumps(sorted(set(numbers)))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for number, actor in connection.execute(
        f"""SELECT statement_id, {column} FROM statement_speakers
            WHERE statement_id IN (SELECT value FROM json_each(?))""",
        [wanted],
    ):
        found[number].add(actor)
    return defaultdict(frozenset, {number: frozenset(actors) for number, actors in found.items()})
