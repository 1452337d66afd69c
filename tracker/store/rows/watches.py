"""Watches, and what is told of them."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.store.filters import StatementQuery
from tracker.store.rows.statements import StatementRow


class Channel(StrEnum):
    """Where the new statements of a watch are told."""

    TERMINAL = "terminal"
    COMMAND = "command"
    WEBHOOK = "webhook"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class WatchedActor:
    """Somebody whom a watch is about: who has this number, or else whoever the name may mean by then."""

    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch looks for. `query` is without the actors and addressees, who stand beside it."""

    query: StatementQuery
    actors: tuple[WatchedActor, ...] = ()
    addressees: tuple[WatchedActor, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One watch as listed. Times are ISO 8601 in UTC.

    `told` are the statements that were told, `waiting` those that are still to be told. `failures` are the deliveries
    that failed since the last one that didn't, `problem` is why, and before `not_before` none is tried.
    """

    id: int
    key: str
    watched: Watched
    channel: Channel
    target: str
    allow_private: bool
    added_at: str
    told: int
    waiting: int
    failures: int
    problem: str | None
    not_before: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A new statement of a watch, as it was found. It is told under the same `key` (a UUID) however often it is."""

    id: int
    key: str
    statement: StatementRow
    noticed_at: str
