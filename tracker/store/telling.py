"""The entries of a timeline: as many as are asked for, without reading all statements where they are many."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from tracker.store import queries
from tracker.store.queries import StatementQuery
from tracker.store.rows import TimelineEntry
from tracker.store.timeline import MOST_DAYS_APART, day_of, timeline

FEWEST_READ = 500  # statements at once


def entries(connection: sqlite3.Connection, query: StatementQuery) -> list[TimelineEntry]:
    """The entries asked for, oldest first and undated last.

    Statements are read from the oldest on until enough entries are complete: until no later statement can be another
    source of theirs.
    """
    query = replace(query, all_versions=True)
    if query.limit is None:
        return timeline(queries.statements(connection, query))
    count = max(FEWEST_READ, 4 * query.limit)
    everything = replace(query, limit=None)
    undated = list(queries.undated(connection, everything))
    while True:
        rows = list(queries.oldest(connection, replace(query, limit=count)))
        if len(rows) < count:
            return timeline(queries.statements(connection, everything))[: query.limit]
        versions = queries.other_versions(connection, everything, rows)
        found = timeline({row.id: row for row in (*rows, *versions, *undated)}.values())
        complete = list(takewhile(_is_complete(day_of(rows[-1])), found))
        if len(complete) >= query.limit:
            return complete[: query.limit]
        count *= 4


def _is_complete(last_day: str | None) -> Callable[[TimelineEntry], bool]:
    """Whether no statement of the last day read, or of a later one, belongs to an entry."""
    before = (date.fromisoformat(last_day or "") - timedelta(days=MOST_DAYS_APART)).isoformat()
    return lambda entry: all((day_of(source) or before) < before for source in entry.sources)
