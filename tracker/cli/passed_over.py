"""What filters pass over that may be meant: counted at the end of an answer, on standard error."""

from dataclasses import replace

from tracker.cli.filters import Filters
from tracker.store import StatementQuery, Store
from tracker.store.rows import ActorRow
from tracker.views.console import complain
from tracker.views.wording import counted, listed

_SHOWN = 3  # actors who may be meant


def count_passed_over(store: Store, filters: Filters, query: StatementQuery) -> None:
    """Say how many statements are left out of those who may be the same actors, without a day, of guessed speakers."""
    everything = replace(query, limit=None)
    if query.actor_ids and not filters.maybe:
        others = tuple(store.may_be_meant(query.actor_ids))
        found = store.count_by_actor(replace(everything, actor_ids=others), addressed=False) if others else []
        _complain(found, "of", _whose(store, query.actor_ids))
    if query.addressee_ids and not filters.maybe:
        others = tuple(store.may_be_meant(query.addressee_ids))
        found = store.count_by_actor(replace(everything, addressee_ids=others), addressed=True) if others else []
        _complain(found, "to", "meant")
    if (query.since or query.until) and not filters.maybe:
        _count(store, replace(everything, undated="only"), "of which no day is known: --maybe")
    if filters.sure:
        _count(store, replace(everything, sure=False), "whose speaker is a guess, without --sure")


def _count(store: Store, query: StatementQuery, which: str) -> None:
    passed_over = store.totals(query)
    if passed_over.statements:
        than = "more than " if passed_over.more else ""
        complain(f"and {than}{counted(passed_over.statements, 'statement')} {which}")


def _complain(found: list[tuple[ActorRow, int]], preposition: str, meant: str) -> None:
    """One line: "and 14 of “Clinton” that may be Hillary Clinton's: --maybe"."""
    if found:
        named = [f"{count:,} {preposition} “{actor.name}”" for actor, count in found[:_SHOWN]]
        if more := found[_SHOWN:]:
            named.append(f"{sum(count for _, count in more):,} {preposition} others")
        complain(f"and {listed(named)} that may be {meant}: --maybe")


def _whose(store: Store, actors: tuple[int, ...]) -> str:
    asked = store.actor(actors[0]) if len(actors) == 1 else None
    return f"{asked.name}'s" if asked and " " in asked.name else "meant"
