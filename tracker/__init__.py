"""tracker: who said what, to whom, how and when, in German and English news."""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use
from tracker.version import __version__

if TYPE_CHECKING:
    from tracker.asking.database import Database, open
    from tracker.asking.errors import UserError
    from tracker.extraction import Extraction, Item, extract, extract_many
    from tracker.store.errors import StoreError

__all__ = [
    "Database",
    "Extraction",
    "Item",
    "StoreError",
    "UserError",
    "__version__",
    "extract",
    "extract_many",
    "open",
]


# No question needs the extraction, and `import tracker` alone none of it.
__getattr__ = imported_on_first_use(
    __name__,
    {
        **dict.fromkeys(("Extraction", "Item", "extract", "extract_many"), "extraction"),
        **dict.fromkeys(("Database", "open"), "asking.database"),
        "UserError": "asking.errors",
        "StoreError": "store.errors",
    },
)
