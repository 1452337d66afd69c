"""Slices: the part of an archive that a question needs, as an ordinary database, without running the model again.

Parts are looked through one by one, on a cluster where there is one, and what is asked for is put in by one process.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.archive.datasets import Row, article_of, by_article, extraction_of, versions_of
from tracker.archive.linking import current
from tracker.archive.parts import Manifest, manifest_of, numbers_of_parts
from tracker.archive.places import Directory
from tracker.archive.tables import linked_tables, table_of_part
from tracker.archive.topics import Topic, is_about, may_be_about
from tracker.spelling import WORD, loosely_folded
from tracker.store import Store
from tracker.store.rows.articles import Added, Numbers

if TYPE_CHECKING:
    import pyarrow as pa
    from distributed import Client, Future

AHEAD = 4  # parts for each core are looked through before what is asked for of the first is put in

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
    topics = list(map(Topic, query.topics))
    articles = _of_articles(part, directory, "articles", "digest", digests, may_be_about(topics)) if digests else None
    if articles and topics:
        printed = zip(articles["title"].to_pylist(), articles["text"].to_pylist(), strict=True)
        chosen = [is_about(f"{title or ''}\n{text}", topics) for title, text in printed]
        articles = articles.filter(pa.array(chosen, pa.bool_()))
    if not articles:
        return None
    asked = articles["digest"].to_pylist()
    of_asked = (_of_articles(part, directory, name, "article", asked) for name in ("statements", "mentions"))
    return Asked(articles, *of_asked)


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
    seen = linked_tables(directory, f"{folder}/article_names", ["article"], pc.field("actor_id").isin(numbers))
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
