"""A real Dask cluster of two processes, for all tests of archives, and an archive of the fixtures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import ROOT, asked
from distributed import Client

from tracker.archive.cluster import connected
from tracker.archive.inputs import sources_of
from tracker.archive.linking import link
from tracker.archive.places import Directory
from tracker.archive.running import run


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


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the same articles; nobody writes to it."""
    path = tmp_path_factory.mktemp("ingested") / "all.db"
    texts = sorted(map(str, (ROOT / "fixtures").glob("*.txt")))
    assert asked("ingest", "-q", "--no-found", *texts, "--db", str(path)).exit_code == 0
    return path
