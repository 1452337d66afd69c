"""What an archive holds, to compare with another or with a database, and commands as a user calls them."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from tests.store.store_building import VERSIONS, article, extraction, statement
from tracker.archive.datasets import DATASETS, month_of, rows_of
from tracker.archive.linking import current
from tracker.archive.parts import Part, Stretch, write_part
from tracker.archive.tables import linked_tables, whole_dataset
from tracker.cli import app

ROOT = Path(__file__).parents[2]


def content_of(directory):
    """All rows of the parts that are done, by dataset, whatever parts they are in."""
    tables = {name: whole_dataset(directory, name) for name in DATASETS}
    return {name: sorted(map(repr, table.to_pylist())) if table is not None else [] for name, table in tables.items()}


def write_article(directory, text, quote, *speakers, title=None):
    """A part of one article with one statement."""
    of_article = article(text, title=title)
    rows = rows_of(of_article, extraction(statement(text, quote, actors=speakers)), VERSIONS, "input", 0)
    by_folder = {name: {month_of(of_article): rows.get(name, [])} for name in DATASETS}
    write_part(directory, Part((Stretch(text, "a.jsonl", 0, None),), ()), by_folder, VERSIONS)


def linked_rows(directory, name):
    folder, _ = current(directory)
    return [row for table in linked_tables(directory, f"{folder}/{name}") for row in table.to_pylist()]


def tracker(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def asked(*arguments: str, **environment: str) -> Result:
    """Run a command in this process, which has loaded already what commands need."""
    result = CliRunner().invoke(app, list(arguments), env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
