"""What questions to the store are answered with: plain immutable records, ready for any view."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with what a listing shows of its article. Dates are ISO 8601 strings.

    Spans are [start, end] pairs in code points of the article's text. `topic_in` says where the
    topic asked for was found ("statement", "paragraph" or "article"), None where none was asked for.
    """

    id: int
    article_id: int
    kind: str
    quote: str
    quote_spans: list[list[int]]
    speaker: str
    actors: list[str]
    cue: str
    act: str
    addressee: str
    addressee_actors: list[str]
    said_on: str | None
    said_on_basis: str
    said_on_words: str | None
    published_on: str | None
    published_on_basis: str
    outlet: str | None
    url: str | None
    title: str | None
    confidence: float
    inside: int | None
    topic_in: str | None = None
    descriptions: list[str] = field(default_factory=list)
    language: str | None = None  # the article's


@dataclass(frozen=True, slots=True)
class StatementInPlace:
    """A statement with the paragraph it stands in, for `tracker show`.

    `paragraph_start` is where the paragraph begins in the article's text; the spans of the roles are
    [start, end] pairs in the article's text. `resolutions` are how each actor was found, in the order of
    `statement.actors`.
    """

    statement: StatementRow
    paragraph: str
    paragraph_start: int
    speaker_spans: list[list[int]]
    cue_spans: list[list[int]]
    frame_spans: list[list[int]]
    addressee_spans: list[list[int]]
    resolutions: list[str]
    source: str | None
    model_version: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing said on one day, with every place it is printed.

    `sources` are the statements with the same words, the first printed first; `statement` is the first
    of them.
    """

    day: str | None
    statement: StatementRow
    sources: list[StatementRow]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with what is known across all articles. `statements` are those in which they speak."""

    id: int
    name: str
    kind: str
    names: list[str]
    descriptions: list[str]
    statements: int
    articles: int
    first_on: str | None
    last_on: str | None


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


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did: its number, whether it is new, and how many statements it has."""

    article_id: int
    new: bool
    statements: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """What replacing an article's statements did: how many kept their number, are new, or are gone."""

    article_id: int
    kept: int
    new: int
    gone: int
