"""Slices: the part of an archive that a question needs, as an ordinary database, without running the model again."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.archive.datasets import Row, article_of, by_article, extraction_of, versions_of
from tracker.archive.linking import current
from tracker.archive.parts import Manifest, manifests
from tracker.archive.places import Directory
from tracker.archive.tables import linked_tables, table_of_part
from tracker.spelling import WORD, loosely_folded, tokens
from tracker.store import Store
from tracker.store.rows.articles import Numbers
from tracker.topics import Phrase, TopicWord, is_related, parts_of


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


class UnlinkedError(Exception):
    """Actors are asked for, and nobody knows yet who is who. The message follows the archive's name."""


def put_in(store: Store, directory: Directory, query: SliceQuery) -> Sliced:
    """Add the articles that a query asks for to a database.

    Raises UnlinkedError, StoreError, and ReadingError where the archive can't be read.
    """
    wanted = [parts_of(topic) for topic in query.topics]
    done = Sliced()
    by_actor = _articles_of_actors(directory, query.actors) if query.actors else None
    with _quick(store):
        for part in manifests(directory):
            done.parts += 1
            digests = _asked(part, directory, query)
            if by_actor is not None:
                digests &= by_actor
            if digests:
                _put(store, part, directory, digests, wanted, done)
    linked = current(directory)
    if query.actors and linked:
        done.unlinked = max(0, done.parts - linked[1])
    return done


@contextmanager
def _quick(store: Store) -> Iterator[None]:
    """Without waiting for the disk after each article: what the machine's power takes along is in the archive."""
    store.connection.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        store.connection.execute("PRAGMA synchronous = NORMAL")


def _asked(part: Manifest, directory: Directory, query: SliceQuery) -> set[str]:
    """The digests of a part's articles that have statements of the days that are asked for."""
    import pyarrow.compute as pc

    condition: Any = None
    if query.since is not None:
        condition = pc.field("day") >= query.since
    if query.until is not None:
        until = pc.field("day") <= query.until
        condition = until if condition is None else condition & until
    said = table_of_part(directory, part, "statements", ["article"], condition)
    return set(said["article"].to_pylist()) if said is not None else set()


def _put(
    store: Store,
    part: Manifest,
    directory: Directory,
    digests: set[str],
    wanted: Sequence[Sequence[TopicWord | Phrase]],
    done: Sliced,
) -> None:
    articles = [
        row for row in _of_articles(part, directory, "articles", "digest", digests) if not wanted or _about(row, wanted)
    ]
    chosen = {row["digest"] for row in articles}
    if not chosen:
        return
    statements = by_article(_of_articles(part, directory, "statements", "article", chosen))
    mentions = by_article(_of_articles(part, directory, "mentions", "article", chosen))
    for row in sorted(articles, key=lambda row: (row["published"] or date.max, row["source"], row["record"])):
        found = extraction_of(row["language"], statements.get(row["digest"], ()), mentions.get(row["digest"], ()))
        in_order = sorted(statements.get(row["digest"], ()), key=lambda each: int(each["position"]))
        numbers = Numbers(row["id"], tuple(each["id"] for each in in_order))
        added = store.add(article_of(row), found, versions_of(row), numbers=numbers)
        done.articles += added.new
        done.statements += added.statements if added.new else 0


def _about(row: Row, wanted: Iterable[Sequence[TopicWord | Phrase]]) -> bool:
    """Whether an article has the words of any of these topics; in doubt it has.

    Whether a compound's other part is a word can only be said of all texts of a database: here every one is.
    """
    text = f"{row['title'] or ''}\n{row['text']}"
    folded = loosely_folded(text)
    words: set[str] | None = None
    for topic in wanted:
        for part in topic:
            if isinstance(part, Phrase):
                if f" {' '.join(tokens(' '.join(part.words)))} " not in f" {' '.join(tokens(text))} ":
                    break
                continue
            if not any(stem in folded for stem in part.stems):
                break
            words = words or set(WORD.findall(text))
            if not any(is_related(part, word, _any_word) for word in words):
                break
        else:
            return True
    return False


def _any_word(word: str) -> bool:
    return True


def _articles_of_actors(directory: Directory, names: Sequence[str]) -> set[str]:
    """The digests of the articles in which somebody of these names speaks or is addressed. Raises UnlinkedError."""
    linked = current(directory)
    if linked is None:
        raise UnlinkedError("nobody knows yet who is who in this archive")
    folder, _ = linked
    asked = [set(loosely_folded(name).split()) for name in names]

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


def _of_articles(part: Manifest, directory: Directory, name: str, column: str, digests: Iterable[str]) -> list[Row]:
    """The rows of a part's dataset that are these articles'."""
    import pyarrow.compute as pc

    found = table_of_part(directory, part, name, where=pc.field(column).isin(list(digests)))
    return [] if found is None else found.to_pylist()
