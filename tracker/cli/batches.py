"""Articles in batches: so many at once that extraction is quick, so few that memory stays small."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 16  # articles

Item = TypeVar("Item")


def in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of at most BATCH, without reading further ahead than one list."""
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
