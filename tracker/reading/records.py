"""What a file or stream holds, one article after the other, as reading hands it on."""

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
    """What the user said about an article. It wins over what is read from it."""

    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with an article's bytes: an HTTP response's headers, a feed's entry, a WARC record's header.

    What the article itself says wins over it. `published` is a day as the carrier writes it, `fetched` when the bytes
    were fetched (seconds since 1970), `content_type` a MIME type with its parameters.
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

    `number` counts the file's records from 0. `place` is what messages call it ("news.jsonl, line 3"). `digest` is the
    SHA-256 in hexadecimal of the bytes that it is read from, with what the user gave; "" where they can't be had.
    Where `wanted` said no to the digest, neither `article` nor `problem` is there. `problem` is one line: what is wrong
    with which file, and what to do.
    """

    number: int
    place: str
    digest: str
    article: Article | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class FileContext:
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
class UnreadRecord:
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


def digest_of(source: Path | BinaryIO | bytes, given: Given = NOTHING_GIVEN, fields: FieldMap | None = None) -> str:
    """The SHA-256 of a whole file in hexadecimal, with what the user gave; a file of any size takes little memory.

    Another date or another map of fields makes another digest, so that the file is read anew. "" for what can't be
    read or can be read only once, such as a pipe.
    """
    begun = begun_digest(given, fields)
    if isinstance(source, bytes):
        begun.update(source)
        return begun.hexdigest()
    try:
        if not isinstance(source, Path):
            return hashlib.file_digest(source, lambda: begun).hexdigest()  # type: ignore[arg-type]
        if not stat.S_ISREG(source.stat().st_mode):  # before it is opened: that waits where it is a pipe
            return ""
        with source.open("rb") as file:
            return hashlib.file_digest(file, lambda: begun).hexdigest()
    except (OSError, ValueError):  # ValueError: a zero byte in the path
        return ""


def begun_digest(given: Given, fields: FieldMap | None = None) -> "_Hash":
    """A digest that holds what the user gave; copies of it take the bytes of one record each."""
    return _begun(given, fields or NO_MAP).copy()


@lru_cache(maxsize=16)
def _begun(given: Given, fields: FieldMap) -> "_Hash":
    told = [str(each) if each is not None else None for each in astuple(given)]
    return hashlib.sha256(json.dumps([told, fields.paths]).encode() + b"\x00")
