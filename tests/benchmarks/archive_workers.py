"""One worker of an archive beside the extraction alone, and two workers beside one.

    python -m tests.benchmarks.archive_workers --articles 200 --repetitions 3

This process alone and real clusters of one process and of two extract the same articles in turn, after articles with
which each process loads the model. Each worker has one processor, for otherwise one that is alone takes part of the
other one, too. On the wall two can be twice as quick only where two processors are free: the share of the time in which
the workers had one says how far those figures can be trusted. Processor time says what a word costs.
"""

import argparse
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.archives import FIXTURES
from tracker import Item, extract_many
from tracker.archive.cluster import connected
from tracker.archive.inputs import sources_of
from tracker.archive.places import Directory
from tracker.archive.running import run

ARTICLES_OF_PART = 5  # so that the workers end at about the same time
FOR_LOADING = 8  # articles


@dataclass(frozen=True, slots=True)
class Spent:
    """What so many workers took for so many words, in seconds; `processor` is that of all workers. 0: no cluster."""

    workers: int
    words: int
    wall: float
    processor: float

    @property
    def share(self) -> float:
        """How much of the time the workers had a processor."""
        return self.processor / self.wall / max(1, self.workers)


def measure(articles: int, repetitions: int) -> list[tuple[Spent, Spent, Spent]]:
    """The extraction alone, one worker and two, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        news, first = Path(folder) / "news.jsonl", Path(folder) / "first.jsonl"
        _write(news, articles)
        _write(first, FOR_LOADING)
        return [
            (_alone(news), *(_extracted(first, news, f"{folder}/{turn}-{workers}", workers) for workers in (1, 2)))
            for turn in range(repetitions)
        ]


def _write(file: Path, articles: int) -> None:
    """The fixtures' articles, again and again, each time as another text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("2*.txt"))]
    lines = (json.dumps({"text": f"{texts[at % len(texts)]}\n\n({at})\n"}) for at in range(articles))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _alone(news: Path) -> Spent:
    texts = [json.loads(line)["text"] for line in news.read_text(encoding="utf-8").splitlines()]
    list(extract_many([Item(texts[0])], workers=1))
    before, began = time.process_time(), time.perf_counter()
    list(extract_many(map(Item, texts), workers=1))
    wall, processor = time.perf_counter() - began, time.process_time() - before
    return Spent(0, sum(len(text.split()) for text in texts), wall, processor)


def _extracted(first: Path, news: Path, folder: str, workers: int) -> Spent:
    with connected(jobs=workers) as client:
        for processor, worker in enumerate(client.scheduler_info()["workers"]):
            client.run(_stay_on, processor, workers=[worker])
        run(client, sources_of([str(first)]), Directory(f"{folder}/first"), size=1)
        before, began = client.run(time.process_time), time.perf_counter()
        done = run(client, sources_of([str(news)]), Directory(f"{folder}/archive"), size=ARTICLES_OF_PART)
        wall, after = time.perf_counter() - began, client.run(time.process_time)
    assert not done.problems, done.problems
    return Spent(workers, done.words, wall, sum(after.values()) - sum(before.values()))


def _stay_on(processor: int) -> None:
    """Let this process, with all its threads, run on one of the processors that it may run on."""
    allowed = sorted(os.sched_getaffinity(0))
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), {allowed[processor % len(allowed)]})


def main() -> None:
    """Print what each turn took, and the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_workers", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    turns = measure(options.articles, options.repetitions)
    for each in (spent for turn in turns for spent in turn):
        name = f"{each.workers} workers" if each.workers else "the extraction alone"
        print(f"{name}: {each.words / each.wall:,.0f} words a second on the wall", end=", ")
        print(f"{each.words / each.processor:,.0f} a processor second; had a processor {each.share:.0%} of the time")
    beside_alone = median(alone.processor / one.processor for alone, one, _ in turns)
    on_the_wall = median(one.wall / two.wall for _, one, two in turns)
    of_processors = median(2 * one.processor / two.processor for _, one, two in turns)
    print(f"one beside the extraction alone: {beside_alone:.3f} by processor time (goal: 0.95)")
    print(f"two beside one: {on_the_wall:.2f} on the wall (goal: 1.9), {of_processors:.2f} by processor time")


if __name__ == "__main__":
    main()
