"""The article: one published text with its metadata, as reading hands it on."""

from dataclasses import dataclass
from datetime import date

from tracker.terms import PublishedBasis

__all__ = ["Article", "PublishedBasis"]


LARGEST_ARTICLE = 20_000_000  # bytes of a document, pictures and all
LONGEST_TEXT = 2_000_000  # characters: twice a long novel, and some minutes of extraction
LARGEST_RECORD = 20_000_000  # bytes: as much as an article; brackets alone take thirty times their bytes in memory


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


@dataclass(frozen=True, slots=True)
class Contents:
    """A document taken apart: `text` as it is printed, and the rest as the document's metadata write it.

    Everything but `created` is explicit metadata: None where the document doesn't say it in so many words.
    `created` is when the file was made, which is a guess at most at when the article was published. `above_title` are
    lines that stand above the title or beside it and are no part of the text, such as a letterhead with its date.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    created: str | None = None
    above_title: tuple[str, ...] = ()
