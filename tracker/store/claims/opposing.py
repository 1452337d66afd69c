"""Which statements seem to contradict each other: those of opposed wordings, where their days allow it.

Alike words years apart are about unlike events: another accident, another vote. So two speakers contradict each other
only within MOST_DAYS_APART; and what has no day, only within one article. One person who turns does so on a later day,
however late.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence

from tracker.terms import ReferentKind

# Chosen on train articles, of pairs by two speakers whose words were taken for opposed by looser thresholds, too: of 16
# within 11 days 13 did contradict each other, and of 32 that were further apart, the next by 16 days, six.
MOST_DAYS_APART = 14


def to_claims(connection: sqlite3.Connection, claims: Sequence[int]) -> dict[int, int]:
    """How many statements seem to contradict each claim."""
    rows = connection.execute(
        f"""SELECT own.claim_id, count(DISTINCT theirs.id)
            {_opposed("SELECT id FROM wordings WHERE claim_id IN (SELECT value FROM json_each(?1))")}
                AND theirs.repeated = 0 AND (other.claim_id IS NULL OR other.claim_id <> own.claim_id)
            GROUP BY own.claim_id""",
        [json.dumps(list(claims))],
    )
    return dict(rows.fetchall())


def to_statements(connection: sqlite3.Connection, statements: Collection[int]) -> set[int]:
    """The statements that seem to contradict any of these."""
    asked = "(SELECT value FROM json_each(?1))"
    rows = connection.execute(
        f"""SELECT DISTINCT theirs.id
            {_opposed(f"SELECT wording_id FROM statement_wordings WHERE statement_id IN {asked}")}
                AND mine.id IN {asked}""",
        [json.dumps(sorted(statements))],
    )
    return {number for (number,) in rows}


def _opposed(wordings: str) -> str:
    """From where SQL has pairs of statements that seem to contradict each other: `mine`, of these wordings, and `theirs`.

    `own` and `other` are their wordings.
    """
    return f"""
        FROM (
            SELECT one AS own, other FROM wording_pairs WHERE relation = 'opposed' AND one IN ({wordings})
            UNION ALL SELECT other, one FROM wording_pairs WHERE relation = 'opposed' AND other IN ({wordings})
        ) AS pairs
        JOIN wordings AS own ON own.id = pairs.own
        JOIN wordings AS other ON other.id = pairs.other
        JOIN statement_wordings AS mine_of ON mine_of.wording_id = own.id
        JOIN statement_wordings AS theirs_of ON theirs_of.wording_id = other.id
        JOIN statements AS mine ON mine.id = mine_of.statement_id
        JOIN statements AS theirs ON theirs.id = theirs_of.statement_id
        WHERE CASE WHEN EXISTS (
            SELECT 1 FROM statement_speakers AS my_speaker JOIN statement_speakers AS their_speaker USING (actor_id)
            JOIN actors ON actors.id = actor_id
            WHERE my_speaker.statement_id = mine.id AND their_speaker.statement_id = theirs.id
                AND actors.kind = '{ReferentKind.PERSON.value}'
        ) THEN mine.day <> theirs.day
        ELSE mine.article_id = theirs.article_id
            OR abs(julianday(mine.day) - julianday(theirs.day)) <= {MOST_DAYS_APART}
        END"""
