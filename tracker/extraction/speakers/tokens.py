"""The article as tokens: offsets, sentences, paragraphs, and whether they stand in somebody's words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import Token
from tracker.extraction.statements import Draft, Kind, Span

CLITICS = ("'s", "’s", "'", "’")
QUOTATION_MARKS = "\"“”„‟«»‹›‘’‚'"
_SHORTEST_SPEECH = 4  # words; fewer in marks are a title or single words taken up, not speech


@dataclass(frozen=True, slots=True)
class ToldToken(Token):
    """A token with how it is told: by the author, or in somebody's words.

    `sentence` counts sentences, those wholly in quotation marks not included: how far one is from another as
    the author tells it. `quoted` says whether it stands within somebody's verbatim words.
    """

    sentence: int
    paragraph: int
    quoted: bool


class Tokens(Sequence[ToldToken]):
    """The tokens of an article, found by number or by place in the text."""

    def __init__(self, document: Document, tokens: list[ToldToken], drafts: Sequence[Draft] = ()) -> None:
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

    def __iter__(self) -> Iterator[ToldToken]:
        return iter(self._tokens)

    def within(self, span: Span) -> range:
        """The numbers of the tokens that a span touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def at(self, number: int) -> ToldToken | None:
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


def tokens_of(document: Document, drafts: Sequence[Draft]) -> Tokens:
    """The tokens of an article. What stands in drafts' direct quotes or in quotation marks is quoted."""
    quoted = _quoted(document, drafts)
    starts = {sentence.start for sentence in document.sentences}
    tokens: list[ToldToken] = []
    sentence = paragraph = previous = 0
    begins = False  # whether the author's next own word begins a sentence
    for token, is_quoted in zip(document.tokens, quoted, strict=True):
        if tokens and _is_paragraph_break(document.text, previous, token.start):
            paragraph, begins = paragraph + 1, True
        elif tokens and token.start in starts:
            begins = True
        if begins and not is_quoted and token.is_word:
            sentence, begins = sentence + 1, False
        tokens.append(ToldToken(token.start, token.end, token.text, token.lower, sentence, paragraph, is_quoted))
        previous = token.end
    return Tokens(document, tokens, drafts)


def _is_paragraph_break(text: str, end: int, start: int) -> bool:
    return "\n" in text[end:start]


def _quoted(document: Document, drafts: Sequence[Draft]) -> list[bool]:
    spans = [span for draft in drafts if draft.kind is Kind.DIRECT for span in draft.quote]
    for quoted in document.quoted_within(Span(0, len(document.text))):
        if len(quoted.outer.of(document.text).split()) >= _SHORTEST_SPEECH:
            spans.append(quoted.outer)
    within = [False] * len(document.tokens)
    starts = [token.start for token in document.tokens]
    for span in spans:
        for number in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            within[number] = True
    return within
