"""A disk that fills up, files that can't be written, are locked, cut off or overwritten: one line, and nothing gone."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.batches import asked, command, content_of, problems_in, run, write_articles

FULL_DISK = """mount -t tmpfs -o size={size} tmpfs {folder} && cp {database} {folder}/ && {tracker}
code=$?
cp {folder}/* {saved}/
exit $code"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with six articles."""
    folder = tmp_path_factory.mktemp("filled")
    write_articles(folder / "news", range(6))
    assert run(folder / "tracker.db", "ingest", str(folder / "news")).returncode == 0
    return folder / "tracker.db"


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(filled, tmp_path / "tracker.db"))


def test_a_full_disk_takes_nothing_away(database: Path, tmp_path: Path) -> None:
    news, disk, saved = tmp_path / "news", tmp_path / "disk", tmp_path / "saved"
    write_articles(news, range(6, 60))
    disk.mkdir()
    saved.mkdir()
    before = content_of(database)
    tracker = " ".join(command(disk / database.name, "ingest", str(news)))
    script = FULL_DISK.format(
        size=database.stat().st_size + 90_000, folder=disk, database=database, saved=saved, tracker=tracker
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "disk is full" in line]
    assert "Traceback" not in done.stderr
    after = content_of(saved / database.name)
    assert before.items() <= after.items()
    assert len(after) < 60
    assert problems_in(saved / database.name) == []


def test_a_read_only_database_stays_as_it_is(database: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "news", range(6, 9))
    before = database.read_bytes()
    database.chmod(0o444)
    database.parent.chmod(0o555)
    try:
        done = _unprivileged(database, "ingest", str(tmp_path / "news"))
        asked = _unprivileged(database, "quotes", "--limit", "1")
    finally:
        database.parent.chmod(0o755)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "read-only" in done.stderr or "can't be opened" in done.stderr
    assert asked.returncode == 0
    assert database.read_bytes() == before


def _unprivileged(database: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run as somebody whom permissions bind, as they don't bind root."""
    bound = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if bound and shutil.which("setpriv") is None:
        pytest.skip("permissions don't bind root")
    return subprocess.run(
        [*bound, *command(database, *arguments)], capture_output=True, text=True, check=False, timeout=120
    )


def test_a_locked_database_is_waited_for(database: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "news", range(6, 9))
    locking = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
            "c.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); time.sleep(4); c.execute('COMMIT')",
            str(database),
        ],
        stdout=subprocess.PIPE,
    )
    assert locking.stdout is not None
    locking.stdout.readline()
    done = run(database, "ingest", str(tmp_path / "news"))
    locking.wait()
    assert done.returncode == 0
    assert len(content_of(database)) == 9


@pytest.mark.parametrize("damage", ["cut off", "header overwritten", "no database"])
def test_a_damaged_database_is_named(database: Path, damage: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "news", range(6, 9))
    data = database.read_bytes()
    damaged = {
        "cut off": data[: len(data) // 2],
        "header overwritten": b"overwritten by something else   " + data[32:],
        "no database": b"Dear diary, today I wrote over my database.\n" * 100,
    }[damage]
    database.write_bytes(damaged)
    for arguments in (("ingest", str(tmp_path / "news")), ("quotes",), ("check",)):
        done = asked(database, *arguments)
        assert done.exit_code == 1, (arguments, done)
        assert isinstance(done.exception, SystemExit), done.exception
        assert str(database) in done.stderr + done.stdout or "integrity" in done.stdout
    for left in tmp_path.glob("tracker.db*"):
        assert left.stat().st_size <= len(data)


def test_a_page_overwritten_is_found(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with database.open("r+b") as file:
        file.seek(5 * size)
        file.write(b"\xff" * size)
    done = asked(database, "check")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.stdout or "damaged" in done.stderr
