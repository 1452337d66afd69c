"""What the user decided of statements, as it is listed, brought in and told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class StatementDecision:
    """One decision about a statement, as `tracker statements history` lists it.

    `judgement` is accept, correct, reject, add or check. `words` are those of the quote. `changes` are the fields that
    were decided with their values: names for speaker and addressee, words for quote, cue and matter, else plain values.
    """

    id: int
    judgement: str
    statement: int | None
    article_id: int | None
    words: str
    speaker: str
    changes: Mapping[str, Any]
    note: str | None
    decided_by: str
    decided_at: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """Statements drawn at random out of so many; `new` says that they were drawn just now."""

    members: list[int]
    drawn_from: int
    drawn_at: str
    new: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that was to be brought in, and the one here, by somebody else, that it goes against."""

    theirs: Mapping[str, Any]
    ours: StatementDecision


@dataclass(frozen=True, slots=True)
class DecisionsImported:
    """What bringing decisions in did: how many are new, were known, or are about articles that aren't here.

    `later` are left out, too: the same people decided them of the same statements after what conflicts.
    """

    new: int
    known: int
    elsewhere: int
    conflicts: list[Conflict] = field(default_factory=list)
    later: int = 0
