"""What a question passes over that may be meant: by who may be the same, without a day, with a guessed speaker."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.store import queries
from tracker.store.actors import possible
from tracker.store.filters import StatementQuery
from tracker.store.rows.reported import PassedOver

if TYPE_CHECKING:
    from tracker.store.store import Store


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
