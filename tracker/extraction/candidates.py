"""Where a quote may begin that the model overlooks: sentences in the subjunctive of reported speech."""

import re
from bisect import bisect_left
from functools import cache

from tracker.extraction.lexicon import load
from tracker.extraction.paragraphs import sentences
from tracker.extraction.quotation_marks import quoted_in
from tracker.extraction.statements import Kind, Span
from tracker.extraction.words import Words


CLAUSE_BORDER = re.compile(r"[,:;–—]")


def candidates_in(words: Words, language: str) -> dict[int, Kind]:
    """The first words of sentences that report in the subjunctive, each with the kind of quote it would begin.

    German news marks speech without any cue this way (*Er gehe davon aus, …*); in other languages there are none.
    Of the sentences of the German news corpus's train part that hold such a form outside quotation marks, 98 %
    are, or hold, a quote.
    """
    forms = _subjunctive_forms(language)
    if forms is None:
        return {}
    text = words.text
    quoted = [quoted.outer for quoted in quoted_in(text) if quoted.depth == 0]
    starts = [span.start for span in words.spans]
    return {
        bisect_left(starts, sentence.start): Kind.INDIRECT_FREE_INDIRECT
        for sentence in sentences(text, language)
        if any(
            not _within(match.start(), quoted) for match in forms.finditer(text, *_main_clause(text, sentence))
        )
    }


@cache
def _subjunctive_forms(language: str) -> re.Pattern[str] | None:
    try:
        forms = load("subjunctive", language)["forms"]
    except FileNotFoundError:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")


def _main_clause(text: str, sentence: Span) -> Span:
    """The sentence up to its first comma or colon: behind it, another clause may already have said who reports."""
    border = CLAUSE_BORDER.search(text, *sentence)
    return Span(sentence.start, border.start() if border else sentence.end)


def _within(position: int, quoted: list[Span]) -> bool:
    """Whether the position lies in one of the spans, which are in order and disjoint."""
    later = bisect_left(quoted, position, key=lambda span: span.end)
    return later < len(quoted) and quoted[later].start <= position
