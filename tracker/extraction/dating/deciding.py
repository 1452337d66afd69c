"""When each statement was said, from the words in and around it.

A statement's own time stands in the clause of its cue: "Am Mittwoch hatte Biden erklärt", "told reporters
Tuesday". Times of other clauses, of nouns ("der Anschlag vom Montag", "ahead of Thursday's vote") and in
what was said are not when it was said. Without a time of its own a statement takes that of the statement
it stands inside or continues, or of the story that a sentence before it tells.

The convention for what the words tell:

- A single day gives that day, with basis WORDS and the span of the words.
- A time longer than a day ("vergangene Woche", "im Januar", "in 2014", "recently") gives no day, with basis
  UNKNOWN and the span of the words. The first day of a month, or the published date, would look in a
  timeline as exact as a day that was printed, and would nearly always be wrong.
- So does a weekday where the published date isn't known.
- No words at all: the published date, with basis PUBLISHED; UNKNOWN where that isn't known.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tracker.extraction.dating.clauses import PieceKind, find_pieces
from tracker.extraction.dating.cue_times import (
    Page,
    anchor_of,
    belongs_to_clause,
    hidden_quotes,
    make_page,
    own_time,
    shown_times,
)
from tracker.extraction.dating.date_words import date_words
from tracker.extraction.dating.headings import DayHeadings
from tracker.extraction.dating.time_expressions import TimeExpression
from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import Token
from tracker.extraction.statements import DateBasis, Draft, Saying, Span

# Sentences before the statement's own in which a story that gives it a time is looked for.
SENTENCES_BACK = 3
# Characters from the beginning of a sentence within which the time of a story stands.
STORY_BEGINS_WITHIN = 40
# So long after, a story still goes on.
DAYS_OF_STORY = 7
# Longer sentences are lists and tables.
LONGEST_SENTENCE = 1000


def date_statements(document: Document, drafts: Sequence[Draft], published: date | None) -> list[Saying]:
    """When each statement was said: one saying per draft, in order.

    No day is after `published`, but for that of a heading in a live blog. The words a day was taken from stand outside
    the statement's own quote, unless that is REPORTED and holds its own speaker: then the quote is the reporter's
    clause.

    Raises FileNotFoundError where the language has no lexicon of dates.
    """
    page = make_page(document, drafts, published)
    times: dict[int, TimeExpression | None] = {}
    reading_order = sorted(range(len(drafts)), key=lambda number: _extent(drafts[number]))
    own = {number: own_time(page, number) for number in reading_order}
    previous: int | None = None
    for number in reading_order:
        times[number] = own[number] or _inherited(page, number, previous, own, times)
        if drafts[number].inside is None:
            previous = number
    headings = DayHeadings(document)
    return [
        (None if times[number] else headings.saying(draft.quote[0].start)) or _saying(times[number], published)
        for number, draft in enumerate(drafts)
    ]


def _saying(time: TimeExpression | None, published: date | None) -> Saying:
    if time is not None and time.day is not None:
        return Saying(time.day, DateBasis.WORDS, time.span)
    if time is not None:
        return Saying(None, DateBasis.UNKNOWN, time.span)
    return Saying(published, DateBasis.UNKNOWN if published is None else DateBasis.PUBLISHED)


def _extent(draft: Draft) -> tuple[int, int]:
    """Start and negative end of the quote: what stands around others comes before them."""
    return draft.quote[0].start, -draft.quote[-1].end


Times = dict[int, TimeExpression | None]


def _inherited(page: Page, number: int, previous: int | None, own: Times, times: Times) -> TimeExpression | None:
    """The time of the statement that this one stands inside or continues, or of the story around it."""
    draft = page.drafts[number]
    time = None
    if draft.inside is not None:
        time = times.get(draft.inside)
    else:
        if previous is not None and not draft.cue and _continues(page, previous, number):
            time = times[previous]
        if time is None:
            time = _time_of_story(page, number, own)
    if time is None or any(span.start < time.span.end and time.span.start < span.end for span in draft.quote):
        return None
    return time


def _continues(page: Page, previous: int, number: int) -> bool:
    """Whether a statement without a cue goes on with the one before it in the same paragraph."""
    before, draft = page.drafts[previous], page.drafts[number]
    between = page.text[before.quote[-1].end : draft.quote[0].start]
    if "\n" in between or len(between) > LONGEST_SENTENCE:
        return False
    new_speaker = _names(page, draft) - _names(page, before)
    return not (new_speaker and _names(page, before))


def _names(page: Page, draft: Draft) -> frozenset[str]:
    """The words with a capital in a draft's speaker; none for a pronoun or no speaker."""
    pronouns = date_words(page.language).speaker.pronouns
    words = [word for span in draft.speaker for word in page.document.words_in(*span)]
    return frozenset(word.text for word in words if word.is_capitalised and word.lower not in pronouns)


