"""Statements for a report: each in its place, the same words in several articles once, and what is left out."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.store import counting, queries
from tracker.store.filters import StatementQuery
from tracker.store.rows.reported import LeftOut, Reported
from tracker.store.rows.statements import StatementRow
from tracker.store.timeline import timeline

if TYPE_CHECKING:
    from tracker.store.store import Store


def reported(store: "Store", query: StatementQuery) -> Reported:
    """The statements asked for, with a limit the newest of them, and what is left out."""
    rows = list(queries.statements(store.connection, query))
    entries = timeline(rows)
    found = (store.statement(entry.statement.id) for entry in entries)
    return Reported(entries, {place.statement.id: place for place in found if place}, _left_out(store, query, rows))


def _left_out(store: "Store", query: StatementQuery, rows: list[StatementRow]) -> LeftOut:
    whole = replace(query, limit=None)
    asked_for = _count(store, whole)

    def further(wider: StatementQuery) -> int:
        return _count(store, wider) - asked_for if wider != whole else 0

    return LeftOut(
        by_limit=asked_for - len(rows),
        fragments=further(replace(whole, fragments=True)),
        in_later_versions=further(replace(whole, all_versions=True)) if query.article_id is None else 0,
        less_sure=further(replace(whole, min_confidence=None)),
        acts_less_sure=further(replace(whole, min_act_confidence=None)),
        rejected=store.statement_decisions.rejected({row.article_id for row in rows}),
        passed_over=store.passed_over(query),
    )


def _count(store: "Store", query: StatementQuery) -> int:
    return counting.counts(store.connection, query).total
