"""How quickly articles are read, beside what the model alone takes for the same windows.

While the articles are extracted once, the inputs of the model's sessions are written down. Then the extraction and
the bare sessions on the same inputs are timed in turn, both with the same number of threads, each of which works
through one window after the other. What the extraction takes longer is not the model's.

The share is one of processor time, which others on the machine disturb less than the clock on the wall, but do
disturb: the turns' lowest and highest share say how far it can be trusted.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tracker import Item, extract_many
from tracker.extraction import encoder
from tracker.reading.documents import read_article
from tracker.reading.errors import ReadingError
from tracker.reading.formats.corpus import read_articles_jsonl

FIXTURES = Path(__file__).parents[2] / "fixtures"
LEAST_OF_CORES = 0.9  # processor seconds a second and thread, where nobody else works
REPEATED = 5  # times: so many fixtures are a sample that takes seconds

Inputs = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One run of one of the model's sessions ("encoder" or "roles")."""

    session: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds: on the wall, and of processor time in all threads."""

    wall: float
    processor: float


Window = list[Call]  # the encoder's run, and those of the roles on what it gave


@dataclass(frozen=True, slots=True)
class Throughput:
    """How long the extraction and the model alone took with so many threads, each time they were run in turn."""

    threads: int
    articles: int
    words: int
    windows: int
    extraction: tuple[Spent, ...]
    model: tuple[Spent, ...]

    @property
    def seconds(self) -> float:
        """What the extraction took at best, on the wall."""
        return min(each.wall for each in self.extraction)

    @property
    def articles_a_second(self) -> float:
        """How many articles are extracted in a second."""
        return self.articles / self.seconds

    @property
    def words_a_second(self) -> float:
        """How many words, counted at the spaces, are extracted in a second."""
        return self.words / self.seconds

    @property
    def not_the_model(self) -> tuple[float, float, float]:
        """The share of the extraction's processor time that is not the model's: lowest, median, highest turn."""
        turns = zip(self.extraction, self.model, strict=True)
        shares = [1 - model.processor / extraction.processor for extraction, model in turns]
        return min(shares), median(shares), max(shares)

    @property
    def busy_elsewhere(self) -> bool:
        """Whether the model alone, which never waits, didn't get the cores it asked for: seconds say little then."""
        best = max(each.processor / each.wall for each in self.model)
        return best < LEAST_OF_CORES * min(self.threads, self.windows)


def measure_throughput(corpus: Path | None, limit: int | None, runs: int) -> list[Throughput]:
    """Time `limit` articles of a JSON Lines file, or the fixtures, with one thread and with one a core."""
    items = _items(corpus)[:limit]
    with recorded() as windows:
        extract_all(items, 1)
    return [_throughput(items, windows, threads, runs) for threads in sorted({1, os.cpu_count() or 1})]


def _items(corpus: Path | None) -> list[Item]:
    """The articles to extract. Raises ReadingError for one that can't be read."""
    if corpus is None:
        articles = [read_article(path) for path in sorted(FIXTURES.glob("*.txt"))] * REPEATED
        return [Item(article.text, article.published, article.language) for article in articles]
    items = []
    with corpus.open("rb") as stream:
        for _, article in read_articles_jsonl(stream, str(corpus)):
            if isinstance(article, ReadingError):
                raise article
            items.append(Item(article.text, article.published, article.language))
    return items


@contextmanager
def recorded() -> Iterator[list[Window]]:
    """The windows that are read in the meantime, in one thread alone."""
    windows: list[Window] = []
    session = encoder.session

    class Recorded:
        """A session that writes down what it is given."""

        def __init__(self, name: str) -> None:
            self.name = name

        def run(self, outputs: Sequence[str] | None, inputs: Inputs) -> list[Any]:
            if self.name == "encoder":
                windows.append([])
            windows[-1].append(Call(self.name, inputs))
            return list(session(self.name).run(outputs, inputs))

    encoder.session = Recorded
    try:
        yield windows
    finally:
        encoder.session = session


def _throughput(items: Sequence[Item], windows: Sequence[Window], threads: int, runs: int) -> Throughput:
    extraction, model = [], []
    for _ in range(runs):
        extraction.append(spent(lambda: extract_all(items, threads)))
        model.append(spent(lambda: replay(windows, threads)))
    return Throughput(
        threads=threads,
        articles=len(items),
        words=sum(len(item.text.split()) for item in items),
        windows=len(windows),
        extraction=tuple(extraction),
        model=tuple(model),
    )


def spent(work: Callable[[], None]) -> Spent:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - processor)


def extract_all(items: Sequence[Item], threads: int) -> None:
    for _ in extract_many(items, threads):
        pass


def replay(windows: Sequence[Window], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(_replay_window, windows):
            pass


def _replay_window(window: Window) -> None:
    for call in window:
        encoder.session(call.session).run(None, call.inputs)
