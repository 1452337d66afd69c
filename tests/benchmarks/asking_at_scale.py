"""How long questions take on a large database, each as a process of its own, beside Python's own start.

    python -m tests.benchmarks.asking_at_scale --articles 10000
    python -m tests.benchmarks.asking_at_scale --articles 100000 --database large.db

The database is made up, see `large_database`; with `--database` it is kept, and taken as it is where it is there
already. Each question is asked in a terminal, as a user types it: a terminal of 100 columns is put in the place of
standard output. The commands take turns, so that other work on the machine disturbs all of them alike.
"""

import argparse
import os
import pty
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.asking import as_installed
from tests.benchmarks.figures import write_figures
from tests.benchmarks.large_database import build
from tracker.store import StatementQuery, Store

MOST_SECONDS_ABOVE_START = 0.2  # the goal
PYTHON = ("-c", "pass")
IMPORTS = ("-c", "import typer, rich.console, sqlite3, json")
FREQUENT, RARE = "Ukraine", "Weinbau"
WRITTEN_TO = Path("build/asking_at_scale.json")


@dataclass(frozen=True, slots=True)
class Asked:
    """How long a command took, in seconds: on the wall and of the processor, at best and in the median."""

    name: str
    wall: float
    wall_median: float
    processor: float
    above_start: float
    goal_met: bool


def main() -> None:
    """Make the database where there is none, ask, print a table and write the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or Path(folder) / "large.db"
        if not path.exists():
            make(path, options.articles)
        sizes = sizes_of(path)
        asked = _measured(path, options.runs)
    _print(sizes, asked)
    record = {"measured_on": machine(), **sizes, "questions": [asdict(each) for each in asked]}
    write_figures(options.json, record)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.asking_at_scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="of ten statements each (10000)")
    parser.add_argument("--database", type=Path, help="keep it there, or take the one that is there")
    parser.add_argument("--runs", type=int, default=7, help="how often each question is asked (7)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def make(path: Path, articles: int) -> None:
    """Make a database, telling how far it is."""
    started = time.perf_counter()
    build(path, articles, report=_report)
    print(f"\rmade in {time.perf_counter() - started:.0f} s" + " " * 30, file=sys.stderr)


def _report(done: int) -> None:
    print(f"\r{done:,} articles made", end="", file=sys.stderr, flush=True)


def sizes_of(path: Path) -> dict[str, Any]:
    """How much is in the database, and how many bytes that takes for a statement."""
    with Store.open(path, create=False) as store:
        connection = store.connection
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "statements", "actors", "words")
        }
        (text,) = connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM articles").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    return {
        **counts,
        "bytes": size,
        "bytes_a_statement": round(size / counts["statements"], 1),
        "bytes_of_text_a_statement": round(text / counts["statements"], 1),
    }


def _questions(path: Path) -> dict[str, Sequence[str]]:
    """What is asked: of the actor quoted most and of one quoted now and then, of a frequent and of a rare topic."""
    with Store.open(path, create=False, read_only=True) as store:
        actors = store.actors(limit=500)
        most, some = actors[0], actors[-1]
        found = store.statements(StatementQuery(actor_ids=(most.id,), limit=1))
    word = max(found[0].quote.split(), key=len)
    questions = (
        ("quotes",),
        ("quotes", "--actor", most.name),
        ("quotes", "--actor", some.name),
        ("quotes", "--topic", FREQUENT),
        ("quotes", "--topic", RARE),
        ("quotes", "--topic", FREQUENT, "--scope", "article"),
        ("quotes", "--actor", most.name, "--topic", FREQUENT),
        ("timeline", "--topic", FREQUENT),
        ("timeline", "--actor", most.name, "--topic", FREQUENT),
        ("timeline", "--actor", some.name, "--topic", RARE),
        ("search", FREQUENT),
        ("search", word),
        ("actors",),
        ("actors", most.name),
        ("articles",),
    )
    return {" ".join(each): ("-m", "tracker", *each) for each in questions}


def _measured(path: Path, runs: int) -> list[Asked]:
    taken = times_of({"python itself": PYTHON, "imports alone": IMPORTS, **_questions(path)}, path, runs)
    start = min(wall for wall, _ in taken["python itself"])
    return [_asked(name, times, start) for name, times in taken.items()]


def times_of(commands: Mapping[str, Sequence[str]], path: Path, runs: int) -> dict[str, list[tuple[float, float]]]:
    """The seconds that each command takes in each run, on the wall and of the processor."""
    environment = as_installed() | {"TRACKER_DB": str(path), "COLUMNS": "100", "LINES": "40", "TRACKER_PAGER": ""}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    warm_ups = 1 if runs > 1 else 0  # reads files that later runs find in memory
    for run in range(warm_ups + runs):
        for name, arguments in commands.items():
            seconds = _run(arguments, environment)
            if run >= warm_ups:
                taken[name].append(seconds)
    return taken


def _asked(name: str, times: Sequence[tuple[float, float]], start: float) -> Asked:
    walls = [wall for wall, _ in times]
    above = min(walls) - start
    processor = min(processor for _, processor in times)
    return Asked(name, min(walls), median(walls), processor, above, above <= MOST_SECONDS_ABOVE_START)


def _run(arguments: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run Python in a terminal; the seconds on the wall and of the processor. Raises where the command fails."""
    ours, its = pty.openpty()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=its, stderr=subprocess.PIPE, env=environment
    )
    os.close(its)
    _read_to_the_end(ours)
    _, errors = process.communicate()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    os.close(ours)
    if process.returncode:
        raise RuntimeError(f"{arguments}: {errors.decode(errors='replace')}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _read_to_the_end(terminal: int) -> None:
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:  # Linux says so where the other side was closed
        return


def machine() -> str:
    return f"{os.uname().sysname} {os.uname().machine}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"


def _print(sizes: dict[str, Any], asked: Sequence[Asked]) -> None:
    print(
        f"{sizes['statements']:,} statements of {sizes['actors']:,} actors in {sizes['articles']:,} articles; "
        f"{sizes['bytes'] / 2**20:,.0f} MiB, {sizes['bytes_a_statement']:,.0f} bytes a statement, "
        f"{sizes['bytes_of_text_a_statement']:,.0f} of them the articles' text"
    )
    width = max(len(each.name) for each in asked)
    print(f"{'':{width}}{'best':>10}{'median':>10}{'processor':>12}{'above start':>14}")
    for each in asked:
        met = "" if each.goal_met else "  more than the goal"
        print(
            f"{each.name:{width}}{each.wall * 1000:>7.0f} ms{each.wall_median * 1000:>7.0f} ms"
            f"{each.processor * 1000:>9.0f} ms{each.above_start * 1000:>11.0f} ms{met}"
        )
    print(f"goal: at most {MOST_SECONDS_ABOVE_START * 1000:.0f} ms above Python's own start")


if __name__ == "__main__":
    main()
