"""How quickly `tracker ingest` reads many articles, in how much memory, and how quickly it passes over known ones.

    python -m tests.benchmarks.ingesting

The whole of `tracker ingest`, a process of its own that begins with an empty database, and the bare sessions of the
model on the windows of the same articles are timed in turn, with the same number of threads. What the program takes to
start and to load the model is told apart: it is what a single short article takes.

Memory is that of the largest process, which is the main one; small workers that read come and go beside it. The
articles are made here: the fixtures with other names for the speed, and short ones for the memory.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import write_figures
from tests.benchmarks.throughput import FIXTURES, LEAST_OF_CORES, Window, extract_all, recorded, replay, spent
from tracker.extraction.statements import Item
from tracker.reading.documents import read_article

WRITTEN_TO = Path("build/ingesting.json")
MOST_OF_MODEL = 1.25  # times the bare time of the model's sessions: the goal
MOST_GROWTH = 1.10  # of the memory from few articles to many: the goal
LEAST_PASSED_OVER = 2000  # known files a second: the goal
NAMES = ("Blinken", "Lawrow", "Lavrov", "Marunenko", "Ashdown", "Röder", "Lindqvist", "Kühne", "Holloway")
SHORT = "Nordby, {day}. März 2024 (dpa) - „Der Hafen {number} bleibt auch im Winter offen“, sagte Ministerin {name}."

# Runs a command and prints the memory of its largest process. A process of its own and a small one: the memory of
# whoever starts a process counts as that process's own at first.
LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of `tracker ingest` with so many jobs, and of the bare model in as many threads, each in turn."""

    jobs: int
    articles: int
    words: int
    windows: int
    start: float
    ingest: tuple[float, ...]
    model: tuple[float, ...]
    busy_elsewhere: bool

    @property
    def seconds(self) -> float:
        """What `tracker ingest` took at best."""
        return min(self.ingest)

    @property
    def times_the_model(self) -> float:
        """How often the model's time goes into the whole, at best, without the start."""
        return (min(self.ingest) - self.start) / min(self.model)

    @property
    def times_the_model_with_start(self) -> float:
        """The same with the start."""
        return min(self.ingest) / min(self.model)


@dataclass(frozen=True, slots=True)
class Run:
    """One `tracker ingest` of so many articles: seconds on the wall, and megabytes of its largest process."""

    articles: int
    seconds: float
    megabytes: float


