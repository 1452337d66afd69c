"""What pages show of statements besides their rows: the actors by number, and where their words stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorKey:
    """An actor's number and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PeopleOfStatement:
    """Who speaks in a statement, and who is addressed."""

    speakers: list[ActorKey]
    addressees: list[ActorKey]


@dataclass(frozen=True, slots=True)
class RoleSpans:
    """Where the words of a statement stand: [start, end] pairs in code points of its article's text."""

    statement: int
    quote: list[list[int]]
    speaker: list[list[int]]
    cue: list[list[int]]
    addressee: list[list[int]]
