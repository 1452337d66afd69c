"""From a number or a name to the one actor that is meant."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.store.actors import queries
from tracker.store.errors import StoreError
from tracker.store.rows.actors import ActorRow


class UnknownActorError(StoreError):
    """Nobody is meant. `similar` are actors whose names are spelled much like the one that was given."""

    def __init__(self, message: str, similar: Sequence[ActorRow] = ()) -> None:
        super().__init__(message)
        self.similar = tuple(similar)


class AmbiguousActorError(StoreError):
    """Several actors may be meant: the `candidates`, the most quoted first."""

    def __init__(self, message: str, candidates: Sequence[ActorRow]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class ChosenActor:
    """The actor that is meant. `others` have the name that was given as a part of theirs."""

    actor: ActorRow
    others: tuple[ActorRow, ...] = ()


def chosen(connection: sqlite3.Connection, name: str) -> ChosenActor:
    """The actor that `name` means: an actor's number, a whole name, or any part or spelling of one.

    A whole name means its actor even where others' names contain it. Raises UnknownActorError where nobody, and
    AmbiguousActorError where several are meant.
    """
    if name.strip().isdecimal():
        return ChosenActor(_by_number(connection, int(name)))
    candidates = queries.find(connection, name)
    if not candidates:
        raise UnknownActorError(f"Nobody is called “{name}”.", queries.similar(connection, name))
    whole = [actor for actor in candidates if _folded(actor.name) == _folded(name)]
    if len(whole) == 1:
        return ChosenActor(whole[0], tuple(actor for actor in candidates if actor.id != whole[0].id))
    if len(candidates) > 1:
        may_be_meant = whole or candidates
        raise AmbiguousActorError(f"{len(may_be_meant)} actors match “{name}”; name one by its number.", may_be_meant)
    return ChosenActor(candidates[0])


def _by_number(connection: sqlite3.Connection, number: int) -> ActorRow:
    if actor := queries.actor(connection, number):
        return actor
    raise UnknownActorError(f"there is no actor {number}; `tracker actors` lists them")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
