"""An article: one published text with its metadata; and a document's contents, from which it is made."""

from dataclasses import dataclass
from datetime import date

from tracker.terms import PublishedBasis

__all__ = ["Article", "PublishedBasis"]


LARGEST_ARTICLE = 20_000_000  # bytes of a document with its pictures
LONGEST_TEXT = 2_000_000  # characters: twice a long novel, and minutes of extraction
LARGEST_RECORD = 20_000_000  # bytes: the same as an article; JSON takes up to thirty times its bytes in memory


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `text` is what was printed, without the lines that its metadata were read from."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    language: str | None = None
    source: str | None = None  # where it was read from: "genf.txt", "-" for stdin, "news.jsonl, line 3", an address
    modified: str | None = None  # when it was last changed, ISO 8601, by its own metadata
    format: str | None = None  # what it was read as: "html", "pdf", ...; see `tracker.reading.framing.detection.Format`
    own_id: str | None = None  # by which whoever wrote the file knows it: a record's `id`
    remarks: tuple[str, ...] = ()  # what the user should know, a line each, such as dates that disagree


@dataclass(frozen=True, slots=True)
class Contents:
    """A document's `text` as it is printed, and what the document says about itself, as written there.

    Everything but `created` is explicit metadata, None where the document doesn't state it. `created` is when the
    file was made, which only hints at when the article was published. `above_title` are lines above or beside the
    title that are not part of the text, such as a letterhead with its date. `remarks` are what the user should know.
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
    own_id: str | None = None
    above_title: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
