"""What the readers of files with many articles are told, and what they hand on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tracker.reading.article import Article
from tracker.reading.field_map import FieldMap
from tracker.reading.records import Carried, Given

LARGEST_RECORD = 20_000_000  # bytes: as much as an article; brackets alone take thirty times their bytes in memory


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a file before its records are read.

    `source` is what the articles are said to be read from, `name` the same as messages call it.
    """

    source: str
    name: str
    given: Given
    carried: Carried
    fields: FieldMap
    today: date


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that is found in a file and is not read yet, since that may take long.

    `within` says where in the file ("line 3"), "" for all of it. `data` are the bytes that it is known by. `read`
    raises ReadingError where there is no article in them.
    """

    within: str
    data: bytes
    read: Callable[[], Article]


def unreadable(error: Exception) -> Callable[[], Article]:
    """How a record is read of which it is known already that it can't be."""

    def read() -> Article:
        raise error

    return read
