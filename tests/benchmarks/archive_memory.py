"""The memory of a worker of an archive after few articles and after many.

    python -m tests.benchmarks.archive_memory --articles 10000

A real cluster of one process extracts short articles, for what is kept is kept of each article, however short; each
has names and words of its own, for what is known of words could be kept, too. The memory is read after the first
hundred articles, and then ten times: what the process has now, and what it has had at most.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.linking import ENDS, _word
from tracker.archive.cluster import connected
from tracker.archive.inputs import sources_of
from tracker.archive.places import Directory
from tracker.archive.running import run

FIRST = 100  # articles, and as many make a part
READINGS = 10
TEXT = (
    "„Das {0} bleibt offen“, sagte Ministerin Petra {1} am Mittwoch vor Händlern. "
    "Bürgermeister Jan {2} aus {3} wies das zurück."
)
WORDS = 4  # of an article's own


@dataclass(frozen=True, slots=True)
class Memory:
    """After so many articles, in megabytes: what a worker has now and has had at most; its processor seconds."""

    articles: int
    now: float
    most: float
    processor: float


def measure(articles: int) -> Iterator[Memory]:
    """Extract so many articles with one worker."""
    with tempfile.TemporaryDirectory() as folder, connected(jobs=1) as client:
        directory = Directory(f"{folder}/archive")
        done = 0
        ends = [FIRST, *(articles * each // READINGS for each in range(1, READINGS + 1))]
        for end in ends:
            news = Path(folder) / f"{end}.jsonl"
            lines = (json.dumps({"text": text(number)}) for number in range(done, end))
            news.write_text("\n".join(lines) + "\n", encoding="utf-8")
            found = run(client, sources_of([str(news)]), directory, size=FIRST)
            assert not found.problems, found.problems
            assert found.articles == end - done
            done = end
            ((now, most, processor),) = client.run(memory).values()
            yield Memory(done, now, most, processor)


def text(number: int) -> str:
    """The text of the article of this number."""
    chosen = random.Random(number)
    return TEXT.format(*(_word(chosen, 2, ENDS) for _ in range(WORDS)), number=number)


def memory() -> tuple[float, float, float]:
    """What this process has now and has had at most, in megabytes, and its processor seconds."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    sizes = dict(line.split(":", 1) for line in lines)
    now, most = (int(sizes[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, most, time.process_time()


def main() -> None:
    """Print the memory, and the last in parts of the first."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    first: Memory | None = None
    for each in measure(options.articles):
        first = first or each
        print(f"{each.articles:,} articles: {each.now:.0f} MB, at most {each.most:.0f} MB", end="; ")
        print(f"{each.now / first.now:.3f} and {each.most / first.most:.3f} of the first", end="; ")
        print(f"{each.processor:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
