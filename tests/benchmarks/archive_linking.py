"""What linking an archive's names takes beside the single program, partition by partition, and what the client holds.

    python -m tests.benchmarks.archive_linking --names 5000 20000 --partitions 2

The work of all partitions is done one after the other in this process, without Dask: processor time is that of all
workers together, without what moving rows between them takes.
"""

import argparse
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import pandas as pd

from tests.benchmarks.linking import _sightings
from tracker.actors.resolving.mentions import Mention, group_of
from tracker.actors.resolving.resolve import resolve
from tracker.archive.components import components_of
from tracker.archive.linking import (
    GROUPS,
    actors_of,
    blocks_of,
    joined_in,
    numbered,
    pairs_in,
    resolved,
    same_words,
)


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
    sightings = list(_sightings(names))
    alone, found = _timed(lambda: resolve(sightings))
    groups = _groups(sightings)
    start = time.process_time()
    blocks = blocks_of(groups)
    of_blocks = _shuffled(blocks, "block", partitions)
    pairs = pd.concat([pairs_in(each) for each in of_blocks]).drop_duplicates()
    joined = pd.concat([same_words(groups), joined_in(pairs)])
    tracemalloc.start()
    before = time.process_time()
    components_of(joined)
    held = tracemalloc.get_traced_memory()[1] + joined.memory_usage(deep=True).sum()
    tracemalloc.stop()
    traced = time.process_time() - before
    of_client, components = _timed(lambda: components_of(joined))
    members, tied = (numbered(rows).merge(components, on="number") for rows in (groups, pairs))
    together = _shuffled(pd.concat([members, tied]), "component", partitions)
    actors = sum(len(actors_of(resolved(each))) for each in together)
    in_partitions = time.process_time() - start - traced
    assert actors == len(found), f"{actors} actors instead of {len(found)}"
    return Figures(names, actors, alone, in_partitions, of_client, max(map(len, of_blocks)), held / names)


def _groups(sightings: Sequence[Mention]) -> pd.DataFrame:
    articles: Counter[tuple[str, str, int, str]] = Counter()
    statements: Counter[tuple[str, str, int, str]] = Counter()
    for each in sightings:
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


def main() -> None:
    """Print a line for each number of names."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive_linking", description=__doc__)
    parser.add_argument("--names", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--partitions", type=int, default=2)
    options = parser.parse_args()
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
