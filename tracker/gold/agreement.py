"""How well two readers agree who annotated the same articles without seeing each other's work.

One reader is taken for gold and the other for a program, by the same measure (`tracker.evaluation`): the ceiling of
what can be asked of a model. F1 is the same whoever is taken for gold.
"""

from collections.abc import Mapping, Sequence

from tracker.evaluation import Evaluation, LabelEvaluation, evaluate, evaluate_labels
from tracker.evaluation.annotations import AnnotatedArticle, Annotation, Labels
from tracker.evaluation.gold import TOKEN
from tracker.extraction.statements import Span
from tracker.gold.answers import GoldStatement
from tracker.gold.batches import NumberedArticle
from tracker.reading.article import Article


def agreement(
    articles: Mapping[str, NumberedArticle],
    one: Mapping[str, Sequence[GoldStatement]],
    other: Mapping[str, Sequence[GoldStatement]],
) -> tuple[Evaluation, LabelEvaluation | None]:
    """Measure one reader by the other, in the articles that both have read."""
    both = sorted(one.keys() & other.keys())
    gold = [_annotated(articles[identifier], one[identifier]) for identifier in both]
    found = {identifier: tuple(map(_annotation, other[identifier])) for identifier in both}
    return evaluate(gold, found), evaluate_labels(gold, found)


def _annotated(article: NumberedArticle, statements: Sequence[GoldStatement]) -> AnnotatedArticle:
    tokens = tuple(Span(*match.span()) for match in TOKEN.finditer(article.text))
    return AnnotatedArticle(
        article.identifier,
        Article(article.text, published=article.published, language=article.language),
        tokens,
        tuple(map(_annotation, statements)),
    )


def _annotation(statement: GoldStatement) -> Annotation:
    roles = statement.roles
    return Annotation(
        kind=statement.kind,
        quote=roles["quote"],
        speaker=roles["speaker"],
        cue=roles["cue"],
        frame=roles["frame"],
        addressee=roles["addressee"],
        labels=Labels(
            act=statement.act,
            actors=statement.actors,
            addressee_actors=statement.addressee_actors,
            said_on=statement.day,
            earlier=statement.earlier,
            standing=statement.standing,
            link=statement.link,
            matter=roles["matter"],
        ),
    )
