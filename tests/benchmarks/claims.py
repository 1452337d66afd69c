"""How long claims take beside many others: to find them for new statements, to look for a sentence, to show one.

    python -m tests.benchmarks.claims --wordings 1000000

The database is that of the stories (`fixtures/claims/`), with as many wordings more, whose vectors are made up: topics
of twenty, so that some are near each other as in news. `find` is measured with the loading of the model.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

from stories import stories
from story_database import read_stories

from tests.benchmarks.asking_at_scale import machine, times_of
from tests.benchmarks.figures import write_figures
from tracker.claims.vectors import WIDTH
from tracker.claims.version import VERSION
from tracker.store import Store
from tracker.store.claims.vectors import IN_A_CHUNK, LANGUAGE, ROW
from tracker.store.database import transaction

WRITTEN_TO = Path("build/claims.json")
IN_A_TOPIC = 20
GOALS = {"find": 0.5, "show": 0.25}  # seconds
GOAL_OF_A_STATEMENT = 0.01  # seconds that finding claims adds to its ingest


def main() -> None:
    """Fill a database, measure, print the figures and write them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.claims", description=__doc__)
    parser.add_argument("--wordings", type=int, default=100_000, help="made up beside those of the stories (100000)")
    parser.add_argument("--runs", type=int, default=5, help="how often each question is asked (5)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.db"
        told = list(stories())
        read_stories(path, told[: len(told) // 2])
        fill(path, options.wordings)
        linked = seconds_a_statement(path, told[len(told) // 2 :])
        questions = {
            "find": ("-m", "tracker", "claims", "find", "the drinking water is safe for all households"),
            "show": ("-m", "tracker", "claims", "show", "1"),
            "claims": ("-m", "tracker", "claims", "--outlets", "3"),
        }
        walls = {
            name: min(wall for wall, _ in taken) for name, taken in times_of(questions, path, options.runs).items()
        }
        size = path.stat().st_size
    print(f"{options.wordings:,} wordings, {size / 1e6:,.0f} MB")
    print(f"a statement more: {linked * 1000:.1f} ms (goal {GOAL_OF_A_STATEMENT * 1000:.0f})")
    for name, wall in walls.items():
        print(f"{name:8}{wall:.2f} s" + (f" (goal {GOALS[name]})" if name in GOALS else ""))
    record = {"measured_on": machine(), "wordings": options.wordings, "bytes": size, "a_statement": linked, **walls}
    write_figures(options.json, record)


def fill(path: Path, count: int) -> None:
    """Add made-up wordings with their vectors."""
    drawn = np.random.default_rng(1)
    with Store.open(path) as store, transaction(store.connection):
        (last,) = store.connection.execute("SELECT max(id) FROM wordings").fetchone()
        first = (last // IN_A_CHUNK + 1) * IN_A_CHUNK
        for start in range(first, first + count, IN_A_CHUNK):
            centres = drawn.normal(size=(IN_A_CHUNK // IN_A_TOPIC + 1, WIDTH)).repeat(IN_A_TOPIC, 0)[:IN_A_CHUNK]
            vectors = centres + drawn.normal(scale=0.4, size=(IN_A_CHUNK, WIDTH))
            rows = np.zeros((IN_A_CHUNK, ROW), np.uint8)
            rows[:, :2] = np.frombuffer(b"en", np.uint8)
            rows[:, LANGUAGE:] = np.clip(vectors * 16, -127, 127).astype(np.int8).view(np.uint8)
            store.connection.execute(
                "INSERT INTO wording_vectors VALUES (?, ?, ?)", [start // IN_A_CHUNK, VERSION, rows.tobytes()]
            )
            store.connection.executemany(
                """INSERT INTO wordings (id, digest, language, words, denied, wants, speakers, names)
                   VALUES (?, ?, 'en', ?, 0, 0, '[]', '[]')""",
                [
                    (n, f"{n:064}", f"made up words about topic {n // IN_A_TOPIC}")
                    for n in range(start, start + IN_A_CHUNK)
                ],
            )


def seconds_a_statement(path: Path, told: list[object]) -> float:
    """How long it takes to compare the statements of further articles, divided by their number."""
    from tracker.extraction import extract_many, versions
    from tracker.extraction.statements import Item

    found = list(extract_many(Item(each.article.text, each.article.published, each.article.language) for each in told))  # type: ignore[attr-defined]
    with Store.open(path) as store:
        for each, extraction in zip(told, found, strict=True):
            store.add(each.article, extraction, versions())  # type: ignore[attr-defined]
        started = time.perf_counter()
        compared = store.claims.bring_up_to_date()
        return (time.perf_counter() - started) / compared


if __name__ == "__main__":
    main()
