"""The article as all stages see it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from tracker.extraction.document.quotation_marks import Quoted, quoted_in
from tracker.extraction.document.sentences import paragraphs, sentences
from tracker.extraction.document.tokens import Token, tokens_in, touched
from tracker.extraction.document.words import Words, words_in
from tracker.extraction.statements import Span


@dataclass(frozen=True)
class Document:
    """An article's text with its words, tokens, paragraphs, sentences and quoted stretches, each found once.

    `language` tells which lexicons to read it with; empty where it is not known.
    """

    words: Words
    language: str

    @property
    def text(self) -> str:
        """The article's text."""
        return self.words.text

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs, in order and disjoint, without the white space around them."""
        return tuple(paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order and disjoint, each within its paragraph."""
        return tuple(sentences(self.text, self.language))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks that rules read, in order and disjoint. (`words` are those that the network reads.)"""
        return tokens_in(self.text, self.language)

    def tokens_at(self, span: Span) -> tuple[Token, ...]:
        """The tokens that have a character in a span."""
        numbers = touched(self.tokens, span)
        return self.tokens[numbers.start : numbers.stop]

    def words_in(self, start: int, end: int) -> list[Token]:
        """The tokens that are words and stand wholly between two places."""
        return [
            token
            for token in self.tokens_at(Span(start, end))
            if token.is_word and start <= token.start and token.end <= end
        ]

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """The stretches in quotation marks, in the order in which they open; inner ones lie within outer ones."""
        return tuple(quoted_in(self.text))

    @cached_property
    def _outermost(self) -> tuple[Quoted, ...]:
        """The closed stretches that stand inside no others, in order and disjoint."""
        return tuple(each for each in self.quoted if each.depth == 0 and each.closed)

    def sentence_at(self, position: int) -> Span | None:
        """The sentence that a position lies in; None between sentences."""
        number = bisect_right(self.sentences, position, key=lambda sentence: sentence.start) - 1
        if number < 0 or position >= self.sentences[number].end:
            return None
        return self.sentences[number]

    def quoted_within(self, span: Span) -> tuple[Quoted, ...]:
        """The outermost quoted stretches, closed ones only, that lie wholly within a span."""
        first = bisect_left(self._outermost, span.start, key=lambda quoted: quoted.outer.start)
        behind = bisect_right(self._outermost, span.end, key=lambda quoted: quoted.outer.end)
        return self._outermost[first:behind]


def document_of(text: str, language: str) -> Document:
    """Take an article apart."""
    return Document(words_in(text), language)
