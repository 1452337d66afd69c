"""How well names are found: those whose span and kind are the ones annotated, as in CoNLL 2003 and GermEval 2014."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.evaluation.annotations import AnnotatedArticle, Names
from tracker.evaluation.measure import Figure
from tracker.terms import ReferentKind

MEASURED = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE)


def evaluate_names(gold: Iterable[AnnotatedArticle], predicted: Mapping[str, Names]) -> tuple[Figure, ...]:
    """A figure for each kind of name, by article id, in the articles whose names are annotated; none without any."""
    annotated, found, right = (Counter[str]() for _ in range(3))
    for article in gold:
        if article.names is None:
            continue
        names = predicted.get(article.identifier, frozenset())
        for counted, some in ((annotated, article.names), (found, names), (right, article.names & names)):
            counted.update(kind for _, kind in some)
    return tuple(
        Figure(
            f"name:{kind}",
            right[kind] / found[kind] if found[kind] else 0.0,
            right[kind] / annotated[kind],
            annotated[kind],
        )
        for kind in MEASURED
        if annotated[kind]
    )
