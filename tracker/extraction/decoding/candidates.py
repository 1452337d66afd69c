"""Where a quote begins that the model may overlook: in marks beside a verb of saying, or in the subjunctive."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.extraction.decoding.cue_verbs import is_form_of_cue_verb
from tracker.extraction.document.document import Document
from tracker.extraction.document.quotation_marks import Quoted
from tracker.extraction.document.words import Words
from tracker.extraction.statements import Kind, Span
from tracker.lexicon import languages, load

CLAUSE_BORDER = re.compile(r"[,:;–—]")
FEWEST_WORDS = 2  # in quotation marks
OPENS_SENTENCE = re.compile(r"(?:^|[\n.!?…“”\"«»)])\s*$")
FOLLOWED_BY = re.compile(r",?\s+((?:[\w’'-]+ ){0,3}[\w’'-]+)")  # words on this side of a comma
LONGEST_CLAUSE = 150  # characters
INTRODUCED_BY = re.compile(r"[^.!?\n]+:\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of words, `start` to `end` (exclusive), that is a quote of this kind.

    Unless something else is said to be: another quote that touches the words up to `decided` rules it out.
    """

    kind: Kind
    start: int
    decided: int
    end: int


@dataclass(frozen=True)
class Subjunctive:
    """The lexicon `subjunctive`: verb forms that report, and words that begin a subordinate clause."""

    forms: tuple[str, ...]
    subordinating: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of any of the forms."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.forms))})\b")

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """What a sentence begins with whose first clause is subordinate."""
        return tuple(f"{word} " for word in self.subordinating)


def candidates_in(document: Document) -> dict[int, Candidate]:
    """The candidates of an article by the number of their first word.

    These are stretches in quotation marks that begin and end as a sentence, with a verb of saying beside them (*„Wir
    warten“, warnte Loos*), which the network overlooks where they have but a few words; and reports in the subjunctive.
    """
    quoted = [each for each in document.quoted if each.depth == 0]
    found = _in_marks(document, quoted) + _in_subjunctive(document, quoted)
    return {candidate.start: candidate for candidate in found}


def _in_marks(document: Document, quoted: Sequence[Quoted]) -> list[Candidate]:
    language = document.language
    if language not in languages("acts"):
        return []
    return [
        _candidate(document.words, Kind.DIRECT, each.outer, each.outer.end)
        for each in quoted
        if each.closed and len(each.content.of(document.text).split()) >= FEWEST_WORDS
        if _is_sentence(document, each) and _has_cue_beside(document, each, language)
    ]


def _is_sentence(document: Document, quoted: Quoted) -> bool:
    """Whether it begins and ends as a sentence does; English has the comma within the marks."""
    content = quoted.content.of(document.text)
    behind = document.text[quoted.outer.end : quoted.outer.end + 1]
    return content[:1].isupper() and (content.endswith((".", "!", "?", ",")) or behind in (".", ","))


def _has_cue_beside(document: Document, quoted: Quoted, language: str) -> bool:
    """Whether a verb of saying follows what begins a sentence, or stands in the clause that a colon ends before it."""
    text, end = document.text, quoted.outer.start
    before = text[max(0, end - LONGEST_CLAUSE) : end]
    if introduced := INTRODUCED_BY.search(before):
        beside = document.words_in(end - len(introduced.group()), end)
    elif (followed := FOLLOWED_BY.match(text, quoted.outer.end)) and OPENS_SENTENCE.search(before):
        beside = document.words_in(*followed.span(1))
    else:
        return False
    return any(is_form_of_cue_verb(word.text, language) for word in beside)


def _in_subjunctive(document: Document, quoted: Sequence[Quoted]) -> list[Candidate]:
    """Sentences that report in the subjunctive without any cue, as German news does (*Er gehe davon aus, …*).

    Of the sentences of the German news corpus's train part that hold one of the commonest such forms outside
    quotation marks, 98 % are, or hold, a quote. What follows the main clause may be a quote within the report (*Er
    habe ihm versichert, dass …*). There are none in a language without a lexicon of such forms.
    """
    if document.language not in languages("subjunctive"):
        return []
    lexicon = load(Subjunctive, "subjunctive", document.language)
    text = document.text
    marks = [each.outer for each in quoted]
    return [
        _candidate(document.words, Kind.INDIRECT_FREE_INDIRECT, _without_full_stop(text, sentence), main_clause.end)
        for sentence in document.sentences
        for main_clause in [_main_clause(text, sentence, lexicon.openings)]
        if any(not _within(match.start(), marks) for match in lexicon.pattern.finditer(text, *main_clause))
    ]


def _without_full_stop(text: str, sentence: Span) -> Span:
    return Span(sentence.start, sentence.end - text[sentence.start : sentence.end].endswith("."))


def _candidate(words: Words, kind: Kind, span: Span, decided: int) -> Candidate:
    start, until, end = (
        bisect_left(words.spans, position, key=lambda word: word.start) for position in (span.start, decided, span.end)
    )
    return Candidate(kind, start, until, end)


def _main_clause(text: str, sentence: Span, openings: tuple[str, ...]) -> Span:
    """The sentence up to its first comma or colon: behind it, another clause may already have said who reports.

    Empty where the sentence begins with a subordinate clause.
    """
    if text[sentence.start : sentence.end].lower().startswith(openings):
        return Span(sentence.start, sentence.start)
    border = CLAUSE_BORDER.search(text, *sentence)
    return Span(sentence.start, border.start() if border else sentence.end)


def _within(position: int, quoted: list[Span]) -> bool:
    """Whether the position lies in one of the spans, which are in order and disjoint."""
    later = bisect_left(quoted, position, key=lambda span: span.end)
    return later < len(quoted) and quoted[later].start <= position
