"""Which of two lists of quotes are the same statements: those whose characters overlap by half."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.extraction.statements import Spans

LEAST_OVERLAP = 0.5  # the share of two quotes' characters that both have, if they are the same statement


def best_overlaps(before: Mapping[int, Spans], quotes: Sequence[Spans]) -> dict[int, int]:
    """Which quote (by index) is which of before (by number): the best overlap first, each once."""
    old = {number: _positions(spans) for number, spans in before.items()}
    new = [_positions(spans) for spans in quotes]
    scored = sorted(
        (-score, number, index)
        for number, positions in old.items()
        for index, others in enumerate(new)
        if not positions.isdisjoint(others) and (score := _overlap(positions, others)) >= LEAST_OVERLAP
    )
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, index in scored:
        if index not in kept and number not in taken:
            kept[index] = number
            taken.add(number)
    return kept


def _positions(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(position for span in spans for position in range(*span))


def _overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """The characters that two quotes share, as a share of those that either has: 1 for the same spans."""
    return len(first & second) / len(first | second)
