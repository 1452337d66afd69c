"""tracker: who said what, to whom, how and when, in German and English news."""

from tracker.extraction import Extraction, Item, extract, extract_many
from tracker.version import __version__

__all__ = ["Extraction", "Item", "__version__", "extract", "extract_many"]
