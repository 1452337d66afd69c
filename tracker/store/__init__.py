"""The database: writing what was found, and answering questions about it. The only place with SQL.

Importing this is light, so that a question is answered at once.
"""

from tracker.store.actors.choosing import AmbiguousActorError, ChosenActor, UnknownActorError
from tracker.store.errors import StoreError
from tracker.store.filters import StatementQuery
from tracker.store.store import Store

__all__ = [
    "AmbiguousActorError",
    "ChosenActor",
    "StatementQuery",
    "Store",
    "StoreError",
    "UnknownActorError",
]
