"""The article as tokens: offsets, sentences, paragraphs, and whether they stand in somebody's words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.extraction.document.document import Document
from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.statements import Draft, Kind, Span

CLITICS = ("'s", "’s", "'", "’")
QUOTATION_MARKS = "\"“”„‟«»‹›‘’‚'"
_SENTENCE_ENDS = frozenset(".!?…")
_CLOSING = frozenset("\"“”»«)’'›‹]")
_SHORTEST_SPEECH = 4  # words; fewer in marks are a title or single words taken up, not speech


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a clitic (*'s*) or one other character: `text[start:end]`.

    `sentence` counts sentences, those wholly in quotation marks not included: how far one is from another as
    the author tells it. `quoted` says whether it stands within somebody's verbatim words.
    """

    start: int
    end: int
    text: str
    lower: str
    sentence: int
    paragraph: int
    quoted: bool

    @property
    def is_word(self) -> bool:
        """Whether it is more than punctuation."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


class Tokens(Sequence[Token]):
    """The tokens of an article, found by number or by place in the text."""

    def __init__(self, document: Document, tokens: list[Token], drafts: Sequence[Draft] = ()) -> None:
        self.text = document.text
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]
        self._paragraphs = {paragraph.start for paragraph in document.paragraphs}
        self.cues = frozenset(number for draft in drafts for span in draft.cue for number in self.within(span))

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        """The token, or tokens of a slice."""
        return self._tokens[number]

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    def within(self, span: Span) -> range:
        """The numbers of the tokens that a span touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def at(self, number: int) -> Token | None:
        """The token of that number, None outside the article."""
        return self._tokens[number] if 0 <= number < len(self._tokens) else None

    def lower(self, number: int) -> str:
        """The token in lower case, "" outside the article."""
        return self._tokens[number].lower if 0 <= number < len(self._tokens) else ""

    def span(self, first: int, end: int) -> Span:
        """The span of the text from token `first` up to, not including, token `end`."""
        return Span(self._tokens[first].start, self._tokens[end - 1].end)

    def begins_paragraph(self, number: int) -> bool:
        """Whether a token is the first of its paragraph, which may have been wrapped to several lines."""
        return self._starts[number] in self._paragraphs

    def words(self, first: int, end: int) -> str:
        """The text of these tokens with single spaces."""
        return " ".join(self.text[self._starts[first] : self._ends[end - 1]].split()) if first < end else ""


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    abbreviations = "|".join(sorted(map(re.escape, grammar.abbreviations), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:(?i:{abbreviations}))\.)"
        r"|(?:\b[^\W\d_]\.){2,}"
        r"|\b[A-ZÄÖÜ]\.(?=\s[A-ZÄÖÜ])"
        r"|['’]s\b"
        r"|\w+(?:[-‐‑]\w+|\.(?=[a-z]{2})\w+|(?<=\b[OD])['’](?=[A-Z])\w+)*"
        r"|\S",
    )


def tokens_of(document: Document, drafts: Sequence[Draft], grammar: Grammar) -> Tokens:
    """Cut an article into tokens. What stands in drafts' direct quotes or in quotation marks is quoted."""
    text = document.text
    found = [(match.start(), match.end()) for match in _pattern(grammar).finditer(text)]
    quoted = _quoted(document, drafts, found)
    tokens: list[Token] = []
    sentence = paragraph = previous = 0
    begins = False  # whether the author's next own word begins a sentence
    for number, (start, end) in enumerate(found):
        if tokens and _is_paragraph_break(text, previous, start):
            paragraph, begins = paragraph + 1, True
        elif tokens and _ends_sentence(text, found, number):
            begins = True
        word = text[start:end]
        if begins and not quoted[number] and word[0].isalnum():
            sentence, begins = sentence + 1, False
        tokens.append(Token(start, end, word, word.lower(), sentence, paragraph, quoted[number]))
        previous = end
    return Tokens(document, tokens, drafts)


def _is_paragraph_break(text: str, end: int, start: int) -> bool:
    return "\n" in text[end:start]


def _ends_sentence(text: str, found: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a new sentence begins with this token."""
    start = found[number][0]
    if start == found[number - 1][1] or not (text[start].isupper() or text[start] in QUOTATION_MARKS):
        return False
    back = number - 1
    while back > 0 and text[found[back][0]] in _CLOSING:
        back -= 1
    if text[found[back][0]] not in _SENTENCE_ENDS or found[back][1] - found[back][0] > 1:
        return False
    before = text[found[back - 1][0] : found[back - 1][1]] if back else ""
    return not (before.isdigit() and len(before) <= 2 and text[found[back][0]] == ".")


def _quoted(document: Document, drafts: Sequence[Draft], found: Sequence[tuple[int, int]]) -> list[bool]:
    spans = [span for draft in drafts if draft.kind is Kind.DIRECT for span in draft.quote]
    for quoted in document.quoted_within(Span(0, len(document.text))):
        if len(quoted.outer.of(document.text).split()) >= _SHORTEST_SPEECH:
            spans.append(quoted.outer)
    within = [False] * len(found)
    starts = [start for start, _ in found]
    for span in spans:
        for number in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            within[number] = True
    return within
