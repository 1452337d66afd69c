"""A run: inputs to datasets on a cluster, a few steps and parts at a time, however many there are.

A worker extracts a part: what was read to what was found, and into the datasets.
"""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.archive.cluster import LOST
from tracker.archive.datasets import Row, month_of, rows_of
from tracker.archive.inputs import Source
from tracker.archive.parts import Done, Manifest, Part, ReadRecord, Stretch, manifest_of, remove_outdated, write_part
from tracker.archive.places import Directory
from tracker.archive.reading import Step, outline_of, read_parts
from tracker.extraction import Extraction, Item, versions
from tracker.frames import found_in, words_for
from tracker.reading.errors import ReadingError, shown
from tracker.reading.field_map import FieldMap

if TYPE_CHECKING:
    from distributed import Client, Future

RECORDS_OF_PART = 1_000
SOURCES_OF_STEP = 1_000  # files of one article each
STEPS_AHEAD = 2  # at least
CORES_OF_STEP = 16  # that one core can read for: pages are read some thirty times as fast as they are extracted
RETRIES = 2  # of a part that failed with an error: what is written isn't tried again otherwise
ONE_AT_A_TIME = threading.Lock()  # where a worker has several threads: the model is loaded once, on one core


@dataclass(slots=True)
class Progress:
    """How far a run is. `problems` are those of whole inputs and parts, which the next run tries again."""

    articles: int = 0
    statements: int = 0
    failures: int = 0
    words: int = 0
    parts: int = 0
    known: int = 0  # records that were done before
    inputs: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, manifest: Manifest) -> None:
        """Count a part that is done."""
        self.articles += manifest.articles
        self.statements += manifest.statements
        self.failures += manifest.failures
        self.words += manifest.words
        self.parts += 1


def run(
    client: "Client",
    sources: Iterable[Source | ReadingError],
    directory: Directory,
    *,
    size: int = RECORDS_OF_PART,
    fields: FieldMap | None = None,
    report: Callable[[Progress], object] = lambda progress: None,
) -> Progress:
    """Extract what isn't done of these inputs into the datasets of a directory; `size` records make a part.

    An input or part that fails is a problem, and the others go on. Raises ReadingError where the directory can't be
    read.
    """
    return _Run(client, directory, size, fields, report).run(iter(sources))


class _Run:
    def __init__(
        self,
        client: "Client",
        directory: Directory,
        size: int,
        fields: FieldMap | None,
        report: Callable[[Progress], object],
    ) -> None:
        self._client = client
        self._directory = directory
        self._size = size
        self._fields = fields
        self._report = report
        self._progress = Progress()
        self._done = Done(directory, versions())
        self._steps: deque[Step] = deque()  # that come first, for their inputs are begun

    def run(self, sources: Iterator[Source | ReadingError]) -> Progress:
        from distributed import as_completed

        for manifest in self._done.outdated:
            remove_outdated(self._directory, manifest)
        self._progress.known = self._done.records
        steps = self._planned(sources)
        working = as_completed(loop=self._client.loop)
        outlines: dict[Any, tuple[Step, Future]] = {}
        extractions: dict[Any, tuple[tuple[Stretch, ...], Future]] = {}
        cores = max(1, sum(self._client.nthreads().values()))
        exhausted = False
        while True:
            while not exhausted and len(outlines) < steps_ahead(cores) and len(extractions) < 2 * cores:
                step = self._steps.popleft() if self._steps else next(steps, None)
                if step is None:
                    exhausted = True
                    break
                read = self._client.submit(read_parts, step, pure=False)  # which tries again by itself
                outline = self._client.submit(outline_of, read, pure=False)
                outlines[outline] = (step, read)
                working.add(outline)
            if not outlines and not extractions:
                return self._progress
            future = next(working)
            if future in outlines:
                step, read = outlines.pop(future)
                for stretches, extraction in self._begun(step, read, future):
                    extractions[extraction] = (stretches, read)
                    working.add(extraction)
                exhausted = exhausted and not self._steps
            else:
                stretches, _ = extractions.pop(future)
                self._finish(stretches, future)
            self._report(self._progress)

    def _planned(self, sources: Iterator[Source | ReadingError]) -> Iterator[Step]:
        """The steps that begin what isn't done; files of one article each are put together."""
        together: list[Source] = []
        for source in sources:
            if isinstance(source, ReadingError):
                self._progress.problems.append(str(source))
                continue
            self._progress.inputs += 1
            first = self._done.next_of(source.digest)
            if first is None:
                continue
            if source.of_one_article:
                together.append(source)
                if len(together) == SOURCES_OF_STEP:
                    yield Step(tuple(together), 0, self._size, self._fields)
                    together.clear()
            else:
                yield Step((source,), first, self._size, self._fields)
        if together:
            yield Step(tuple(together), 0, self._size, self._fields)

    def _begun(self, step: Step, read: "Future", outline: "Future") -> "Iterator[tuple[tuple[Stretch, ...], Future]]":
        """Have the parts of a step extracted that aren't done."""
        error = outline.exception()
        if error is not None:
            names = shown(step.sources[0].place) + (f" and {len(step.sources) - 1} more" * (len(step.sources) > 1))
            unread = str(error) if isinstance(error, ReadingError) else f"{names}: can't be read ({_reason(error)})."
            self._progress.problems.append(unread)
            return
        found = outline.result()
        if found.next is not None:
            self._steps.append(Step(step.sources, found.next, step.size, step.fields))
        for index, stretches in enumerate(found.stretches):
            if not self._done.has(stretches):
                yield (
                    stretches,
                    self._client.submit(
                        extract_part, read, index, self._directory, pure=False, retries=RETRIES, priority=1
                    ),
                )

    def _finish(self, stretches: tuple[Stretch, ...], future: "Future") -> None:
        error = future.exception()  # waits, where its worker is lost just now and another does it once more
        if error is None:
            self._progress.add(future.result())
        else:
            self._progress.problems.append(f"{_records(stretches)}: not extracted ({_reason(error)}).")


