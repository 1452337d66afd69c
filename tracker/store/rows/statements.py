"""Statements: as they are listed, in their place, and as entries of a timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.store.rows.verdicts import StatementVerdict
from tracker.terms import Act

if TYPE_CHECKING:
    from tracker.store.rows.articles import Printing
    from tracker.store.rows.decided import StatementDecision

LIKELY = 0.5  # how probable an act must be to be no guess


@dataclass(frozen=True, slots=True)
class PronounInQuote:
    """A pronoun, text[start:end] of the article, and the name that it stands for, with how probable that is."""

    start: int
    end: int
    kind: str
    name: str
    confidence: float


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
    matter: str = ""  # what the act of a reported statement is about
    standing: str = "asserted"  # or negated, announced, hypothetical
    decided: list[str] = field(default_factory=list)  # "accepted", "added", or the fields that the user corrected
    status: str = "open"  # of its checking; or checking, checked
    verdict: str | None = None  # what came of it
    finding: str | None = None  # the same in words
    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    resolutions: list[str] = field(default_factory=list)  # how the words led to each actor, in the actors' order
    doubtful_actors: list[str] = field(default_factory=list)  # those of the actors who are a guess
    article_own_id: str | None = None  # that the article brought with it: a record's `id`
    actor_confidences: list[float | None] = field(default_factory=list)  # how probable each actor is, None: not known
    verdicts: list[StatementVerdict] = field(default_factory=list)  # that are surely about it, the user's own first
    claim: int | None = None  # that it makes, of those that other statements make too: `tracker claims`
    act_confidence: float | None = None  # how probable the act is; None: not known
    pronouns: list[PronounInQuote] = field(default_factory=list)  # of which it is known whom they mean

    @property
    def act_is_guess(self) -> bool:
        """Whether the act is rather another one."""
        return act_is_guess(self.act, self.act_confidence)

    @property
    def withdrawn(self) -> bool:
        """Whether a later version of the article doesn't have the statement any more."""
        return self.newest_version is not None and self.repeated_in is None


def act_is_guess(act: str, confidence: float | None) -> bool:
    """Whether an act of that confidence is rather another one; that somebody states something is always true."""
    return act != Act.STATEMENT and confidence is not None and confidence < LIKELY


@dataclass(frozen=True, slots=True)
class Totals:
    """How many statements there are, by how many actors, and the first and last day.

    With `more` there are more than these, and the rest is of the newest of them.
    """

    statements: int
    actors: int
    first_on: str | None
    last_on: str | None
    more: bool = False


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
    [start, end] pairs in the article's text. `version_of` is the version of the article before this one, `printings`
    are where its identical text is printed too, `relatives` the articles of its family. `similar_verdicts` are about
    the same words by somebody else, or at another time.
    """

    statement: StatementRow
    paragraph: str
    paragraph_start: int
    speaker_spans: list[list[int]]
    cue_spans: list[list[int]]
    frame_spans: list[list[int]]
    addressee_spans: list[list[int]]
    matter_spans: list[list[int]]
    source: str | None
    model_version: str
    version_of: int | None = None
    printings: list["Printing"] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    decisions: list["StatementDecision"] = field(default_factory=list)
    found: Mapping[str, Any] = field(default_factory=dict)
    similar_verdicts: list[StatementVerdict] = field(default_factory=list)


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
    def doubtful(self) -> bool:
        """Whether who said it is a guess wherever it is printed."""
        return all(source.doubtful_actors for source in self.sources)

    @property
    def families(self) -> int:
        """How many sources there are where articles that go back to one text count as one."""
        return len({source.family or source.article_id for source in self.sources})

    @property
    def withdrawn_in(self) -> int | None:
        """The later version of its article that doesn't have it any more, None where it stands somewhere."""
        return self.statement.newest_version if all(source.withdrawn for source in self.sources) else None


@dataclass(frozen=True, slots=True)
class ActorKey:
    """An actor's number and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PeopleOfStatement:
    """Who speaks in a statement, and who is addressed."""

    speakers: list[ActorKey]
    addressees: list[ActorKey]


@dataclass(frozen=True, slots=True)
class RoleSpans:
    """Where the words of a statement stand: [start, end] pairs in code points of its article's text."""

    statement: int
    quote: list[list[int]]
    speaker: list[list[int]]
    cue: list[list[int]]
    addressee: list[list[int]]
