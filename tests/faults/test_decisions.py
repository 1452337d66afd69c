"""Decisions and claims while the process is killed: a decision is there or not, and what is left is compared."""

import json
import random
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults.batches import asked, command, has_schema, problems_in, run, run_killed, write_articles
from tracker.store import StatementQuery, Store

ARTICLES = 12
STORY = Path(__file__).parents[2] / "fixtures" / "claims" / "reservoir.jsonl"
KILLS = 6

Claims = set[frozenset[tuple[str, str]]]


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


def claims_in(database: Path) -> Claims:
    """Each claim as the statements that make it: their articles' own ids and their words."""
    listed = asked(database, "claims", "--jsonl", "--limit", "1000")
    assert listed.exit_code == 0, listed.stderr
    found = set()
    for line in listed.stdout.splitlines():
        shown = asked(database, "claims", "show", str(json.loads(line)["id"]), "--json")
        found.add(frozenset((row["article_own_id"], row["quote"]) for row in json.loads(shown.stdout)["said"]))
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A database of the story, and how many seconds it took."""
    database = tmp_path_factory.mktemp("undisturbed") / "tracker.db"
    began = time.monotonic()
    assert run(database, "ingest", "--quiet", str(STORY)).returncode == 0
    return database, time.monotonic() - began


def test_a_killed_ingest_leaves_the_same_claims(undisturbed: tuple[Path, float], tmp_path: Path) -> None:
    whole, seconds = undisturbed
    database = tmp_path / "tracker.db"
    moments = random.Random(1)
    for _ in range(KILLS):
        run_killed(database, "ingest", "--quiet", str(STORY), after=moments.uniform(0.3, 1) * seconds)
        assert not (database.exists() and has_schema(database)) or problems_in(database) == []
    last = run(database, "ingest", "--quiet", str(STORY))
    assert last.returncode == 0, last.stderr
    assert problems_in(database) == []
    claims = claims_in(database)
    assert claims == claims_in(whole)
    assert max(map(len, claims)) > 3


def test_a_killed_decision_is_there_or_not(undisturbed: tuple[Path, float], tmp_path: Path) -> None:
    whole, _ = undisturbed
    database = tmp_path / "tracker.db"
    database.write_bytes(whole.read_bytes())
    said = json.loads(asked(database, "claims", "show", "1", "--json").stdout)["said"]
    one, other = (str(said[place]["id"]) for place in (0, -1))
    began = time.monotonic()
    assert run(database, "claims", "apart", one, other).returncode == 0
    seconds = time.monotonic() - began
    moments = random.Random(2)
    decided = [1]
    for turn in range(KILLS):
        decision = ("claims", ("same", "apart")[turn % 2], one, other)
        run_killed(database, *decision, after=moments.uniform(0.3, 1.2) * seconds)
        assert problems_in(database) == []
        with Store.open(database) as store:
            history = store.claims.history()
            claims = store.claims.claims_of([int(one), int(other)])
        together = int(one) in claims and claims[int(one)] == claims.get(int(other))  # alone, one makes no claim
        assert together == (history[0].kind == "same"), history
        decided.append(len(history))
    assert decided == sorted(decided)
