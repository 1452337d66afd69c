"""What writing did, and what was read before."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did: its number, whether it is new, and how many statements it has.

    `like` is the first article of those that it is nearly identical with, `version_of` the one that it is a later
    version of; None where there is none.
    """

    article_id: int
    new: bool
    statements: int
    like: int | None = None
    version_of: int | None = None


@dataclass(frozen=True, slots=True)
class KnownInput:
    """An input that was read already: its article, None for a file of several, and how many articles it had."""

    article_id: int | None
    articles: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """What replacing an article's statements did: how many kept their number, are new, or are gone."""

    article_id: int
    kept: int
    new: int
    gone: int
