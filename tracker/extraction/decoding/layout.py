"""What can be seen of an article without the model: words, quotation marks, paragraphs and sentences."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.decoding.boundaries import borders_of
from tracker.extraction.document.document import Document
from tracker.extraction.document.quotation_marks import Quoted
from tracker.extraction.document.words import Words
from tracker.extraction.statements import Span


@dataclass(frozen=True, slots=True)
class Layout:
    """An article as decoding looks at it. Starts are positions in the text, ascending.

    `borders[k]` is what stands between word k - 1 and word k, see `boundaries.borders_of`.
    """

    document: Document
    borders: Sequence[str]
    paragraph_starts: Sequence[int]
    sentence_starts: Sequence[int]

    @property
    def language(self) -> str:
        """The article's language."""
        return self.document.language

    @property
    def words(self) -> Words:
        """The article's words."""
        return self.document.words

    @property
    def quoted(self) -> Sequence[Quoted]:
        """The stretches in quotation marks."""
        return self.document.quoted

    @property
    def paragraphs(self) -> Sequence[Span]:
        """The article's paragraphs."""
        return self.document.paragraphs

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


def layout_of(document: Document) -> Layout:
    """Look at an article."""
    return Layout(
        document,
        borders_of(document.words, document.quoted),
        [paragraph.start for paragraph in document.paragraphs],
        [sentence.start for sentence in document.sentences],
    )
