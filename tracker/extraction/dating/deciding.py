"""When each statement was said, from the words in and around it.

A statement's own time stands in the clause of its cue: "Am Mittwoch hatte Biden erklärt", "told reporters
Tuesday". Times of other clauses, of nouns ("der Anschlag vom Montag", "ahead of Thursday's vote") and in
what was said are not when it was said. But a day that dates an occasion holds for what was said at it: a network
decides which of the times that the article names it is, if any, and whether it was said before at a time that isn't
told to the day.

The convention for what the words tell:

- A single day gives that day, with basis WORDS and the span of the words.
- A time longer than a day ("vergangene Woche", "im Januar", "in 2014", "recently") gives no day, with basis
  UNKNOWN and the span of the words. The first day of a month, or the published date, would look in a
  timeline as exact as a day that was printed, and would nearly always be wrong.
- So does a statement that was made earlier, though no words tell when (*once*, what is told in retrospect).
- So does a weekday where the published date isn't known.
- No words at all: the published date, with basis PUBLISHED; UNKNOWN where that isn't known.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from tracker.extraction.dating.candidates import Candidates, Floats, Names, candidates_on
from tracker.extraction.dating.cue_times import make_page, own_time
from tracker.extraction.dating.ranker import Told, ranker
from tracker.extraction.dating.time_expressions import find_time_expressions
from tracker.extraction.document.document import Document
from tracker.extraction.statements import DateBasis, Draft, Saying, Span

Speakers = Sequence[Names]
LONGEST_HEADING = 150  # characters
BEGINS_WITHIN = 20  # characters before the date: a weekday
FEWEST_HEADINGS = 2
LAST_DAY = date(9999, 12, 31)  # a live blog goes on after the day on which it was published


def date_statements(
    document: Document,
    drafts: Sequence[Draft],
    published: date | None,
    speakers: Speakers = (),
    vectors: Floats | None = None,
) -> list[Saying]:
    """When each statement was said: one saying per draft, in order.

    No day is after `published`, but for that of a heading in a live blog. The words a day was taken from stand outside
    the statement's own quote, unless that is REPORTED: then the quote is the reporter's clause.
    `speakers`: the names of who speaks in each draft; `vectors`: float32 (word, width), of the document's words in
    context; None: rules alone answer.

    Raises FileNotFoundError where the language has no lexicon of dates.
    """
    days = Days(document, drafts, published)
    headings = _DayHeadings(document)
    told = days.told_by_rules() if vectors is None else days.ranked(speakers, vectors)
    return [
        (None if own else headings.saying(draft.quote[0].start)) or _saying(when, published)
        for draft, own, when in zip(drafts, days.own, told, strict=True)
    ]


class Days:
    """The times that an article names, as those of its statements. `own`: the time in the clause of each one's cue.

    Raises FileNotFoundError where the language has no lexicon of dates.
    """

    def __init__(self, document: Document, drafts: Sequence[Draft], published: date | None) -> None:
        self._page = make_page(document, drafts, published)
        self.own = [own_time(self._page, number) for number in range(len(drafts))]

    def candidates(self, speakers: Speakers, vectors: Floats) -> Candidates | None:
        """The times that may tell when each statement was said; None where there is none."""
        return candidates_on(self._page, self.own, speakers, vectors)

    def told_by_rules(self) -> list[Told | None]:
        """What each statement's own time tells."""
        return [None if time is None else Told(time.day, time) for time in self.own]

    def ranked(self, speakers: Speakers, vectors: Floats) -> list[Told | None]:
        """When each statement was made, as the network decides, which is told the statement's own time.

        The own time as it is where that is none to choose (*on Monday* of an article without a date), and where nothing
        was learnt from vectors like these.
        """
        own = self.told_by_rules()
        learnt, candidates = ranker(), self.candidates(speakers, vectors)
        if learnt is None or candidates is None or not learnt.fits(candidates):
            return own
        decided = zip(own, learnt.decided(candidates, self._page.published), self._page.drafts, strict=True)
        return [
            printed if printed and printed.time not in candidates.named else self._nearer(told, draft)
            for printed, told, draft in decided
        ]

    def _nearer(self, told: Told | None, draft: Draft) -> Told | None:
        """The last day between this one and the quote in one sentence, if any: *gestern noch …, heute: „…“*."""
        sentence_of, time = self._page.sentence_number, told.time if told else None
        if time is None or sentence_of(time.span.start) != sentence_of(draft.quote[0].start):
            return told
        between = Span(time.span.end, draft.quote[0].start)
        quoted = [quote for quote, _ in self._page.quotes_at(between)]
        nearer = [
            other
            for other in self._page.times
            if other.day and between.start <= other.span.start and other.span.end <= between.end
            if not any(quote.start <= other.span.start < quote.end for quote in quoted)
        ]
        return Told(nearer[-1].day, nearer[-1]) if nearer else told


def _saying(told: Told | None, published: date | None) -> Saying:
    if told is None:
        return Saying(published, DateBasis.UNKNOWN if published is None else DateBasis.PUBLISHED)
    words = told.time.span if told.time else None
    return Saying(told.day, DateBasis.UNKNOWN if told.day is None else DateBasis.WORDS, words)


class _DayHeadings:
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
