"""What a report says, in words: what templates and the Word document are made of.

Texts from articles have passed `tracker.views.harmless`; addresses are those of web pages, or None.
"""

from dataclasses import dataclass, field

from tracker.views.marking import Piece


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known, under a label: "said on" "2022-01-20, from “am Donnerstag”"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text, with the address that it leads to, if it is one."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement is printed. `link` leads to its very words, `origin` says what the article was read from.

    `remark` is what is to be known besides: of a later version, of its checking there.
    """

    outlet: str
    title: str
    published: str
    address: str | None
    link: str | None
    origin: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """A statement in its paragraph.

    `actor`, `verb` and `addressee` are a sentence, which `words` ends: Antony Blinken – warns – Russland – *vor einer
    weiteren Eskalation*. `verdicts` are fact-checkers', which lead to their reviews; `similar` tell those about similar
    claims. `day` is in ISO 8601, `language` the article's. `pieces` are the paragraph's text with roles.
    """

    number: int
    day: str | None
    day_in_full: str
    day_is_guessed: bool
    actor: str
    verb: str
    addressee: str
    words: str
    language: str | None
    act: str
    kind: str
    standing: str
    confidence: str
    pieces: tuple[Piece, ...]
    shortened: bool
    facts: tuple[Fact, ...]
    source: Source
    further_sources: tuple[Source, ...]
    status: str
    verdict: str
    finding: str
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    decisions: tuple[Fact, ...]
    verdicts: tuple[Link, ...] = ()
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of a day or of an actor; `name` is that of its place in the page."""

    name: str
    heading: str
    statements: tuple[ReportedStatement, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: of an actor, an outlet or an act, with the first and the last day; empty where unknown."""

    name: str
    statements: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How many statements there are of a day, week, month, quarter or year; lengths are in hundredths of the chart."""

    label: str
    statements: int
    left: float
    middle: float
    width: float
    height: float
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """An actor's statements within a bar's time. `radius` is in pixels."""

    label: str
    statements: int
    middle: float
    radius: float


@dataclass(frozen=True, slots=True)
class Lane:
    """An actor's statements over time."""

    actor: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of the axis of time; `anchor` is SVG's: start, middle or end."""

    label: str
    middle: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Statements over time. `unit` is day, week, month, quarter or year."""

    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `by` is day or actor, `made` when it was made, `left_out` says what is left out and why.

    `language` is that of its own words."""

    title: str
    by: str
    asked: tuple[Fact, ...]
    figures: tuple[Fact, ...]
    actors: tuple[Row, ...]
    outlets: tuple[Row, ...]
    acts: tuple[Row, ...]
    chart: Chart | None
    groups: tuple[Group, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]
    command: str
    made: str
    made_with: str
    rejected: tuple[str, ...] = field(default=())
    language: str = "en"
