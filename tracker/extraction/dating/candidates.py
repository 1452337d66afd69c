"""When statements may have been said: the times that an article names, each with what speaks for it.

A day that dates an occasion (a hearing, a session of a council) holds for whatever was said at it, many sentences
later, too. Whether it does is learnt: statements and times are compared by their words' vectors in context and by a
few features. One of these is whether the time stands in the clause of the statement's cue. A coarse time (*last
month*, *im Juli*) tells that a statement was made before, and not on which day.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice, pairwise
from operator import add

import numpy as np
import numpy.typing as npt

from tracker.extraction.dating.cue_times import CHARACTERS_AROUND, Page, anchor_of
from tracker.extraction.dating.date_words import date_words
from tracker.extraction.dating.time_expressions import Precision, TimeExpression
from tracker.extraction.statements import Draft, Kind, Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BEFORE, AFTER, FIRST = 12, 4, 3  # times that are looked at: the nearest ones to the statement, and the article's first
_WORDS, _SENTENCES = 9, 5  # groups of distances, each twice as wide as the one before
_DAYS_AGO = (0, 1, 6, 30)  # at most, in each group; then more
_MANY = 4.0  # what counts and logarithms of counts are divided by
_BEGINNING = 40  # characters from the beginning of a sentence
_MOST_WORDS = 200  # of a sentence or a quote, whose vectors are averaged
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The statements of an article, and the times that may tell when they were said.

    `named`: the times, single days and coarse ones. `near`: int64 (statement, near), the numbers of those that are
    looked at, filled up where not `there`: bool (statement, near). Features are float32: `statements` (statement,
    features), `times` (time, features), `pairs` (statement, near, features). `statement_vectors`: float32 (statement,
    3, width), of the cue, the quote and what else is in the cue's sentence; `time_vectors`: float32 (time, 2, width),
    of the time and its sentence.
    """

    named: Sequence[TimeExpression]
    near: Integers
    there: Flags
    statements: Floats
    times: Floats
    pairs: Floats
    statement_vectors: Floats
    time_vectors: Floats


Times = Sequence[TimeExpression | None]
Names = Set[str]


def candidates_on(page: Page, own: Times, speakers: Sequence[Names], vectors: Floats) -> Candidates | None:
    """What may tell when the statements of a page were said; None where it has no statement or names no past time.

    `own`: the time in the clause of each statement's cue; `speakers`: the names of who speaks in each; `vectors`:
    float32 (word, width), of the article's words in context.
    """
    named = [time for time in page.times if time.day is not None or time.precision is Precision.COARSE]
    if not named or not page.drafts:
        return None
    return _Search(page, named, own, speakers, vectors).candidates()


