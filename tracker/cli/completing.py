"""What the shell completes: names of actors and outlets, topics, tags, and numbers, out of the user's database."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import typer

from tracker.cli.database import default_database
from tracker.cli.errors import UserError
from tracker.store import StatementQuery, Store, StoreError
from tracker.terms import LARGEST_NUMBER

MOST = 50  # suggestions
MOST_QUOTED = 500  # actors among whom a beginning is looked for; of others a whole word must be typed

Completing = Callable[[typer.Context, str], list[str]]


def _completing(candidates: Callable[[Store, str], Iterable[str]]) -> Completing:
    """Completion by what the database has; nothing where it can't be read: a shell shows no errors."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        path = context.params.get("database") or default_database()
        try:
            with Store.open(Path(path), create=False, read_only=True) as store:
                fitting = (each for each in candidates(store, incomplete) if each.startswith(incomplete))
                return list(islice(dict.fromkeys(fitting), MOST))
        except (StoreError, UserError, OSError):
            return []

    return complete


def _actors(store: Store, incomplete: str) -> Iterable[str]:
    rows = [*store.actors(limit=MOST_QUOTED), *(store.find_actors(incomplete) if incomplete.strip() else ())]
    return (end for row in rows for end in _ends(row.name))


def _outlets(store: Store, incomplete: str) -> Iterable[str]:
    return store.outlets()


def _tags(store: Store, incomplete: str) -> Iterable[str]:
    return store.tags()


def _topics(store: Store, incomplete: str) -> Iterable[str]:
    return store.names_mentioned(incomplete, MOST) if incomplete.strip() else ()


def _statements(store: Store, incomplete: str) -> Iterable[str]:
    """The newest, or those with the number that was begun and with one digit more."""
    if not incomplete:
        return (str(row.id) for row in store.statements(StatementQuery(limit=MOST)))
    begun = (incomplete, *(f"{incomplete}{digit}" for digit in range(10))) if incomplete.isdecimal() else ()
    return (number for number in begun if int(number) <= LARGEST_NUMBER and store.statement(int(number)) is not None)


def _ends(name: str) -> Iterable[str]:
    """A name, and what is left of it from each of its words on: any part of a name will do."""
    words = name.split()
    return (" ".join(words[start:]) for start in range(len(words)))


actors = _completing(_actors)
outlets = _completing(_outlets)
tags = _completing(_tags)
topics = _completing(_topics)
statements = _completing(_statements)