def steps_ahead(cores: int) -> int:
    """How many steps so many cores have read at once."""
    return max(STEPS_AHEAD, cores // CORES_OF_STEP)


def _records(stretches: tuple[Stretch, ...]) -> str:
    """What messages call these records."""
    first = stretches[0]
    last = f" to {first.end}" if first.end is not None else " on"
    more = f" and {len(stretches) - 1} more files" if len(stretches) > 1 else ""
    return f"{shown(first.place)}, records {first.first + 1}{last}{more}"


def _reason(error: BaseException) -> str:
    """Why a task failed, on one line."""
    from distributed.scheduler import KilledWorker

    if isinstance(error, KilledWorker):
        return LOST
    if isinstance(error, ReadingError):
        return str(error).removesuffix(".")
    if isinstance(error, OSError):
        return error.strerror or shown(error)
    return shown(f"{type(error).__name__}: {error}".splitlines()[0])


def extract_part(parts: Sequence[Part], index: int, directory: Directory) -> Manifest:
    """Extract one of the parts that a step has read, and write it, unless that is done.

    Raises OSError, and ReadingError where what is done can't be seen.
    """
    part = parts[index]
    current = versions()
    known = manifest_of(directory, part.number)  # by a worker that was lost before it could say so
    if known and known.versions == current:
        return known
    rows: dict[str, defaultdict[str, list[Row]]] = {
        name: defaultdict(list) for name in ("articles", "statements", "mentions", "failures")
    }
    read = [(record, record.article) for record in part.records if record.article]
    with ONE_AT_A_TIME:
        found = list(found_in(Item(each.text, each.published, each.language) for _, each in read))
    for (record, article), extraction in zip(read, found, strict=True):
        if isinstance(extraction, Extraction):
            made = rows_of(article, extraction, current, record.input, record.number)
            for dataset, listed in made.items():
                rows[dataset][month_of(article)] += listed
        else:
            rows["failures"][""].append(_failure(record, f"{shown(record.place)}: {words_for(extraction)}"))
    for record in part.records:
        if record.problem is not None:
            rows["failures"][""].append(_failure(record, record.problem))
    return write_part(directory, part, rows, current)


def _failure(record: ReadRecord, problem: str) -> Row:
    return {"input": record.input, "source": record.place, "record": record.number, "problem": problem}
