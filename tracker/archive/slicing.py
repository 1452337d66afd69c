"""Slices: the part of an archive that a question needs, as an ordinary database, without running the model again.

Parts are looked through one by one, on a cluster where there is one, and what is asked for is put in by one process.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.archive.datasets import Row, article_of, by_article, extraction_of, versions_of
from tracker.archive.linking import current
from tracker.archive.parts import Manifest, manifest_of, numbers_of_parts
from tracker.archive.places import Directory
from tracker.archive.tables import linked_tables, table_of_part
from tracker.spelling import WORD, loosely_folded, tokens
from tracker.store import Store
from tracker.store.rows.articles import Added, Numbers
from tracker.topics import Phrase, TopicWord, is_related, parts_of

if TYPE_CHECKING:
    import pyarrow as pa
    from distributed import Client, Future

AHEAD = 4  # parts for each core are looked through before what is asked for of the first is put in

OTHER = "[^\\x00-\\x7F]"  # letters and marks that folding may change
OF_ONE_LETTER = ("ff", "fi", "fl", "ss", "st", "th", "ue")  # what one of these may be folded to

PAGES_IN_MEMORY = 64_000  # kilobytes, of the database


@dataclass(frozen=True, slots=True)
class SliceQuery:
    """What a slice is about: any of these topics, any of these actors (by names), statements of these days."""

    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Sliced:
    """How much a slice has got, of how many parts, and how many of them haven't been linked."""

    articles: int = 0
    statements: int = 0
    parts: int = 0
    unlinked: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The articles of a part that are asked for, with what was found in them."""

    articles: "pa.Table"
    statements: "pa.Table | None"
    mentions: "pa.Table | None"


class UnlinkedError(Exception):
    """Actors are asked for, and nobody knows yet who is who. The message follows the archive's name."""


def put_in(store: Store, directory: Directory, query: SliceQuery, client: "Client | None" = None) -> Sliced:
    """Add the articles that a query asks for to a database; the cluster of `client` looks for them.

    Raises UnlinkedError, StoreError, and ReadingError where the archive can't be read.
    """
    with _quick(store):
        return _put_in(store, store.add, directory, query, client)


def make(path: Path, directory: Directory, query: SliceQuery, client: "Client | None" = None) -> Sliced:
    """The same in a new database at `path`, which is there when it is whole, or not at all. It is made faster."""
    with Store.made(path) as store, store.filling() as filling:
        return _put_in(store, filling.add, directory, query, client)


def _put_in(
    store: Store,
    add: Callable[..., Added],
    directory: Directory,
    query: SliceQuery,
    client: "Client | None",
) -> Sliced:
    done = Sliced()
    linked = current(directory)
    if query.actors and linked is None:
        raise UnlinkedError("nobody knows yet who is who in this archive")
    for asked in _looked_for(client, numbers_of_parts(directory), directory, query):
        done.parts += 1
        if asked is not None:
            with store.at_once():
                _put(add, asked, done)
    if query.actors and linked:
        done.unlinked = max(0, done.parts - linked[1])
    return done


def _looked_for(
    client: "Client | None", numbers: Sequence[str], directory: Directory, query: SliceQuery
) -> Iterator[Asked | None]:
    """What is asked for, part by part in the order of their numbers."""
    if client is None:
        of_actors = articles_of_actors(directory, query)
        yield from (asked_in(number, directory, query, of_actors) for number in numbers)
        return
    of_actors = client.submit(articles_of_actors, directory, query, pure=False)
    ahead = AHEAD * max(1, sum(client.nthreads().values()))
    waiting: deque[Future] = deque()
    for number in numbers:
        waiting.append(client.submit(asked_in, number, directory, query, of_actors, pure=False))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _quick(store: Store) -> Iterator[None]:
    """Without waiting for the disk: what the machine's power takes along is in the archive.

    Numbers made of digests are in no order, so pages that are written stay in memory for the next ones.
    """
    store.connection.execute("PRAGMA synchronous = OFF")
    store.connection.execute(f"PRAGMA cache_size = -{PAGES_IN_MEMORY}")
    try:
        yield
    finally:
        store.connection.execute("PRAGMA synchronous = NORMAL")


def asked_in(number: str, directory: Directory, query: SliceQuery, of_actors: set[str] | None) -> Asked | None:
    """What a query asks for of a part; `of_actors` are the digests of all articles with its actors.

    Raises ReadingError.
    """
    import pyarrow as pa

    part = manifest_of(directory, number)
    if part is None:
        return None
    digests = _of_days(part, directory, query)
    if of_actors is not None:
        digests &= of_actors
    topics = list(map(_Topic, query.topics))
    articles = _of_articles(part, directory, "articles", "digest", digests, _may_be_about(topics)) if digests else None
    if articles and topics:
        printed = zip(articles["title"].to_pylist(), articles["text"].to_pylist(), strict=True)
        is_about = [_is_about(f"{title or ''}\n{text}", topics) for title, text in printed]
        articles = articles.filter(pa.array(is_about, pa.bool_()))
    if not articles:
        return None
    chosen = articles["digest"].to_pylist()
    of_chosen = (_of_articles(part, directory, name, "article", chosen) for name in ("statements", "mentions"))
    return Asked(articles, *of_chosen)


