"""From bytes to articles: encodings, front matter, titles, datelines and published dates.

Each name is loaded when it is first used: questions to the store need the article's record alone and must
not wait for the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.reading.article import Article, PublishedBasis
    from tracker.reading.dates import parse_date
    from tracker.reading.errors import ReadingError
    from tracker.reading.files import read_article, read_stream
    from tracker.reading.json_lines import read_articles_jsonl
    from tracker.reading.records import Carried, Given, Record

__all__ = [
    "Article",
    "Carried",
    "Given",
    "PublishedBasis",
    "ReadingError",
    "Record",
    "parse_date",
    "read_article",
    "read_articles_jsonl",
    "read_stream",
]

_MODULE_OF = {
    "Article": "article",
    "PublishedBasis": "article",
    "parse_date": "dates",
    "ReadingError": "errors",
    "Carried": "records",
    "Given": "records",
    "Record": "records",
    "read_article": "files",
    "read_stream": "files",
    "read_articles_jsonl": "json_lines",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
