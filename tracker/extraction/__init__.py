"""Who said what, to whom, how and when, in one article: text to statements.

    from tracker import extract

    extraction = extract(text, published=date(2022, 1, 21))
    for statement in extraction.statements:
        print(statement.act, [actor.name for actor in statement.actors])

Pure: no database, clock or network, no files but the model and the lexicon that come with the package; the same
text gives the same result, alone or among others. The model is loaded at the first call.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use

if TYPE_CHECKING:
    from tracker.extraction.statements import Extraction, Item, Versions


def extract(text: str, published: date | None = None, language: str | None = None) -> "Extraction":
    """Find the statements and mentions in one article.

    `published` is the day that relative dates (*am Mittwoch*, *yesterday*) are counted from. `language` is "de"
    or "en"; without it the language is detected. Nothing is found in an article in another language: its
    `Extraction.language` is None. Spans count code points of `text`.
    """
    from tracker.extraction.statements import Item

    return next(extract_many([Item(text, published, language)]))


def extract_many(items: "Iterable[Item]", workers: int | None = None) -> "Iterator[Extraction]":
    """Like `extract` for many articles: one `Extraction` an item, in order, each as soon as it is there.

    `workers` windows of text are read side by side (default: as many as there are cores). Only a few articles
    are held in memory at a time, however many there are.
    """
    from tracker.extraction.pipeline import extract_items

    return extract_items(items, workers)


def versions() -> "Versions":
    """The versions of the model, the code and the runtime, which are stored with what they found."""
    from importlib import metadata

    from tracker.extraction.model_files import model_file
    from tracker.extraction.statements import Versions
    from tracker.version import __version__

    model = model_file("version.txt").read_text(encoding="utf-8").strip()
    return Versions(model, __version__, f"onnxruntime {metadata.version('onnxruntime')}")


# The records: questions use the lexicons here and none of them.
__getattr__ = imported_on_first_use(__name__, dict.fromkeys(("Extraction", "Item", "Versions"), "statements"))


__all__ = ["Extraction", "Item", "Versions", "extract", "extract_many", "versions"]
