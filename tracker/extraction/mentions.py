"""Tag scores to names: which words are the name of a person, organisation, place or something else."""

import numpy as np

from tracker.extraction.encoder import Scores
from tracker.extraction.statements import NamedSpan, ReferentKind, Span

KINDS = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE, ReferentKind.OTHER)
OUTSIDE = 0  # the tags are O, then B- and I- of each kind in the order of KINDS


def names_in(scores: Scores) -> list[NamedSpan]:
    """The names in an article, in order: runs of words of one kind, a B tag or another kind begins a new one."""
    words = scores.task.words
    tags = scores.names.argmax(-1).tolist()
    best = scores.names.max(-1)
    names: list[NamedSpan] = []
    start = 0
    for number in range(1, len(words) + 1):
        if number < len(words) and _goes_on(tags[number - 1], tags[number]):
            continue
        if tags[start] != OUTSIDE:
            span = Span(words.spans[start].start, words.spans[number - 1].end)
            names.append(NamedSpan(span, _kind(tags[start]), float(np.mean(best[start:number]))))
        start = number
    return names


def _goes_on(before: int, here: int) -> bool:
    """Whether the word belongs to the same name, or the same stretch without a name, as the one before."""
    if OUTSIDE in (before, here):
        return before == here
    return _kind(before) == _kind(here) and here % 2 == 0


def _kind(tag: int) -> ReferentKind:
    return KINDS[(tag - 1) // 2]
