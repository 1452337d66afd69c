"""Telling the user what a decision about actors has changed."""

from tracker.asking.deciding import having, overruled
from tracker.store import Store
from tracker.store.rows.actors import ActorRow, Decision
from tracker.views.console import complain
from tracker.views.decisions import what_changed


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
