"""Reading, extraction and writing side by side: inputs to articles in the database."""

import os
import threading
from collections.abc import Generator, Iterable
from dataclasses import replace

from tracker.extraction.statements import Extraction, Versions
from tracker.ingesting.conveyor import Conveyor, ConveyorClosedError
from tracker.ingesting.feeding import Failed, Fed, Feeding, InputEnd, KnownAlready, Prepared, asking
from tracker.ingesting.inputs import Input
from tracker.ingesting.interruption import Interruptible
from tracker.ingesting.outcomes import Outcome
from tracker.ingesting.reading import Fetch, GuardedReading
from tracker.reading.errors import ReadingError, shown
from tracker.reading.records import Carried
from tracker.store import KnownInput, Store, StoreError

MOST_READING_PROCESSES = 4  # reading takes a tenth of the time that extraction takes
CHARACTERS_OF_AN_ARTICLE = 20_000  # an article takes up room by how often it has these
SIZE_OF_KNOWN = 0.01
SECONDS_TO_STOP = 5.0  # for whoever gives the inputs

NOTHING = Extraction(None, (), ())


def ingest(
    store: Store,
    inputs: Iterable[Input],
    *,
    jobs: int | None = None,
    fetch: Fetch | None = None,
    interruptible: Interruptible | None = None,
) -> Generator[Outcome]:
    """Read the inputs into the database; what became of each article, in their order, as soon as it is written.

    `jobs` windows of text are extracted side by side (default: one a core). Memory is bounded whatever the number of
    inputs. An article that fails is an outcome, and the others go on; each is written whole or not at all. `fetch` is
    for inputs with an address. `interruptible` lets signals in where nothing is being written. Raises StoreError where
    the database fails; what was written before stays. Close the generator to end it early.
    """
    from tracker.extraction import versions

    jobs = jobs or os.cpu_count() or 1
    reading = GuardedReading(min(jobs, MOST_READING_PROCESSES), asking(store.path), fetch or _cannot_fetch)
    feeding = Feeding(store.path, reading, jobs)
    conveyor: Conveyor[Fed] = Conveyor(room=2 * jobs + 4)
    interruptible = interruptible or Interruptible()
    writing = Writing(store, versions(), feeding, interruptible)
    thread = threading.Thread(target=_feed, args=[feeding, inputs, conveyor], daemon=True)
    thread.start()
    try:
        while fed := _taken(conveyor, interruptible):
            if outcome := writing.write(fed):
                yield outcome
    finally:
        conveyor.close()
        reading.close()
        thread.join(SECONDS_TO_STOP)
        feeding.close()


def _feed(feeding: Feeding, inputs: Iterable[Input], conveyor: Conveyor[Fed]) -> None:
    try:
        for fed in feeding.feed(inputs):
            conveyor.put(fed, _size(fed))
    except ConveyorClosedError:
        pass
    except BaseException as error:
        conveyor.end(error)
    else:
        conveyor.end()


def _taken(conveyor: Conveyor[Fed], interruptible: Interruptible) -> Fed | None:
    with interruptible.waiting():
        return conveyor.take()


def _size(fed: Fed) -> float:
    """The room that something takes up, in usual articles."""
    return 1 + len(fed.article.text) // CHARACTERS_OF_AN_ARTICLE if isinstance(fed, Prepared) else SIZE_OF_KNOWN


def _cannot_fetch(url: str) -> tuple[bytes, Carried]:
    raise ReadingError(f"{shown(url)}: addresses are not fetched here.")


class Writing:
    """Writes what was prepared, and says what became of it."""

    def __init__(self, store: Store, versions: Versions, feeding: Feeding, interruptible: Interruptible) -> None:
        self._store = store
        self._versions = versions
        self._feeding = feeding
        self._interruptible = interruptible
        self._inputs_done = 0
        self._input_failed = False
        self._article_id: int | None = None  # the last that the input had

    def write(self, fed: Fed) -> Outcome | None:
        """What became of it; None behind the last record of an input. Raises StoreError."""
        match fed:
            case InputEnd():
                self._end(fed)
                return None
            case Failed(place, problem, of_many):
                outcome = Outcome(place, problem=problem, of_many=of_many)
            case KnownAlready(place, known=KnownInput() as known):
                self._inputs_done += 1
                return Outcome(place, known.article_id, articles=known.articles, inputs_done=self._inputs_done - 1)
            case KnownAlready(place, digest, of_many):
                known = self._store.known_input(digest) or KnownInput(None, 1)
                outcome = Outcome(place, known.article_id, articles=known.articles, of_many=of_many)
            case Prepared():
                outcome = self._added(fed)
                self._feeding.written(fed.article)
        self._input_failed = self._input_failed or outcome.problem is not None
        self._article_id = outcome.article_id
        return replace(outcome, inputs_done=self._inputs_done)

    def _added(self, prepared: Prepared) -> Outcome:
        """What became of an article."""
        place = prepared.place
        try:
            found = self._found(prepared)
            added = self._store.add(prepared.article, found, self._versions, prepared.digest)
        except StoreError as error:
            if not error.about_article:
                raise
            return Outcome(place, problem=f"{shown(place)}: {error}", of_many=prepared.of_many)
        except Exception as error:  # one article that nobody thought of must not end the batch
            reason = shown(f"{type(error).__name__}: {error}".splitlines()[0])
            problem = f"{shown(place)}: not stored, for tracker failed ({reason}). Please report this with the article."
            return Outcome(place, problem=problem, of_many=prepared.of_many)
        return Outcome(
            place,
            added.article_id,
            new=added.new,
            article=replace(prepared.article, language=prepared.article.language or found.language),
            statements=added.statements,
            like=added.like,
            version_of=added.version_of,
            of_many=prepared.of_many,
        )

    def _found(self, prepared: Prepared) -> Extraction:
        """What was found in an article; nothing where the database knows its text, for then nothing is written."""
        if prepared.extraction is not None:
            with self._interruptible.waiting():
                return prepared.extraction()
        article = prepared.article
        if self._store.known(article.text) is not None:
            return NOTHING
        from tracker.extraction import extract  # the same text came before, and failed

        return extract(article.text, article.published, article.language)

    def _end(self, end: InputEnd) -> None:
        """Write down that an input was read to its end, unless something of it failed and should be tried again."""
        if end.digest and not self._input_failed and self._store.known_input(end.digest) is None:
            self._store.mark_read(end.digest, end.place, end.records, self._article_id if end.records == 1 else None)
        self._inputs_done += 1
        self._input_failed = False
        self._article_id = None
