"""How long `tracker count` takes on a large database, each question as a process of its own, as a user waits for it.

    python -m tests.benchmarks.counting --articles 98000 --database large.db

The database is the one of `asking_at_scale`, or one like it: made where there is none at `--database`. Each question is
asked in a terminal of 100 columns; the questions take turns, so that other work on the machine disturbs all alike.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.asking_at_scale import FREQUENT, RARE, machine, make, sizes_of, times_of
from tests.benchmarks.figures import write_figures
from tracker.store import Store

GOAL_MEDIAN, GOAL_WORST = 0.3, 1.0  # seconds: over all questions, each at its median
WRITTEN_TO = Path("build/counting.json")


def main() -> None:
    """Make the database where there is none, count, print a table and write the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or Path(folder) / "large.db"
        if not path.exists():
            make(path, options.articles)
        sizes = sizes_of(path)
        taken = times_of({" ".join(each): ("-m", "tracker", *each) for each in _questions(path)}, path, options.runs)
    walls = {name: median(wall for wall, _ in times) for name, times in taken.items()}
    processor = {name: min(seconds for _, seconds in times) for name, times in taken.items()}
    width = max(map(len, walls))
    print(f"{sizes['statements']:,} statements\n{'':{width}}{'median':>10}{'processor':>12}")
    for name, wall in walls.items():
        print(f"{name:{width}}{wall * 1000:>7.0f} ms{processor[name] * 1000:>9.0f} ms")
    middle, worst = median(walls.values()), max(walls.values())
    print(f"median {middle:.2f} s (goal {GOAL_MEDIAN}), worst {worst:.2f} s (goal {GOAL_WORST})")
    record = {
        "measured_on": machine(),
        **sizes,
        "median": middle,
        "worst": worst,
        "wall": walls,
        "processor": processor,
    }
    write_figures(options.json, record)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.counting", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="of ten statements each (10000)")
    parser.add_argument("--database", type=Path, help="keep it there, or take the one that is there")
    parser.add_argument("--runs", type=int, default=5, help="how often each question is asked (5)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def _questions(path: Path) -> list[tuple[str, ...]]:
    """Each dimension by itself, the pairs that people ask for, and filters that leave many, some and few."""
    with Store.open(path, create=False, read_only=True) as store:
        most = store.actors(limit=1)[0].name
    single = ("act", "kind", "month", "week", "day", "outlet", "language", "verdict", "actor", "addressee")
    pairs = (
        *(("month", "act"), ("act", "kind"), ("month", "outlet"), ("outlet", "act"), ("month", "actor")),
        *(("actor", "act"), ("actor", "outlet"), ("actor", "addressee")),
    )
    filtered = (
        ("--actor", most, "--by", "month"),
        ("--topic", RARE, "--by", "month", "--by", "act"),
        ("--topic", FREQUENT, "--by", "month"),
        ("--topic", FREQUENT, "--by", "actor"),
        ("--topic", FREQUENT, "--topic", RARE, "--by", "topic", "--by", "year"),
        ("--act", "warning", "--by", "actor"),
        ("--since", "2024", "--by", "month", "--by", "act"),
        ("--min-confidence", "0.5", "--by", "month"),
        ("--sure", "--by", "month"),
        ("--sure", "--by", "actor"),
        ("--sure", "--by", "outlet", "--by", "act"),
    )
    return [
        ("count",),
        *(("count", "--by", each) for each in single),
        *(("count", "--by", one, "--by", other) for one, other in pairs),
        *(("count", *each) for each in filtered),
    ]


if __name__ == "__main__":
    main()
