"""Which statements seem to contradict each other: those of opposed wordings, where their days allow it.

Alike words years apart are about unlike events: another accident, another vote. So two speakers contradict each other
only within MOST_DAYS_APART; and where a day isn't known, only within one article. Who says both turns on another day:
one person however late, while police of two towns may be one actor here.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence

from tracker.terms import ReferentKind

# Chosen on train articles. In German Wikinews of 16 years opposed wordings by two speakers in two articles were about
# unlike events, all of them; by chance 1 in 50 such pairs is of the same 30 days. In an election campaign people
# contradict each other for months: of 28 labelled pairs by two speakers 9 are within 30 days, 17 within 60.
MOST_DAYS_APART = 30


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
    """Where SQL finds statements that seem to contradict each other, `mine` and `theirs`.

    Their wordings are `own` and `other`. `wordings`: SQL for the numbers that `own` may have.
    """
    days_apart = "abs(julianday(mine.day) - julianday(theirs.day))"
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
        WHERE CASE (
            SELECT max(actors.kind = '{ReferentKind.PERSON.value}') FROM statement_speakers AS my_speaker
            JOIN statement_speakers AS their_speaker USING (actor_id) JOIN actors ON actors.id = actor_id
            WHERE my_speaker.statement_id = mine.id AND their_speaker.statement_id = theirs.id
        )
        WHEN 1 THEN mine.day <> theirs.day
        WHEN 0 THEN {days_apart} BETWEEN 1 AND {MOST_DAYS_APART}
        ELSE mine.article_id = theirs.article_id OR {days_apart} <= {MOST_DAYS_APART}
        END"""
