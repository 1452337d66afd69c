"""Quotes that a mark credits to their speaker rather than a verb: *“Never again.” — Ann Wood*, *Wood: Never again.*"""

import re
from dataclasses import replace

from tracker.extraction.document.quotation_marks import MARKS
from tracker.extraction.quotation_words import QuotationWords, quotation_words
from tracker.extraction.speakers.grammar import grammar_of
from tracker.extraction.statements import Draft, Kind, Span

ALL_MARKS = "".join(sorted(MARKS))
AROUND_MARKS = ALL_MARKS + " \t\n\u00a0."  # what may stand about a mark that is a cue
CREDIT_LINE = re.compile(
    rf"\.?[{re.escape(ALL_MARKS)}]+\.?\s{{0,3}}(?P<frame>[—–―-][ \t\u00a0]*(?P<name>[^\n,(]{{1,60}}?[^\s,(])"
    r"(?:[ \t]*[,(][^\n]{0,79}?[^\s.])?)[ \t\u00a0.]*(?=\n|$)"
)
LONGEST_NAME = 6  # words


def credited(draft: Draft, text: str, language: str) -> Draft:
    """The draft with the speaker whose name alone follows the quote behind a dash, and with the mark for its cue."""
    return _with_mark_as_cue(_with_speaker_of_line(draft, text, language), text, quotation_words(language))


def _with_speaker_of_line(draft: Draft, text: str, language: str) -> Draft:
    if draft.kind is not Kind.DIRECT:
        return draft
    line = CREDIT_LINE.match(text, draft.quote[-1].end)
    if line is None or not _is_name(line["name"], grammar_of(language).particles):
        return draft
    speaker, frame = (Span(line.start(part), line.end(part)) for part in ("name", "frame"))
    return replace(draft, speaker=(speaker,), cue=(), frame=(frame,), addressee=())


def _is_name(words: str, particles: frozenset[str]) -> bool:
    several = words.split()
    return (
        len(several) <= LONGEST_NAME
        and several[-1][0].isupper()
        and all(word[0].isupper() or word in particles for word in several)
    )


def _with_mark_as_cue(draft: Draft, text: str, lexicon: QuotationWords) -> Draft:
    """The mark that alone stands between speaker and quote as the cue, in languages whose annotation has it so."""
    if draft.cue or not draft.speaker:
        return draft
    if draft.speaker[-1].end <= draft.quote[0].start:
        gap, marks = Span(draft.speaker[-1].end, draft.quote[0].start), lexicon.cues_before_a_quote
    else:
        gap, marks = Span(draft.quote[-1].end, draft.speaker[0].start), lexicon.cues_after_a_quote
    mark = gap.of(text).strip(AROUND_MARKS)
    if len(mark) != 1 or mark not in marks:
        return draft
    start = text.index(mark, gap.start)
    return replace(draft, cue=(Span(start, start + 1),))
