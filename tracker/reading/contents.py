"""What a document holds and says about itself, as the reader of its format hands it on."""

from dataclasses import dataclass


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
