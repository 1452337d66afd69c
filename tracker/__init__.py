"""tracker: who said what, to whom, how and when, in German and English news."""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use
from tracker.version import __version__

if TYPE_CHECKING:
    from tracker.extraction import Extraction, Item, extract, extract_many

__all__ = ["Extraction", "Item", "__version__", "extract", "extract_many"]


# No question needs it.
__getattr__ = imported_on_first_use(
    __name__, dict.fromkeys(("Extraction", "Item", "extract", "extract_many"), "extraction")
)
