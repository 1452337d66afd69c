"""The database: writing what was found, and answering questions about it. The only place with SQL.

Importing this is light, so that a question is answered at once: what only writing needs is imported by it.
"""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use
from tracker.store.errors import StoreError
from tracker.store.filters import StatementQuery
from tracker.store.store import Store

if TYPE_CHECKING:
    from tracker.store.rows import Added, Checked, KnownInput, Problem, Repaired, Replaced

__all__ = ["Added", "Checked", "KnownInput", "Problem", "Repaired", "Replaced", "StatementQuery", "Store", "StoreError"]


# The records that writing and checking answer with.
__getattr__ = imported_on_first_use(
    __name__, dict.fromkeys(("Added", "Checked", "KnownInput", "Problem", "Repaired", "Replaced"), "rows")
)
