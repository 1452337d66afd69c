"""The measure of the German news quotation corpus (Petersen-Frey and Biemann 2024, arXiv 2404.16764).

Spans become sets of tokens: a token belongs to a span that touches it. The gold and the predicted statements
of an article are paired one to one so that the F1 of the tokens of their quotes is the largest in total. Then
the share of the predicted tokens that are gold (precision) and of the gold tokens that are predicted (recall)
are averaged, role by role, over all statements that have the role; a statement without a partner counts 0.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.evaluation.annotations import ROLES, AnnotatedArticle, Annotation, Names
from tracker.extraction.statements import Span, Spans
from tracker.terms import ReferentKind

SAME_KIND = 0.01  # what the same kind adds to a pair's F1: enough to decide between equal ones
QUOTE = ROLES.index("quote")
MEASURED = (ReferentKind.PERSON, ReferentKind.ORGANISATION, ReferentKind.PLACE)


@dataclass(frozen=True, slots=True)
class Figure:
    """How well one thing is found, as shares from 0 to 1. `gold` is how often it is annotated, for kinds."""

    name: str
    precision: float
    recall: float
    gold: int | None = None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How many statements there are in gold, and were predicted, and how well the predicted ones fit.

    `figures` has each role that is annotated in gold; `roles`, all of them but the quote; `joint`, all of
    them; and `type`, the kinds of paired statements, micro-averaged, followed by each kind ("type:direct").
    """

    gold: int
    predicted: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A statement as sets of token numbers, in the order of ROLES, and as it was given; None is a missing partner."""

    kind: str | None
    roles: tuple[frozenset[int], ...]
    annotation: Annotation | None = None


_Pair = tuple[_Counted, _Counted]  # gold and predicted
_NOBODY = _Counted(None, (frozenset(),) * len(ROLES))  # the partner of a statement that has none


def evaluate(gold: Iterable[AnnotatedArticle], predicted: Mapping[str, Sequence[Annotation]]) -> Evaluation:
    """Measure what was predicted, by article id; in an article without an entry nothing was found."""
    pairs = [pair for article in gold for pair in _pairs_of(article, predicted.get(article.identifier, ()))]
    return Evaluation(
        gold=sum(annotated is not _NOBODY for annotated, _ in pairs),
        predicted=sum(found is not _NOBODY for _, found in pairs),
        figures=(*_role_figures(pairs), *_kind_figures(pairs)),
    )


@dataclass(frozen=True, slots=True)
class StatementPair:
    """A gold statement and what was found for it; one of the two is None where it has no partner.

    `overlap`: the F1 of the tokens of their quotes.
    """

    gold: Annotation | None
    found: Annotation | None
    overlap: float = 0.0


def statement_pairs(article: AnnotatedArticle, predicted: Sequence[Annotation]) -> list[StatementPair]:
    """All statements of an article, each in one pair, as the measure pairs them."""
    pairs = _pairs_of(article, predicted)
    return [StatementPair(gold.annotation, found.annotation, _f1(gold, found)) for gold, found in pairs]


def _pairs_of(article: AnnotatedArticle, predicted: Sequence[Annotation]) -> list[_Pair]:
    """All statements of an article, each in one pair."""
    gold = _counted(article.statements, article.tokens)
    found = [statement for statement in _counted(predicted, article.tokens) if statement.roles[QUOTE]]
    partners = dict(_assigned(gold, found))
    paired = set(partners.values())
    return [
        *((gold[number], found[partner]) for number, partner in partners.items()),
        *((statement, _NOBODY) for number, statement in enumerate(gold) if number not in partners),
        *((_NOBODY, statement) for number, statement in enumerate(found) if number not in paired),
    ]


def _assigned(gold: Sequence[_Counted], found: Sequence[_Counted]) -> Iterable[tuple[int, int]]:
    """The numbers of the paired statements: as many pairs as can be, of the largest total likeness."""
    if not gold or not found:
        return []
    from scipy.optimize import linear_sum_assignment

    likenesses = [[_likeness(annotated, statement) for statement in found] for annotated in gold]
    rows, columns = linear_sum_assignment(likenesses, maximize=True)
    return zip(rows.tolist(), columns.tolist(), strict=True)


def _likeness(one: _Counted, other: _Counted) -> float:
    """The token F1 of the quotes, a little more where the kind is the same; 0 where they share no token."""
    f1 = _f1(one, other)
    return f1 + SAME_KIND if f1 and one.kind == other.kind else f1


def _f1(one: _Counted, other: _Counted) -> float:
    """The token F1 of the quotes."""
    shared = len(one.roles[QUOTE] & other.roles[QUOTE])
    return 2 * shared / (len(one.roles[QUOTE]) + len(other.roles[QUOTE])) if shared else 0.0


def _counted(annotations: Iterable[Annotation], tokens: Sequence[Span]) -> list[_Counted]:
    starts = [token.start for token in tokens]
    ends = [token.end for token in tokens]

    def touched(spans: Spans) -> frozenset[int]:
        return frozenset(
            number for span in spans for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        )

    return [
        _Counted(annotation.kind, tuple(touched(getattr(annotation, role)) for role in ROLES), annotation)
        for annotation in annotations
    ]


def _role_figures(pairs: Sequence[_Pair]) -> list[Figure]:
    """A figure for each role that is annotated in gold, and for several together."""
    annotated = [role for role in range(len(ROLES)) if any(statement.roles[role] for statement, _ in pairs)]
    return [
        *(_role_figure(ROLES[role], pairs, [role]) for role in annotated),
        _role_figure("roles", pairs, [role for role in annotated if role != QUOTE]),
        _role_figure("joint", pairs, annotated),
    ]


def _role_figure(name: str, pairs: Sequence[_Pair], roles: Sequence[int]) -> Figure:
    of_each = [(gold.roles[role], found.roles[role]) for role in roles for gold, found in pairs]
    return Figure(
        name,
        precision=mean([len(gold & found) / len(found) for gold, found in of_each if found]),
        recall=mean([len(gold & found) / len(gold) for gold, found in of_each if gold]),
    )


def _kind_figures(pairs: Sequence[_Pair]) -> list[Figure]:
    """A figure for all kinds, and for each that is annotated in gold."""
    annotated = sorted({gold.kind for gold, _ in pairs if gold.kind is not None})
    of_each = [_kind_figure(f"type:{kind}", pairs, [kind]) for kind in annotated]
    predicted = {found.kind for _, found in pairs if found.kind is not None}
    return [_kind_figure("type", pairs, {*annotated, *predicted}), *of_each]


def _kind_figure(name: str, pairs: Sequence[_Pair], kinds: Iterable[str]) -> Figure:
    chosen = set(kinds)
    gold_count = sum(gold.kind in chosen for gold, _ in pairs)
    found_count = sum(found.kind in chosen for _, found in pairs)
    right = sum(gold.kind in chosen and gold.kind == found.kind for gold, found in pairs)
    return Figure(
        name,
        precision=right / found_count if found_count else 0.0,
        recall=right / gold_count if gold_count else 0.0,
        gold=gold_count,
    )


def mean(shares: Sequence[float]) -> float:
    """The mean, 0 of none."""
    return sum(shares) / len(shares) if shares else 0.0


def evaluate_names(gold: Iterable[AnnotatedArticle], predicted: Mapping[str, Names]) -> tuple[Figure, ...]:
    """A figure for each kind of name, by article id, in the articles whose names are annotated; none without any.

    Names are found whose span and kind are the ones annotated, as in CoNLL 2003 and GermEval 2014.
    """
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
