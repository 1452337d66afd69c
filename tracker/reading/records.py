"""The articles of a file or stream, one after the other, and the digests by which they are known."""

import hashlib
import json
import stat
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tracker.reading.article import Article
from tracker.reading.field_map import NO_MAP, FieldMap

if TYPE_CHECKING:
    from hashlib import _Hash


@dataclass(frozen=True, slots=True)
class Given:
    """What the user stated about an article. It wins over what is read from it."""

    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with an article's bytes: an HTTP response's headers, a feed's entry, a WARC record's header.

    What the article itself says wins over it. `published` is a day as the carrier writes it, `fetched` when the
    bytes were fetched (seconds since 1970), `content_type` a MIME type with its parameters.
    """

    url: str | None = None
    content_type: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    fetched: float | None = None


NOTHING_CARRIED = Carried()


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a file, or why there is none.

    `number` counts the file's records from 0. `place` is what messages call it ("news.jsonl, line 3"). `digest` is
    the SHA-256 in hexadecimal of the bytes that it is read from and what the user gave, "" where there are none. A
    record whose digest isn't wanted has neither `article` nor `problem`. `problem` is one line: what is wrong with
    which file, and what to do.
    """

    number: int
    place: str
    digest: str
    article: Article | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class FileContext:
    """What is known of a file before its records are read.

    `source` is the source that its articles get, `name` what messages call it.
    """

    source: str
    name: str
    given: Given
    carried: Carried
    fields: FieldMap
    today: date


@dataclass(frozen=True, slots=True)
class UnreadRecord:
    """A record that was found in a file but not read yet, since reading may take long.

    `within` is where in the file it is ("line 3"), "" for the whole file. `data` are the bytes that its digest is
    made of. `read` raises ReadingError where there is no article in them.
    """

    within: str
    data: bytes
    read: Callable[[], Article]


def unreadable(error: Exception) -> Callable[[], Article]:
    """The `read` of a record that is already known to be unreadable: it raises the error."""

    def read() -> Article:
        raise error

    return read


def digest_of(source: Path | BinaryIO | bytes, given: Given = NOTHING_GIVEN, fields: FieldMap | None = None) -> str:
    """The SHA-256 in hexadecimal of a whole file and what the user gave; a file of any size takes little memory.

    Another date or another map of fields makes another digest, so that the file is read again. "" for what can't be
    read, or only once, such as a pipe.
    """
    begun = begun_digest(given, fields)
    if isinstance(source, bytes):
        begun.update(source)
        return begun.hexdigest()
    try:
        if not isinstance(source, Path):
            return hashlib.file_digest(source, lambda: begun).hexdigest()  # type: ignore[arg-type]
        if not stat.S_ISREG(source.stat().st_mode):  # before it is opened, since opening a pipe waits
            return ""
        with source.open("rb") as file:
            return hashlib.file_digest(file, lambda: begun).hexdigest()
    except (OSError, ValueError):  # ValueError: a zero byte in the path
        return ""


def begun_digest(given: Given, fields: FieldMap | None = None) -> "_Hash":
    """A digest of what the user gave; a copy of it is updated with each record's bytes."""
    return _begun(given, fields or NO_MAP).copy()


@lru_cache(maxsize=16)
def _begun(given: Given, fields: FieldMap) -> "_Hash":
    values = [str(each) if each is not None else None for each in astuple(given)]
    return hashlib.sha256(json.dumps([values, fields.paths]).encode() + b"\x00")
