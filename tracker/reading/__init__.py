"""From bytes to articles: encodings, front matter, titles, datelines and published dates.

Each name is loaded when it is first used: questions to the store need the article's record alone and must
not wait for the rest.
"""

from typing import TYPE_CHECKING

from tracker.on_first_use import imported_on_first_use

if TYPE_CHECKING:
    from tracker.reading.article import Article, PublishedBasis
    from tracker.reading.digests import digest_of
    from tracker.reading.errors import ReadingError
    from tracker.reading.field_map import FieldMap, parse_map
    from tracker.reading.files import read_article, read_stream
    from tracker.reading.folders import files_in
    from tracker.reading.formats.json_lines import read_articles_jsonl
    from tracker.reading.metadata.dates import parse_date
    from tracker.reading.records import Carried, Given, Record
    from tracker.reading.sources import read_records

__all__ = [
    "Article",
    "Carried",
    "FieldMap",
    "Given",
    "PublishedBasis",
    "ReadingError",
    "Record",
    "digest_of",
    "files_in",
    "parse_date",
    "parse_map",
    "read_article",
    "read_articles_jsonl",
    "read_records",
    "read_stream",
]

_MODULE_OF = {
    "Article": "article",
    "PublishedBasis": "article",
    "parse_date": "metadata.dates",
    "digest_of": "digests",
    "ReadingError": "errors",
    "FieldMap": "field_map",
    "parse_map": "field_map",
    "files_in": "folders",
    "Carried": "records",
    "Given": "records",
    "Record": "records",
    "read_article": "files",
    "read_stream": "files",
    "read_articles_jsonl": "formats.json_lines",
    "read_records": "sources",
}


__getattr__ = imported_on_first_use(__name__, _MODULE_OF)
