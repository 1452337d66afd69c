"""Two invented articles with their statements, for a database to ask."""

from datetime import date
from pathlib import Path

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Mention,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Span,
    Spans,
    Standing,
    Statement,
    Versions,
)
from tracker.reading.article import Article, PublishedBasis
from tracker.store import Store

LINDHOLM = Referent("Petra Lindholm", ReferentKind.PERSON, "Ministerin", Resolution.NAME)
OTHER_LINDHOLM = Referent("Karl Lindholm", ReferentKind.PERSON, None, Resolution.NAME)
OKAFOR = Referent("Jan Okafor", ReferentKind.PERSON, "Reeder", Resolution.NAME)
REEDERVERBAND = Referent("Reederverband", ReferentKind.ORGANISATION, None, Resolution.NAME)

PORT = """Streit um den Hafen Nordby

Ministerin Petra Lindholm warnte am Mittwoch den Reederverband vor einer Schließung des Hafens. \
„Der Hafen bleibt offen“, sagte sie.

Experten befürchten, die Löhne könnten sinken."""
BRIDGE = """New bridge

"We will build the bridge," said Jan Okafor. Karl Lindholm denied that the money was gone."""
EVIL = "Jan Okafor sagte, [red]alles[/red] \x1b[2J\x1b]0;neu\x07 sei \u202egut\u202c."


def spans(text: str, words: str) -> Spans:
    return (Span(text.index(words), text.index(words) + len(words)),) if words else ()


def said(
    text: str,
    quote: str,
    speaker: str,
    cue: str,
    act: Act,
    *actors: Referent,
    kind: Kind = Kind.REPORTED,
    addressee: str = "",
    addressees: tuple[Referent, ...] = (),
    when: Saying | None = None,
    standing: Standing = Standing.ASSERTED,
    matter: str = "",
    act_confidence: float | None = None,
) -> Statement:
    return Statement(
        kind=kind,
        quote=spans(text, quote),
        speaker=spans(text, speaker),
        cue=spans(text, cue),
        frame=(),
        addressee=spans(text, addressee),
        act=act,
        actors=actors,
        addressee_actors=addressees,
        said=when or Saying(date(2024, 3, 7), DateBasis.PUBLISHED),
        confidence=0.9,
        standing=standing,
        matter=spans(text, matter),
        act_confidence=act_confidence,
    )


def port() -> tuple[Article, Extraction]:
    wednesday = Saying(date(2024, 3, 6), DateBasis.WORDS, spans(PORT, "am Mittwoch")[0])
    statements = (
        said(
            PORT,
            "vor einer Schließung des Hafens",
            "Ministerin Petra Lindholm",
            "warnte",
            Act.WARNING,
            LINDHOLM,
            addressee="den Reederverband",
            addressees=(REEDERVERBAND,),
            when=wednesday,
        ),
        said(PORT, "Der Hafen bleibt offen", "sie", "sagte", Act.STATEMENT, LINDHOLM, kind=Kind.DIRECT),
        said(PORT, "die Löhne könnten sinken", "Experten", "befürchten", Act.CONCERN, kind=Kind.INDIRECT),
    )
    mentions = (Mention(spans(PORT, "Nordby")[0], ReferentKind.PLACE, "Nordby"),)
    article = Article(
        text=PORT,
        title="Streit um den Hafen Nordby",
        outlet="Hafenkurier",
        url="https://example.org/hafen",
        published=date(2024, 3, 7),
        published_basis=PublishedBasis.DATELINE,
        language="de",
        source="hafen.txt",
    )
    return article, Extraction("de", statements, mentions)


def bridge() -> tuple[Article, Extraction]:
    day = Saying(date(2024, 3, 9), DateBasis.PUBLISHED)
    statements = (
        said(
            BRIDGE,
            "We will build the bridge,",
            "Jan Okafor",
            "said",
            Act.PROMISE,
            OKAFOR,
            kind=Kind.DIRECT,
            when=day,
        ),
        said(BRIDGE, "that the money was gone", "Karl Lindholm", "denied", Act.DENIAL, OTHER_LINDHOLM, when=day),
    )
    article = Article(
        text=BRIDGE,
        title="New bridge",
        outlet="Harbour Post",
        published=date(2024, 3, 9),
        published_basis=PublishedBasis.FILE_TIME,
        language="en",
        source="bridge.txt",
    )
    return article, Extraction("en", statements, ())


def evil() -> tuple[Article, Extraction]:
    statement = said(
        EVIL,
        EVIL[EVIL.index("[red]") : -1],
        "Jan Okafor",
        "sagte",
        Act.STATEMENT,
        OKAFOR,
        when=Saying(date(2024, 3, 1), DateBasis.PUBLISHED),
    )
    article = Article(EVIL, title="[b]\x1b[1mTitel", published=date(2024, 3, 1), language="de")
    return article, Extraction("de", (statement,), ())


def made(path: Path) -> Path:
    """A database at a path: statements 1 to 3 about a port, 4 and 5 about a bridge, on a day that was guessed."""
    with Store.open(path) as store:
        for article, extraction in (port(), bridge()):
            store.add(article, extraction, Versions("model", "code"))
    return path
