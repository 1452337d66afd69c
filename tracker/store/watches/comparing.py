"""What is new for a watch: statements of articles that were read since, in words that weren't told before.

An article is compared with those that were read before it, one after the other. So what is new doesn't depend on how
many articles are compared at once: whether a batch is interrupted makes no difference.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.spelling import tokens
from tracker.store import queries
from tracker.store.filters import StatementQuery, among
from tracker.store.rows.statements import StatementRow
from tracker.store.timeline import MOST_DAYS_APART, day_of, is_same_occasion, words_and_speakers

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

SAID_BEFORE = """
    SELECT id, quote FROM statements WHERE article_id <= :article AND (day IS NULL OR day BETWEEN :first AND :last)
        AND id IN (SELECT statement_id FROM statement_speakers WHERE actor_id IN (
            SELECT actor_id FROM statement_speakers WHERE statement_id IN (SELECT value FROM json_each(:found))))
    UNION
    SELECT id, quote FROM statements WHERE article_id <= :article AND (day IS NULL OR day BETWEEN :first AND :last)
        AND speakers = 0 AND speaker COLLATE NOCASE IN (SELECT value FROM json_each(:speakers))
    UNION
    SELECT id, quote FROM statements JOIN article_families USING (article_id)
        WHERE article_id <= :article AND family IN (SELECT value FROM json_each(:families))
"""


def new_statements(connection: sqlite3.Connection, query: StatementQuery, article: int) -> list[StatementRow]:
    """The statements asked for that articles after the one of this number have, in the order in which they were read.

    Without those that an earlier article has in the same words, where that is the same occasion (see
    `timeline.is_same_occasion`) or nearly the same text.
    """
    query = replace(query, all_versions=True)  # whether there is a later one depends on when it is asked
    found = list(queries.as_read(connection, replace(query, after_article=article)))
    if not found:
        return []
    said = defaultdict(list)
    for row in _said_before(connection, query, article, found):
        said[words_and_speakers(row)].append(row)
    new = []
    for row in found:
        same = said[words_and_speakers(row)]
        if not any(row.family == other.family or is_same_occasion(row, other) for other in same):
            new.append(row)
        same.append(row)
    return new


def _said_before(
    connection: sqlite3.Connection, query: StatementQuery, article: int, found: Sequence[StatementRow]
) -> list[StatementRow]:
    """The statements asked for of earlier articles that have the words of one that was found."""
    days = [date.fromisoformat(day).toordinal() for row in found if (day := day_of(row))] or [LAST_DAY]
    words = {tuple(tokens(row.quote)) for row in found}
    rows = connection.execute(
        SAID_BEFORE,
        {
            "article": article,
            "first": date.fromordinal(max(min(days) - MOST_DAYS_APART, FIRST_DAY)).isoformat(),
            "last": date.fromordinal(min(max(days) + MOST_DAYS_APART, LAST_DAY)).isoformat(),
            "found": json.dumps([row.id for row in found]),
            "speakers": json.dumps([row.speaker for row in found if not row.actors]),
            "families": json.dumps(sorted({row.family for row in found if row.family is not None})),
        },
    )
    same = [number for number, quote in rows if tuple(tokens(quote)) in words]
    asked_for = queries.numbers(connection, query, queries.BY_NUMBER, among(same)) if same else []
    return queries.rows_of(connection, asked_for)
