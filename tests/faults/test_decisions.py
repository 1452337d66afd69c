"""Decisions on statements while the process is killed, and from several processes at once."""

import random
import subprocess
import time
from pathlib import Path

from tests.faults.batches import command, problems_in, run, run_killed, write_articles
from tracker.store import StatementQuery, Store

ARTICLES = 12


def test_a_decision_is_there_or_not(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with Store.open(database) as store:
        numbers = [str(row.id) for row in store.statements(StatementQuery())]
    moments = random.Random(1)
    began = time.monotonic()
    run(database, "statements", "accept", *numbers[:2])
    seconds = time.monotonic() - began
    done = []
    for _ in range(5):
        correct = ("statements", "correct", numbers[2], "--act", moments.choice(["threat", "denial"]))
        run_killed(database, *correct, after=moments.uniform(0.3, 1.2) * seconds)
        assert problems_in(database) == []
        with Store.open(database) as store:
            history = store.statement_decisions.history(int(numbers[2]))
            place = store.statement(int(numbers[2]))
            assert place is not None
            assert place.statement.decided == (["act"] if history else [])
            done.append(len(history))
    assert done == sorted(done)


def test_several_people_decide_at_once(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with Store.open(database) as store:
        numbers = [str(row.id) for row in store.statements(StatementQuery())]
    running = [
        subprocess.Popen(
            command(database, "statements", "check", *numbers, "--tag", f"tag-{person}", "--by", f"person {person}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for person in range(3)
    ]
    for process in running:
        _, messages = process.communicate()
        assert process.returncode == 0, messages
    assert problems_in(database) == []
    with Store.open(database) as store:
        assert all(row.tags == ["tag-0", "tag-1", "tag-2"] for row in store.statements(StatementQuery()))
        assert len(store.statement_decisions.history()) == 3 * len(numbers)


def _database(folder: Path) -> Path:
    """A database of small articles."""
    write_articles(folder / "news", range(ARTICLES))
    database = folder / "news.db"
    assert run(database, "ingest", str(folder / "news")).returncode == 0
    return database
