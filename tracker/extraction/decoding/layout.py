"""What can be seen of an article without the model: words, quotation marks, paragraphs and sentences."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.decoding.boundaries import borders_of
from tracker.extraction.paragraphs import paragraphs, sentences
from tracker.extraction.quotation_marks import Quoted, quoted_in
from tracker.extraction.statements import Span
from tracker.extraction.words import Words


@dataclass(frozen=True, slots=True)
class Layout:
    """An article as decoding looks at it. Starts are positions in the text, ascending.

    `borders[k]` is what stands between word k - 1 and word k, see `boundaries.borders_of`.
    """

    words: Words
    language: str
    quoted: Sequence[Quoted]
    borders: Sequence[str]
    paragraphs: Sequence[Span]
    paragraph_starts: Sequence[int]
    sentence_starts: Sequence[int]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.words.text

    def paragraph(self, word: int) -> int:
        """Number of the paragraph that a word stands in."""
        return bisect_right(self.paragraph_starts, self.words.spans[word].start)

    def sentence(self, word: int) -> int:
        """Number of the sentence that a word stands in."""
        return bisect_right(self.sentence_starts, self.words.spans[word].start)

    def is_quoted(self, word: int) -> bool:
        """Whether a word stands between quotation marks."""
        start = self.words.spans[word].start
        return any(quoted.outer.start <= start < quoted.outer.end for quoted in self.quoted)

    def begins_sentence(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return word == 0 or self.sentence(word) != self.sentence(word - 1)


def layout_of(words: Words, language: str) -> Layout:
    """Look at an article's text."""
    quoted, pieces = quoted_in(words.text), paragraphs(words.text)
    return Layout(
        words,
        language,
        quoted,
        borders_of(words, quoted),
        pieces,
        [paragraph.start for paragraph in pieces],
        [sentence.start for sentence in sentences(words.text, language)],
    )
