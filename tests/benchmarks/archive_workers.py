"""Two workers of an archive beside one: words a second on the wall and of processor time.

    python -m tests.benchmarks.archive_workers --articles 200 --repetitions 3

Real clusters of one process and of two extract the same articles in turn, after articles with which each process loads
the model. On the wall two can be twice as quick only where two processors are free: the share of the time in which the
workers had one says how far those figures can be trusted. Processor time says what a word costs with one and with two.
"""

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.archives import FIXTURES
from tracker.archive.cluster import connected
from tracker.archive.inputs import sources_of
from tracker.archive.places import Directory
from tracker.archive.running import run

ARTICLES_OF_PART = 5  # so that the workers end at about the same time
FOR_LOADING = 8  # articles


@dataclass(frozen=True, slots=True)
class Spent:
    """What a cluster of so many workers took for so many words, in seconds; `processor` is that of all workers."""

    workers: int
    words: int
    wall: float
    processor: float

    @property
    def share(self) -> float:
        """How much of the time the workers had a processor."""
        return self.processor / self.wall / self.workers


def measure(articles: int, repetitions: int) -> list[tuple[Spent, Spent]]:
    """One worker and two, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        news, first = Path(folder) / "news.jsonl", Path(folder) / "first.jsonl"
        _write(news, articles)
        _write(first, FOR_LOADING)
        return [
            (_extracted(first, news, f"{folder}/{turn}-1", 1), _extracted(first, news, f"{folder}/{turn}-2", 2))
            for turn in range(repetitions)
        ]


def _write(file: Path, articles: int) -> None:
    """The fixtures' articles, again and again, each time as another text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("2*.txt"))]
    lines = (json.dumps({"text": f"{texts[at % len(texts)]}\n\n({at})\n"}) for at in range(articles))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _extracted(first: Path, news: Path, folder: str, workers: int) -> Spent:
    with connected(jobs=workers) as client:
        run(client, sources_of([str(first)]), Directory(f"{folder}/first"), size=1)
        before, began = client.run(time.process_time), time.perf_counter()
        done = run(client, sources_of([str(news)]), Directory(f"{folder}/archive"), size=ARTICLES_OF_PART)
        wall, after = time.perf_counter() - began, client.run(time.process_time)
    assert not done.problems, done.problems
    return Spent(workers, done.words, wall, sum(after.values()) - sum(before.values()))


def main() -> None:
    """Print what each turn took, and the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_workers", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    turns = measure(options.articles, options.repetitions)
    for each in (spent for turn in turns for spent in turn):
        print(f"{each.workers} workers: {each.words / each.wall:,.0f} words a second on the wall", end=", ")
        print(f"{each.words / each.processor:,.0f} a processor second; had a processor {each.share:.0%} of the time")
    on_the_wall = median(one.wall / two.wall for one, two in turns)
    of_processors = median(2 * one.processor / two.processor for one, two in turns)
    print(f"two beside one: {on_the_wall:.2f} on the wall (goal: 1.9), {of_processors:.2f} by processor time")


if __name__ == "__main__":
    main()
