"""How long questions take, beside the imports that no question can do without."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

FIXTURES = Path(__file__).parents[2] / "fixtures"
IMPORTS = ("-c", "import typer, rich.console, sqlite3")
QUESTIONS = {
    "quotes --actor Blinken": ("-m", "tracker", "quotes", "--actor", "Blinken"),
    "timeline --topic Ukraine": ("-m", "tracker", "timeline", "--topic", "Ukraine"),
}


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a process took, in seconds, at best and in the median; the ratios are to the bare imports."""

    name: str
    best: float
    median: float
    best_ratio: float
    median_ratio: float


def measure_questions(runs: int) -> list[Duration]:
    """Time the bare imports and each question, `runs` times in turn, on a database of the fixtures."""
    commands = {"imports alone": IMPORTS, **QUESTIONS}
    with tempfile.TemporaryDirectory() as folder:
        environment = as_installed() | {"TRACKER_DB": str(Path(folder) / "tracker.db")}
        articles = sorted(map(str, FIXTURES.glob("*.txt")))
        _run(("-m", "tracker", "ingest", *articles), environment)
        for arguments in commands.values():
            _run(arguments, environment)  # reads the files that later runs find in memory
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, arguments in commands.items():
                taken[name].append(_run(arguments, environment))
    bare = taken["imports alone"]
    return [
        Duration(
            name,
            best=min(times),
            median=median(times),
            best_ratio=min(times) / min(bare),
            median_ratio=median(times) / median(bare),
        )
        for name, times in taken.items()
    ]


def as_installed() -> dict[str, str]:
    """The environment, in which modules are compiled once and not at every start: an installed program's are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Run Python with these arguments; how many seconds it took. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
    return time.perf_counter() - start
