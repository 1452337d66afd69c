"""The article: one published text with its metadata, as reading hands it on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PublishedBasis(StrEnum):
    """Where an article's published date was taken from, from the surest to the least sure."""

    GIVEN = "given"  # the user said so (`--date`)
    METADATA = "metadata"  # the article's own metadata, such as front matter
    FEED = "feed"  # the feed that announced it
    DATELINE = "dateline"  # "Genf, 21. Januar 2022 (dpa)"
    FILE_NAME = "file_name"  # 2022-01-21-genf.txt
    FILE_TIME = "file_time"  # when the file was last changed: a guess
    UNKNOWN = "unknown"

    @property
    def guessed(self) -> bool:
        """Whether the date is a guess that the user should check."""
        return self in (PublishedBasis.FILE_NAME, PublishedBasis.FILE_TIME, PublishedBasis.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `text` is what was printed, without the metadata lines that were read off it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    language: str | None = None
    source: str | None = None  # where it was read from: "genf.txt", "-" for stdin, "news.jsonl, line 3", an address
    modified: str | None = None  # when it was changed last, ISO 8601, as its own metadata say
    format: str | None = None  # what it was read as: "html", "pdf", ...; see `tracker.reading.formats.Format`
    remarks: tuple[str, ...] = ()  # what the user should know, each in one line: dates that disagree
