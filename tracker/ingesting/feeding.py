"""The stages before writing: inputs are passed over or read, and what is new is handed to the extraction."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tracker.extraction.statements import Extraction, Item
from tracker.ingesting.inputs import Input
from tracker.ingesting.reading import GuardedReading, Wanted
from tracker.ingesting.shelf import Reading
from tracker.reading.article import Article
from tracker.reading.errors import shown
from tracker.reading.records import Record, digest_of
from tracker.store import KnownInput, Store

if TYPE_CHECKING:
    from tracker.extraction.pipeline import Extracting

INPUTS_AHEAD = 32
OF_SEVERAL = ("json_lines", "csv", "warc")  # formats of many articles; a JSON file may be a single one
LONGEST_TEXT = 1_000_000  # characters: a novel; longer ones would take minutes, and gigabytes


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """An input or record that was read before.

    `known` is what the database knows of a whole input, which isn't read then: no InputEnd follows it.
    """

    place: str
    digest: str
    of_many: bool = False
    known: KnownInput | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """What could not be read."""

    place: str
    problem: str
    of_many: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article to write. `extraction` waits for what was found in it; None where its text needs none."""

    place: str
    digest: str
    article: Article
    extraction: Callable[[], Extraction] | None
    of_many: bool


@dataclass(frozen=True, slots=True)
class InputEnd:
    """An input was read to its end. `digest` is that of the whole; "" where it can't be had."""

    place: str
    digest: str
    records: int


Fed: TypeAlias = KnownAlready | Failed | Prepared | InputEnd


@dataclass(frozen=True, slots=True)
class Begun:
    """An input whose records are to be taken when its turn comes."""

    reading: Reading
    digest: str


class Feeding:
    """Leads inputs through reading into extraction, in their order; runs in a thread of its own.

    What the database knows is passed over without starting a reading process or loading the model.
    """

    def __init__(self, database: Path, reading: GuardedReading, jobs: int) -> None:
        self._database = database
        self._reading = reading
        self._jobs = jobs
        self._extracting: Extracting | None = None
        self._loading: threading.Thread | None = None
        self._texts_on_their_way: set[str] = set()

    def feed(self, inputs: Iterable[Input]) -> Iterator[Fed]:
        """What is to become of the inputs. Raises StoreError. The generator belongs to one thread."""
        with Store.open(self._database, create=False, read_only=True) as store:
            ahead: deque[Fed | Begun] = deque()
            for source in inputs:
                if self._reading.closed:
                    return
                ahead.append(self._begun(source, store))
                while ahead and (len(ahead) > INPUTS_AHEAD or not isinstance(ahead[0], Begun)):
                    yield from self._finished(ahead.popleft(), store)
            while ahead:
                yield from self._finished(ahead.popleft(), store)

    def written(self, article: Article) -> None:
        """Say that an article is in the database, or never will be."""
        self._texts_on_their_way.discard(article.text)

    def close(self) -> None:
        """Extract no more."""
        if self._extracting:
            self._extracting.close()

    def _begun(self, source: Input, store: Store) -> Fed | Begun:
        """Have an input read, unless it is known."""
        if source.problem is not None:
            return Failed(source.place, source.problem)
        digest = _digest(source)
        if digest and (known := store.known_input(digest)):
            return KnownAlready(source.place, digest, known=known)
        if not self._loading:
            self._loading = threading.Thread(target=_load)
            self._loading.start()
        return Begun(self._reading.begin(source), digest)

    def _finished(self, next_one: Fed | Begun, store: Store) -> Iterator[Fed]:
        if not isinstance(next_one, Begun):
            yield next_one
            if isinstance(next_one, Failed):
                yield InputEnd(next_one.place, "", 0)
            return
        count = 0
        for record, of_many in _with_whether_of_many(self._reading.records(next_one.reading)):
            count += 1
            place = record.place if of_many else next_one.reading.source.place
            yield self._fed(replace(record, place=place), store, of_many=of_many)
        if not self._reading.closed:
            yield InputEnd(next_one.reading.source.place, next_one.digest, count)

    def _fed(self, record: Record, store: Store, *, of_many: bool) -> Fed:
        article = record.article
        if record.problem is not None:
            return Failed(record.place, record.problem, of_many)
        if article is None:
            return KnownAlready(record.place, record.digest, of_many)
        if len(article.text) > LONGEST_TEXT:
            problem = f"{shown(record.place)}: longer than {LONGEST_TEXT:,} characters. Split it into its articles."
            return Failed(record.place, problem, of_many)
        if article.text in self._texts_on_their_way or store.known(article.text) is not None:
            return Prepared(record.place, record.digest, article, None, of_many)
        self._texts_on_their_way.add(article.text)
        try:
            extraction = self._extractor().begin(Item(article.text, article.published, article.language))
        except Exception as error:
            return Prepared(record.place, record.digest, article, _raising(error), of_many)
        return Prepared(record.place, record.digest, article, extraction, of_many)

    def _extractor(self) -> "Extracting":
        """The extraction, loaded when the first article needs it."""
        from tracker.extraction.pipeline import Extracting

        self._extracting = self._extracting or Extracting(self._jobs)
        return self._extracting


def _with_whether_of_many(records: Iterator[Record]) -> Iterator[tuple[Record, bool]]:
    """The records, each with whether its input holds several; one that may be the only one waits for the next."""
    held_back: Record | None = None
    for record in records:
        if held_back:
            yield held_back, True
            held_back = None
        format_read = record.article.format if record.article else None
        if record.number == 0 and format_read in (None, "json"):
            held_back = record
        else:
            yield record, record.number > 0 or format_read in OF_SEVERAL
    if held_back:
        yield held_back, False


def asking(database: Path) -> Callable[[], AbstractContextManager[Wanted]]:
    """What opens the database in a thread of its own, to ask there which records it doesn't know."""

    @contextmanager
    def opened() -> Iterator[Wanted]:
        with Store.open(database, create=False, read_only=True) as store:
            yield lambda digest: store.known_input(digest) is None

    return opened


def _digest(source: Input) -> str:
    """The digest of a whole input; "" for what can be read only once, or where it isn't at hand yet."""
    if source.data is not None:
        return digest_of(source.data, source.given, source.fields)
    if source.path is not None:
        return digest_of(source.path, source.given, source.fields)
    return ""


def _load() -> None:
    """Import, while the first input is being read, what comes after that."""
    for module in ("tracker.extraction.pipeline", "tracker.store.writing"):
        import_module(module)


def _raising(error: Exception) -> Callable[[], Extraction]:
    def raise_it() -> Extraction:
        raise error

    return raise_it
