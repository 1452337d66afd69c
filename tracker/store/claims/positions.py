"""What somebody said of a thing, by day, and where that seems to turn."""

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import replace

from tracker.claims.comparing import Reason, Relation
from tracker.claims.reading import Wording, content_of
from tracker.store import queries
from tracker.store.claims import queries as claim_queries
from tracker.store.claims import wordings
from tracker.store.filters import StatementQuery
from tracker.store.rows.claims import Position
from tracker.store.rows.statements import StatementRow
from tracker.store.timeline import day_of
from tracker.terms import Act, Kind, Standing

KINDS = (Kind.DIRECT.value, Kind.INDIRECT.value, Kind.INDIRECT_FREE_INDIRECT.value)
ASSERTS, DENIES, WANTS, PROMISES, MAY = "asserts", "denies", "wants", "promises", "says that it may be"
# What turns a position; of a pair that is only suggested, nothing else may be doubted.
TURNING = (Reason.NEGATION, Reason.OPPOSITE, Reason.NUMBER, Reason.MODALITY)
AGREEING = (Relation.SAME_WORDS, Relation.SAME)


def listed(
    connection: sqlite3.Connection, query: StatementQuery, among: Collection[int] | None = None
) -> list[Position]:
    """The positions in the statements asked for, the earliest first.

    `among`: only these statements. Left out is what claims nothing, what may be somebody else's, and what has no day.
    """
    query = replace(query, sure=True, kinds=query.kinds or KINDS, standings=(Standing.ASSERTED.value,), limit=None)
    numbers = queries.numbers(connection, query)
    chosen = [number for number in numbers if among is None or number in set(among)]
    said = wordings.of_statements(connection, chosen)
    rows = [row for row in queries.rows_of(connection, sorted(said)) if day_of(row)]
    rows.sort(key=lambda row: (day_of(row) or "", row.published_on or "", row.id))
    wording_of = claim_queries.wordings_of(connection, said)
    related = claim_queries.pairs_of(connection, set(wording_of.values()))
    found: list[Position] = []
    for row in rows:
        found.append(_turned(Position(row, does(row, said[row.id])), found, wording_of, related))
    return found


def does(row: StatementRow, wording: Wording) -> str:
    """What was done by saying it."""
    if wording.denied:
        return DENIES
    if row.act == Act.PROMISE:
        return PROMISES
    content = content_of(wording)
    if content.wants:
        return WANTS
    return MAY if content.may else ASSERTS


def _turned(
    position: Position,
    before: Collection[Position],
    wording_of: Mapping[int, int],
    related: Mapping[int, list[claim_queries.Found]],
) -> Position:
    """The position with what it turns from: the last one of an earlier day that is about the same, unless it agrees."""
    mine = wording_of.get(position.statement.id)
    for earlier in reversed(list(before)):
        other = wording_of.get(earlier.statement.id)
        pair = next((each for each in related.get(mine or 0, ()) if each[0] == other), None)
        if other == mine or (pair and pair[1] in AGREEING):
            return position
        if pair is None or (day_of(earlier.statement) or "") >= (day_of(position.statement) or ""):
            continue
        _, relation, _, evidence = pair
        turning = [each for each in evidence if each[0] in TURNING]
        if turning and (relation == Relation.OPPOSED or len(turning) == len(_doubts(evidence))):
            return replace(position, changed=earlier.statement.id, evidence=turning)
    return position


def _doubts(evidence: Collection[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    without = (Reason.ALIKE, Reason.SPEAKER, Reason.SAME_NUMBER, Reason.WORDS, Reason.SHORTENED)
    return [each for each in evidence if each[0] not in without]
