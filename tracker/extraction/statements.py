"""What extraction finds: statements and mentions, as immutable records over spans of the article's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.terms import Act, DateBasis, Kind, ReferentKind, Resolution, Standing

__all__ = [
    "Act",
    "DateBasis",
    "Draft",
    "Extraction",
    "Item",
    "Kind",
    "Mention",
    "NamedSpan",
    "Pronoun",
    "Referent",
    "ReferentKind",
    "Resolution",
    "Saying",
    "Span",
    "Spans",
    "Standing",
    "Statement",
    "Versions",
    "words_of",
]


class Span(NamedTuple):
    """A piece of the article's text: `text[start:end]`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Referent:
    """One person, organisation or place that the words of a speaker or addressee refer to.

    `name` is the fullest name the article prints. `description` is the title or office under which
    they appear in the article ("US-Außenminister"), or None. `resolution` says how the words led there, and
    `confidence` how probable it is that they are meant: None where that isn't known.
    """

    name: str
    kind: ReferentKind
    description: str | None
    resolution: Resolution
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in a quote, and the fullest name that the article prints of whom it means.

    `confidence`: how probable it is that they are meant.
    """

    span: Span
    kind: ReferentKind
    name: str
    confidence: float


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

    The fields are those of `Statement`; `acts` are the network's probabilities of each act, empty where it has none.
    """

    kind: Kind
    quote: Spans
    speaker: Spans
    cue: Spans
    frame: Spans
    addressee: Spans
    confidence: float
    inside: int | None = None
    matter: Spans = ()
    acts: tuple[float, ...] = ()
    standing: Standing = Standing.ASSERTED


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed quotation.

    `quote`, `speaker`, `cue`, `frame`, `addressee` and `matter` are spans of the article's text in reading order,
    empty where there is none; `quote` never is. `actors` and `addressee_actors` are who the speaker and
    the addressee refer to, empty where nobody in the article fits. `confidence` is between 0 and 1.
    `inside` is the number (index in `Extraction.statements`) of the statement that this one stands in.
    `matter` is what the act of a reported statement is about (*vor einem Einmarsch in die Ukraine*).
    `act_confidence` is how probable the act is, given that this is a statement; None where that isn't known.
    `pronouns` are those in the quote of which it is known whom they mean, in reading order.
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
    matter: Spans = ()
    standing: Standing = Standing.ASSERTED
    act_confidence: float | None = None
    pronouns: tuple[Pronoun, ...] = ()


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
    """What found the statements of an article: the model's version, the code's, and that of what runs the model."""

    model: str
    code: str
    runtime: str = ""


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of several spans as one string; a gap between two spans shows as " … "."""
    return " … ".join(span.of(text) for span in spans)
