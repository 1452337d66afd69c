"""Telling the user what a decision about actors has changed."""

from collections.abc import Iterator

from tracker.store import Store
from tracker.store.rows import ActorRow, Decision
from tracker.views.console import complain
from tracker.views.decisions import in_words, what_changed


def tell(store: Store, decision: Decision, before: tuple[ActorRow, ...]) -> None:
    """Say in one line what a decision about these actors changed, then which earlier ones it overrules."""
    after = [actor for each in before if (actor := store.actor(each.id))]
    changed = what_changed(decision, before, after, having(store, decision) if decision.kind == "split" else [])
    complain(f"{changed}; to undo: tracker actors undo {decision.id}")
    tell_overruled(store, decision)


def tell_overruled(store: Store, decision: Decision) -> None:
    """Say which earlier decisions a new one overrules."""
    for said in overruled(store, decision):
        complain(said)


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
