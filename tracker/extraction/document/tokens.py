"""The words and marks of an article as the rules read them, each with its place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tracker.extraction.document.sentences import full_stops
from tracker.extraction.statements import Span

CLITICS = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a clitic (*'s*) or one other character: `text[start:end]` of the article."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it is more than punctuation."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def tokens_in(text: str, language: str) -> tuple[Token, ...]:
    """All tokens of a text, in order and disjoint; every character but white space belongs to one.

    An abbreviation has its full stop, an initial, too; what a word is joined to by a hyphen belongs to it. A clitic
    stands for itself, but *n't* doesn't.
    """
    return tuple(
        Token(match.start(), match.end(), match.group(), match.group().lower())
        for match in _pattern(language).finditer(text)
    )


@cache
def _pattern(language: str) -> re.Pattern[str]:
    stops = full_stops(language)
    abbreviated = stops.abbreviations | stops.closing_abbreviations | stops.before_numbers
    longest_first = sorted(map(re.escape, abbreviated), key=len, reverse=True)
    return re.compile(
        (rf"\b(?:{'|'.join(longest_first)})\.|" if abbreviated else "") + r"(?:\b[^\W\d_]\.){2,}"
        r"|\b[A-ZÄÖÜ]\.(?=\s[A-ZÄÖÜ])"
        r"|\b[IVX]+\.(?=\s+[a-zäöü])"  # a king's or pope's number
        r"|\b[^\W_]+?n[’']t\b"
        r"|['’](?:s|ll|d|re|ve|m)\b"
        r"|\w+(?:[-‐‑]\w+|\.(?=[a-z]{2})\w+|&\w+|(?<=\b[OD])['’](?=[A-Z])\w+)*"
        r"|\S",
    )


def touched(tokens: Sequence[Token], span: Span) -> range:
    """The numbers of the tokens that have a character in a span of the text."""
    first = bisect_right(tokens, span.start, key=lambda token: token.end)
    return range(first, bisect_left(tokens, span.end, lo=first, key=lambda token: token.start))
