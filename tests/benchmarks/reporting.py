"""How long a report of many statements takes and how large it is, in each format.

    python -m tests.benchmarks.reporting
    python -m tests.benchmarks.reporting --statements 1000 --database large.db

The database is made up, see `large_database`; with `--database` it is kept, and taken as it is where it is there
already. Each report is made by a process of its own, as a user makes it, of the newest statements of all.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.asking import as_installed
from tests.benchmarks.figures import write_figures
from tests.benchmarks.large_database import build

MOST_SECONDS, MOST_BYTES = 5, 10_000_000  # the goal, for 1,000 statements
REPORTS = {
    "HTML, by day": ("report.html",),
    "HTML, by actor": ("report.html", "--group-by", "actor"),
    "HTML, on a topic": ("report.html", "--topic", "Ukraine"),
    "Markdown": ("report.md",),
    "DOCX": ("report.docx",),
}
WRITTEN_TO = Path("build/reporting.json")


@dataclass(frozen=True, slots=True)
class Made:
    """A report: the seconds it took at best, and its bytes."""

    name: str
    seconds: float
    size: int


def main() -> None:
    """Make the database where there is none, make the reports, print a table and write the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or Path(folder) / "large.db"
        if not path.exists():
            build(path, options.articles)
        made = [_made(name, each, path, options) for name, each in REPORTS.items()]
    print(f"{options.statements:,} statements{'':16}{'best':>10}{'size':>12}")
    for each in made:
        print(f"{each.name:32}{each.seconds:>8.2f} s{each.size / 1e6:>9.2f} MB")
    print(f"goal: at most {MOST_SECONDS} s and {MOST_BYTES / 1e6:.0f} MB for 1,000 statements")
    record = {"statements": options.statements, "reports": [asdict(each) for each in made]}
    write_figures(options.json, record)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reporting", description=__doc__)
    parser.add_argument("--statements", type=int, default=1_000, help="in each report (1000)")
    parser.add_argument("--articles", type=int, default=2_000, help="of ten statements each (2000)")
    parser.add_argument("--database", type=Path, help="keep it there, or take the one that is there")
    parser.add_argument("--runs", type=int, default=3, help="how often each report is made (3)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def _made(name: str, arguments: Sequence[str], database: Path, options: argparse.Namespace) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / arguments[0]
        further = ["--limit", str(options.statements), "--force", *arguments[1:]]
        command = [sys.executable, "-m", "tracker", "report", "-o", str(output), *further]
        seconds = min(_seconds(command, database) for _ in range(options.runs))
        return Made(name, seconds, output.stat().st_size)


def _seconds(command: Sequence[str], database: Path) -> float:
    start = time.perf_counter()
    environment = as_installed() | {"TRACKER_DB": str(database)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
