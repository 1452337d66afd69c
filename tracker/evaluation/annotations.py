"""What is measured: the statements of an article as spans and labels, whoever found them."""

from dataclasses import dataclass
from datetime import date

from tracker.extraction.statements import DateBasis, Draft, Span, Spans, Statement
from tracker.reading.article import Article

Names = frozenset[tuple[Span, str]]  # of an article, with their kinds

EARLIER = "earlier"  # in place of a day, in gold: the article says that it was before, and not on which day

ROLES = ("quote", "speaker", "cue", "frame", "addressee")


@dataclass(frozen=True, slots=True)
class Labels:
    """What is said of a statement beside its spans: see the annotation guide (`tracker/guides/annotation.md`).

    `actors` and `addressee_actors` are the fullest names that the article prints, empty where it names nobody. `link`
    says how the printed speaker leads there. `said_on`: the day that words of the article give, None where none do;
    `earlier`: it was said before the article was published, on a day that isn't told. `standing` and `link` are None
    where a program doesn't say them.
    """

    act: str
    actors: tuple[str, ...] = ()
    addressee_actors: tuple[str, ...] = ()
    said_on: date | None = None
    earlier: bool = False
    standing: str | None = None
    link: str | None = None
    matter: Spans = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One statement: its kind as its file names it (None: not given), the spans of its roles, its labels."""

    kind: str | None
    quote: Spans
    speaker: Spans
    cue: Spans
    frame: Spans
    addressee: Spans
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its gold statements, and the tokens, in order, that spans are compared by.

    `names` is None where they aren't annotated.
    """

    identifier: str
    article: Article
    tokens: tuple[Span, ...]
    statements: tuple[Annotation, ...]
    names: Names | None = None


def annotation_of(statement: Statement | Draft) -> Annotation:
    """The part of a statement that is measured."""
    return Annotation(
        kind=statement.kind.value,
        quote=statement.quote,
        speaker=statement.speaker,
        cue=statement.cue,
        frame=statement.frame,
        addressee=statement.addressee,
        labels=_labels_of(statement) if isinstance(statement, Statement) else None,
    )


def _labels_of(statement: Statement) -> Labels:
    return Labels(
        act=statement.act.value,
        actors=tuple(each.name for each in statement.actors),
        addressee_actors=tuple(each.name for each in statement.addressee_actors),
        said_on=statement.said.day if statement.said.basis is DateBasis.WORDS else None,
        earlier=statement.said.basis is DateBasis.UNKNOWN,
        standing=statement.standing.value,
        matter=statement.matter,
    )
