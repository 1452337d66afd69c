"""Articles in which somebody says something under a name, written to a real database."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Span,
    Statement,
    Versions,
)
from tracker.reading.article import Article, PublishedBasis
from tracker.store import Store

VERSIONS = Versions("model", "code")
PERSON, ORGANISATION = ReferentKind.PERSON, ReferentKind.ORGANISATION


def speaker(name: str, description: str | None = None, kind: ReferentKind = PERSON) -> Referent:
    return Referent(name, kind, description, Resolution.NAME)


def article(number: int, day: str, speakers: Sequence[Referent]) -> tuple[Article, Extraction]:
    """An article published on a day in which each of these says one thing."""
    lines = [f"{each.name} sagte, Punkt {position} von Artikel {number}." for position, each in enumerate(speakers)]
    text = "\n\n".join(lines)
    when = date.fromisoformat(day)
    statements = []
    begin = 0
    for line, each in zip(lines, speakers, strict=True):
        said = begin + line.index(", ") + 2
        statements.append(
            Statement(
                kind=Kind.INDIRECT,
                quote=(Span(said, begin + len(line) - 1),),
                speaker=(Span(begin, begin + len(each.name)),),
                cue=(Span(begin + len(each.name) + 1, begin + len(each.name) + 6),),
                frame=(),
                addressee=(),
                act=Act.STATEMENT,
                actors=(each,),
                addressee_actors=(),
                said=Saying(when, DateBasis.PUBLISHED),
                confidence=0.9,
            )
        )
        begin += len(line) + 2
    read = Article(
        text, title=f"Artikel {number}", outlet="Hafenkurier", published=when,
        published_basis=PublishedBasis.GIVEN, language="de", source=f"{number}.txt",
    )  # fmt: skip
    return read, Extraction("de", tuple(statements), ())


def write(database: Path, *articles: tuple[Article, Extraction]) -> None:
    with Store.open(database) as store:
        for read, found in articles:
            store.add(read, found, VERSIONS)