def _time_of_story(page: Page, number: int, own: Times) -> TimeExpression | None:
    """The time that a sentence before sets for this statement, if nothing in between speaks against it.

    Within the paragraph that can be the time of any statement or of what was going on. Over one paragraph's
    end only a statement's time goes on, with the same speaker: before that condition, about 25 of 36 English
    statements that were read had been said on that day, and most of the others by somebody else.
    """
    draft = page.drafts[number]
    anchor = anchor_of(draft)
    if anchor is None:
        return None
    here = page.sentence_number(anchor.start)
    if _has_contrary_word(page, number, page.sentences[here], anchor):
        return None
    between = page.cues_in(Span(page.sentences[here].start, anchor.start))
    breaks = 0
    recent = page.sentences[max(here - SENTENCES_BACK, 0) : here + 1]
    for sentence, following in reversed(list(pairwise(recent))):
        breaks += "\n" in page.text[sentence.start : following.start]
        if breaks > 1:
            return None
        speaking = _dated_statement(page, sentence, own)
        if speaking is not None and (time := own[speaking]) is not None:
            if breaks and (time.day is None or not _same_head(page, [number, *between, speaking])):
                return None
            return time if _same_speaker(page, draft, between, sentence) else None
        if _told_times(page, sentence):
            return None if breaks else _background_for(page, draft, page.sentences[here], between, sentence)
        between += page.cues_in(sentence)
    return None


def _background_for(
    page: Page, draft: Draft, own_sentence: Span, between: Sequence[int], sentence: Span
) -> TimeExpression | None:
    """The time of what a sentence tells, where the statement in `own_sentence` belongs to it."""
    time = _time_of_background(page, sentence)
    if time is None or not _is_near(page, time, own_sentence):
        return None
    both_past_perfect = _in_past_perfect(page, sentence) and _in_past_perfect(page, own_sentence)
    return time if both_past_perfect or _same_speaker(page, draft, between, sentence) else None


def _is_near(page: Page, time: TimeExpression, sentence: Span) -> bool:
    """Whether what was going on at a time can still go on when the sentence's statement was made.

    A story from further back is told by somebody now, unless the statement itself is in the past perfect.
    """
    if _in_past_perfect(page, sentence):
        return True
    if time.day is None or page.published is None:
        return False
    return (page.published - time.day).days <= DAYS_OF_STORY


def _in_past_perfect(page: Page, sentence: Span) -> bool:
    words = page.document.words_in(sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE))
    return not date_words(page.language).clause.past_perfect.isdisjoint(word.text for word in words)


def _has_contrary_word(page: Page, number: int, sentence: Span, anchor: Span) -> bool:
    """Whether a word outside the quotes ("now", "zuvor") sets the sentence at another time."""
    hidden = hidden_quotes(page, sentence, number, anchor)
    words = page.document.words_in(sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE))
    contrary = date_words(page.language).speaker.contrary
    return any(
        word.lower in contrary and not any(span.start < word.end and word.start < span.end for span in hidden)
        for word in words
    )


def _told_times(page: Page, sentence: Span) -> list[TimeExpression]:
    """The times of a sentence that stand in nobody's quote and belong to no noun."""
    quotes = [span for span, _ in page.quotes_at(sentence)]
    return [time for time in shown_times(page, sentence, quotes) if not time.attributive]


def _dated_statement(page: Page, sentence: Span, own: Times) -> int | None:
    """The last statement with its cue in a sentence that has a time of its own."""
    return next((number for number in reversed(page.cues_in(sentence)) if own.get(number)), None)


def _same_head(page: Page, numbers: Sequence[int]) -> bool:
    """Whether statements have one speaker by the last word of its name; pronouns fit any.

    "Paul Manafort, an adviser to Mr. Trump" is Manafort.
    """
    heads = {head for number in numbers if (head := _head(page, page.drafts[number])) is not None}
    return len({head for head in heads if head.lower() not in date_words(page.language).speaker.pronouns}) <= 1


def _head(page: Page, draft: Draft) -> str | None:
    """The last word of the speaker's name, up to a comma."""
    words: list[Token] = []
    for token in (token for span in draft.speaker for token in page.document.tokens_at(span)):
        if token.text == ",":
            break
        words += [token] if token.is_word else []
    return words[-1].text if words else None


def _time_of_background(page: Page, sentence: Span) -> TimeExpression | None:
    """The time at the beginning of a sentence that tells what went on."""
    told = _told_times(page, sentence)
    if not told or sentence.end - sentence.start > LONGEST_SENTENCE:
        return None
    if told[0].span.start - sentence.start > STORY_BEGINS_WITHIN:
        return None
    quotes = [span for span, _ in page.quotes_at(sentence)]
    for piece in find_pieces(page.document, sentence, quotes, [time.span for time in told]):
        if piece.span.start <= told[0].span.start < piece.span.end:
            main = piece.kind in (PieceKind.MAIN, PieceKind.COORDINATE)
            return told[0] if main and belongs_to_clause(page, told[0], piece, None) else None
    return None


def _same_speaker(page: Page, draft: Draft, between: Sequence[int], sentence: Span) -> bool:
    """Whether who speaks is in the sentence, by name or by a pronoun, and nobody else spoke in between."""
    present = {word.text for word in page.document.words_in(*sentence)}
    speaking = [_names(page, draft), *(_names(page, page.drafts[other]) for other in between)]
    return all(not names or not names.isdisjoint(present) for names in speaking)
