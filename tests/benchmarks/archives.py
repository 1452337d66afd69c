"""What a worker of an archive takes beside the bare extraction, in processor time, and its memory.

    python -m tests.benchmarks.archives --repetitions 3 --articles 1000

The fixtures are read, extracted on one core and written to Parquet, in turn with the same extraction alone. Then one
worker goes through part after part, and its largest memory is read after the first 100 articles and at the end.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import write_figures
from tracker import Item, extract_many
from tracker.archive.inputs import sources_of
from tracker.archive.parts import Part, Stretch
from tracker.archive.places import Directory
from tracker.archive.reading import Step, read_parts
from tracker.archive.running import extract_part

FIXTURES = Path(__file__).parents[2] / "fixtures"
FIRST = 100  # articles


@dataclass(frozen=True, slots=True)
class Figures:
    """Words; processor seconds of a worker and of the extraction alone, for each turn; megabytes; bytes written."""

    words: int
    worker: tuple[float, ...]
    alone: tuple[float, ...]
    memory_first: float
    memory_last: float
    articles: int
    written: int

    @property
    def ratio(self) -> float:
        """Words a second of the worker, in those of the extraction alone."""
        return median(alone / worker for alone, worker in zip(self.alone, self.worker, strict=True))


def measure(repetitions: int, articles: int) -> Figures:
    """Measure in a folder of its own."""
    sources = [each for each in sources_of([str(FIXTURES / "*.txt")]) if not isinstance(each, Exception)]
    parts = read_parts(Step(tuple(sources), 0, 1000))
    texts = [record.article for record in parts[0].records if record.article]
    items = [Item(each.text, each.published, each.language) for each in texts]
    worker, alone = [], []
    with tempfile.TemporaryDirectory() as folder:
        extract_part(parts, 0, Directory(f"{folder}/before"))  # what a process loads once: the model, Arrow
        for turn in range(repetitions):
            directory = Directory(f"{folder}/{turn}")
            worker.append(_processor_seconds(lambda to=directory: extract_part(parts, 0, to)))
            alone.append(_processor_seconds(lambda: list(extract_many(items, workers=1))))
        written = sum(path.stat().st_size for path in Path(f"{folder}/0").rglob("*.parquet"))
        first = _memory()
        done = 0
        for number in range(articles // len(texts)):
            extract_part([_renamed(parts[0], number)], 0, Directory(f"{folder}/many"))
            done += len(texts)
            if done <= FIRST:
                first = _memory()
        return Figures(
            sum(len(each.text.split()) for each in texts), tuple(worker), tuple(alone), first, _memory(), done, written
        )


def _renamed(part: Part, number: int) -> Part:
    """The same part under another number."""
    return replace(part, stretches=(Stretch(str(number), "fixtures", 0, None),))


def _processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archives", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = measure(options.repetitions, options.articles)
    print(f"words a processor second: worker {found.words / min(found.worker):,.0f}", end=", ")
    print(f"extraction alone {found.words / min(found.alone):,.0f}; ratio {found.ratio:.3f} (goal: 0.95)")
    print(
        f"memory: {found.memory_first:.0f} MB over {FIRST} articles, {found.memory_last:.0f} MB over {found.articles}"
    )
    print(f"Parquet: {found.written / found.words:.0f} bytes a word")
    if options.json:
        write_figures(options.json, {**asdict(found), "ratio": found.ratio})


if __name__ == "__main__":
    main()
