"""Tag scores to names: which words are the name of a person, organisation, place or something else."""

from tracker.extraction.encoder import Scores
from tracker.extraction.statements import NamedSpan, ReferentKind, Span
from tracker.extraction.tags import likeliest_tags, names_of

KINDS = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE, ReferentKind.OTHER)  # as tags


def names_in(scores: Scores) -> list[NamedSpan]:
    """The names in an article, in order. A name's score is how likely its words are of its kind, on average."""
    words = scores.task.words
    names: list[NamedSpan] = []
    for first, behind, kind in names_of(likeliest_tags(scores.names, words)):
        span = Span(words.spans[first].start, words.spans[behind - 1].end)
        score = scores.names[first:behind, 2 * kind + 1 : 2 * kind + 3].sum(-1).mean()
        names.append(NamedSpan(span, KINDS[kind], float(score)))
    return names
