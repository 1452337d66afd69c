"""Settings of every test.

The locale is English, whatever that of the machine is: words around statements follow it.

Hypothesis draws the same examples on every run, so that a failure is one of the change and can be seen again.
`pytest --hypothesis-profile=search` looks for new ones: other examples on every run, and ten times as many.

Side by side, the files with the most tests begin (`--dist loadfile`). Folders whose tests are few and long, or share a
cluster, count as one file: one by one they would come last, some worker would have several, and the others none.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from tracker.store import Store, database, migrations

Connect = Callable[..., Connection]
TOGETHER = ("tests/archive", "tests/benchmarks", "tests/faults")

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")

os.environ |= {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}


class Scheduling(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        folder = file.rpartition("/")[0]
        return folder if folder in TOGETHER else file


@pytest.hookimpl(optionalhook=True)  # tests.mutation does without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling | None:
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session", autouse=True)
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connect]:
    """Gives how databases are opened; meanwhile a new one is a copy, since the migrations take longer than most tests.

    The tests of how a database is made (tests/store/test_database.py) have each made anew, and so has every process.
    """
    new = tmp_path_factory.mktemp("new") / "new.db"
    Store.open(new).close()
    content, names, connect = new.read_bytes(), migrations.NAMES, database.connect

    def copied(path: Path, *, create: bool, read_only: bool) -> Connection:
        is_new = create and not read_only and path.parent.is_dir() and not path.exists()
        if is_new and migrations.NAMES is names:  # a test may go back to earlier ones
            with suppress(OSError):  # which `connect` then tells
                path.write_bytes(content)
        return connect(path, create=create, read_only=read_only)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(database, "connect", copied)
        yield connect
