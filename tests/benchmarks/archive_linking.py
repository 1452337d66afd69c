"""What linking an archive's names takes beside the single program, partition by partition, and what the client holds.

    python -m tests.benchmarks.archive_linking --names 5000 20000 --partitions 2
    python -m tests.benchmarks.archive_linking --names 100000 1000000 --workers 2

The work of all partitions is done one after the other in this process, without Dask: processor time is that of all
workers together, without what moving rows between them takes. With `--workers` an archive of these names is linked by a
real cluster, `tracker archive link` as it is, after the single program has made actors of the first number of names;
`--memory 1GB` gives each worker no more, so that what doesn't fit is put on the disk.
"""

import argparse
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from tests.benchmarks.archive_memory import memory
from tests.benchmarks.large_archive import VERSIONS
from tests.benchmarks.linking import _mentions, measure_linking
from tracker.actors.resolving.mentions import Mention, group_of
from tracker.actors.resolving.resolve import resolve
from tracker.archive.cluster import SETTINGS, connected
from tracker.archive.datasets import DATASETS, Row, number_of
from tracker.archive.families import components_of
from tracker.archive.linking import (
    GROUPS,
    actors_of,
    blocks_of,
    candidates_in,
    joined_in,
    link,
    names_in,
    numbered,
    pairs_in,
    resolved,
    same_words,
    with_fullness,
)
from tracker.archive.parts import Part, Stretch, write_part
from tracker.archive.places import Directory

if TYPE_CHECKING:
    from distributed import Client

NAMES_OF_ARTICLE = 8
ARTICLES_OF_PART = 1_000


@dataclass(frozen=True, slots=True)
class Figures:
    """So many names and what they became, processor seconds, and bytes a name in the client at its largest."""

    names: int
    actors: int
    alone: float
    in_partitions: float
    of_client: float
    largest_partition: int  # rows of names in blocks
    bytes_of_client: float


def measure(names: int, partitions: int) -> Figures:
    """Link so many distinct names both ways. Raises AssertionError where the number of actors differs."""
    mentions = list(_mentions(names))
    alone, found = _timed(lambda: resolve(mentions))
    groups = _groups(mentions)
    start = time.process_time()
    of_groups = names_in(groups)
    blocks = blocks_of(of_groups)
    of_blocks = _shuffled(blocks, "block", partitions)
    near = pd.concat([candidates_in(each) for each in of_blocks])
    pairs = pd.concat([pairs_in(each) for each in _shuffled(near, "last", partitions)])
    joined = pd.concat([same_words(of_groups), joined_in(pairs)])
    tracemalloc.start()
    before = time.process_time()
    components_of(joined)
    held = tracemalloc.get_traced_memory()[1] + joined.memory_usage(deep=True).sum()
    tracemalloc.stop()
    traced = time.process_time() - before
    of_client, components = _timed(lambda: components_of(joined))
    members, tied = (
        numbered(rows).merge(components, on="number") for rows in (with_fullness(groups, of_groups), pairs)
    )
    together = _shuffled(pd.concat([members, tied]), "component", partitions)
    actors = sum(len(actors_of(resolved(each))) for each in together)
    in_partitions = time.process_time() - start - traced
    assert actors == len(found), f"{actors} actors instead of {len(found)}"
    return Figures(names, actors, alone, in_partitions, of_client, max(map(len, of_blocks)), held / names)


def _groups(mentions: Sequence[Mention]) -> pd.DataFrame:
    articles: Counter[tuple[str, str, int, str]] = Counter()
    statements: Counter[tuple[str, str, int, str]] = Counter()
    for each in mentions:
        group = group_of(each)
        key = (group.name, group.kind, group.year, " ".join(sorted(group.marks)))
        articles[key] += 1
        statements[key] += each.statements
    rows = [(*key, articles[key], statements[key]) for key in sorted(articles)]
    return pd.DataFrame(rows, columns=list(GROUPS)).astype(GROUPS)


def _shuffled(rows: pd.DataFrame, column: str, partitions: int) -> list[pd.DataFrame]:
    number = pd.util.hash_pandas_object(rows[column], index=False) % partitions
    return [rows[number == each] for each in range(partitions)]


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


@dataclass(frozen=True, slots=True)
class OnCluster:
    """So many names linked by a cluster: seconds on the wall, processor seconds of its workers and of the client.

    `of_workers` is what each worker's memory was at most, `of_client` the client's, in megabytes.
    """

    names: int
    actors: int
    wall: float
    processor: float
    processor_of_client: float
    of_workers: tuple[float, ...]
    of_client: float


