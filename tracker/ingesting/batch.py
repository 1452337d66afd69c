"""Inputs to articles in the database: reading, extraction and writing at the same time.

Inputs are read in worker processes, which are killed where an input hangs or crashes them; extracted in threads of the
main process, which loads the model once; and written by the main thread, each article in one transaction.
"""

import os
import threading
from collections.abc import Generator, Iterable
from dataclasses import replace

from tracker.extraction import extract, versions
from tracker.extraction.statements import Extraction, Versions
from tracker.ingesting.inputs import Input
from tracker.ingesting.interruption import Interruptible
from tracker.ingesting.outcomes import Outcome
from tracker.ingesting.preparing import (
    Failed,
    InputEnd,
    KnownAlready,
    Preparation,
    Prepared,
    PreparedArticle,
    unknown_to,
)
from tracker.ingesting.queues import QueueClosedError, WeightedQueue
from tracker.ingesting.reading_pool import Fetch, ReadingPool
from tracker.reading.errors import ReadingError, shown
from tracker.reading.records import Carried
from tracker.store import Store, StoreError
from tracker.store.rows.articles import KnownInput

MOST_READING_PROCESSES = 4  # reading takes a tenth of the time that extraction takes
CHARACTERS_OF_AN_ARTICLE = 20_000  # a longer article weighs as much as several
WEIGHT_OF_KNOWN = 0.01  # in articles
COMPARED_AT_ONCE = 200  # statements
MOST_LEFT_BEFORE = 1000  # statements that are compared beside the new ones: of many, nobody waits for all
SECONDS_TO_STOP = 5.0  # for the thread that goes through the inputs

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
    jobs = jobs or os.cpu_count() or 1
    pool = ReadingPool(min(jobs, MOST_READING_PROCESSES), unknown_to(store.path), fetch or _cannot_fetch)
    preparation = Preparation(store.path, pool, jobs)
    queue: WeightedQueue[Prepared] = WeightedQueue(capacity=2 * jobs + 4)
    interruptible = interruptible or Interruptible()
    writing = Writing(store, versions(), preparation, interruptible)
    thread = threading.Thread(target=_prepare, args=[preparation, inputs, queue], daemon=True)
    thread.start()
    try:
        while prepared := _taken(queue, interruptible):
            if outcome := writing.write(prepared):
                yield outcome
        writing.compare()
    finally:
        queue.close()
        pool.close()
        thread.join(SECONDS_TO_STOP)
        preparation.close()


def _prepare(preparation: Preparation, inputs: Iterable[Input], queue: WeightedQueue[Prepared]) -> None:
    try:
        for prepared in preparation.prepare(inputs):
            queue.put(prepared, _weight(prepared))
    except QueueClosedError:
        pass
    except BaseException as error:
        queue.end(error)
    else:
        queue.end()


def _taken(queue: WeightedQueue[Prepared], interruptible: Interruptible) -> Prepared | None:
    with interruptible.waiting():
        return queue.take()


def _weight(prepared: Prepared) -> float:
    """How much of the queue's capacity it takes up, in articles of usual length."""
    if isinstance(prepared, PreparedArticle):
        return 1 + len(prepared.article.text) // CHARACTERS_OF_AN_ARTICLE
    return WEIGHT_OF_KNOWN


def _cannot_fetch(url: str) -> tuple[bytes, Carried]:
    raise ReadingError(f"{shown(url)}: addresses are not fetched here.")


class Writing:
    """Writes what was prepared, and reports what became of it."""

    def __init__(
        self, store: Store, versions: Versions, preparation: Preparation, interruptible: Interruptible
    ) -> None:
        self._store = store
        self._versions = versions
        self._preparation = preparation
        self._interruptible = interruptible
        self._inputs_done = 0
        self._input_failed = False
        self._article_id: int | None = None  # of the input's last record
        self._to_compare = 0  # statements

    def compare(self) -> None:
        """Find the claims of what was written; of what was left before, some more. Raises StoreError."""
        if self._to_compare:
            with self._interruptible.waiting():  # what is begun of it is taken back, and done another time
                self._store.claims.bring_up_to_date(self._to_compare + MOST_LEFT_BEFORE)
        self._to_compare = 0

    def write(self, prepared: Prepared) -> Outcome | None:
        """Write it; returns what became of it, None at the end of an input. Raises StoreError."""
        match prepared:
            case InputEnd():
                self._end(prepared)
                return None
            case Failed(place, problem, of_many):
                outcome = Outcome(place, problem=problem, of_many=of_many)
            case KnownAlready(place, known=KnownInput() as known):
                self._inputs_done += 1
                return Outcome(place, known.article_id, articles=known.articles, inputs_done=self._inputs_done - 1)
            case KnownAlready(place, digest, of_many):
                known = self._store.known_input(digest) or KnownInput(None, 1)
                outcome = Outcome(place, known.article_id, articles=known.articles, of_many=of_many)
            case PreparedArticle():
                outcome = self._added(prepared)
                self._preparation.written(prepared.article)
        self._input_failed = self._input_failed or outcome.problem is not None
        self._article_id = outcome.article_id
        return replace(outcome, inputs_done=self._inputs_done)

    def _added(self, prepared: PreparedArticle) -> Outcome:
        """Write an article; returns what became of it."""
        place = prepared.place
        try:
            found = self._found(prepared)
            added = self._store.add(prepared.article, found, self._versions, prepared.digest)
        except StoreError as error:
            if not error.about_article:
                raise
            return Outcome(place, problem=f"{shown(place)}: {error}", of_many=prepared.of_many)
        except Exception as error:  # an unforeseen error with one article must not end the batch
            reason = shown(f"{type(error).__name__}: {error}".splitlines()[0])
            problem = f"{shown(place)}: not stored, for tracker failed ({reason}). Please report this with the article."
            return Outcome(place, problem=problem, of_many=prepared.of_many)
        self._to_compare += added.statements if added.new else 0
        if self._to_compare >= COMPARED_AT_ONCE:
            self.compare()
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

    def _found(self, prepared: PreparedArticle) -> Extraction:
        """What was found in an article; nothing where the database knows its text, since then nothing is written."""
        if prepared.extraction is not None:
            with self._interruptible.waiting():
                return prepared.extraction()
        article = prepared.article
        if self._store.known(article.text) is not None:
            return NOTHING
        # The same text came before, and failed.
        return extract(article.text, article.published, article.language)

    def _end(self, end: InputEnd) -> None:
        """Record that an input was read to its end, unless something in it failed and should be tried again."""
        if end.digest and not self._input_failed and self._store.known_input(end.digest) is None:
            self._store.mark_read(end.digest, end.place, end.records, self._article_id if end.records == 1 else None)
        self._inputs_done += 1
        self._input_failed = False
        self._article_id = None
