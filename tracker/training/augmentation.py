"""Articles and sentences as they might have been printed elsewhere, so that a model sees more than the corpora hold.

Articles: as other outlets, keyboards and programs would print them, with their statements carried along. The corpora
have one typography each; a model that has seen only that one takes verbatim quotes in other marks for indirect ones.
Each epoch draws again.

Sentences: with other names in the same places. Mention replacement (Dai and Adel 2020, arXiv 2010.11683): a name makes
room for one of the same kind and language. People and places only, whose names say little of the sentence around them;
organisations' and works' say much.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from tracker.extraction.document.quotation_marks import Quoted, quoted_in
from tracker.extraction.document.sentences import LINE_BREAKS
from tracker.extraction.statements import Span, Spans
from tracker.extraction.tags import names_of
from tracker.training.corpora import GoldArticle, GoldSentence
from tracker.training.names import TAGS, tag_number

Marks = tuple[str, str, str, str]  # that open and close a quotation, and one within it

TYPOGRAPHIES: Sequence[Marks] = (
    ("„", "“", "‚", "‘"),
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("»", "«", "›", "‹"),
    ("«", "»", "‹", "›"),
    ("„", '"', "‚", "'"),
    ("„", "”", "‚", "’"),
    ("‚", "‘", "„", "“"),
    ("‘", "’", "“", "”"),
    ("'", "'", '"', '"'),
)
LIKELINESS = (3, 3, 6, 2, 1, 1, 1, 0.5, 0.5, 0.5)
WITHOUT_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
LONGEST_TITLE = 200  # characters of a first line that can be a title

RETYPED, UNCLOSED, UNCLOSED_MARKS = 0.75, 0.15, 0.2  # shares of articles, and of the marks in them
SPELT_OUT, TITLE_CHANGED, JOINED = 0.06, 0.3, 0.15
EXCHANGED = frozenset({"PER", "LOC"})
LONGEST_NAME = 4  # tokens of a name that stands in for another; what is longer is often more than a name

Name = tuple[str, ...]  # its tokens
Names = Mapping[str, Sequence[Name]]  # by kind, as in the tags


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text[start:end]` becomes `replacement`; with start == end, it is put in there."""

    start: int
    end: int
    replacement: str


