"""How long the pages of `tracker serve` take on a large database, asked one after the other over HTTP.

    python -m tests.benchmarks.serving --articles 10000
    python -m tests.benchmarks.serving --articles 22000 --times 5 --database large.db

The database is the one of `asking_at_scale`, or one like it: made where there is none at `--database`; with `--times`
all of it comes so many times, with claims: see `multiplying`. The site is started as a user starts it. Each page is
asked for once on a site that has just been started, which is told apart, and then so many times; the pages take turns,
so that other work on the machine disturbs all alike. The processor's time is that of the site for one page in the mean,
as Linux tells it; other work doesn't count in it.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

import urllib3

from tests.benchmarks.asking_at_scale import FREQUENT, RARE, machine, make, sizes_of
from tests.benchmarks.figures import write_figures
from tests.benchmarks.multiplying import multiply
from tracker.store import Store

GOAL_MEDIAN, GOAL_WORST = 0.3, 1.0  # seconds: over all pages, each at its median; and any page at its first time
WRITTEN_TO = Path("build/serving.json")


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is served: its address and its process."""

    address: str
    process: int

    def processor(self) -> float:
        """The seconds of the processor that it has taken so far, to a hundredth: proc_pid_stat(5)."""
        after_name = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make the database where there is none, ask for the pages, print a table and write the figures as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or Path(folder) / "large.db"
        if not path.exists():
            make(path, options.articles)
            with Store.open(path) as store:
                multiply(store.connection, options.times)
        sizes = sizes_of(path)
        with _served(path) as site:
            first, again, processor = _times(site, _pages(path), options.runs)
    medians = {page: median(seconds) for page, seconds in again.items()}
    width = max(map(len, first))
    print(f"{sizes['statements']:,} statements\n{'':{width}}{'first':>10}{'median':>10}{'processor':>12}")
    for page, seconds in first.items():
        print(
            f"{page:{width}}{seconds * 1000:>7.0f} ms{medians[page] * 1000:>7.0f} ms{processor[page] * 1000:>9.0f} ms"
        )
    middle, worst = median(medians.values()), max(*first.values(), *medians.values())
    print(f"median {middle:.3f} s (goal {GOAL_MEDIAN}), worst {worst:.2f} s (goal {GOAL_WORST})")
    print(f"processor: median {median(processor.values()):.3f} s, worst {max(processor.values()):.2f} s")
    figures = {"median": middle, "worst": worst, "first": first, "medians": medians, "processor": processor}
    record = {"measured_on": machine(), **sizes, **figures}
    write_figures(options.json, record)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.serving", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="of ten statements each (10000)")
    parser.add_argument("--times", type=int, default=1, help="as which all of it comes (1)")
    parser.add_argument("--database", type=Path, help="keep it there, or take the one that is there")
    parser.add_argument("--runs", type=int, default=7, help="how often each page is asked for again (7)")
    parser.add_argument("--json", type=Path, default=WRITTEN_TO, help=f"where figures go ({WRITTEN_TO})")
    return parser.parse_args()


def _pages(path: Path) -> list[str]:
    """Each kind of page, of the most quoted actor, of a frequent and of a rare topic, with many and few statements."""
    with Store.open(path, create=False, read_only=True) as store:
        actors = store.actors(limit=200)
        most, some = actors[0].id, actors[-1].id
        number = store.connection.execute("SELECT max(id) / 2 FROM statements").fetchone()[0]
        claims = store.claims.rows(limit=1)
        article = store.connection.execute("SELECT article_id FROM statements WHERE id >= ?", [number]).fetchone()[0]
    frequent, rare = quote(FREQUENT), quote(RARE)
    return [
        "/",
        *("/statements", "/statements?page=20", "/statements?act=warning", f"/statements?actor={most}"),
        *(f"/statements?actor={some}", f"/statements?topic={frequent}", f"/statements?topic={rare}"),
        *("/statements?since=2024", "/statements?sure=1", f"/statements?actor={most}&topic={frequent}"),
        *(f"/timeline?topic={frequent}", f"/timeline?topic={rare}", f"/timeline?actor={most}"),
        *(f"/search?q={frequent}", f"/search?q={rare}", "/typed-ahead.json?q=ver", "/typed-ahead.json?q=Anna"),
        *(f"/statements/{number}", "/actors", "/actors?page=20", f"/actors/{most}", f"/actors/{some}", "/actors/pairs"),
        *(
            "/claims",
            "/claims?opposed=1",
            f"/claims?topic={rare}",
            f"/claims?topic={frequent}",
            f"/claims?actor={most}",
        ),
        *(f"/claims/{each.id}" for each in claims),
        *(
            "/watches",
            "/articles",
            f"/articles/{article}",
            "/decisions",
            "/statements.json?limit=1000",
            "/timeline.csv?limit=100",
        ),
        *("/database", "/database/statements", "/database/statements_with_actors", "/database/who-denied-what"),
        *("/database/warnings-a-month", "/database/who-accuses-whom", "/database/what-was-checked"),
    ]


@contextmanager
def _served(path: Path) -> Iterator[Site]:
    """The site while the block runs. Raises RuntimeError where it doesn't start."""
    command = [sys.executable, "-m", "tracker", "serve", "--db", str(path), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stderr is not None
    line = process.stderr.readline()
    if not (found := re.search(r" is at (http://\S+)/", line)):
        raise RuntimeError(line)
    try:
        yield Site(found[1], process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _times(
    site: Site, pages: Sequence[str], runs: int
) -> tuple[dict[str, float], dict[str, list[float]], dict[str, float]]:
    """The seconds that each page takes at the first time, at the others, and of the processor then."""
    pool = urllib3.PoolManager(timeout=120, retries=False)
    first = {page: _asked(pool, site.address + page) for page in pages}
    again: dict[str, list[float]] = {page: [] for page in pages}
    processor = dict.fromkeys(pages, 0.0)
    for _ in range(runs):
        for page in pages:
            before = site.processor()
            again[page].append(_asked(pool, site.address + page))
            processor[page] += (site.processor() - before) / runs
    return first, again, processor


def _asked(pool: urllib3.PoolManager, address: str) -> float:
    """The seconds until a page is there. Raises RuntimeError where it isn't."""
    started = time.perf_counter()
    answer = pool.request("GET", address)
    seconds = time.perf_counter() - started
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return seconds


if __name__ == "__main__":
    main()
