"""Settings of every test.

The locale is English, whatever that of the machine is: words around statements follow it.

Hypothesis draws the same examples on every run, so that a failure is one of the change and can be seen again.
`pytest --hypothesis-profile=search` looks for new ones: other examples on every run, and ten times as many.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import settings

from tracker.store import Store, database, migrations

Connect = Callable[..., Connection]

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")

os.environ |= {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}


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
