"""A real Dask cluster of two processes, for all tests of archives, and an archive of the fixtures."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client

from tracker.archive.cluster import connected
from tracker.archive.inputs import sources_of
from tracker.archive.linking import link
from tracker.archive.places import Directory
from tracker.archive.running import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    with connected(jobs=2) as client:
        yield client


@pytest.fixture(scope="session")
def extracted(client: Client, tmp_path_factory: pytest.TempPathFactory) -> Directory:
    """The fixtures' articles, three a part, linked; nobody writes to it."""
    directory = Directory(str(tmp_path_factory.mktemp("extracted") / "archive"))
    done = run(client, sources_of([str(ROOT / "fixtures" / "*.txt")]), directory, size=3)
    assert done.problems == []
    with client.as_current():
        link(directory, partitions=2)
    return directory


def tracker(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
