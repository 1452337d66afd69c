"""A small database with hand-made statements, and ways to run the command line on it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_articles import MARKUP, hostile
from port_and_bridge import bridge, evil, port
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.extraction.statements import Versions
from tracker.store import StatementQuery, Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Statements 1 to 3 about a port, 4 and 5 about a bridge, on a day that was guessed."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        for article, extraction in (port(), bridge()):
            store.add(article, extraction, Versions("model", "code"))
    return path


@pytest.fixture
def evil_database(database: Path) -> Path:
    """The same, and statement 6, whose article would act on a terminal."""
    with Store.open(database) as store:
        store.add(*evil(), Versions("model", "code"))
    return database


@pytest.fixture
def hostile_database(database: Path) -> Path:
    """The same, and articles that attack who reads them in a report; what was decided about them attacks too."""
    with Store.open(database) as store:
        for article, extraction in hostile():
            store.add(article, extraction, Versions("model", "code"))
        for row in store.statements(StatementQuery()):
            if row.title == MARKUP:
                fields = {"status": "checked", "finding": MARKUP, "tags": [MARKUP], "links": ["javascript:alert(4)"]}
                store.statement_decisions.check(row.id, fields, "ida", MARKUP)
    return database


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
