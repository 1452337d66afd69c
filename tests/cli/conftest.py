"""A small database with hand-made statements, and ways to run the command line on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile_articles import add_hostile
from port_and_bridge import evil, made
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.extraction.statements import Versions
from tracker.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Statements 1 to 3 about a port, 4 and 5 about a bridge, on a day that was guessed."""
    return made(tmp_path / "tracker.db")


@pytest.fixture
def evil_database(database: Path) -> Path:
    """The same, and statement 6, whose article would act on a terminal."""
    with Store.open(database) as store:
        store.add(*evil(), Versions("model", "code"))
    return database


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_hostile(made(tmp_path_factory.mktemp("hostile") / "tracker.db"))


@pytest.fixture
def hostile_database(database: Path, hostile: Path) -> Path:
    """The same, and articles that attack who reads them in a report; what was decided about them attacks too."""
    return Path(shutil.copy(hostile, database))


@pytest.fixture
def ask(database: Path) -> Callable[..., Result]:
    """Runs a command on the database as in a pipe."""

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(app, list(arguments), env={"TRACKER_DB": str(database), **environment})

    return run


@pytest.fixture
def process(database: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs a command on the database in a process of its own."""

    def run(*arguments: str, python: tuple[str, ...] = (), **options: object) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"TRACKER_DB": str(database)}
        command = [sys.executable, *python, "-m", "tracker", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120, **options)  # type: ignore[call-overload]

    return run


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium as the system has it. Where there is none tests are skipped, but fail with CI in the environment."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        missing = "there is no Chromium here; on Debian: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()
