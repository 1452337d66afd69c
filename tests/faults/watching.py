"""Kill a batch at random moments while a webhook is told what is new, and fails now and then.

    python -m tests.faults.watching --kills 50 --articles 40

`tracker ingest FOLDER` gets SIGKILL at a random moment, again and again, until it ends by itself; then the next batch
begins. In the end each new statement must have been told under one key, and nothing else.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.faults.batches import run, run_killed, write_articles
from tests.local_server import Answer, LocalServer, local_server, page
from tracker.store import StatementQuery, Store

ACT = "warning"
SOMETIMES = 0.03  # of the requests fail
SLOW = 0.1  # seconds that the webhook takes, so that many kills come while it is told
OLD_ARTICLES = 2  # that were there before the watch


@dataclass(slots=True)
class Result:
    """How often it was killed, how many statements were told, how often one again, and what went wrong."""

    kills: int = 0
    batches: int = 0
    told: int = 0
    repeated: int = 0
    failed: int = 0
    accepted: list[dict[str, Any]] = field(default_factory=list)  # in the last batch
    problems: list[str] = field(default_factory=list)


def kill_often(folder: Path, kills: int, articles: int, seed: int = 1) -> Result:
    """Kill so often, in as many batches as that takes; `folder` is an empty folder to work in."""
    write_articles(folder / "before", range(OLD_ARTICLES))
    write_articles(folder / "news", range(OLD_ARTICLES, OLD_ARTICLES + articles))
    began = time.monotonic()
    run(folder / "undisturbed.db", "ingest", str(folder / "news"))
    seconds = time.monotonic() - began + SLOW * articles / 2
    moments = random.Random(seed)
    result = Result()
    with local_server() as server:
        server.pages["/hook"] = _unreliable(server, result, random.Random(seed))
        while result.kills < kills and not result.problems:
            result.accepted.clear()
            database = folder / f"batch-{result.batches}.db"
            run(database, "ingest", str(folder / "before"))
            run(database, "watch", "add", "--act", ACT, "--webhook", server.url("/hook"), "--allow-private")
            while result.kills < kills and run_killed(
                database, "ingest", str(folder / "news"), after=moments.uniform(0, seconds)
            ):
                result.kills += 1
            run(database, "ingest", str(folder / "news"))
            while run(database, "watch", "tell").returncode:  # ends, for most requests are answered
                pass
            _check(database, result)
            result.batches += 1
    return result


def _unreliable(server: LocalServer, result: Result, chance: random.Random) -> Answer:
    """A webhook that is slow and fails now and then; what it accepts is kept in the result."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        record = json.loads(server.posted[-1][1])
        time.sleep(SLOW)
        if chance.random() < SOMETIMES:
            result.failed += 1
            page("", 503)(handler)
        else:
            result.accepted.append(record)
            page("", 204)(handler)

    return answer


def _check(database: Path, result: Result) -> None:
    """Compare what was told with what is in the articles that were read after the watch was added."""
    told = {record["key"]: record["statement"] for record in result.accepted}
    with Store.open(database) as store:
        rows = store.statements(StatementQuery(acts=(ACT,), after_article=OLD_ARTICLES, fragments=False))
    result.told += len(rows)
    result.repeated += len(result.accepted) - len(told)
    if sorted(said["id"] for said in told.values()) != sorted(row.id for row in rows):
        result.problems.append(f"told were {sorted(said['id'] for said in told.values())}")
    if not rows:
        result.problems.append("there was nothing to tell")


def main() -> None:
    """Print how often it was killed, and what was told."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.watching", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder  # where it is kept which watches may do something
        result = kill_often(Path(folder), options.kills, options.articles, options.seed)
    print(f"{result.kills} kills in {result.batches} batches of {options.articles} articles")
    print(f"{result.told} new statements; {result.failed} requests that failed")
    print(f"told again, under the same key: {result.repeated}")
    print(*(result.problems or ["each new statement was told under one key, and nothing else"]), sep="\n")
    sys.exit(bool(result.problems))


if __name__ == "__main__":
    main()
