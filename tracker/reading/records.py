"""What a file or stream holds, one article after the other, as reading hands it on."""

from dataclasses import dataclass
from datetime import date

from tracker.reading.article import Article


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
