"""The article: one published text with its metadata, as reading hands it on."""

from dataclasses import dataclass
from datetime import date

from tracker.terms import PublishedBasis

__all__ = ["Article", "PublishedBasis"]


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
    format: str | None = None  # what it was read as: "html", "pdf", ...; see `tracker.reading.framing.detection.Format`
    remarks: tuple[str, ...] = ()  # what the user should know, each in one line: dates that disagree
