"""Articles as they are listed, and what writing them did."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Printing:
    """Where else an article's identical text is printed."""

    outlet: str | None
    url: str | None
    published_on: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as listed."""

    id: int
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    language: str | None
    published_on: str | None
    published_on_basis: str
    source: str | None
    words: int
    statements: int
    ingested_at: str
    model_version: str
    code_version: str
    runtime_version: str
    family: int | None = None  # the first article of its family: itself where it is alone
    version_of: int | None = None  # the version before this one
    newest_version: int | None = None  # the last version, where this isn't it
    own_id: str | None = None  # that it brought with it: a record's `id`
    printings: list[Printing] = field(default_factory=list)  # where its identical text is printed too


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that an article and its statements, in their order, are to have."""

    article: int
    statements: tuple[int, ...]


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
