"""The database: writing what was found, and answering questions about it. The only place with SQL.

Importing this is light, so that a question is answered at once: what only writing needs is imported by it.
"""

from typing import TYPE_CHECKING

from tracker.store.errors import StoreError
from tracker.store.queries import StatementQuery
from tracker.store.store import Store

if TYPE_CHECKING:
    from tracker.store.rows import Added, Checked, KnownInput, Problem, Repaired, Replaced

__all__ = ["Added", "Checked", "KnownInput", "Problem", "Repaired", "Replaced", "StatementQuery", "Store", "StoreError"]


def __getattr__(name: str) -> object:
    """The records that writing and checking answer with, made when they are first named."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracker.store import rows

    return getattr(rows, name)