class _Search:
    """Looks on a page for the candidates."""

    def __init__(
        self,
        page: Page,
        times: Sequence[TimeExpression],
        own: Times,
        speakers: Sequence[Names],
        vectors: Floats,
    ) -> None:
        self._page, self._times, self._own = page, times, own
        self._speakers, self._vectors = speakers, vectors
        self._words = page.document.words
        self._paragraphs = _paragraphs(page)
        self._anchors = [anchor_of(draft) for draft in page.drafts]
        self._places = [
            (anchor or draft.quote[0]).start for anchor, draft in zip(self._anchors, page.drafts, strict=True)
        ]
        self._days = [time.day for time in times]
        self._starts = np.array([time.span.start for time in times], np.int64)
        self._time_sentences = np.array([page.sentence_number(time.span.start) for time in times], np.int64)
        self._sentences = np.array([page.sentence_number(place) for place in self._places], np.int64)
        self._time_words = np.array([self._word(time.span.start) for time in times], np.int64)
        self._place_words = np.array([self._word(place) for place in self._places], np.int64)
        self._kinds_around = [{page.drafts[of].kind for _, of in page.quotes_at(time.span)} for time in times]
        self._told = np.array([Kind.DIRECT not in kinds for kinds in self._kinds_around], np.bool_)
        self._owners = self._owners_of_times()
        self._counts = _Counts(self._days, self._told.tolist(), [bool(each) for each in self._owners])
        self._ordered = sorted(self._places)
        self._changes = self._changes_of_speaker()
        self._with_cues = {page.sentence_number(cue.start) for cue, _ in page.cues}
        self._precisions: defaultdict[int, set[tuple[Precision, bool]]] = defaultdict(set)
        for time in page.times:
            self._precisions[page.sentence_number(time.span.start)].add((time.precision, time.day is not None))

    def candidates(self) -> Candidates:
        """The statements and times, with what is known of them."""
        near, there = self._near()
        return Candidates(
            self._times,
            near,
            there,
            np.array([self._of_statement(number) for number in range(len(self._page.drafts))], np.float32),
            np.array(self._of_times(), np.float32),
            self._of_pairs(near),
            np.stack([self._statement_vectors(number) for number in range(len(self._page.drafts))]),
            np.stack([self._time_vectors(number) for number in range(len(self._times))]),
        )

    def _word(self, position: int) -> int:
        return self._words.touched(Span(position, position + 1)).start

    def _owners_of_times(self) -> list[list[int]]:
        """Of each time the statements whose clause it stands in."""
        numbers = {time.span: number for number, time in enumerate(self._times)}
        owners: list[list[int]] = [[] for _ in self._times]
        for statement, time in enumerate(self._own):
            if time is not None and time.span in numbers:
                owners[numbers[time.span]].append(statement)
        return owners

    def _near(self) -> tuple[Integers, Flags]:
        """The times that are looked at: none that the statement itself says, unless it is the reporter's clause."""
        rows = []
        for draft, place in zip(self._page.drafts, self._places, strict=True):
            here = int(np.searchsorted(self._starts, place))
            several = {*range(max(0, here - BEFORE), here + AFTER), *range(FIRST)} & set(range(len(self._times)))
            said = () if draft.kind is Kind.REPORTED else draft.quote
            rows.append(sorted(number for number in several if not _touches(self._times[number].span, said)))
        most = max(1, *map(len, rows))
        near = np.array([row + [0] * (most - len(row)) for row in rows], np.int64)
        return near, np.array([[number < len(row) for number in range(most)] for row in rows], np.bool_)

    def _of_times(self) -> list[list[float]]:
        page = self._page
        told = Counter(day for day, is_told in zip(self._days, self._told, strict=True) if is_told)
        rows: list[list[float]] = []
        for number, (time, day) in enumerate(zip(self._times, self._days, strict=True)):
            words = time.span.of(page.text)
            sentence = int(self._time_sentences[number])
            begins = time.span.start - page.sentences[sentence].start
            kinds = self._kinds_around[number]
            rows.append(
                [
                    time.day is None,
                    time.attributive,
                    any(character.isdigit() for character in words),
                    " " in words,
                    *_ago(day, page.published),
                    bool(kinds),
                    Kind.DIRECT in kinds,
                    Kind.REPORTED in kinds,
                    bool(self._owners[number]),
                    len(self._owners[number]) > 1,
                    sentence == 0,
                    sentence == 1,
                    self._paragraphs[sentence] == 0,
                    begins == 0,
                    begins <= _BEGINNING,
                    sentence in self._with_cues,
                    told[day] / max(1, told.total()),
                    len(told) == 1,
                    len(told) == 2,
                    number == 0,
                    sentence / len(page.sentences),
                ]
            )
        return rows

    def _of_statement(self, number: int) -> list[float]:
        page, own = self._page, self._own[number]
        draft, anchor, sentence = page.drafts[number], self._anchors[number], int(self._sentences[number])
        precisions = self._precisions[sentence]
        days = len(set(self._days))
        return [
            *(draft.kind is kind for kind in _KINDS),
            bool(draft.cue),
            bool(draft.speaker),
            self._speaks_as_pronoun(draft),
            bool(self._speakers[number]),
            own is None,
            own is not None and own.day is None,
            own is not None and own.day is not None,
            (Precision.COARSE, False) in precisions,
            (Precision.OPEN, False) in precisions,
            (Precision.DAY, True) in precisions,
            sentence == 0,
            sentence == 1,
            self._paragraphs[sentence] == 0,
            sentence / len(page.sentences),
            *(np.log1p([len(page.sentences), len(page.drafts), len(self._times)]) / _MANY),
            days == 1,
            days == 2,
            self._places[number] <= self._starts[0],
            anchor is not None and draft.quote[0].start < anchor.start,
            page.published is None,
            page.language == "de",
        ]

    def _speaks_as_pronoun(self, draft: Draft) -> bool:
        if not draft.speaker:
            return False
        words = self._page.words(*draft.speaker[0])
        return len(words) == 1 and words[0] in date_words(self._page.language).speaker.pronouns

    def _of_pairs(self, near: Integers) -> Floats:
        """float32 (statement, near, features): how each statement stands to the times that are looked at."""
        words = self._time_words[near] - self._place_words[:, None]
        sentences = self._time_sentences[near] - self._sentences[:, None]
        paragraphs = np.array(self._paragraphs, np.int64)
        breaks = paragraphs[self._time_sentences][near] - paragraphs[self._sentences][:, None]
        distances = [_grouped(words, _WORDS), _grouped(sentences, _SENTENCES), _grouped(breaks, _SENTENCES)]
        same = np.stack([sentences == 0, breaks == 0], -1)
        rows = [[self._of_pair(number, time) for time in of_it] for number, of_it in enumerate(near.tolist())]
        return np.concatenate([*distances, same, np.array(rows, np.float32)], -1, dtype=np.float32)

    def _of_pair(self, number: int, time: int) -> list[float]:
        day, own, span = self._days[time], self._own[number], self._times[time].span
        return [
            own is not None and own.span == span,
            own is not None and own.span != span and own.day == day,
            own is not None and own.day is not None and own.day != day,
            own is not None and own.day is None,
            _touches(span, self._page.drafts[number].quote),
            *self._of_speakers(number, time),
            *self._between(number, time),
        ]

    def _of_speakers(self, number: int, time: int) -> list[float]:
        """Whether the statement's speaker says what was said at the time, or is named beside it."""
        names = self._speakers[number]
        speaking = [self._speakers[owner] for owner in self._owners[time]]
        same = any(names & others for others in speaking)
        sentence, span = self._page.sentences[self._time_sentences[time]], self._times[time].span
        start, end = (
            max(sentence.start, span.start - CHARACTERS_AROUND),
            min(sentence.end, span.end + CHARACTERS_AROUND),
        )
        around = self._page.text[start:end]
        return [
            same,
            bool(names and any(speaking)) and not same,
            any(name.rpartition(" ")[2] in around for name in names),
        ]

    def _between(self, number: int, time: int) -> list[float]:
        """What stands between a statement and a time: times of other days, statements, other speakers."""
        here = int(np.searchsorted(self._starts, self._places[number]))
        times = range(time + 1, here) if time < here else range(here, time)
        told, own = self._counts.others(time, times)
        low, high = sorted((self._places[number], self._times[time].span.start))
        first, behind = bisect_left(self._ordered, low + 1), bisect_left(self._ordered, high)
        changes = self._changes[max(behind - 1, first)] - self._changes[max(first - 1, 0)] if behind > first else 0
        return [
            time == here - 1,
            time == here,
            told == 0,
            min(told, _MANY) / _MANY,
            bool(self._owners[time]) and own == 0,
            min(own, _MANY) / _MANY,
            behind <= first,
            min(behind - first, _MANY) / _MANY,
            changes == 0,
            min(changes, _MANY) / _MANY,
        ]

    def _changes_of_speaker(self) -> list[int]:
        """How often somebody else has begun to speak up to each statement, in their order in the text."""
        order = sorted(range(len(self._places)), key=self._places.__getitem__)
        speakers = [self._speakers[number] for number in order]
        changes = [bool(one and other and not one & other) for one, other in pairwise(speakers)]
        return list(accumulate([0, *changes]))

    def _statement_vectors(self, number: int) -> Floats:
        draft, anchor = self._page.drafts[number], self._anchors[number]
        sentence = self._page.sentences[self._sentences[number]]
        quoted = {word for span in draft.quote for word in self._words.touched(span)}
        cue = draft.cue or (() if anchor is None else (anchor,))
        return np.stack(
            [
                self._mean(sorted({word for span in cue for word in self._words.touched(span)})),
                self._mean(sorted(quoted)),
                self._mean(word for word in self._words.touched(sentence) if word not in quoted),
            ]
        )

    def _time_vectors(self, number: int) -> Floats:
        words = self._words.touched(self._times[number].span)
        sentence = self._page.sentences[self._time_sentences[number]]
        return np.stack([self._mean(words), self._mean(self._words.touched(sentence))])

    def _mean(self, words: Iterable[int]) -> Floats:
        """float32 (width,), the mean vector of words, the first of them; zeros for none."""
        first = list(islice(words, _MOST_WORDS))
        if not first:
            return np.zeros(self._vectors.shape[1], np.float32)
        return np.asarray(self._vectors[first].mean(0), np.float32)