@contextmanager
def _cluster(workers: int, memory: str | None) -> "Iterator[Client]":
    """So many workers, each with so much memory at most; None: all that the machine has."""
    import dask
    from distributed import LocalCluster

    if memory is None:
        with connected(jobs=workers) as client:
            yield client
        return
    with (
        dask.config.set(SETTINGS),
        LocalCluster(workers, threads_per_worker=1, memory_limit=memory) as cluster,
        connected(cluster.scheduler_address) as client,
    ):
        yield client


def measure_cluster(names: int, workers: int, limit: str | None = None) -> OnCluster:
    """Link an archive of so many distinct names."""
    with tempfile.TemporaryDirectory() as folder, _cluster(workers, limit) as client, client.as_current():
        directory = Directory(folder)
        _write(directory, names)
        before = sum(client.run(time.process_time).values())
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # what this process has had at most, anew
        start, own = time.perf_counter(), time.process_time()
        actors = link(directory)
        wall, own = time.perf_counter() - start, time.process_time() - own
        of_workers = client.run(memory).values()
        processor = sum(seconds for _, _, seconds in of_workers) - before
        return OnCluster(names, actors, wall, processor, own, tuple(most for _, most, _ in of_workers), memory()[1])


def _write(directory: Directory, names: int) -> None:
    """An archive whose names are those of the other benchmark, eight in an article."""
    mentions = list(_mentions(names))
    articles = 1 + len(mentions) // NAMES_OF_ARTICLE
    for first in range(0, articles, ARTICLES_OF_PART):
        rows: dict[str, defaultdict[str, list[Row]]] = {name: defaultdict(list) for name in DATASETS}
        for article in range(first, min(first + ARTICLES_OF_PART, articles)):
            digest = sha256(str(article).encode()).hexdigest()
            known: Row = {"id": number_of(digest), "digest": digest, "source": str(article), "record": 0, "words": 2}
            rows["articles"][""].append({**known, "text": "Es regnet."})
            for each in mentions[article::articles]:  # a name stands once in an article
                rows["statements"][""] += [_said(digest, each)] * each.statements
        write_part(directory, Part((Stretch(str(first), "names", 0, None),), ()), rows, VERSIONS)


def _said(digest: str, mention: Mention) -> Row:
    description = next(iter(mention.descriptions), None)
    referent = {"name": mention.name, "kind": mention.kind, "description": description}
    return {"article": digest, "said_on": mention.day, "speakers": [referent], "addressees": []}


def _compare_on_cluster(sizes: Sequence[int], workers: int, limit: str | None) -> None:
    (alone,) = measure_linking(sizes[:1])
    print(f"the single program, {alone.names:,} names: {alone.seconds:.1f} s", end=", ")
    print(f"{alone.processor:.1f} s of processor time", flush=True)
    for names in sizes:
        each = measure_cluster(names, workers, limit)
        assert names != alone.names or each.actors == alone.actors, f"{each.actors} actors instead of {alone.actors}"
        times = names * log(names) / (alone.names * log(alone.names))
        print(f"{workers} workers, {names:,} names, {each.actors:,} actors: {each.wall:.1f} s", end=", ")
        print(f"{each.processor:.1f} s of processor time, the client {each.processor_of_client:.1f} s more", end="; ")
        print(f"{each.wall / alone.seconds:.2f} and", end=" ")
        print(f"{(each.processor + each.processor_of_client) / alone.processor:.2f} times the single program", end=", ")
        print(f"n log n {times:.2f}; memory of workers", *(f"{most:.0f}" for most in each.of_workers), end=" MB, ")
        print(f"of the client {each.of_client:.0f} MB", flush=True)


def main() -> None:
    """Print a line for each number of names."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_linking", description=__doc__)
    parser.add_argument("--names", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--partitions", type=int, default=2)
    parser.add_argument("--workers", type=int, help="have a cluster of so many processes do it")
    parser.add_argument("--memory", help="of each of these at most, such as 1GB")
    options = parser.parse_args()
    if options.workers:
        _compare_on_cluster(options.names, options.workers, options.memory)
        return
    before: Figures | None = None
    for names in options.names:
        each = measure(names, options.partitions)
        print(f"{names:,} names, {each.actors:,} actors: {each.in_partitions:.1f} s of processor time", end=", ")
        print(f"of that the client {each.of_client:.1f} s; the single program {each.alone:.1f} s", end="; ")
        print(
            f"the largest partition {each.largest_partition:,} rows; {each.bytes_of_client:,.0f} bytes a name", end=""
        )
        if before:
            growth, of_names = each.in_partitions / before.in_partitions, names / before.names
            n_log_n = of_names * log(names) / log(before.names)
            print(f"; grew {growth:.2f}x, n log n {n_log_n:.2f}x, exponent {log(growth) / log(of_names):.2f}", end="")
        print(flush=True)
        before = each


if __name__ == "__main__":
    main()
