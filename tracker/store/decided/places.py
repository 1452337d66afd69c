"""Places in a text: where words stand that somebody gives, and which quotes are the same statement."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tracker.extraction.statements import Span, Spans

GAP = re.compile(r"\s+…\s+|\s*\[…\]\s*")  # between two pieces of a quote, as they are shown
MARKS = "„“”\"»«‚‘’'›‹` \n\t"
LEAST_OVERLAP = 0.5  # the share of two quotes' characters that both have, if they are the same statement


class NotThereError(ValueError):
    """Words that don't stand in the text, or in several places of it; the message says so."""


def place_of(words: str, text: str, near: int | None = None) -> Spans:
    """Where words stand: a span for each piece between " … ".

    White space may differ, and outer quotation marks are left out. Of several places the nearest to `near` is meant.
    Raises NotThereError where there is none, or, without `near`, more than one.
    """
    found: list[Span] = []
    for piece in filter(None, (each.strip(MARKS) for each in GAP.split(words))):
        places = [span for span in _places(piece, text) if not found or span.start >= found[-1].end]
        if not places:
            behind = f" behind “{found[-1].of(text)}”" if found else ""
            raise NotThereError(f"“{piece}” doesn't stand in the article{behind}")
        if not found and near is None and len(places) > 1:
            raise NotThereError(f"“{piece}” stands in the article {len(places)} times: give more words")
        at = near if not found and near is not None else places[0].start
        found.append(min(places, key=lambda span: abs(span.start - at)))
    if not found:
        raise NotThereError("no words were given")
    return tuple(found)


def name_near(name: str, text: str, quote: Spans) -> Spans:
    """Where a name stands nearest to a quote, whole or by its last word; empty where it is printed nowhere."""
    whole = {span.end: span for span in _places(name, text)}
    places = [whole.get(span.end, span) for span in _places(name.split()[-1], text)] or list(whole.values())
    return (min(places, key=lambda span: abs(span.start - quote[0].start)),) if places else ()


def _places(words: str, text: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    before, after = (r"\b" if border.isalnum() else "" for border in (words[0], words[-1]))
    return [Span(*match.span()) for match in re.finditer(f"{before}{pattern}{after}", text)]


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
