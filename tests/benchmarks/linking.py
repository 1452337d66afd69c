"""How long names take to become actors: many distinct names at once, and one more article in a large database.

The names are made up: people with given names and surnames as unevenly spread as in a population (the most frequent
surname has one in a hundred), surnames alone, and organisations. Each is in one article or a few.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import log
from pathlib import Path
from statistics import median

from tracker.actors.resolving.mentions import Mention
from tracker.actors.resolving.resolve import resolve
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

SIZES = (10_000, 30_000, 100_000)
ARTICLES = 200  # are added to the database of most names
NAMES_OF_ARTICLE = 6
OFTEN = 50_000  # mentions of the most frequent name
VERSIONS = Versions(model="none", code="none")

LETTERS = {
    "beginnings": "b br d dr f fl g gr h j k kl kr l m n p pf r s sch st t tr v w z",
    "vowels": "a e i o u ei au ie",
    "ends": "l ld ll m n nn nd ng r rg rn s st t tz ck mann ler ner hofer bach berg feld",
    "given": "a o e us in ian ette",
}
BEGINNINGS, VOWELS, ENDS, GIVEN_ENDS = (letters.split() for letters in LETTERS.values())
OFFICES = ("Ministerin", "Senator", "Trainer", "Bürgermeister", "US-Senator", "Richter", None, None, None)
FREQUENT = ("Alma Oftgenannt", "person", None)
BODIES = ("Verband", "Institut", "Gewerkschaft", "Ministerium", "Agentur", "Bank", "Partei", "Stiftung")


@dataclass(frozen=True, slots=True)
class Linked:
    """So many distinct names, how many actors they became, and in how many seconds: on the wall, of processor time."""

    names: int
    actors: int
    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class OneArticle:
    """What adding one article took in a database of so many actors, in seconds; `often` with the most frequent name.

    `without_names` is what an article takes that names nobody: the rest is the linking. `listing` is what the fifty
    most quoted actors take, `suggesting` twenty suggestions.
    """

    actors: int
    rebuilding: float
    listing: float
    suggesting: float
    without_names: float
    median: float
    worst: float
    often: float


def measure_linking(sizes: Sequence[int] = SIZES) -> list[Linked]:
    """Link so many distinct names, from nothing."""
    taken = []
    for size in sizes:
        mentions = list(_mentions(size))
        start, processor = time.perf_counter(), time.process_time()
        actors = resolve(mentions)
        spent = time.perf_counter() - start, time.process_time() - processor
        taken.append(Linked(size, len(actors), *spent))
    return taken


def measure_one_article(names: int = SIZES[-1], articles: int = ARTICLES, often: int = OFTEN) -> OneArticle:
    """Add articles to a database with so many distinct names, and one name in `often` articles."""
    chosen = random.Random(2)
    known = list(_names(names))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.db"
        rebuilding = _write(path, names, often)
        with Store.open(path) as store:
            store.connection.execute("PRAGMA synchronous = NORMAL")
            (actors,) = store.connection.execute("SELECT count(*) FROM actors").fetchone()
            listing = _timed(lambda: store.actors(limit=50))
            suggesting = _timed(lambda: store.suggestions(20))
            _add(store, 0, [])
            nobody = [_add(store, number, []) for number in range(1, articles // 4)]
            some = [_add(store, number, _some(chosen, known, names)) for number in range(articles, 2 * articles)]
            frequent = range(2 * articles, 2 * articles + articles // 10)
            of_frequent = [_add(store, number, [FREQUENT]) for number in frequent]
    return OneArticle(
        actors=actors,
        rebuilding=rebuilding,
        listing=listing,
        suggesting=suggesting,
        without_names=median(nobody),
        median=median(some),
        worst=max(some),
        often=median(of_frequent),
    )


def linking_table(linked: Sequence[Linked], one: OneArticle) -> str:
    """The figures as lines."""
    lines = [f"{'names':>8}{'actors':>10}{'seconds':>10}{'processor':>11}{'growth':>9}{'n log n':>9}"]
    lines += [
        f"{each.names:>8}{each.actors:>10}{each.seconds:>10.1f}{each.processor:>11.1f}{_growth(before, each)}"
        for before, each in zip([None, *linked], linked, strict=False)
    ]
    figures = {
        "an article that names nobody": one.without_names,
        f"one of {NAMES_OF_ARTICLE} names, in the median": one.median,
        f"one of {NAMES_OF_ARTICLE} names, at worst": one.worst,
        "one with the most frequent name": one.often,
        "the fifty most quoted actors": one.listing,
        "twenty suggestions": one.suggesting,
    }
    lines.append(f"a database of {one.actors} actors, linked again in {one.rebuilding:.1f} s:")
    lines += [f"  {name:38}{seconds * 1000:>8.1f} ms" for name, seconds in figures.items()]
    return "\n".join(lines)


def _growth(before: Linked | None, each: Linked) -> str:
    """How many times the processor time of fewer names that of more is, and how many times n log n is."""
    if before is None:
        return ""
    n_log_n = each.names * log(each.names) / (before.names * log(before.names))
    return f"{each.processor / before.processor:>8.2f}x{n_log_n:>8.2f}x"


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


Name = tuple[str, str, str | None]  # as printed, its kind, and a description


def _names(size: int) -> Iterator[Name]:
    """Distinct names, the same on every run."""
    chosen = random.Random(1)
    surnames = _distinct(chosen, max(200, size // 3), lambda: _word(chosen, chosen.choice((1, 2, 2)), ENDS))
    given = _distinct(chosen, 900, lambda: _word(chosen, chosen.choice((1, 2)), GIVEN_ENDS))
    of_surname = list(accumulate((rank + 6) ** -0.8 for rank in range(len(surnames))))
    of_given = list(accumulate(1 / (rank + 6) for rank in range(len(given))))
    seen: set[str] = set()
    while len(seen) < size:
        surname = chosen.choices(surnames, cum_weights=of_surname)[0]
        sort = chosen.random()
        if sort < 0.78:
            first = chosen.choices(given, cum_weights=of_given)[0]
            middle = f"{chosen.choice('ABCDEFGHKLMRST')}. " if chosen.random() < 0.05 else ""
            name, kind = f"{first} {middle}{surname}", "person"
        elif sort < 0.84:
            name, kind = surname, "person"
        else:
            name, kind = f"{chosen.choice(BODIES)} {surname} {chosen.choice(surnames)}", "organisation"
        if name not in seen:
            seen.add(name)
            yield name, kind, chosen.choice(OFFICES) if kind == "person" else None


def _distinct(chosen: random.Random, size: int, word: Callable[[], str]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < size:
        found[word()] = None
    return list(found)


def _word(chosen: random.Random, syllables: int, ends: Sequence[str]) -> str:
    parts = [chosen.choice(BEGINNINGS) + chosen.choice(VOWELS) for _ in range(syllables)]
    return ("".join(parts) + chosen.choice(ends)).capitalize()


def _mentions(size: int) -> Iterator[Mention]:
    """Each name in one to three articles of twelve years."""
    chosen = random.Random(3)
    for name, kind, description in _names(size):
        for _ in range(chosen.choice((1, 1, 1, 2, 3))):
            day = date(chosen.randint(2010, 2021), 6, 1)
            described = frozenset([description] if description else [])
            yield Mention(chosen.randint(1, size), name, kind, described, day, chosen.randint(1, 3))


def _some(chosen: random.Random, known: Sequence[Name], size: int) -> list[Name]:
    """The names of an article: most are known, one is new."""
    names = {name for name, _, _ in known}
    given, surname = _word(chosen, 2, GIVEN_ENDS), chosen.choice(known)[0].split()[-1]
    new = f"{given} {surname}"
    listed = [chosen.choice(known) for _ in range(NAMES_OF_ARTICLE - 1)]
    return listed if new in names else [*listed, (new, "person", None)]


def _write(path: Path, names: int, often: int) -> float:
    """Write a database with all names by way of its rows, and make its actors. Returns the seconds of the latter."""
    from tracker.store import database
    from tracker.store.actors import rebuild

    Store.open(path).close()
    with Store.open(path) as store:
        connection = store.connection
        connection.execute("PRAGMA synchronous = OFF")
        with database.transaction(connection):
            _write_rows(connection, names, often)
            start = time.perf_counter()
            rebuild.rebuild(connection)
            return time.perf_counter() - start


def _write_rows(connection: sqlite3.Connection, names: int, often: int) -> None:
    """An article with one statement for each mention, and as many as are wanted of the most frequent name."""
    connection.execute("INSERT INTO actors (id, name, kind) VALUES (1, 'nobody yet', 'person')")
    numbers: dict[tuple[str, str], int] = {}
    listed = [(each.name, each.kind, next(iter(each.descriptions), None), each.day) for each in _mentions(names)]
    chosen = random.Random(4)
    for _ in range(often):
        first_of_month = date(chosen.randint(2010, 2021), chosen.randint(1, 12), 1)
        listed.append((*FREQUENT[:2], chosen.choice(OFFICES), first_of_month))
    for number, (name, kind, description, day) in enumerate(listed, start=1):
        if (name, kind) not in numbers:
            numbers[name, kind] = len(numbers) + 1
            connection.execute(
                """INSERT INTO actor_names (id, actor_id, name, kind, folded, statements, addressed)
                   VALUES (?, 1, ?, ?, ?, 1, 0)""",
                [numbers[name, kind], name, kind, name.casefold()],
            )
        connection.execute(
            """INSERT INTO articles (id, published_on, published_on_basis, text, text_hash, words, ingested_at,
                   model_version, code_version) VALUES (?, ?, 'given', 'Es regnet.', ?, 2, '', 'none', 'none')""",
            [number, day and day.isoformat(), str(number)],
        )
        connection.execute(
            """INSERT INTO statements (id, article_id, start, kind, quote, quote_spans, speaker, speaker_spans, cue,
                   cue_spans, frame, frame_spans, addressee, addressee_spans, act, said_on_basis, said_on_words_spans,
                   day, confidence)
               VALUES (?1, ?1, 0, 'direct', 'Es regnet.', '[[0, 10]]', '', '[]', '', '[]', '', '[]', '', '[]',
                   'statement', 'unknown', '[]', ?2, 0.9)""",
            [number, day and day.isoformat()],
        )
        connection.execute(
            """INSERT INTO statement_speakers (statement_id, position, actor_id, actor_name_id, description, resolution)
               VALUES (?, 0, 1, ?, ?, 'name')""",
            [number, numbers[name, kind], description],
        )


def _add(store: Store, number: int, names: Sequence[Name]) -> float:
    """Add an article in which each of these says something. Returns the seconds it took."""
    text = f"Es regnet seit {number} Tagen."
    day = date(2015, 3, 1)
    statements = tuple(
        Statement(
            kind=Kind.DIRECT,
            quote=(Span(0, 3 + index),),
            speaker=(),
            cue=(),
            frame=(),
            addressee=(),
            act=Act.STATEMENT,
            actors=(Referent(name, ReferentKind(kind), description, Resolution.NAME),),
            addressee_actors=(),
            said=Saying(day, DateBasis.PUBLISHED),
            confidence=0.9,
        )
        for index, (name, kind, description) in enumerate(names)
    )
    article = Article(text, published=day, published_basis=PublishedBasis.GIVEN)
    start = time.perf_counter()
    store.add(article, Extraction("de", statements, ()), VERSIONS)
    return time.perf_counter() - start
