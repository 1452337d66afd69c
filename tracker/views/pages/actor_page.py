"""All that is known of an actor, as a page says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.store.rows.actors import ActorDetails, Decision, NameUse, Suggestion
from tracker.views.decisions import in_words, local_time, state
from tracker.views.marking import line
from tracker.views.pages.listing import ListedActor, listed_actor
from tracker.views.reasons import why_linked, why_suggested


@dataclass(frozen=True, slots=True)
class UsedName:
    """A name or a description of an actor: how often it says and hears something, and why it is the actor's."""

    name: str
    said: int
    heard: int
    last: str
    why: str


@dataclass(frozen=True, slots=True)
class ActorDecision:
    """What was decided about actors; `state` is empty where it holds."""

    number: int
    what: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor with everything that `tracker actors show` prints; `further` are names that are not printed."""

    actor: ListedActor
    names: tuple[UsedName, ...]
    descriptions: tuple[UsedName, ...]
    further: str
    decisions: tuple[ActorDecision, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that may be one, and why."""

    one: ListedActor
    other: ListedActor
    score: str
    why: str


def actor_page(details: ActorDetails, decisions: Sequence[Decision]) -> ActorPage:
    """The actor, with the decisions that concern it."""
    return ActorPage(
        listed_actor(details.actor),
        tuple(map(_used, details.names)),
        tuple(map(_used, details.descriptions)),
        line("; ".join((*details.aliases, *details.seats))),
        tuple(map(actor_decision, decisions)),
    )


def _used(use: NameUse) -> UsedName:
    why = "" if use.reason is None else f"{why_linked(use.reason)} ({use.score:.2f})"
    return UsedName(line(use.name), use.statements, use.addressed, use.last_on or "", line(why))


def actor_decision(decision: Decision) -> ActorDecision:
    """A decision about actors."""
    return ActorDecision(decision.id, line(in_words(decision)), local_time(decision.decided_at), state(decision))


def pair(suggestion: Suggestion) -> Pair:
    """A suggestion."""
    return Pair(
        listed_actor(suggestion.one),
        listed_actor(suggestion.other),
        f"{suggestion.score:.2f}",
        line(why_suggested(suggestion.reason)),
    )
