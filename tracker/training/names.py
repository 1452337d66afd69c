"""Sentences with names to texts as they are printed, with a tag for each word."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from tracker.extraction.document.words import Words
from tracker.extraction.language import clitics
from tracker.extraction.statements import Span
from tracker.terms import ReferentKind
from tracker.training.corpora import GoldSentence

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
OUTSIDE = 0
FIRST_TAGS = {  # of a name's first word
    ReferentKind.PERSON: TAGS.index("B-PER"),
    ReferentKind.ORGANISATION: TAGS.index("B-ORG"),
    ReferentKind.PLACE: TAGS.index("B-LOC"),
    ReferentKind.OTHER: TAGS.index("B-MISC"),
}
OTHER = (TAGS.index("B-MISC"), TAGS.index("I-MISC"))
# GermEval's fourth class, with what is derived from such names or holds one. Words derived from names of the other
# classes ("deutsch", "Berlin-Reise") are no names: `Mention` wants what somebody or something is called.
OF_OTHER = ("OTH", "OTHderiv", "OTHpart")

BEFORE_NO_SPACE = frozenset(".,;:!?)]}%…’“”«")
AFTER_NO_SPACE = frozenset("([{„»#")
STRAIGHT = frozenset({'"', "''", "``", "'"})
PRINTED = {"''": '"', "``": '"'}


@dataclass(frozen=True, slots=True)
class NamesText:
    """Sentences as one text. `names` are the spans of its tokens that belong to a name, with their tags.

    `others` says whether the corpus marks names other than those of people, organisations and places.
    """

    text: str
    language: str
    names: tuple[tuple[Span, int], ...]
    others: bool


def tag_number(tag: str) -> int:
    """The number in `TAGS` of a corpus's own tag."""
    place, _, kind = tag.partition("-")
    known = f"{place}-MISC" if kind in OF_OTHER else tag
    return TAGS.index(known) if known in TAGS else OUTSIDE


def printed(tokens: Sequence[str], language: str) -> tuple[str, list[Span]]:
    """The tokens as a sentence is printed, and where each is: no space before a comma, none within straight marks."""
    before_no_space = BEFORE_NO_SPACE | clitics(language)
    text = ""
    spans = []
    glued = True  # whether the next token comes without a space
    open_marks: set[str] = set()
    for token in tokens:
        shown = PRINTED.get(token, token)
        closes = shown in open_marks
        text += "" if glued or closes or token in before_no_space else " "
        spans.append(Span(len(text), len(text) + len(shown)))
        text += shown
        glued = token in AFTER_NO_SPACE or (token in STRAIGHT and not closes)
        if token in STRAIGHT:
            open_marks ^= {shown}
    return text, spans


def texts_of(
    sentences: Iterable[GoldSentence], language: str, *, others: bool, length: int, random: Random | None = None
) -> Iterator[NamesText]:
    """The sentences, shuffled where there is a `random`, as texts of about `length` tokens."""
    ordered = list(sentences)
    if random:
        random.shuffle(ordered)
    together: list[GoldSentence] = []
    for sentence in ordered:
        together.append(sentence)
        if sum(len(each.tokens) for each in together) >= length:
            yield _joined(together, language, others)
            together = []
    if together:
        yield _joined(together, language, others)


def _joined(sentences: Iterable[GoldSentence], language: str, others: bool) -> NamesText:
    text = ""
    names: list[tuple[Span, int]] = []
    for sentence in sentences:
        text += " " if text else ""
        own, spans = printed(sentence.tokens, language)
        tagged = zip(spans, map(tag_number, sentence.tags), strict=True)
        names += [(Span(span.start + len(text), span.end + len(text)), tag) for span, tag in tagged if tag != OUTSIDE]
        text += own
    return NamesText(text, language, tuple(names), others)


def tags_of(words: Words, names: Sequence[tuple[Span, int]]) -> npt.NDArray[np.int64]:
    """The tag of each word, int64 (word,): that of the token it stands in; only the first word of a name has a B."""
    tags = np.zeros(len(words), np.int64)
    for span, tag in names:
        first = bisect_left(words.spans, span.start, key=lambda word: word.end - 1)
        behind = bisect_left(words.spans, span.end, key=lambda word: word.start)
        if first < behind:
            tags[first:behind] = tag + tag % 2  # B tags are odd, the I tag of the same kind follows
            tags[first] = tag
    return tags
