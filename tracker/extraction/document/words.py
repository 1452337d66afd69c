"""Text to words with offsets, and words to windows that the encoder can read at once."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tracker.extraction.model_files import model_file
from tracker.extraction.statements import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 508  # of one window, without the two boundary pieces
MAX_PIECES_OF_WORD = 48  # what no printed word needs: keeps a megabyte without spaces from filling a window
UNREADABLE = re.compile(r"[\ud800-\udfff\u2581]")  # half a surrogate pair; ▁ is the tokenizer's own space
SENTENCE_END = re.compile(r"[.!?][\"'”“’‘»«)\]]*$")


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words: `spans[k]` is where word k stands, `pieces[k]` its vocabulary numbers (one or more).

    A word is a run of letters and digits or one other character, as the model was trained on.
    """

    text: str
    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.spans)

    def touched(self, span: Span) -> range:
        """The numbers of the words that have a character in a span of the text."""
        first = bisect_right(self.spans, span.start, key=lambda word: word.end)
        return range(first, bisect_left(self.spans, span.end, lo=first, key=lambda word: word.start))

    def word(self, number: int) -> str:
        """The printed word of that number."""
        return self.spans[number].of(self.text)


@dataclass(frozen=True, slots=True)
class Window:
    """The words `start` to `end` (exclusive) of an article, read by the encoder at once."""

    start: int
    end: int


@cache
def tokenizer() -> "Tokenizer":
    """The model's tokenizer, loaded once."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(model_file("tokenizer.json").read_text(encoding="utf-8"))


def words_in(text: str) -> Words:
    """Split a text into words with their offsets and vocabulary numbers.

    The words are in order and disjoint, and every character but white space belongs to one. Half a surrogate
    pair is read as a replacement character.
    """
    encoding = tokenizer().encode(UNREADABLE.sub("\ufffd", text), add_special_tokens=False)
    spans: list[Span] = []
    pieces: list[list[int]] = []
    last_word = None
    for word, (start, end), piece in zip(encoding.word_ids, encoding.offsets, encoding.ids, strict=True):
        while start < end and text[start].isspace():
            start += 1
        if start == end and word != last_word:
            continue  # white space alone is no word
        # What normalization takes apart (… to three full stops, ½) is one printed word all the same.
        if word != last_word and not (spans and start < spans[-1].end):
            spans.append(Span(start, end))
            pieces.append([piece])
        else:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
            if len(pieces[-1]) < MAX_PIECES_OF_WORD:
                pieces[-1].append(piece)
        last_word = word
    return Words(text, _without_gaps(text, spans), tuple(tuple(of_word) for of_word in pieces))


def _without_gaps(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """The words, with what normalization joined to their last letter and left outside: an accent of its own."""
    limits = [*(span.start for span in spans), len(text)][1:]
    whole = []
    for span, limit in zip(spans, limits, strict=True):
        end = span.end
        while end < limit and not text[end].isspace():
            end += 1
        whole.append(Span(span.start, end))
    return tuple(whole)


def windows_of(words: Words, overlap: float) -> list[Window]:
    """Windows of at most `MAX_PIECES` pieces that cover all words; neighbours share about `overlap` (0 to 1).

    A window begins at the beginning of a sentence where there is one in reach.
    """
    windows: list[Window] = []
    starts = _sentence_starts(words)
    start = 0
    while start < len(words):
        end = _furthest_end(words, start)
        windows.append(Window(start, end))
        if end == len(words):
            break
        target = start + max(1, int((end - start) * (1 - overlap)))
        earlier = [number for number in range(target, start, -1) if number in starts]
        start = earlier[0] if earlier else target
    return windows


def _sentence_starts(words: Words) -> set[int]:
    """Numbers of the words that begin a line, or follow a sentence's end and a space."""
    starts = set()
    for number in range(1, len(words)):
        before, here = words.spans[number - 1], words.spans[number]
        gap = words.text[before.end : here.start]
        line_end = words.text[max(0, before.end - 4) : before.end]
        if "\n" in gap or (gap and SENTENCE_END.search(line_end)):
            starts.add(number)
    return starts


def _furthest_end(words: Words, start: int) -> int:
    """The first word that no longer fits into a window that begins at `start`."""
    room = MAX_PIECES
    end = start
    while end < len(words) and len(words.pieces[end]) <= room:
        room -= len(words.pieces[end])
        end += 1
    return end
