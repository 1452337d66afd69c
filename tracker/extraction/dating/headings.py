"""Headings that give the day of what stands below them, as live blogs have them (*6 March 2024, 8.15 pm: …*)."""

from bisect import bisect_right
from datetime import date

from tracker.extraction.dating.time_expressions import find_time_expressions
from tracker.extraction.document.document import Document
from tracker.extraction.statements import DateBasis, Saying, Span

LONGEST_HEADING = 150  # characters
BEGINS_WITHIN = 20  # characters before the date: a weekday
FEWEST_HEADINGS = 2
LAST_DAY = date(9999, 12, 31)  # a live blog goes on after the day on which it was published


class DayHeadings:
    """The headings of an article that begin with a full date, where it has several."""

    def __init__(self, document: Document) -> None:
        found = [heading for paragraph in document.paragraphs if (heading := _heading(document, paragraph))]
        self._headings = found if len(found) >= FEWEST_HEADINGS else []

    def saying(self, position: int) -> Saying | None:
        """When what stands at a position was said, by the heading above it; None where there is none."""
        number = bisect_right(self._headings, position, key=lambda heading: heading[0].start) - 1
        if number < 0:
            return None
        span, day = self._headings[number]
        return Saying(day, DateBasis.WORDS, span)


def _heading(document: Document, paragraph: Span) -> tuple[Span, date] | None:
    words = paragraph.of(document.text)
    if len(words) > LONGEST_HEADING or words.endswith((".", "!", "?")):
        return None
    times = find_time_expressions(words, LAST_DAY, document.language)
    full = (time for time in times if time.day and str(time.day.year) in time.span.of(words))
    first = next(full, None)
    if first is None or first.day is None or first.span.start > BEGINS_WITHIN:
        return None
    return Span(paragraph.start + first.span.start, paragraph.start + first.span.end), first.day
