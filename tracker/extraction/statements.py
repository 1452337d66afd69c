"""What extraction finds: statements and mentions, as immutable records over spans of the article's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of the article's text: `text[start:end]`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]


Spans = tuple[Span, ...]


class Kind(StrEnum):
    """How something was quoted. The values are those of the German news quotation corpus (arXiv 2404.16764)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    FREE_INDIRECT = "free_indirect"
    INDIRECT_FREE_INDIRECT = "indirect_free_indirect"
    REPORTED = "reported"


class Act(StrEnum):
    """What was done by saying it."""

    STATEMENT = "statement"
    ANNOUNCEMENT = "announcement"
    CONFIRMATION = "confirmation"
    DENIAL = "denial"
    ADMISSION = "admission"
    WARNING = "warning"
    THREAT = "threat"
    DEMAND = "demand"
    ACCUSATION = "accusation"
    CRITICISM = "criticism"
    PRAISE = "praise"
    PROMISE = "promise"
    EXPECTATION = "expectation"
    CONCERN = "concern"
    QUESTION = "question"


class ReferentKind(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class Resolution(StrEnum):
    """How the words of a speaker or addressee led to a name; from the surest to the least sure."""

    NAME = "name"  # the name itself is printed there
    PART_OF_NAME = "part_of_name"  # a surname or short form, to the full name within the article
    DESCRIPTION = "description"  # "der US-Außenminister", "the minister", "die Behörde"
    PRONOUN = "pronoun"  # "er", "she", "beide"
    CONTEXT = "context"  # no words of its own: whoever is speaking there


@dataclass(frozen=True, slots=True)
class Referent:
    """One person, organisation or place that the words of a speaker or addressee refer to.

    `name` is the fullest name the article prints. `description` is the title or office under which
    they appear in the article ("US-Außenminister"), or None. `resolution` says how the words led there.
    """

    name: str
    kind: ReferentKind
    description: str | None
    resolution: Resolution


class DateBasis(StrEnum):
    """Where a statement's date comes from."""

    WORDS = "words"  # from words in or around the statement
    PUBLISHED = "published"  # the article's published date, for want of such words
    UNKNOWN = "unknown"  # neither is known


@dataclass(frozen=True, slots=True)
class Saying:
    """When it was said: the day, where it comes from, and the span of the words it was taken from."""

    day: date | None
    basis: DateBasis
    words: Span | None = None


class Item(NamedTuple):
    """An article to extract from: its text, the day it was published, and its language ("de", "en"), if known."""

    text: str
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that the model tagged in the text, with the mean probability (0 to 1) of its words' tags."""

    span: Span
    kind: ReferentKind
    score: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as decoded, before it is known who is meant, what was done by saying it, and when.

    The fields are those of `Statement`.
    """

    kind: Kind
    quote: Spans
    speaker: Spans
    cue: Spans
    frame: Spans
    addressee: Spans
    confidence: float
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed quotation.

    `quote`, `speaker`, `cue`, `frame` and `addressee` are spans of the article's text in reading order,
    empty where there is none; `quote` never is. `actors` and `addressee_actors` are who the speaker and
    the addressee refer to, empty where nobody in the article fits. `confidence` is between 0 and 1.
    `inside` is the number (index in `Extraction.statements`) of the statement that this one stands in.
    """

    kind: Kind
    quote: Spans
    speaker: Spans
    cue: Spans
    frame: Spans
    addressee: Spans
    act: Act
    actors: tuple[Referent, ...]
    addressee_actors: tuple[Referent, ...]
    said: Saying
    confidence: float
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity in the article: its span, and the fullest form of the name that the article prints."""

    span: Span
    kind: ReferentKind
    name: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article. `language` is "de", "en", or None where it is neither."""

    language: str | None
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What found the statements of an article: the model's and the code's version."""

    model: str
    code: str


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of several spans as one string; a gap between two spans shows as " … "."""
    return " … ".join(span.of(text) for span in spans)
