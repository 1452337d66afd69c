"""Kill a batch at random moments: nothing half there, nothing wrong, and the next run goes on to the same content.

    python -m tests.faults.kills --kills 100 --articles 200

`tracker ingest FOLDER` gets SIGKILL at a random moment, is checked, and is called again, until it ends by itself; then
the database must hold what an undisturbed run gives. With that the next batch begins, until there were enough kills.
"""

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.batches import Content, content_of, has_schema, problems_in, run, run_killed, write_articles


@dataclass(slots=True)
class Result:
    """What was done, and what went wrong; `done_at_kill` is how many articles were there at each kill."""

    done_at_kill: list[int] = field(default_factory=list)
    batches: int = 0
    problems: list[str] = field(default_factory=list)


def kill_often(folder: Path, kills: int, articles: int, seed: int = 1) -> Result:
    """Kill so often, in as many batches as that takes; `folder` is an empty folder to work in."""
    news = folder / "news"
    write_articles(news, range(articles))
    undisturbed = folder / "undisturbed.db"
    began = time.monotonic()
    run(undisturbed, "ingest", str(news))
    seconds = time.monotonic() - began
    wanted = content_of(undisturbed)
    result = Result()
    if len(wanted) != articles:
        result.problems.append(f"the undisturbed run has {len(wanted)} articles")
    moments = random.Random(seed)
    while len(result.done_at_kill) < kills and not result.problems:
        database = folder / f"batch-{result.batches}.db"
        before, began = len(result.done_at_kill), time.monotonic()
        while not _killed(database, news, moments.uniform(0, seconds), wanted, result):
            if len(result.done_at_kill) >= kills or result.problems:
                break
        if len(result.done_at_kill) == before:  # undisturbed, on a machine that is quicker now: kill earlier
            seconds = min(seconds, time.monotonic() - began)
        result.problems += _differences(database, news, wanted)
        result.batches += 1
    return result


def _killed(database: Path, news: Path, after: float, wanted: Content, result: Result) -> bool:
    """Run the batch for so many seconds; whether it ended by itself."""
    if not run_killed(database, "ingest", str(news), after=after):
        return True
    result.done_at_kill.append(_check(database, wanted, result) if database.exists() else 0)
    return False


def _check(database: Path, wanted: Content, result: Result) -> int:
    """How many articles are there; what is half there or wrong goes to the problems."""
    if not has_schema(database):
        return 0
    result.problems += problems_in(database)
    found = content_of(database)
    for text, statements in found.items():
        if [row[:-1] for row in statements] != [row[:-1] for row in wanted.get(text, [])]:
            result.problems.append(f"article {text} is not what it is in the undisturbed run: {statements}")
    return len(found)


def _differences(database: Path, news: Path, wanted: Content) -> list[str]:
    """What is not as in an undisturbed run after the batch has been called once more, to its end."""
    last = run(database, "ingest", str(news))
    problems = problems_in(database)
    if last.returncode:
        problems.append(f"the last run failed: {last.stderr}")
    if content_of(database) != wanted:
        problems.append("the content differs from an undisturbed run's")
    return problems


def main() -> None:
    """Print how often the batch was killed, and where."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = kill_often(Path(folder), options.kills, options.articles, options.seed)
    done = sorted(result.done_at_kill)
    print(f"{len(done)} kills in {result.batches} batches of {options.articles} articles")
    print(f"articles there when it was killed: {done[0]} to {done[-1]}, {len(set(done))} different numbers")
    print(*(result.problems or ["nothing half there, nothing wrong, the content always that of an undisturbed run"]))
    sys.exit(bool(result.problems))


if __name__ == "__main__":
    main()
