"""One statement as it is listed."""

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
    family: int | None = None  # the first article of its article's family: its own article where that is alone
    newest_version: int | None = None  # the article that its article has become, where it isn't the newest itself
    repeated_in: int | None = None  # the same statement in that article; None: not said there any more
    negated_cue: str = ""  # the cue with what negates it; empty where nothing does

    @property
    def withdrawn(self) -> bool:
        """Whether a later version of the article doesn't have the statement any more."""
        return self.newest_version is not None and self.repeated_in is None
