"""Statements for a report, the same words once, and what a question passes over that may be meant."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.store import counting, queries
from tracker.store.actors import possible
from tracker.store.filters import StatementQuery
from tracker.store.rows.reported import LeftOut, PassedOver, Reported
from tracker.store.rows.statements import StatementRow
from tracker.store.timeline import timeline

if TYPE_CHECKING:
    from tracker.store.store import Store

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


def passed_over(store: "Store", query: StatementQuery) -> PassedOver:
    """How much it is; with `undated="too"` a question is taken to ask for those who may be meant as well."""
    whole, connection = replace(query, limit=None), store.connection
    guesses = queries.totals(connection, replace(whole, sure=False)) if query.sure else None
    if query.undated:
        return PassedOver(guesses=guesses)
    speakers = possible.may_be_meant(connection, query.actor_ids or ())
    addressees = possible.may_be_meant(connection, query.addressee_ids or ())
    among_speakers = replace(whole, actor_ids=tuple(speakers))
    among_addressees = replace(whole, addressee_ids=tuple(addressees))
    of_days = query.since or query.until
    return PassedOver(
        asked=store.actor(query.actor_ids[0]) if query.actor_ids and len(query.actor_ids) == 1 else None,
        speakers=tuple(possible.count_by_actor(connection, among_speakers, addressed=False)) if speakers else (),
        addressees=tuple(possible.count_by_actor(connection, among_addressees, addressed=True)) if addressees else (),
        undated=queries.totals(connection, replace(whole, undated="only")) if of_days else None,
        guesses=guesses,
    )
