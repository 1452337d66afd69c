"""The filters that `tracker quotes` and `tracker timeline` share, as given by the user."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.cli.choosing import chosen_actor, expect_article, expect_outlet
from tracker.cli.options import Scope, parsed_period
from tracker.store import StatementQuery, Store
from tracker.terms import Act, Kind, Standing


class Filters(NamedTuple):
    """The filters; None and empty ones leave everything in."""

    actor: str | None
    addressee: str | None
    topic: str | None
    scope: Scope
    kinds: Sequence[Kind] | None
    acts: Sequence[Act] | None
    standings: Sequence[Standing] | None
    since: str | None
    until: str | None
    outlet: str | None
    article: int | None
    min_confidence: float | None
    limit: int | None


def statement_query(store: Store, filters: Filters) -> StatementQuery:
    """The question that the filters ask.

    Raises UsageError for a date that is none, and UserError for a name that is nobody's or several actors', and for
    an outlet or article that isn't there.
    """
    expect_outlet(store, filters.outlet)
    expect_article(store, filters.article)
    since, until = parsed_period(filters.since, filters.until)
    return StatementQuery(
        actor_ids=chosen_actor(store, filters.actor, "--actor"),
        addressee_ids=chosen_actor(store, filters.addressee, "--to"),
        topic=filters.topic,
        scope=filters.scope.value,
        kinds=tuple(filters.kinds or ()),
        acts=tuple(filters.acts or ()),
        standings=tuple(filters.standings or ()),
        since=since,
        until=until,
        outlet=filters.outlet,
        article_id=filters.article,
        limit=filters.limit,
        min_confidence=filters.min_confidence,
    )
