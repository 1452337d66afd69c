"""Articles and extractions, put together by hand from the words that are printed."""

from datetime import date

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
    Statement,
    Versions,
)
from tracker.reading.article import Article, PublishedBasis

VERSIONS = Versions(model="v0", code="0.1.0")


def person(name, description=None, resolution=Resolution.NAME):
    return Referent(name, ReferentKind.PERSON, description, resolution)


def organisation(name):
    return Referent(name, ReferentKind.ORGANISATION, None, Resolution.NAME)


def place(name):
    return Referent(name, ReferentKind.PLACE, None, Resolution.NAME)


def spans(text, *pieces):
    """The spans of pieces of the text, each looked for after the one before."""
    found, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        at = start + len(piece)
        found.append(Span(start, at))
    return tuple(found)


def statement(text, *quote, speaker="", cue="", frame="", addressee="", said=None, words="", **fields):
    def span(piece):
        return spans(text, piece) if piece else ()

    basis = DateBasis.WORDS if words else DateBasis.PUBLISHED if said else DateBasis.UNKNOWN
    defaults = {
        "kind": Kind.INDIRECT,
        "act": Act.STATEMENT,
        "actors": (),
        "addressee_actors": (),
        "confidence": 0.9,
        "inside": None,
    }
    return Statement(
        quote=spans(text, *quote),
        speaker=span(speaker),
        cue=span(cue),
        frame=span(frame),
        addressee=span(addressee),
        said=Saying(said, basis, span(words)[0] if words else None),
        **{**defaults, **fields},
    )


def mention(text, piece, kind=ReferentKind.PERSON, name=None):
    return Mention(spans(text, piece)[0], kind, name or piece)


def article(text, published=None, **fields):
    basis = PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN
    return Article(text, published=published, published_basis=basis, **fields)


def extraction(*statements, mentions=(), language="de"):
    return Extraction(language, statements, mentions)


def add_saying(store, text, speaker, published=date(2023, 5, 2), **fields):
    """Add an article of one statement: the whole text is the quote. Returns the article's number."""
    said = statement(text, text, actors=(speaker,) if speaker else (), said=published, **fields)
    return store.add(article(text, published), extraction(said), VERSIONS).article_id


def take_out_totals(connection):
    """Make of a database one as it was before totals were written down: earlier columns may go then, too."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%statement_totals%'")
    for (name,) in rows.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DROP TABLE statement_totals")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'statement_totals'")
