"""What a watch looks for, as it is kept in the database, and as a question."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from tracker.store.actors import possible
from tracker.store.actors import queries as actor_queries
from tracker.store.filters import StatementQuery
from tracker.store.rows.watches import Watched, WatchedActor

NOBODY = 0  # the number of no actor
DAYS = ("since", "until")


def to_json(watched: Watched) -> str:
    """What a watch looks for; of the question only what isn't as by default."""
    query = {
        each.name: value
        for each in fields(StatementQuery)
        if (value := getattr(watched.query, each.name)) != each.default
    }
    record = {
        "query": query,
        "actors": [asdict(actor) for actor in watched.actors],
        "addressees": [asdict(actor) for actor in watched.addressees],
    }
    return json.dumps(record, ensure_ascii=False, default=date.isoformat)


def from_json(stored: str) -> Watched:
    """What `to_json` has written."""
    record: dict[str, Any] = json.loads(stored)
    actors, addressees = (tuple(WatchedActor(**actor) for actor in record[role]) for role in ("actors", "addressees"))
    query = {name: _value(name, value) for name, value in record["query"].items()}
    return Watched(StatementQuery(**query), actors, addressees)


def _value(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def question(connection: sqlite3.Connection, watched: Watched) -> StatementQuery:
    """The question that a watch asks now, of the actors whom its names mean now."""
    query = watched.query
    return replace(
        query,
        actor_ids=_numbers(connection, watched.actors, maybe=query.undated == "too"),
        addressee_ids=_numbers(connection, watched.addressees, maybe=query.undated == "too"),
    )


def _numbers(connection: sqlite3.Connection, actors: Sequence[WatchedActor], *, maybe: bool) -> tuple[int, ...] | None:
    if not actors:
        return None
    found = [number for actor in actors for number in _meant(connection, actor)]
    further = possible.may_be_meant(connection, found) if maybe else []
    return (*found, *further) or (NOBODY,)


def _meant(connection: sqlite3.Connection, actor: WatchedActor) -> list[int]:
    """Whoever has the number; where nobody has it (any more), those whom the name may mean."""
    if actor.id is not None and actor_queries.actor(connection, actor.id):
        return [actor.id]
    return [each.id for each in actor_queries.find(connection, actor.name)]
