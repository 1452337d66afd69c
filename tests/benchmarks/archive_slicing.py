"""How long a slice of a large archive takes: by days, and by a topic.

    python -m tests.benchmarks.archive_slicing --parts 1000 --asked 100

The archive is made up (`large_archive`): parts of 1,000 articles with ten statements each; what is asked for is in the
first of them, as many as `--asked` says. `tracker archive slice` is called as a user calls it. With `--apart` it is
made in one process instead, which says what reading and writing take.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.large_archive import FIRST_DAY_ASKED_FOR, TOPIC, build, bytes_of
from tracker.archive.parts import numbers_of_parts
from tracker.archive.places import Directory
from tracker.archive.slicing import SliceQuery, asked_in, make
from tracker.store import Store

ROOT = Path(__file__).parents[2]
ASKED = {"by days": SliceQuery(since=FIRST_DAY_ASKED_FOR), "by a topic": SliceQuery((TOPIC,))}
QUESTIONS = {"by days": ("--since", str(FIRST_DAY_ASKED_FOR)), "by a topic": ("--topic", TOPIC)}


@dataclass(frozen=True, slots=True)
class Slice:
    """What was asked for, how many statements came out, and in how many seconds: on the wall, of processor time."""

    question: str
    statements: int
    wall: float
    processor: float


def measure(folder: Path, question: str, options: list[str]) -> Slice:
    """Cut a slice out of the archive in a folder, and remove it."""
    database = folder / "slice.db"
    asked = [*QUESTIONS[question], "--db", str(database), *options]
    before, start = _processor_seconds(), time.perf_counter()
    command = [sys.executable, "-m", "tracker", "archive", "slice", str(folder / "archive"), *asked]
    subprocess.run(command, cwd=ROOT, check=True)
    wall, processor = time.perf_counter() - start, _processor_seconds() - before
    with Store.open(database) as store:
        (statements,) = store.connection.execute("SELECT count(*) FROM statements").fetchone()
    for path in folder.glob("slice.db*"):
        path.unlink()
    return Slice(question, statements, wall, processor)


def measure_apart(folder: Path, question: str) -> str:
    """What reading takes in one process, and how much longer to make the slice takes: processor time, in words."""
    archive, query, database = Directory(str(folder / "archive")), ASKED[question], folder / "slice.db"
    start = time.process_time()
    for number in numbers_of_parts(archive):
        asked_in(number, archive, query, None)
    reading = time.process_time() - start
    done = make(database, archive, query)
    writing = time.process_time() - start - 2 * reading
    database.unlink()
    return f"{question}: {done.statements:,} statements, {reading:.1f} s to read, {writing:.1f} s to write"


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Make an archive, unless it is there, and print what each slice took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_slicing", description=__doc__)
    parser.add_argument("--parts", type=int, default=1000)
    parser.add_argument("--asked", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where the archive is made, or is; it stays there")
    parser.add_argument("--questions", nargs="+", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--apart", action="store_true", help="say what reading and writing take, in one process")
    parser.add_argument("--jobs", type=int, help="processes that look for what is asked; by default one a core")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        archive = folder / "archive"
        if not archive.exists():
            start = time.process_time()
            statements = build(Directory(str(archive)), options.parts, options.asked)
            print(f"{statements:,} statements in {options.parts:,} parts, {bytes_of(archive) / 1e9:.2f} GB", end=", ")
            print(f"made in {time.process_time() - start:.0f} s of processor time", flush=True)
        jobs = ["--jobs", str(options.jobs)] if options.jobs else []
        for question in options.questions:
            if options.apart:
                print(f"{measure_apart(folder, question)}, of processor time", flush=True)
                continue
            each = measure(folder, question, jobs)
            print(f"{each.question}: {each.statements:,} statements in {each.wall:.1f} s", end=", ")
            print(f"{each.processor:.1f} s of processor time (goal: 60 s for 100,000)", flush=True)


if __name__ == "__main__":
    main()
