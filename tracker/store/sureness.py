"""How sure it is who speaks in a statement.

A speaker is a guess where it isn't probable enough that the words mean them; or, where that isn't known, where the name
isn't printed there, but concluded from a pronoun, a description or from who speaks around. And where a part of a name
is taken for somebody's whose full name only other articles print.

Which statements have such a speaker is written down with them, in `statements.doubtful`: to find it out takes three
look-ups for each, and a question may ask for all of them. So whoever changes what it depends on calls `mark`.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tracker.terms import Resolution

SURE = 0.9  # how probable a speaker must be to be no guess

_MEANT = """
    LEFT JOIN article_names
        ON article_names.article_id = statements.article_id AND article_names.name_id = actor_name_id
    LEFT JOIN name_groups ON name_groups.id = article_names.group_id
"""
_NOT_PRINTED = ", ".join(f"'{each}'" for each in Resolution if each.guessed)
# Of the bases of `tracker.actors.resolving.explanations`, which takes time to import.
_TAKEN_FOR = ("description", "only", "mostly")
_GUESSED = f"""
    (resolution <> '{Resolution.DECISION}'
     AND coalesce(statement_speakers.confidence < {SURE}, resolution IN ({_NOT_PRINTED}))
     OR resolution <> '{Resolution.DECISION}' AND coalesce(basis, '') IN {_TAKEN_FOR})
"""
_DOUBTFUL = f"""
    EXISTS (SELECT 1 FROM statement_speakers {_MEANT} WHERE statement_id = statements.id AND {_GUESSED})
"""
MARKED_WRONGLY = f"SELECT statements.id FROM statements WHERE doubtful <> {_DOUBTFUL}"


class Speaker(NamedTuple):
    """An actor who speaks in a statement, how the words led there, how probable that is and whether it is a guess."""

    name: str
    resolution: str
    confidence: float | None
    is_guess: bool
    actor_id: int
    kind: str


def mark(connection: sqlite3.Connection, articles: Collection[int] | None = None) -> None:
    """Write down of the statements of some articles, or of all, whether one of their speakers is a guess.

    Their speakers and mentions must have been written before, and the groups of these linked.
    """
    of_some = "" if articles is None else "AND article_id IN (SELECT value FROM json_each(?))"
    connection.execute(
        f"UPDATE statements SET doubtful = NOT doubtful WHERE id IN ({MARKED_WRONGLY} {of_some})",
        [] if articles is None else [json.dumps(list(articles))],
    )


def mark_groups(connection: sqlite3.Connection, groups: Collection[int]) -> None:
    """The same of the statements in which names of these groups stand."""
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM article_names WHERE group_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(groups))],
    )
    mark(connection, [article for (article,) in rows])


def differ(basis: str, other: str) -> bool:
    """Whether of two bases, on which a name is taken for an actor's, one makes a guess of it and the other doesn't."""
    return (basis in _TAKEN_FOR) != (other in _TAKEN_FOR)


def speakers(connection: sqlite3.Connection, statements: str) -> Mapping[int, list[Speaker]]:
    """Who speaks in each of the statements (a JSON array of numbers), in order, each once.

    Whose words have two names there is a guess if one of these is: the statement isn't sure then.
    """
    found: defaultdict[int, dict[int, Speaker]] = defaultdict(dict)
    rows = connection.execute(
        f"""SELECT statement_id, actors.name, resolution, statement_speakers.confidence, {_GUESSED}, actors.id,
                   actors.kind
            FROM statement_speakers JOIN statements ON statements.id = statement_id {_MEANT}
            JOIN actors ON actors.id = statement_speakers.actor_id
            WHERE statement_id IN (SELECT value FROM json_each(?)) ORDER BY statement_id, position""",
        [statements],
    )
    for number, name, resolution, confidence, is_guess, actor_id, kind in rows:
        before = found[number].get(actor_id)
        if before is None or (is_guess and not before.is_guess):
            found[number][actor_id] = Speaker(name, resolution, confidence, bool(is_guess), actor_id, kind)
    return defaultdict(list, {number: list(each.values()) for number, each in found.items()})