def main() -> None:
    """Measure, print a table, and write the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        speeds = measure_speed(Path(folder), options.articles, options.repetitions)
        few, many, again = measure_memory(Path(folder), options.few, options.many)
    start = speeds[0].start
    _print(speeds, few, many, again, start)
    write_figures(options.json, _record(speeds, few, many, again, start))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ingesting")
    parser.add_argument("--articles", type=int, default=100, help="how many are timed beside the model (100)")
    parser.add_argument("--repetitions", type=int, default=3, help="how often (3)")
    parser.add_argument("--few", type=int, default=100, help="short articles for the memory (100)")
    parser.add_argument("--many", type=int, default=10_000, help="short articles for the memory (10000)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def measure_speed(folder: Path, count: int, repetitions: int) -> list[Speed]:
    """Time `count` articles with one job and with one a core."""
    articles = _long_articles(folder / "long", count)
    items = [Item(article.text, article.published, article.language) for article in map(read_article, articles)]
    with recorded() as windows:
        extract_all(items, 1)
    [single] = _short_articles(folder / "single", 1)
    start = median(_ingested(folder, single).seconds for _ in range(repetitions))
    return [_speed(folder, items, windows, jobs, start, repetitions) for jobs in sorted({1, os.cpu_count() or 1})]


def _speed(
    folder: Path, items: Sequence[Item], windows: Sequence[Window], jobs: int, start: float, repetitions: int
) -> Speed:
    ingest, model = [], []
    for _ in range(repetitions):
        ingest.append(_ingested(folder, folder / "long", jobs, articles=len(items)).seconds)
        model.append(spent(lambda: replay(windows, jobs)))
    best = max(each.processor / each.wall for each in model)
    return Speed(
        jobs=jobs,
        articles=len(items),
        words=sum(len(item.text.split()) for item in items),
        windows=len(windows),
        start=start,
        ingest=tuple(ingest),
        model=tuple(each.wall for each in model),
        busy_elsewhere=best < LEAST_OF_CORES * min(jobs, len(windows)),
    )


def measure_memory(folder: Path, few: int, many: int) -> tuple[Run, Run, Run]:
    """Few short articles, many, and the many again, which are known then."""
    for count in (few, many):
        _short_articles(folder / str(count), count)
    first = _ingested(folder, folder / str(few), articles=few)
    second = _ingested(folder, folder / str(many), articles=many)
    return first, second, _ingested(folder, folder / str(many), articles=many, again=False)


def _ingested(folder: Path, source: Path, jobs: int | None = None, *, articles: int = 1, again: bool = True) -> Run:
    """Run `tracker ingest` on a file or folder, in an empty database or, unless `anew`, in the one of before."""
    database = folder / "tracker.db"
    for file in folder.glob("tracker.db*") if again else ():
        file.unlink()
    command = [sys.executable, "-m", "tracker", "ingest", "--quiet", "--db", str(database), str(source)]
    if jobs:
        command += ["--jobs", str(jobs)]
    began = time.perf_counter()
    launched = subprocess.run([sys.executable, "-c", LAUNCHER, *command], stdout=subprocess.PIPE, text=True, check=True)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(articles, seconds, int(launched.stdout) * unit / 1_000_000)


def _long_articles(folder: Path, count: int) -> list[Path]:
    """The fixtures in turn, each time with other people in them and a sentence of its own."""
    folder.mkdir()
    fixtures = sorted(FIXTURES.glob("*.txt"))
    paths = []
    for number in range(count):
        fixture = fixtures[number % len(fixtures)]
        text = fixture.read_text(encoding="utf-8")
        for name in NAMES:
            text = text.replace(name, f"{name}{_syllables(number)}")
        paths.append(folder / f"{number:05}-{fixture.name}")
        paths[-1].write_text(f"{text}\n\n{SHORT.format(day=1, number=number, name=_syllables(number).title())}\n")
    return paths


def _short_articles(folder: Path, count: int) -> list[Path]:
    """Articles of one sentence, by a thousand speakers."""
    folder.mkdir()
    paths = [folder / f"{number:06}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        name = f"Petra {_syllables(number % 1000).title()}"
        path.write_text(SHORT.format(day=1 + number % 30, number=number, name=name), encoding="utf-8")
    return paths


def _syllables(number: int) -> str:
    """A word of its own for each number."""
    digits = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "ro", "su")
    return "".join(digits[int(digit)] for digit in f"{number:03}")


def _print(speeds: Sequence[Speed], few: Run, many: Run, again: Run, start: float) -> None:
    print(f"{'jobs':>6}{'articles/s':>12}{'words/s':>10}{'seconds':>10}{'model':>10}{'times':>8}{'with start':>12}")
    for each in speeds:
        print(
            f"{each.jobs:>6}{each.articles / each.seconds:>12.2f}{each.words / each.seconds:>10.0f}"
            f"{each.seconds:>10.1f}{min(each.model):>10.1f}{each.times_the_model:>8.2f}"
            f"{each.times_the_model_with_start:>12.2f}"
        )
    print(f"goal: at most {MOST_OF_MODEL} times the model; the start takes {start:.2f} s")
    if any(each.busy_elsewhere for each in speeds):
        print("the machine was busy with other work: measure again when it is not")
    print(f"\n{'':10}{'articles':>10}{'seconds':>10}{'articles/s':>12}{'MB':>8}")
    for name, run in (("few", few), ("many", many), ("known", again)):
        rate = run.articles / run.seconds
        print(f"{name:10}{run.articles:>10,}{run.seconds:>10.1f}{rate:>12.1f}{run.megabytes:>8.0f}")
    print(f"memory of many: {many.megabytes / few.megabytes:.2f} times that of few; goal: at most {MOST_GROWTH}")
    print(f"goal for known articles: {LEAST_PASSED_OVER:,} a second")


def _record(speeds: Sequence[Speed], few: Run, many: Run, again: Run, start: float) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "start_seconds": start,
        "speed": [
            {
                **asdict(each),
                "articles_a_second": each.articles / each.seconds,
                "words_a_second": each.words / each.seconds,
                "times_the_model": each.times_the_model,
                "times_the_model_with_start": each.times_the_model_with_start,
            }
            for each in speeds
        ],
        "few": asdict(few),
        "many": asdict(many),
        "known": asdict(again),
        "memory_growth": many.megabytes / few.megabytes,
        "known_a_second": again.articles / again.seconds,
    }


if __name__ == "__main__":
    main()
