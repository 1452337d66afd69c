"""Tag scores to names: which words are the name of a person, organisation, place or something else."""

from collections.abc import Sequence

from tracker.extraction.encoder import Scores
from tracker.extraction.statements import NamedSpan, ReferentKind, Span
from tracker.extraction.tags import Tagged, likeliest_names

KINDS = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE, ReferentKind.OTHER)  # as tags


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
