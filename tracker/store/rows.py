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
    family: int | None = None  # the first article of its article's family: its own article where that is alone
    newest_version: int | None = None  # the article that its article has become, where it isn't the newest itself
    repeated_in: int | None = None  # the same statement in that article; None: not said there any more

    @property
    def withdrawn(self) -> bool:
        """Whether a later version of the article doesn't have the statement any more."""
        return self.newest_version is not None and self.repeated_in is None


@dataclass(frozen=True, slots=True)
class Printing:
    """Where else an article's identical text is printed."""

    outlet: str | None
    url: str | None
    published_on: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Relative:
    """Another article of the same family."""

    id: int
    outlet: str | None
    title: str | None
    published_on: str | None


@dataclass(frozen=True, slots=True)
class StatementInPlace:
    """A statement with the paragraph it stands in, for `tracker show`.

    `paragraph_start` is where the paragraph begins in the article's text; the spans of the roles are
    [start, end] pairs in the article's text. `resolutions` are how each actor was found, in the order of
    `statement.actors`. `version_of` is the version of the article before this one, `printings` are where its identical
    text is printed too, `relatives` the articles of its family.
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
    version_of: int | None = None
    printings: list[Printing] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing said on one day, with every place it is printed.

    `sources` are the statements with the same words, the first printed first; `statement` is the first
    of them.
    """

    day: str | None
    statement: StatementRow
    sources: list[StatementRow]

    @property
    def families(self) -> int:
        """How many sources there are where articles that go back to one text count as one."""
        return len({source.family or source.article_id for source in self.sources})

    @property
    def withdrawn_in(self) -> int | None:
        """The later version of its article that doesn't have it any more, None where it stands somewhere."""
        return self.statement.newest_version if all(source.withdrawn for source in self.sources) else None


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
    family: int | None = None  # the first article of its family: itself where it is alone
    version_of: int | None = None  # the version before this one
    newest_version: int | None = None  # the last version, where this isn't it
    printings: list[Printing] = field(default_factory=list)  # where its identical text is printed too


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
class Problem:
    """One thing that is wrong in the database: in which table and row, and what.

    `row` is the number of the row, None where it has none; `can_be_mended` says whether `Store.repair` can rebuild it.
    """

    table: str
    row: int | str | None
    message: str
    can_be_mended: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in the database, and what is wrong with it."""

    articles: int
    statements: int
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What mending did, in words; where the copy of the database as it was is; and how the database is now.

    Nothing was done, and no copy made, where there was nothing that can be mended.
    """

    done: list[str]
    copy: str | None
    now: Checked


@dataclass(frozen=True, slots=True)
class Replaced:
    """What replacing an article's statements did: how many kept their number, are new, or are gone."""

    article_id: int
    kept: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the user about actors, as `tracker actors history` lists it.

    `kind` is merge, split, apart, rename, alias or import. `names` and `others` are the printed names that it is about:
    on one side and on the other. `articles` are the numbers of the articles that it is limited to, empty where it is
    about all. `value` is the name to show, the alias, or the source of an import. `overruled_by` is the number of the
    later decision that contradicts it and wins.
    """

    id: int
    kind: str
    names: list[str]
    others: list[str]
    articles: list[int]
    value: str | None
    decided_at: str
    undone_at: str | None
    overruled_by: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing a register did. `ambiguous` are the names that several entries have: they link nothing."""

    decision: Decision
    entries: int
    names: int
    ambiguous: list[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, with the score (0 to 1) and the evidence in words."""

    one: ActorRow
    other: ActorRow
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why two names or actors are one actor, or are not.

    `verdict` is "one" or "two". `evidence` is one line for each link on the way from one to the other, or for each
    thing that was weighed.
    """

    one: str
    other: str
    verdict: str
    score: float
    reason: str
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name, or a description, of an actor: in how many statements and articles, and the first and last day."""

    name: str
    kind: str | None
    statements: int
    addressed: int
    articles: int
    first_on: str | None
    last_on: str | None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActorDetails:
    """An actor with everything that `tracker actors show` prints. `aliases` are further names, not printed so far."""

    actor: ActorRow
    names: list[NameUse]
    descriptions: list[NameUse]
    aliases: list[str]


@dataclass(frozen=True, slots=True)
class ActorNameRow:
    """One name of one actor, as exported."""

    actor: str
    kind: str
    name: str
    qid: str | None
    statements: int
