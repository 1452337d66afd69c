"""What the shell completes: names of actors and outlets, tags, and numbers, out of the user's database."""

from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from tracker.cli.database import default_database
from tracker.cli.errors import UserError
from tracker.spelling import loosely_folded
from tracker.store import Store, StoreError

MOST = 50  # suggestions
MOST_QUOTED = 500  # actors among whom a beginning is looked for; of others a whole word must be typed

Completing = Callable[[typer.Context, str], list[str]]


def _completing(candidates: Callable[[Store, str], Iterable[str]]) -> Completing:
    """Completion by what the database has; nothing where it can't be read: a shell shows no errors."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        path = context.params.get("database") or default_database()
        try:
            with Store.open(Path(path), create=False, read_only=True) as store:
                return list(dict.fromkeys(candidates(store, incomplete)))[:MOST]
        except (StoreError, UserError, OSError):
            return []

    return complete


def _actors(store: Store, incomplete: str) -> Iterable[str]:
    rows = [*store.actors(limit=MOST_QUOTED), *(store.find_actors(incomplete) if incomplete.strip() else ())]
    return (row.name for row in rows if _has(row.name, incomplete))


def _outlets(store: Store, incomplete: str) -> Iterable[str]:
    return (name for name in store.outlets() if _has(name, incomplete))


def _tags(store: Store, incomplete: str) -> Iterable[str]:
    return (tag for tag in store.tags() if _has(tag, incomplete))


def _has(candidate: str, incomplete: str) -> bool:
    """Whether a word of the candidate begins so, or the whole."""
    wanted, folded = loosely_folded(incomplete), loosely_folded(candidate)
    return folded.startswith(wanted) or any(word.startswith(wanted) for word in folded.split())


actors = _completing(_actors)
outlets = _completing(_outlets)
tags = _completing(_tags)
