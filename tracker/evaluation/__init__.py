"""How well statements are found, measured on articles that people have annotated."""

from tracker.evaluation.annotations import AnnotatedArticle, Annotation, annotation_of
from tracker.evaluation.gold import read_gold, read_predicted
from tracker.evaluation.measure import Evaluation, Figure, evaluate

__all__ = [
    "AnnotatedArticle",
    "Annotation",
    "Evaluation",
    "Figure",
    "annotation_of",
    "evaluate",
    "read_gold",
    "read_predicted",
]
