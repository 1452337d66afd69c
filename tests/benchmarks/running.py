"""Running a benchmark as a user does."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def run_benchmark(module: str, options: Sequence[str]) -> str:
    """What the benchmark prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
