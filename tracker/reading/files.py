"""Files and streams of one article each to articles."""

import stat
from datetime import date
from pathlib import Path

from tracker.reading.article import Article
from tracker.reading.documents import LARGEST_ARTICLE, read_document
from tracker.reading.errors import cannot_read, shown
from tracker.reading.records import NOTHING_GIVEN, Given


def read_article(path: Path, given: Given = NOTHING_GIVEN, today: date | None = None) -> Article:
    """The article in a file of any format that holds one.

    `today` is the day that published dates must not lie after; the clock's where it is None. Raises
    ReadingError where there is no such file, or no text in it that can be read.
    """
    data, changed = _contents(path)
    return read_document(data, str(path), given, file_name=path.name, file_time=changed, today=today)


def read_stream(data: bytes, given: Given = NOTHING_GIVEN, source: str = "-", today: date | None = None) -> Article:
    """The article in `data`, as it came from `source` (stdin, a download). Raises ReadingError."""
    return read_document(data, source, given, today=today)


def _contents(path: Path) -> tuple[bytes, float | None]:
    """What the file holds, and when it was last changed in seconds since 1970, None for a pipe."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE + 1)
            status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise cannot_read(name, error) from None
    return data, status.st_mtime if stat.S_ISREG(status.st_mode) else None
