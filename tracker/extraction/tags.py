"""Which words belong to which name: the likeliest sequence of tags of those that make names.

The model tags every word on its own, which leaves names without a beginning and changes of kind within one. Here the
tags are the likeliest sequence in which an I tag follows a tag of its own kind, and in which a name holds a compound
whole or not at all ("EU-Gipfel"). Found with the Viterbi algorithm (Viterbi 1967).
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from tracker.extraction.document.words import Words
from tracker.extraction.encoder import Floats, Scores
from tracker.extraction.statements import NamedSpan, ReferentKind, Span

OUTSIDE = 0  # the tags are O, then B- and I- of each kind
HYPHENS = frozenset("-–")
SURELY_OUTSIDE = 0.99  # probability from which on a word is in no name whatever its neighbours are
LEAST = 1e-6  # probabilities below count as this one
IMPOSSIBLE = -math.inf

Tagged = tuple[int, int, int]  # a name: first word, the word behind the last one, number of the kind
KINDS = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE, ReferentKind.OTHER)  # as tags


def likeliest_tags(probabilities: Floats, words: Words) -> list[int]:
    """The tag of each word. `probabilities`: float32 (word, 9), of the IOB2 tags."""
    tags = [OUTSIDE] * len(words)
    unsure = (probabilities[:, OUTSIDE] <= SURELY_OUTSIDE).tolist()
    for is_unsure, run in groupby(range(len(words)), key=unsure.__getitem__):
        if is_unsure:
            numbers = list(run)
            within = [_within_compound(words, number) for number in numbers]
            tags[numbers[0] : numbers[-1] + 1] = _sequence(probabilities[numbers], within)
    return tags


def likeliest_names(probabilities: Floats, words: Words) -> tuple[Tagged, ...]:
    """The names that the likeliest tags make. `probabilities`: float32 (word, 9), of the IOB2 tags."""
    return tuple(names_of(likeliest_tags(probabilities, words)))


def names_of(tags: Sequence[int]) -> Iterator[Tagged]:
    """The names that possible tags make."""
    for first, tag in enumerate(tags):
        if _begins(tag):
            behind = first + 1
            while behind < len(tags) and tags[behind] == tag + 1:
                behind += 1
            yield first, behind, tag // 2


def _within_compound(words: Words, number: int) -> bool:
    """Whether a hyphen joins the word to the one before, or it is such a hyphen."""
    hyphen = number if words.word(number) in HYPHENS else number - 1
    if not 0 < hyphen < len(words) - 1 or words.word(hyphen) not in HYPHENS:
        return False
    before, here, after = words.spans[hyphen - 1 : hyphen + 2]
    joined = before.end == here.start and here.end == after.start
    return joined and words.text[before.end - 1].isalnum() and words.text[after.start].isalnum()


def _sequence(probabilities: Floats, within: list[bool]) -> list[int]:
    """The likeliest sequence after a word in no name. `within`: whether each word goes on with a compound."""
    odds = [[math.log(max(each, LEAST)) for each in row] for row in probabilities.tolist()]
    best = [0.0 if tag == OUTSIDE else IMPOSSIBLE for tag in range(len(odds[0]))]
    came_from: list[list[int]] = []
    for row, goes_on in zip(odds, within, strict=True):
        likeliest = max(range(len(best)), key=best.__getitem__)
        before = [_before(tag, best, likeliest, goes_on) for tag in range(len(row))]
        came_from.append(before)
        best = [
            IMPOSSIBLE if goes_on and _begins(tag) else best[here] + odd
            for tag, (here, odd) in enumerate(zip(before, row, strict=True))
        ]
    tags = [max(range(len(best)), key=best.__getitem__)]
    for before in reversed(came_from):
        tags.append(before[tags[-1]])
    return tags[-2::-1]


def _before(tag: int, best: list[float], likeliest: int, goes_on: bool) -> int:
    """The tag that the word before has if this word has this tag."""
    if tag != OUTSIDE and not _begins(tag):
        return tag - 1 if best[tag - 1] >= best[tag] else tag
    return OUTSIDE if goes_on else likeliest


def _begins(tag: int) -> bool:
    return tag % 2 == 1


def names_in(scores: Scores, tagged: Sequence[Tagged] | None = None) -> list[NamedSpan]:
    """The names in an article, in order. A name's score is how likely its words are of its kind, on average.

    Nobody is called by small letters alone: *the senator*.
    `tagged`: what `likeliest_names` gives, where that is known already.
    """
    words = scores.task.words
    names: list[NamedSpan] = []
    for first, behind, kind in likeliest_names(scores.names, words) if tagged is None else tagged:
        span = Span(words.spans[first].start, words.spans[behind - 1].end)
        if KINDS[kind] is ReferentKind.PERSON and span.of(words.text).islower():
            continue
        score = scores.names[first:behind, 2 * kind + 1 : 2 * kind + 3].sum(-1).mean()
        names.append(NamedSpan(span, KINDS[kind], float(score)))
    return names
