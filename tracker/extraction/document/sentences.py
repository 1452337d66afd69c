"""Where an article's paragraphs and sentences are."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tracker.extraction.statements import Span
from tracker.lexicon import languages, load

LINE_BREAK = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
LINE_BREAKS = re.compile(LINE_BREAK)
BLANK_LINES = re.compile(rf"{LINE_BREAK}(?:[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{LINE_BREAK})+")
WIDEST_WRAPPED_LINE = 100  # characters: editors and mail programs wrap at 65 to 80

CLOSING_QUOTES = "\"'”“’‘»«›‹"
# The marks that may end a sentence, with whatever brackets and quotation marks close after them. Neither part
# gives back what it took, so that a megabyte of full stops is read once.
END = re.compile(rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<after>[\])}}{CLOSING_QUOTES}.!?…]{{0,8}}+)(?=\s)")
# What follows: marks that open something, then a word and whether a full stop comes right after it.
NEXT = re.compile(r"\s+[\"'„“”‚‘’»«›‹(\[{–—•*-]*\s*(?P<word>\w[\w'’-]*)?(?P<stop>\.)?")
LONGEST_BEFORE = 32  # characters: an abbreviation and the word before it are shorter
WORD_BEFORE = re.compile(rf"(?:(?P<preceding>\w+)\s)?:*(?P<word>[^\s(\[{{/„‚–—{CLOSING_QUOTES}]+)$")
BRACKETED_ELLIPSIS = re.compile(r"[(\[](?:\.\.+|…)$")
DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}")  # z.B, U.S, Ph.D
ROMAN_NUMERAL = re.compile(r"[IVXLC]+")


def paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs, in order, without the white space around them.

    Every line is a paragraph, unless the lines are one text wrapped to a width: then blank lines separate.
    """
    lines = _between([each.span() for each in LINE_BREAKS.finditer(text)], text)
    if not _is_wrapped(lines, text):
        return lines
    return _between([each.span() for each in BLANK_LINES.finditer(text)], text)


def sentences(text: str, language: str | None) -> list[Span]:
    """The spans of the sentences, in order, without the white space around them.

    A sentence never goes past the end of its paragraph. `language` tells which abbreviations, ordinals and
    words at the beginning of a sentence to expect; None or one without a lexicon goes by capitals alone.
    """
    stops = full_stops(language)
    return [
        sentence
        for paragraph in paragraphs(text)
        for sentence in _between(
            [
                (end.end(), end.end())
                for end in END.finditer(text, paragraph.start, paragraph.end)
                if _ends_sentence(end, text, stops)
            ],
            text,
            paragraph,
        )
    ]


@dataclass(frozen=True)
class FullStops:
    """The lexicon `sentences`: what a language's full stops mean. The file's comments say what each list is."""

    abbreviations: frozenset[str] = frozenset()
    closing_abbreviations: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    largest_ordinal: int = 0
    numbered: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    verbs_after_quotes: tuple[str, ...] = ()

    @cached_property
    def asked_by(self) -> re.Pattern[str] | None:
        """The pattern of a name and a verb behind a question in quotation marks."""
        verbs = "|".join(self.verbs_after_quotes)
        return re.compile(rf"\s+(?:[A-Z][\w.'’-]*\s+){{1,4}}(?:{verbs})\b") if verbs else None


WITHOUT_LEXICON = FullStops()


def full_stops(language: str | None) -> FullStops:
    """What full stops mean in a language; in one without a lexicon, what capitals tell."""
    if language not in languages("sentences"):
        return WITHOUT_LEXICON
    return load(FullStops, "sentences", language)


def _between(separators: list[tuple[int, int]], text: str, within: Span | None = None) -> list[Span]:
    """The spans between the separators, without white space at their ends; empty ones are left out."""
    first, last = within or Span(0, len(text))
    borders = [(first, first), *separators, (last, last)]
    spans = [_stripped(left[1], right[0], text) for left, right in pairwise(borders)]
    return [span for span in spans if span.start < span.end]


def _stripped(start: int, end: int, text: str) -> Span:
    piece = text[start:end]
    return Span(end - len(piece.lstrip()), start + len(piece.rstrip())) if piece.strip() else Span(end, end)


def _is_wrapped(lines: list[Span], text: str) -> bool:
    """Whether the lines are one text wrapped to a width: narrow, and broken off within sentences."""
    if len(lines) < 3 or max(line.end - line.start for line in lines) > WIDEST_WRAPPED_LINE:
        return False
    going_on = sum(text[line.start].islower() for line in lines[1:])
    return 3 * going_on >= len(lines)


def _ends_sentence(end: re.Match[str], text: str, stops: FullStops) -> bool:
    """Whether the marks at `end` end a sentence: what stands before and after them decides."""
    following = NEXT.match(text, end.end())
    word = (following and following["word"]) or ""
    if word[:1].islower() or BRACKETED_ELLIPSIS.search(text, max(0, end.start() - 1), end.end("mark")):
        return False
    closes_quote = any(mark in CLOSING_QUOTES for mark in end["after"])
    if end["mark"] != ".":
        asked = closes_quote and word not in stops.starters and stops.asked_by
        return not (asked and asked.match(text, end.end()))
    before = WORD_BEFORE.search(text[max(0, end.start() - LONGEST_BEFORE) : end.start()])
    if not before:
        return True
    if before["word"] in stops.abbreviations and not end["after"]:
        return False
    begins = word in stops.starters and not (following and following["stop"])
    return begins or closes_quote or not _may_be_abbreviation(before, word, stops)


def _may_be_abbreviation(before: re.Match[str], following: str, stops: FullStops) -> bool:
    """Whether the full stop after a word may belong to it: to an abbreviation, an initial or an ordinal."""
    word = before["word"]
    if word.isdecimal():
        return int(word) <= stops.largest_ordinal and before["preceding"] not in stops.numbered
    if word in stops.before_numbers:
        return following[:1].isdecimal()
    return (
        word in stops.closing_abbreviations
        or (len(word) == 1 and word.isalpha())
        or (stops.largest_ordinal > 0 and ROMAN_NUMERAL.fullmatch(word) is not None)
        or DOTTED.fullmatch(word) is not None
    )
