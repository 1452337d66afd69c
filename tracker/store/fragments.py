"""Fragments: quotes inside a statement of the same speakers, whose words are read there already.

*Er nannte den Plan „unausgegoren“* is a statement with another one, „unausgegoren“, inside.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.terms import Kind


def left_out(connection: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
    """Those of the statements that are fragments of another one of them."""
    listed = set(numbers)
    rows = connection.execute(
        """SELECT inner.id, outer.id, inner.quote_spans, outer.quote_spans, outer.matter_spans, outer.kind,
               inner.speaker, outer.speaker
           FROM statements AS inner JOIN statements AS outer ON outer.id = inner.inside
           WHERE inner.inside IS NOT NULL AND inner.id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(numbers))],
    ).fetchall()
    nested = [row for row in rows if row[1] in listed and _shown_in(*row[2:6])]
    speakers = _speakers(connection, {number for row in nested for number in row[:2]})
    return {
        inner
        for inner, outer, *_, speaker, outer_speaker in nested
        if speakers[inner] == speakers[outer] and (speakers[inner] or speaker == outer_speaker)
    }


def _shown_in(quote: str, outer: str, matter: str, kind: str) -> bool:
    """Whether the words of a quote are among those that are shown of the other statement."""
    shown = json.loads(matter if kind == Kind.REPORTED and matter != "[]" else outer)
    return all(any(start <= first and last <= end for start, end in shown) for first, last in json.loads(quote))


def _speakers(connection: sqlite3.Connection, numbers: set[int]) -> Mapping[int, frozenset[int]]:
    rows = connection.execute(
        "SELECT statement_id, actor_id FROM statement_speakers WHERE statement_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(numbers))],
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for number, actor in rows:
        found[number].add(actor)
    return defaultdict(frozenset, {number: frozenset(actors) for number, actors in found.items()})
