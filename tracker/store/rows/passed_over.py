"""What a question passes over that may be meant."""

from dataclasses import dataclass

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.statements import Totals


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Statements that a question's filters leave out though they may be meant; nothing where it asks for these, too.

    `asked` is the actor asked for, where that is one. `speakers` and `addressees` are those who may be the actors asked
    for, with how many statements they have, the most first. `undated` have no day and the question is about some days;
    `guesses` have a speaker who is a guess and the question is about others.
    """

    asked: ActorRow | None = None
    speakers: tuple[tuple[ActorRow, int], ...] = ()
    addressees: tuple[tuple[ActorRow, int], ...] = ()
    undated: Totals | None = None
    guesses: Totals | None = None
