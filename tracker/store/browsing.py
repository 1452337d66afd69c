"""What pages need besides the questions of the command line: one article, who is meant by number, words half typed."""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence

from tracker.store import queries
from tracker.store.filters import NOT_REPEATED
from tracker.store.rows.articles import ArticleRow
from tracker.store.rows.statements import ActorKey, PeopleOfStatement, RoleSpans, StatementRow

LEAST_TYPED = 3  # letters: what begins with fewer is most of a large database
_WORD = re.compile(r"\w+")


def article(connection: sqlite3.Connection, number: int) -> ArticleRow | None:
    """The article with this number."""
    return next(iter(queries.article_rows(connection, "articles.id = ?", [number])), None)


def people_of(connection: sqlite3.Connection, statements: Sequence[int]) -> Mapping[int, PeopleOfStatement]:
    """The actors who speak and who are addressed in these statements, each once, in the order of `StatementRow`."""
    found = {number: PeopleOfStatement([], []) for number in statements}
    for table, side in (("statement_speakers", "speakers"), ("statement_addressees", "addressees")):
        rows = connection.execute(
            f"""SELECT statement_id, actors.id, actors.name FROM {table} JOIN actors ON actors.id = actor_id
                WHERE statement_id IN (SELECT value FROM json_each(?))
                GROUP BY statement_id, actors.id ORDER BY statement_id, min(position)""",
            [json.dumps(list(statements))],
        )
        for number, actor, name in rows:
            getattr(found[number], side).append(ActorKey(actor, name))
    return found


def roles_in(connection: sqlite3.Connection, article_id: int) -> list[RoleSpans]:
    """Where the words of each statement of an article stand, in their order; fragments too."""
    rows = connection.execute(
        """SELECT id, quote_spans, speaker_spans, cue_spans, addressee_spans FROM statements
           WHERE article_id = ? ORDER BY start, id""",
        [article_id],
    )
    return [RoleSpans(number, *map(json.loads, spans)) for number, *spans in rows]


def begun(connection: sqlite3.Connection, typed: str, limit: int) -> list[StatementRow]:
    """Statements with these words, the last of which may go on; those that were read last first."""
    words = _WORD.findall(typed)
    if not words or len(words[-1]) < LEAST_TYPED:
        return []
    match = " AND ".join(f'"{word}"' for word in words) + " *"
    rows = connection.execute(
        f"""SELECT statements.id FROM statements_fts JOIN statements ON statements.id = statements_fts.rowid
            WHERE statements_fts MATCH ? AND {NOT_REPEATED.sql} ORDER BY statements_fts.rowid DESC LIMIT ?""",
        [match, limit],
    )
    return queries.rows_of(connection, [number for (number,) in rows])
