"""What is measured: the statements of an article as spans alone, whoever found them."""

from dataclasses import dataclass

from tracker.extraction.statements import Draft, Span, Spans, Statement
from tracker.reading.article import Article

ROLES = ("quote", "speaker", "cue", "frame", "addressee")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One statement: its kind as its file names it (None: not given) and the spans of its roles."""

    kind: str | None
    quote: Spans
    speaker: Spans
    cue: Spans
    frame: Spans
    addressee: Spans


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its gold statements, and the tokens, in order, that spans are compared by."""

    identifier: str
    article: Article
    tokens: tuple[Span, ...]
    statements: tuple[Annotation, ...]


def annotation_of(statement: Statement | Draft) -> Annotation:
    """The part of a statement that is measured."""
    return Annotation(
        kind=statement.kind.value,
        quote=statement.quote,
        speaker=statement.speaker,
        cue=statement.cue,
        frame=statement.frame,
        addressee=statement.addressee,
    )
