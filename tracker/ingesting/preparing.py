"""The stages before writing: inputs are passed over or read, and new articles are handed to the extraction."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tracker.extraction.statements import Extraction, Item
from tracker.ingesting.inputs import Input
from tracker.ingesting.queues import PendingInput
from tracker.ingesting.reading_pool import OpenWanted, ReadingPool, Wanted
from tracker.reading.article import Article
from tracker.reading.errors import shown
from tracker.reading.records import Record, digest_of
from tracker.store import Store
from tracker.store.rows.articles import KnownInput

if TYPE_CHECKING:  # loads the model's libraries: only where an article is new
    from tracker.extraction.pipeline import Extracting

INPUTS_AHEAD = 32
OF_SEVERAL = ("json_lines", "csv", "warc", "parquet")  # formats of many articles; a JSON file may be a single one
LONGEST_TEXT = 1_000_000  # characters: a novel; longer ones would take minutes, and gigabytes


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """An input or record that was read before.

    `known` is what the database knows of a whole input, which isn't read again; no InputEnd follows it.
    """

    place: str
    digest: str
    of_many: bool = False
    known: KnownInput | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """An input or record that couldn't be read."""

    place: str
    problem: str
    of_many: bool = False


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article to write. `extraction` waits for what was found in it; None where its text isn't extracted again."""

    place: str
    digest: str
    article: Article
    extraction: Callable[[], Extraction] | None
    of_many: bool


@dataclass(frozen=True, slots=True)
class InputEnd:
    """An input was read to its end. `digest` is that of the whole input, "" where it has none."""

    place: str
    digest: str
    records: int


Prepared: TypeAlias = KnownAlready | Failed | PreparedArticle | InputEnd


@dataclass(frozen=True, slots=True)
class Begun:
    """An input whose records are taken when its turn comes."""

    pending: PendingInput
    digest: str


class Preparation:
    """Leads inputs through reading into extraction, in their order; runs in a thread of its own.

    What the database knows is passed over without starting a worker or loading the model.
    """

    def __init__(self, database: Path, pool: ReadingPool, jobs: int) -> None:
        self._database = database
        self._pool = pool
        self._jobs = jobs
        self._extracting: Extracting | None = None
        self._loading: threading.Thread | None = None
        self._unwritten_texts: set[str] = set()

    def prepare(self, inputs: Iterable[Input]) -> Iterator[Prepared]:
        """What is to be written of the inputs. Raises StoreError. The generator belongs to one thread."""
        with Store.open(self._database, create=False, read_only=True) as store:
            ahead: deque[Prepared | Begun] = deque()
            for source in inputs:
                if self._pool.closed:
                    return
                ahead.append(self._begun(source, store))
                while ahead and (len(ahead) > INPUTS_AHEAD or not isinstance(ahead[0], Begun)):
                    yield from self._finished(ahead.popleft(), store)
            while ahead:
                yield from self._finished(ahead.popleft(), store)

    def written(self, article: Article) -> None:
        """Forget an article's text, which is in the database or never will be."""
        self._unwritten_texts.discard(article.text)

    def close(self) -> None:
        """Extract no more."""
        if self._extracting:
            self._extracting.close()

    def _begun(self, source: Input, store: Store) -> Prepared | Begun:
        """Have an input read, unless it is known."""
        if source.problem is not None:
            return Failed(source.place, source.problem)
        digest = _digest(source)
        if digest and (known := store.known_input(digest)):
            return KnownAlready(source.place, digest, known=known)
        if not self._loading:
            self._loading = threading.Thread(target=_load)
            self._loading.start()
        return Begun(self._pool.begin(source), digest)

    def _finished(self, next_input: Prepared | Begun, store: Store) -> Iterator[Prepared]:
        """What is to be written of an input, in its turn."""
        if not isinstance(next_input, Begun):
            yield next_input
            if isinstance(next_input, Failed):
                yield InputEnd(next_input.place, "", 0)
            return
        count = 0
        source = next_input.pending.source
        for record, of_many in _with_whether_of_many(self._pool.records(next_input.pending)):
            count += 1
            place = record.place if of_many else source.place
            yield self._prepared(replace(record, place=place), store, of_many=of_many)
        if not self._pool.closed:
            yield InputEnd(source.place, next_input.digest, count)

    def _prepared(self, record: Record, store: Store, *, of_many: bool) -> Prepared:
        """What is to be written of a record; the extraction of a new text is begun."""
        article = record.article
        if record.problem is not None:
            return Failed(record.place, record.problem, of_many)
        if article is None:
            return KnownAlready(record.place, record.digest, of_many)
        if len(article.text) > LONGEST_TEXT:
            problem = f"{shown(record.place)}: longer than {LONGEST_TEXT:,} characters. Split it into its articles."
            return Failed(record.place, problem, of_many)
        if article.text in self._unwritten_texts or store.known(article.text) is not None:
            return PreparedArticle(record.place, record.digest, article, None, of_many)
        self._unwritten_texts.add(article.text)
        try:
            extraction = self._extractor().begin(Item(article.text, article.published, article.language))
        except Exception as error:
            return PreparedArticle(record.place, record.digest, article, _raising(error), of_many)
        return PreparedArticle(record.place, record.digest, article, extraction, of_many)

    def _extractor(self) -> "Extracting":
        """The extraction, loaded when the first article needs it."""
        from tracker.extraction.pipeline import Extracting

        self._extracting = self._extracting or Extracting(self._jobs)
        return self._extracting


def _with_whether_of_many(records: Iterator[Record]) -> Iterator[tuple[Record, bool]]:
    """The records, each with whether its input holds several. One that may be alone waits for the next."""
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


def unknown_to(database: Path) -> OpenWanted:
    """Opens the database in the thread that needs it, to ask which records it doesn't know."""

    @contextmanager
    def opened() -> Iterator[Wanted]:
        with Store.open(database, create=False, read_only=True) as store:
            yield lambda digest: store.known_input(digest) is None

    return opened


def _digest(source: Input) -> str:
    """The digest of a whole input; "" for what can be read only once or isn't fetched yet."""
    if source.data is not None:
        return digest_of(source.data, source.given, source.fields)
    if source.path is not None:
        return digest_of(source.path, source.given, source.fields)
    return ""


def _load() -> None:
    """Import what extraction and writing need, while the first input is being read."""
    for module in ("tracker.extraction.pipeline", "tracker.store.writing"):
        import_module(module)


def _raising(error: Exception) -> Callable[[], Extraction]:
    def raise_it() -> Extraction:
        raise error

    return raise_it
