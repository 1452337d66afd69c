"""From a name that a user gives to the actor, outlet or article it means."""

from collections.abc import Callable, Sequence

from tracker.asking.errors import UserError
from tracker.store import AmbiguousActorError, ChosenActor, Store, UnknownActorError
from tracker.store.rows.actors import ActorRow
from tracker.views.console import complain
from tracker.views.wording import called, counted

_CANDIDATES_SHOWN = 20
_HINTS_SHOWN = 3
MOSTLY = 0.8  # of the statements of all who have a surname: then a bare surname means that one


def chosen_actor(store: Store, name: str | None, option: str) -> tuple[int, ...] | None:
    """The number of the actor that `name` means, None where no name was given.

    `name` is an actor's number, a whole name, or any part or spelling of one. A whole name means its actor
    even where others' names contain it. Raises UserError where nobody or several are meant.
    """
    if name is None:
        return None
    chosen = _chosen(store, name, option)
    _mention_others(chosen)
    return (chosen.actor.id,)


def _chosen(store: Store, name: str, option: str) -> ChosenActor:
    try:
        return store.choose_actor(name)
    except (UnknownActorError, AmbiguousActorError) as error:
        raise _not_one(error, name, option) from error


def _not_one(error: UnknownActorError | AmbiguousActorError, name: str, option: str) -> UserError:
    if isinstance(error, AmbiguousActorError):
        return _ambiguous(name, option, error.candidates)
    return UserError(_unknown(name, option), *_nearest(error.similar))


def chosen_actors(
    store: Store, names: Sequence[str] | None, option: str, tell: Callable[[str], None] = complain
) -> tuple[int, ...] | None:
    """The numbers of the actors that `names` mean, None where none was given.

    A bare surname most likely means the one of that name whom the articles quote most, by far: that one is meant then,
    and who is printed with the surname alone, too, and it is said. Raises UserError where a name is nobody's or several
    actors'. `tell` is given what is to be said.
    """
    found = [number for name in names or () for number in _with_full_name(store, name, option, tell)]
    return tuple(dict.fromkeys(found)) if names else None


def _with_full_name(store: Store, name: str, option: str, tell: Callable[[str], None]) -> tuple[int, ...]:
    try:
        chosen = store.choose_actor(name)
    except (UnknownActorError, AmbiguousActorError) as error:
        candidates = error.candidates if isinstance(error, AmbiguousActorError) else ()
        known = _well_known(name, candidates)
        if known is None:
            raise _not_one(error, name, option) from error
        others = [each for each in candidates if each.id != known.id][:_HINTS_SHOWN]
        also = f"; also there: {', '.join(f'{called(each)} with {each.statements:,}' for each in others)}"
        tell(f"tracker: “{name}” is {called(known)} with {counted(known.statements, 'statement')}{also}")
        return (known.id,)
    known = _well_known(chosen.actor.name, chosen.others)
    if known is None:
        _mention_others(chosen, tell)
        return (chosen.actor.id,)
    tell(
        f"tracker: “{name}” is {called(known)} with {counted(known.statements, 'statement')}, and who is printed as "
        f"{called(chosen.actor)} with {chosen.actor.statements:,}; for one of them: {option} NUMBER"
    )
    return (chosen.actor.id, known.id)


def _well_known(surname: str, candidates: Sequence[ActorRow]) -> ActorRow | None:
    """Whom a bare surname most likely means: the one who has it and is quoted most, by far."""
    having = [each for each in candidates if _folded(each.name).endswith(f" {_folded(surname)}")]
    known = max(having, key=lambda each: each.statements, default=None)
    total = sum(each.statements for each in having)
    return known if known and known.statements >= max(1, MOSTLY * total) else None


def expect_outlet(store: Store, name: str | None, option: str = "--outlet") -> None:
    """Raises UserError where no article is from an outlet that is called so."""
    if name is None or store.articles(name, limit=1):
        return
    outlets, wanted = store.outlets(), _folded(name)
    similar = [outlet for outlet in outlets if wanted and (wanted in _folded(outlet) or _folded(outlet) in wanted)]
    hint = f"did you mean {' or '.join(similar[:_HINTS_SHOWN])}?" if similar else "`tracker articles` lists them"
    raise UserError(f"{option}: no article is from “{name}”", hint)


def chosen_article(store: Store, name: str, option: str = "") -> int:
    """The number of the article that `name` means: its number, its own id, or the file or address it was read from.

    Raises UserError where there is none, or where there are several.
    """
    found, said_by = store.articles_called(name.strip()), f"{option}: " if option else ""
    if not found:
        raise UserError(f"{said_by}there is no article {name}; `tracker articles` lists them")
    if len(found) > 1:
        numbers = ", ".join(map(str, found[:_CANDIDATES_SHOWN]))
        raise UserError(f"{said_by}{len(found)} articles are “{name}”; name one by its number: {numbers}")
    return found[0]


def chosen_claim(store: Store, number: str, option: str = "") -> int:
    """The number of a claim. Raises UserError where there is none of that number."""
    if not number.strip().isdecimal() or not store.claims.numbered([int(number)]):
        raise UserError(f"{option}: there is no claim {number}; `tracker claims` lists them")
    return int(number)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _mention_others(chosen: ChosenActor, tell: Callable[[str], None] = complain) -> None:
    """Say who else is called like a chosen actor of one name, who may be the same: "Blinken"."""
    if chosen.others and len(chosen.actor.name.split()) == 1:
        names = ", ".join(called(actor) for actor in chosen.others[:_HINTS_SHOWN])
        tell(f"tracker: taken for {called(chosen.actor)}; also there: {names}")


def _unknown(name: str, option: str) -> str:
    if name.strip().isdecimal():
        return f"{option}: there is no actor {int(name)}; `tracker actors` lists them"
    return f"{option}: nobody is called “{name}”"


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


def _nearest(similar: Sequence[ActorRow]) -> list[str]:
    """A line that names the actors with similar names, if there are any."""
    names = [actor.name for actor in similar]
    return [f"did you mean {' or '.join(names)}?"] if names else []
