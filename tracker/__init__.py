"""tracker: who said what, to whom, how and when, in German and English news."""

from typing import TYPE_CHECKING

from tracker.version import __version__

if TYPE_CHECKING:
    from tracker.extraction import Extraction, Item, extract, extract_many

__all__ = ["Extraction", "Item", "__version__", "extract", "extract_many"]


def __getattr__(name: str) -> object:
    """What `tracker.extraction` offers, imported when it is first asked for: no question needs it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracker import extraction

    return getattr(extraction, name)
