"""A text changed in some places, and where its spans are afterwards."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.extraction.statements import Span, Spans


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text[start:end]` becomes `replacement`; with start == end, it is put in there."""

    start: int
    end: int
    replacement: str


class Edited:
    """A text after edits that don't overlap."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits)
        self._starts = [edit.start for edit in self._edits]
        growth = (len(edit.replacement) - (edit.end - edit.start) for edit in self._edits)
        self._shifts: Sequence[int] = [0, *accumulate(growth)]
        self.text = "".join(self._parts(text))

    def spans(self, spans: Iterable[Span]) -> Spans:
        """Where the same characters are now, without the spans of which nothing is left.

        A span that begins or ends within what was replaced has the whole replacement; what was put in at its
        beginning or end isn't in it.
        """
        moved = (Span(self._start(span.start), self._end(span.end)) for span in spans)
        return tuple(span for span in moved if span.start < span.end)

    def _parts(self, text: str) -> Iterable[str]:
        position = 0
        for edit in self._edits:
            yield text[position : edit.start]
            yield edit.replacement
            position = edit.end
        yield text[position:]

    def _start(self, position: int) -> int:
        count = bisect_right(self._starts, position)  # edits that begin there or before
        last = self._edits[count - 1] if count else None
        if last and (last.start < position < last.end or last.start == position < last.end):
            return last.start + self._shifts[count - 1]
        return position + self._shifts[count]

    def _end(self, position: int) -> int:
        count = bisect_right(self._starts, position - 1)  # edits that begin before
        last = self._edits[count - 1] if count else None
        if last and last.start < position < last.end:
            return last.start + self._shifts[count - 1] + len(last.replacement)
        return position + self._shifts[count]
