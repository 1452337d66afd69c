"""What the shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def completed(database: Path, line: str) -> set[str]:
    """What bash is offered behind this line."""
    environment = os.environ | {
        "TRACKER_DB": str(database),
        "_TRACKER_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split(" ")) - 1),
    }
    program = "from tracker.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return set(done.stdout.splitlines()) - {""}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tracker quo", {"quotes"}),
        ("tracker quotes --actor Lin", {"Lindholm"}),
        ("tracker quotes --actor Ja", {"Jan Okafor"}),
        ("tracker timeline --outlet H", {"Hafenkurier", "Harbour Post"}),
        ("tracker quotes --act wa", {"warning"}),
        ("tracker quotes --topic Nor", {"Nordby"}),
        ("tracker show 3", {"3"}),
        ("tracker statements correct 2", {"2"}),
        ("tracker show ", {"1", "2", "3", "4", "5"}),
        ("tracker show x", set()),
    ],
)
def test_what_the_database_has_is_offered(database: Path, line: str, offered: set[str]) -> None:
    assert completed(database, line) == offered


def test_without_a_database_nothing_is_offered(tmp_path: Path) -> None:
    assert completed(tmp_path / "none.db", "tracker quotes --actor Lin") == set()