class Edited:
    """A text after edits that don't overlap."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits)
        self._starts = [edit.start for edit in self._edits]
        growth = (len(edit.replacement) - (edit.end - edit.start) for edit in self._edits)
        self._shifts: Sequence[int] = [0, *accumulate(growth)]
        self.text = "".join(self._parts(text))

    def spans(self, spans: Iterable[Span]) -> Spans:
        """Where the same characters are now, without the spans of which nothing is left.

        A span that begins or ends within what was replaced has the whole replacement; what was put in at its
        beginning or end isn't in it.
        """
        moved = (Span(self._start(span.start), self._end(span.end)) for span in spans)
        return tuple(span for span in moved if span.start < span.end)

    def _parts(self, text: str) -> Iterable[str]:
        position = 0
        for edit in self._edits:
            yield text[position : edit.start]
            yield edit.replacement
            position = edit.end
        yield text[position:]

    def _start(self, position: int) -> int:
        count = bisect_right(self._starts, position)  # edits that begin there or before
        last = self._edits[count - 1] if count else None
        if last and (last.start < position < last.end or last.start == position < last.end):
            return last.start + self._shifts[count - 1]
        return position + self._shifts[count]

    def _end(self, position: int) -> int:
        count = bisect_right(self._starts, position - 1)  # edits that begin before
        last = self._edits[count - 1] if count else None
        if last and last.start < position < last.end:
            return last.start + self._shifts[count - 1] + len(last.replacement)
        return position + self._shifts[count]


def augmented(article: GoldArticle, random: Random) -> GoldArticle:
    """The article as it might have been printed elsewhere."""
    for share, change in ((TITLE_CHANGED, title_changed), (JOINED, joined), (SPELT_OUT, spelt_out)):
        if random.random() < share:
            article = change(article)
    if random.random() < RETYPED:
        marks = random.choices(TYPOGRAPHIES, LIKELINESS)[0]
        article = edited(article, retyped(article.text, marks))
    if random.random() < UNCLOSED:
        article = edited(article, unclosed(article.text, lambda: random.random() < UNCLOSED_MARKS))
    return article


def edited(article: GoldArticle, edits: Iterator[Edit]) -> GoldArticle:
    """The article after the edits, without the statements whose quote is gone."""
    after = Edited(article.text, edits)
    moved = (
        replace(
            each,
            roles=tuple(map(after.spans, each.roles)),
            meant=None if each.meant is None else after.spans(each.meant),
        )
        for each in article.statements
    )
    names = article.names and tuple((span, kind) for name, kind in article.names for span in after.spans((name,)))
    return replace(article, text=after.text, statements=tuple(each for each in moved if each.roles[0]), names=names)


def retyped(text: str, marks: Marks) -> Iterator[Edit]:
    """Other quotation marks throughout; which ones stand within others shows in their own marks."""
    for quoted in quoted_in(text):
        opening, closing = marks[2:] if quoted.depth % 2 else marks[:2]
        yield Edit(quoted.outer.start, quoted.outer.start + 1, opening)
        if quoted.closed:
            yield _closing(quoted, closing)


def unclosed(text: str, chosen: Callable[[], bool]) -> Iterator[Edit]:
    """The closing marks left out of the quotations that are `chosen`."""
    for quoted in quoted_in(text):
        if quoted.closed and quoted.depth == 0 and chosen():
            yield _closing(quoted, "")


def spelt_out(article: GoldArticle) -> GoldArticle:
    """Umlauts and ß in the letters that every keyboard has."""
    places = (
        Edit(at, at + 1, WITHOUT_UMLAUTS[each]) for at, each in enumerate(article.text) if each in WITHOUT_UMLAUTS
    )
    return edited(article, places)


def joined(article: GoldArticle) -> GoldArticle:
    """All in one line."""
    return edited(article, (Edit(*each.span(), " ") for each in LINE_BREAKS.finditer(article.text)))


def title_changed(article: GoldArticle) -> GoldArticle:
    """Without the first line where it can be a title, else with the title before it."""
    first = LINE_BREAKS.search(article.text)
    if first and first.start() <= LONGEST_TITLE and article.text[: first.start()].rstrip()[-1:] not in (".", ":"):
        rest = article.text[first.start() :].lstrip()
        return edited(article, iter([Edit(0, len(article.text) - len(rest), "")]))
    return edited(article, iter([Edit(0, 0, f"{article.title}\n\n")] if article.title else []))


def _closing(quoted: Quoted, replacement: str) -> Edit:
    return Edit(quoted.outer.end - 1, quoted.outer.end, replacement)


def names_by_kind(sentences: Iterable[GoldSentence]) -> Names:
    """All names that can stand in for others, once for each time that they are printed."""
    found: dict[str, list[Name]] = defaultdict(list)
    for sentence in sentences:
        for start, end, kind in _names_of(sentence):
            name = sentence.tokens[start:end]
            if kind in EXCHANGED and len(name) <= LONGEST_NAME and name[0][:1].isupper():
                found[kind].append(name)
    return found


def renamed(sentence: GoldSentence, names: Names, share: float, random: Random) -> GoldSentence:
    """The sentence with that share of its names, on average, replaced by names of their kind."""
    tokens: list[str] = []
    tags: list[str] = []
    done = 0
    for start, end, kind in _names_of(sentence):
        if kind not in names or random.random() >= share:
            continue
        name = random.choice(names[kind])
        tokens += [*sentence.tokens[done:start], *name]
        tags += [*sentence.tags[done:start], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        done = end
    return GoldSentence((*tokens, *sentence.tokens[done:]), (*tags, *sentence.tags[done:]))


def _names_of(sentence: GoldSentence) -> Iterator[tuple[int, int, str]]:
    """First token, the token behind the last one, and kind of each name."""
    for first, behind, number in names_of([tag_number(tag) for tag in sentence.tags]):
        yield first, behind, TAGS[2 * number + 1].removeprefix("B-")
