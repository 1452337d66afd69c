"""What users decide about actors and statements: whom it is about, what it says, and what else it changes."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.asking.choosing import chosen_actor
from tracker.asking.days import parsed_day
from tracker.asking.errors import UsageError, UserError
from tracker.spelling import loosely_folded
from tracker.store import Store
from tracker.store.rows.actors import ActorRow, Decision
from tracker.terms import Act, CheckStatus, Kind, Standing, Verdict
from tracker.views.decisions import in_words
from tracker.views.harmless import harmless_line
from tracker.views.links import web_address
from tracker.views.wording import called

UNKNOWN = "unknown"  # a day
_WORD = re.compile(r"\w+")


def one_actor(store: Store, words: str, argument: str = "ACTOR") -> ActorRow:
    """The actor that an argument means. Raises UserError where nobody or several are meant."""
    chosen = chosen_actor(store, words, argument)
    row = store.actor(chosen[0]) if chosen else None
    if row is None:
        raise UserError(f"{argument}: there is no actor “{words}”")
    return row


def chosen_to_decide(store: Store, words: str, argument: str = "ACTOR") -> ActorRow:
    """The actor that is decided about.

    Raises UserError where nobody or several are meant, and where the words are a fragment of a name: to ask a question
    with one does no harm, to decide on "Außenminister" and hit the Außenministerium does.
    """
    actor = one_actor(store, words, argument)
    if words.strip().isdecimal():
        return actor
    details = store.actor_details(actor.id)
    names = [actor.name, *actor.names, *((*details.aliases, *details.seats) if details else ())]
    wanted = _WORD.findall(loosely_folded(words))
    folded = [loosely_folded(name) for name in names]
    is_whole = any(set(wanted) <= set(_WORD.findall(name)) for name in folded)
    # In another script or spelling neither is the case.
    if not is_whole and any(all(word in name for word in wanted) for name in folded):
        raise UserError(f"{argument}: “{words}” is a part of a word; to decide about {called(actor)}, name it in full")
    return actor


def two_actors(store: Store, one: str, other: str) -> tuple[ActorRow, ActorRow]:
    """The actors that are decided about. Raises UserError where both arguments mean the same one."""
    first, second = chosen_to_decide(store, one, "A"), chosen_to_decide(store, other, "B")
    if first.id == second.id:
        raise UserError(f"“{one}” and “{other}” are one actor already: {called(first)}")
    return first, second


def overruled(store: Store, decision: Decision) -> Iterator[str]:
    """Which earlier decisions a new one overrules, in words."""
    for earlier in store.decisions():
        if earlier.overruled_by == decision.id and earlier.undone_at is None:
            yield f"this overrules decision {earlier.id}: {in_words(earlier)}"


def having(store: Store, decision: Decision) -> list[ActorRow]:
    """The actors that have the names of a decision now, most quoted first."""
    names = {name.casefold() for name in (*decision.names, *decision.others)} if decision.kind != "import" else set()
    found = {actor.id: actor for name in sorted(names) for actor in store.find_actors(name)}
    with_names = [actor for actor in found.values() if names & {name.casefold() for name in actor.names}]
    return sorted(with_names, key=lambda actor: (-actor.statements, actor.id))


def decided_fields(
    speaker: Iterable[str] | None,
    nobody: bool,
    act: Act | None,
    addressee: Iterable[str] | None,
    said_on: str | None,
    quote: str | None,
    cue: str | None,
    matter: str | None,
    kind: Kind | None,
    standing: Standing | None,
) -> dict[str, Any]:
    """The fields that were given. Raises UsageError."""
    if nobody and speaker:
        raise UsageError("--nobody and --speaker exclude each other")
    fields: dict[str, Any] = {
        "speaker": [] if nobody else list(speaker) if speaker else None,
        "addressee": None if addressee is None else [each for each in addressee if each.strip()],
        "quote": quote,
        "cue": cue,
        "matter": matter,
        "act": act,
        "kind": kind,
        "standing": standing,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    return given if said_on is None else {**given, "said_on": decided_day(said_on)}


def checked_fields(
    status: CheckStatus | None,
    verdict: Verdict | None,
    finding: str | None,
    links: Iterable[str],
    unlinked: Iterable[str],
    tags: Iterable[str],
    untagged: Iterable[str],
    taken_away: Iterable[str] = (),
) -> dict[str, Any]:
    """What was given of a checking; None for `taken_away`, verdict or finding. Raises UsageError."""
    given: dict[str, Any] = {
        "status": status or (CheckStatus.CHECKED if verdict or finding else None),
        "verdict": verdict,
        "finding": finding,
        "links": list(map(_link, links)),
        "unlinked": list(unlinked),
        "tags": list(dict.fromkeys(map(_tag, tags))),
        "untagged": list(dict.fromkeys(map(_tag, untagged))),
    }
    return {name: value for name, value in given.items() if value} | dict.fromkeys(taken_away)


def _link(written: str) -> str:
    if web_address(written.strip()) is None:
        raise UsageError(f"“{harmless_line(written)}” is no link: a web page's address begins with https://")
    return written.strip()


def _tag(written: str) -> str:
    """A tag as it is kept: it is printed with “#” before it."""
    tag = " ".join(written.split()).lstrip("# ")
    if not tag:
        raise UsageError("a tag has letters")
    return tag


def decided_day(written: str) -> str | None:
    """The day in ISO 8601; None for “unknown”. Raises UsageError."""
    day = None if written.strip().casefold() == UNKNOWN else parsed_day(written, "--date")
    return day.isoformat() if day else None