class _Counts:
    """How many times of other days stand between two: of those that are told, and of those that date a statement."""

    def __init__(self, days: Sequence[date | None], *flags: Sequence[bool]) -> None:
        self._days = days
        self._flagged = [_by_day(days, flagged) for flagged in flags]

    def others(self, time: int, between: range) -> list[int]:
        """Of each kind, how many of those `between` have another day than that `time`."""
        day = self._days[time]
        return [_within(of_all, between) - _within(of_days[day], between) for of_all, of_days in self._flagged]


def _by_day(
    days: Sequence[date | None], flagged: Sequence[bool]
) -> tuple[list[int], defaultdict[date | None, list[int]]]:
    """The numbers of the flagged times, all of them and those of each day."""
    of_days: defaultdict[date | None, list[int]] = defaultdict(list)
    of_all = [number for number, is_it in enumerate(flagged) if is_it]
    for number in of_all:
        of_days[days[number]].append(number)
    return of_all, of_days


def _within(numbers: Sequence[int], between: range) -> int:
    return max(0, bisect_left(numbers, between.stop) - bisect_left(numbers, between.start))


def _paragraphs(page: Page) -> list[int]:
    """Of each sentence the number of its paragraph."""
    breaks = ("\n" in page.text[one.end : other.start] for one, other in pairwise(page.sentences))
    return list(accumulate(breaks, add, initial=0))


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _ago(day: date | None, published: date | None) -> list[bool]:
    """How long before the published date, in groups; the last where that isn't known."""
    groups = [False] * (len(_DAYS_AGO) + 2)
    groups[bisect_left(_DAYS_AGO, (published - day).days) if day is not None and published is not None else -1] = True
    return groups


def _grouped(distances: Integers, groups: int) -> Floats:
    """float32 (…, 2 * groups): the group of each distance, apart for those back and ahead."""
    group = np.minimum(groups - 1, np.ceil(np.log2(np.abs(distances) + 1)).astype(np.int64)) + groups * (distances > 0)
    return np.asarray(np.eye(2 * groups, dtype=np.float32)[group])
