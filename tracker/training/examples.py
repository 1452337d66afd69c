"""Articles and names to what the model is shown: windows of words with what is to be learnt of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import Window, Words, windows_of
from tracker.extraction.encoder import ACTS, KINDS, STANDINGS
from tracker.extraction.marked_words import places_of
from tracker.extraction.model_files import BOUNDARY_AFTER, BOUNDARY_BEFORE, UNKNOWN_PIECE
from tracker.extraction.statements import Spans
from tracker.terms import Standing
from tracker.training.corpora import OWN, GoldArticle, GoldStatement, Guidelines
from tracker.training.names import FIRST_TAGS, NamesText, tags_of

SPEAKER = ROLES.index("speaker")
DATES = ("published", "day", "earlier")  # on that day or where nothing is told; on another; before, and no day is told

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Begun:
    """A statement by the word that its quote begins with, counted from its window's first. `kind`: 1 to 5, in `KINDS`.

    `roles`: bool (word, 18) of its window: inside each of the six roles, begins a span of it, ends one. `act`,
    `standing` and `date`: numbers in `ACTS`, `STANDINGS` and `DATES`, None where they aren't annotated. `meant`: bool
    (word,), which words name whom the speaker's words mean, none where they mean nobody that the article names; None
    where it isn't annotated, no speaker is printed, or the window doesn't have the name.
    """

    word: int
    kind: int
    roles: Booleans
    act: int | None = None
    standing: int | None = None
    meant: Booleans | None = None
    date: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A window of W words and L pieces.

    `pieces`: int64 (L,), the boundary pieces included; `first`: int64 (W,), where each word's pieces begin; `places`:
    int64 (W,), where each word stands to quotation marks. `anchors`: int64 (W,), the kind of quote that begins there
    or 0, and `begun` the statements, None and empty where the text isn't annotated with statements, by those
    `guidelines`; `tags`: int64 (W,), numbers of the names' tags, or None. `others`: whether names of the fourth class
    are marked.
    """

    pieces: Integers
    first: Integers
    places: Integers
    anchors: Integers | None = None
    begun: tuple[Begun, ...] = ()
    guidelines: Guidelines = OWN
    tags: Integers | None = None
    others: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """A statement as numbers of an article's words."""

    kind: int
    first: int
    roles: tuple[frozenset[int], ...]
    act: int | None
    standing: int | None
    meant: frozenset[int] | None
    date: int | None


def article_examples(article: GoldArticle, overlap: float) -> list[Example]:
    """The windows of an article, neighbours sharing about `overlap` of their words."""
    document = document_of(article.text, article.language)
    words, places = document.words, places_of(document)
    statements = [counted for each in article.statements if (counted := _counted(each, words, _date(each, article)))]
    windows = list(windows_of(words, overlap))
    examples = [_with_statements(words, places, window, statements, article.guidelines) for window in windows]
    if article.names is None:
        return examples
    tags = tags_of(words, [(span, FIRST_TAGS[kind]) for span, kind in article.names])
    of_windows = (tags[window.start : window.end] for window in windows)
    return [replace(each, tags=own, others=True) for each, own in zip(examples, of_windows, strict=True)]


def names_examples(text: NamesText) -> list[Example]:
    """The windows of a text with names; one, if it isn't too long."""
    document = document_of(text.text, "")
    words, places = document.words, places_of(document)
    tags = tags_of(words, text.names)
    return [
        Example(
            *inputs_of(words, window, places),
            tags=tags[window.start : window.end],
            others=text.others,
        )
        for window in windows_of(words, 0.0)
    ]


def hidden(example: Example, share: float, random: Random) -> Example:
    """The example with about this share of its words as unknown pieces, so that it isn't known by heart."""
    pieces = example.pieces.copy()
    ends = [*example.first[1:], len(pieces) - 1]
    for start, end in zip(example.first, ends, strict=True):
        if random.random() < share:
            pieces[start:end] = UNKNOWN_PIECE
    return replace(example, pieces=pieces)


def inputs_of(words: Words, window: Window, places: Integers) -> tuple[Integers, Integers, Integers]:
    """`pieces`, `first` and `places` of an `Example`."""
    lengths = [len(words.pieces[number]) for number in range(window.start, window.end)]
    inside = [piece for number in range(window.start, window.end) for piece in words.pieces[number]]
    first = 1 + np.cumsum([0, *lengths[:-1]])
    return (
        np.array([BOUNDARY_BEFORE, *inside, BOUNDARY_AFTER], np.int64),
        first.astype(np.int64)[: len(lengths)],
        places[window.start : window.end],
    )


def _counted(statement: GoldStatement, words: Words, date: int | None) -> _Counted | None:
    """None where no word of the quote is left."""
    numbers = tuple(_numbers(words, spans) for spans in statement.roles)
    if not numbers[0]:
        return None
    act = None if statement.act is None else ACTS.index(statement.act)
    standing = None if statement.standing is None else STANDINGS.index(statement.standing)
    meant = None if statement.meant is None else _numbers(words, statement.meant)
    return _Counted(KINDS.index(statement.kind) + 1, min(numbers[0]), numbers, act, standing, meant, date)


def _date(statement: GoldStatement, article: GoldArticle) -> int | None:
    """When it was said, as a number in `DATES`: only tracker's own gold tells that, of what isn't only announced."""
    if statement.standing in (None, Standing.ANNOUNCED) or article.published is None:
        return None
    if statement.earlier:
        return DATES.index("earlier")
    return DATES.index("published" if statement.said_on in (None, article.published) else "day")


def _numbers(words: Words, spans: Spans) -> frozenset[int]:
    return frozenset(number for span in spans for number in words.touched(span))


def _with_statements(
    words: Words, places: Integers, window: Window, statements: Sequence[_Counted], guidelines: Guidelines
) -> Example:
    anchors = np.zeros(window.end - window.start, np.int64)
    begun: dict[tuple[int, int], Begun] = {}
    for each in statements:
        if not window.start <= each.first < window.end:
            continue
        here = each.first - window.start
        anchors[here] = anchors[here] or each.kind  # of several quotes with the same beginning, the first
        roles, meant = _roles(each, window), _meant(each, window)
        begun.setdefault((here, each.kind), Begun(here, each.kind, roles, each.act, each.standing, meant, each.date))
    inputs = inputs_of(words, window, places)
    return Example(*inputs, anchors=anchors, begun=tuple(begun.values()), guidelines=guidelines)


def _meant(statement: _Counted, window: Window) -> Booleans | None:
    """Which words name whom the speaker's words mean: bool (word,), or None where that can't be learnt here."""
    numbers = range(window.start, window.end)
    if statement.meant is None or not any(number in numbers for number in statement.roles[SPEAKER]):
        return None
    named = np.array([number in statement.meant for number in numbers])
    return named if named.any() or not statement.meant else None


def _roles(statement: _Counted, window: Window) -> Booleans:
    """Which words are inside each role, begin a span of it, end one: bool (word, 18)."""
    roles = np.zeros((window.end - window.start, 3 * len(ROLES)), np.bool_)
    for column, numbers in enumerate(statement.roles):
        for number in numbers:
            if window.start <= number < window.end:
                row = roles[number - window.start]
                row[column] = True
                row[len(ROLES) + column] = number - 1 not in numbers
                row[2 * len(ROLES) + column] = number + 1 not in numbers
    return roles
