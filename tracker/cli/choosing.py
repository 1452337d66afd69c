"""From a name on the command line to the actor it means."""

from collections.abc import Sequence

from tracker.cli.errors import UserError
from tracker.store import Store
from tracker.store.rows import ActorRow
from tracker.views.console import complain

_CANDIDATES_SHOWN = 20
_HINTS_SHOWN = 3


def chosen_actor(store: Store, name: str | None, option: str) -> tuple[int, ...] | None:
    """The number of the actor that `name` means, None where no name was given.

    `name` is an actor's number, a whole name, or any part or spelling of one. A whole name means its actor
    even where others' names contain it. Raises UserError where nobody or several are meant.
    """
    if name is None:
        return None
    if name.strip().isdecimal():
        return (_by_number(store, int(name), option).id,)
    candidates = store.find_actors(name)
    if not candidates:
        raise UserError(f"{option}: nobody is called “{name}”", *_nearest(store, name))
    whole = [actor for actor in candidates if _folded(actor.name) == _folded(name)]
    if len(whole) == 1:
        _mention_others(whole[0], candidates)
        return (whole[0].id,)
    if len(candidates) > 1:
        raise _ambiguous(name, option, whole or candidates)
    return (candidates[0].id,)


def expect_outlet(store: Store, name: str | None) -> None:
    """Raises UserError where no article is from an outlet that is called so."""
    if name is None or store.articles(name, limit=1):
        return
    outlets, wanted = store.outlets(), _folded(name)
    similar = [outlet for outlet in outlets if wanted and (wanted in _folded(outlet) or _folded(outlet) in wanted)]
    hint = f"did you mean {' or '.join(similar[:_HINTS_SHOWN])}?" if similar else "`tracker articles` lists them"
    raise UserError(f"--outlet: no article is from “{name}”", hint)


def expect_article(store: Store, number: int | None) -> None:
    """Raises UserError where there is no article of that number."""
    if number is not None and not store.has_article(number):
        raise UserError(f"--article: there is no article {number}; `tracker articles` lists them")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _by_number(store: Store, number: int, option: str) -> ActorRow:
    if actor := store.actor(number):
        return actor
    raise UserError(f"{option}: there is no actor {number}; `tracker actors` lists them")


def _mention_others(chosen: ActorRow, candidates: Sequence[ActorRow]) -> None:
    """Say who else is called like a chosen actor of one name, who may be the same: "Blinken"."""
    others = [actor for actor in candidates if actor.id != chosen.id]
    if others and len(chosen.name.split()) == 1:
        names = ", ".join(f"{actor.name} ({actor.id})" for actor in others[:_HINTS_SHOWN])
        complain(f"tracker: taken for {chosen.name} ({chosen.id}); also there: {names}")


def _ambiguous(name: str, option: str, candidates: Sequence[ActorRow]) -> UserError:
    left_out = len(candidates) - _CANDIDATES_SHOWN
    lines = [_described(actor) for actor in candidates[:_CANDIDATES_SHOWN]]
    if left_out > 0:
        lines.append(f"and {left_out} more")
    return UserError(f"{option}: {len(candidates)} actors match “{name}”; name one by its number:", *lines)


def _described(actor: ActorRow) -> str:
    description = f", {actor.descriptions[0]}" if actor.descriptions else ""
    plural = "" if actor.statements == 1 else "s"
    return f"{actor.id}: {actor.name}{description} ({actor.statements} statement{plural})"


def _nearest(store: Store, name: str) -> list[str]:
    """A line that names the actors whose names are most like `name`, if any is."""
    names = [actor.name for actor in store.similar_actors(name)]
    return [f"did you mean {' or '.join(names)}?"] if names else []
