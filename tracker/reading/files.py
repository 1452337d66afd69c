"""Files and streams of plain text to articles."""

import stat
from datetime import date
from pathlib import Path

from tracker.reading.article import Article
from tracker.reading.encoding import decode
from tracker.reading.errors import ReadingError, shown
from tracker.reading.plain_text import take_apart
from tracker.reading.published import published_on
from tracker.reading.records import NOTHING_GIVEN, Given

LARGEST_ARTICLE = 20_000_000  # bytes: a novel has a twentieth of that


def read_article(path: Path, given: Given = NOTHING_GIVEN, today: date | None = None) -> Article:
    """The article in a plain text file.

    `today` is the day that published dates must not lie after; the clock's where it is None. Raises
    ReadingError where there is no such file, or no text in it that can be read.
    """
    data, changed = _contents(path)
    return _article(data, given, str(path), path.name, changed, today or date.today())


def read_stream(data: bytes, given: Given = NOTHING_GIVEN, source: str = "-", today: date | None = None) -> Article:
    """The article in `data`, as it came from `source` (stdin, a download). Raises ReadingError."""
    return _article(data, given, source, None, None, today or date.today())


def _contents(path: Path) -> tuple[bytes, float | None]:
    """What the file holds, and when it was last changed in seconds since 1970, None for a pipe."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE + 1)
            status = path.stat()
    except FileNotFoundError:
        raise ReadingError(f"{name}: no such file. Check the path.") from None
    except IsADirectoryError:
        raise ReadingError(f"{name}: this is a folder. Name the files in it, such as {name}/*.txt.") from None
    except PermissionError:
        raise ReadingError(f"{name}: no permission to read it. Check who may (ls -l).") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError(f"{name}: can't be read ({shown(reason)}).") from None
    return data, status.st_mtime if stat.S_ISREG(status.st_mode) else None


def _article(
    data: bytes, given: Given, source: str, file_name: str | None, file_time: float | None, today: date
) -> Article:
    name = "stdin" if source == "-" else shown(source)
    if len(data) > LARGEST_ARTICLE:
        raise ReadingError(f"{name}: larger than {LARGEST_ARTICLE // 1_000_000} MB. Split it into its articles.")
    if not data:
        raise ReadingError(f"{name}: empty. Nothing to read.")
    parts = take_apart(decode(data, name), given.title)
    if not parts.text:
        raise ReadingError(f"{name}: blank. There is no text in it.")
    front_matter = parts.front_matter
    published, basis = published_on(
        given.published, front_matter.published, parts.dateline_date, file_name, file_time, today
    )
    return Article(
        text=parts.text,
        title=parts.title,
        outlet=given.outlet or front_matter.outlet or parts.agency,
        url=given.url or front_matter.url,
        author=front_matter.author,
        published=published,
        published_basis=basis,
        language=given.language or front_matter.language,
        source=source,
    )