def _of_days(part: Manifest, directory: Directory, query: SliceQuery) -> set[str]:
    """The digests of a part's articles that have statements of the days that are asked for."""
    import pyarrow.compute as pc

    condition: Any = None
    if query.since is not None:
        condition = pc.field("day") >= query.since
    if query.until is not None:
        until = pc.field("day") <= query.until
        condition = until if condition is None else condition & until
    said = table_of_part(directory, part, "statements", ["article"], condition)
    return set(said["article"].unique().to_pylist()) if said is not None else set()


def _put(add: Callable[..., Added], asked: Asked, done: Sliced) -> None:
    statements, mentions = (by_article(_rows(each)) for each in (asked.statements, asked.mentions))
    articles = _rows(asked.articles)
    articles.sort(key=lambda row: (row["published"] or date.max, row["source"], row["record"]))
    for row in articles:
        found = extraction_of(row["language"], statements.get(row["digest"], ()), mentions.get(row["digest"], ()))
        in_order = sorted(statements.get(row["digest"], ()), key=lambda each: int(each["position"]))
        numbers = Numbers(row["id"], tuple(each["id"] for each in in_order))
        if add(article_of(row), found, versions_of(row), numbers=numbers).new:
            done.articles += 1
            done.statements += len(in_order)


class _Topic:
    """A topic, as texts are looked through for it: most don't have one of its stems."""

    def __init__(self, topic: str) -> None:
        parts = parts_of(topic)
        self._words = [part for part in parts if isinstance(part, TopicWord)]
        self._stems = [part.stems or [part.word] for part in self._words]
        self._forms = [(*stems, *part.verb_stems) for part, stems in zip(self._words, self._stems, strict=True)]
        phrases = [tokens(" ".join(part.words)) for part in parts if isinstance(part, Phrase)]
        self._phrases = [f" {' '.join(words)} " for words in phrases]
        self.spelled = [
            *("|".join(map(_spelled, stems)) for stems in self._stems),
            *(_spelled(word) for words in phrases for word in words),
        ]

    def is_in(self, text: str, folded: str) -> bool:
        """Whether a text has its words; in doubt it has.

        Whether a compound's other part is a word can only be said of all texts of a database: here every one is.
        """
        if not all(any(stem in folded for stem in stems) for stems in self._stems):
            return False
        words = [(word, loosely_folded(word)) for word in set(WORD.findall(text))] if self._words else []
        for part, forms in zip(self._words, self._forms, strict=True):
            if not any(
                any(form in plain for form in forms) and is_related(part, word, _any_word) for word, plain in words
            ):
                return False
        spaced = f" {' '.join(tokens(text))} " if self._phrases else ""
        return all(phrase in spaced for phrase in self._phrases)


def _is_about(text: str, topics: Iterable[_Topic]) -> bool:
    folded = loosely_folded(text)
    return any(topic.is_in(text, folded) for topic in topics)


def _any_word(word: str) -> bool:
    return True


def _spelled(letters: str) -> str:
    """A regular expression for all that may be these letters when it is folded, and for more besides.

    Another letter may stand for one of them or for two (ß for ss), and an accent or the e of an umlaut after it. What
    has letters that aren't ASCII when it is folded may be anywhere.
    """
    if not letters.isascii():
        return ""
    return "".join(
        f"(?:{re.escape(each)}|{OTHER}){'?' if before + each in OF_ONE_LETTER else ''}e?{OTHER}*"
        for before, each in zip(f" {letters}", letters, strict=False)
    )


def _may_be_about(topics: Sequence[_Topic]) -> Any:
    """An Arrow condition that articles about any of the topics meet: it is looked up faster than texts are folded."""
    import pyarrow.compute as pc

    def has(spelled: str) -> Any:
        title, text = (
            pc.match_substring_regex(pc.field(name), spelled, ignore_case=True) for name in ("title", "text")
        )
        return text | pc.coalesce(title, pc.scalar(False))

    of_topics = [reduce(and_, map(has, topic.spelled)) for topic in topics if topic.spelled]
    return reduce(or_, of_topics) if of_topics and len(of_topics) == len(topics) else None


def articles_of_actors(directory: Directory, query: SliceQuery) -> set[str] | None:
    """The digests of the articles in which the actors of a query speak or are addressed; None where it names none."""
    linked = current(directory)
    if not query.actors or linked is None:
        return None
    folder, _ = linked
    asked = [set(loosely_folded(name).split()) for name in query.actors]

    def is_meant(row: Row) -> bool:
        own = set(WORD.findall(loosely_folded(f"{row['name']} {row['names']}")))
        return any(words <= own for words in asked)

    import pyarrow.compute as pc

    actors = linked_tables(directory, f"{folder}/actors")
    numbers = [row["id"] for each in actors for row in filter(is_meant, each.to_pylist())]
    if not numbers:
        return set()
    seen = linked_tables(directory, f"{folder}/sightings", ["article"], pc.field("actor_id").isin(numbers))
    return {digest for each in seen for digest in each["article"].to_pylist()}


def _of_articles(
    part: Manifest, directory: Directory, name: str, column: str, digests: Iterable[str], further: Any = None
) -> "pa.Table | None":
    """The rows of a part's dataset that are these articles', and meet a further condition."""
    import pyarrow.compute as pc

    of_these = pc.field(column).isin(list(digests))
    return table_of_part(directory, part, name, where=of_these if further is None else of_these & further)


def _rows(table: "pa.Table | None") -> list[Row]:
    return [] if table is None else table.to_pylist()
