"""How well statements are found, measured on articles that people have annotated."""

from tracker.evaluation.annotations import AnnotatedArticle, Annotation, annotation_of
from tracker.evaluation.gold import read_gold, read_predicted, read_predicted_names, read_texts
from tracker.evaluation.labels import LabelEvaluation, evaluate_labels
from tracker.evaluation.measure import Evaluation, Figure, evaluate, evaluate_names

__all__ = [
    "AnnotatedArticle",
    "Annotation",
    "Evaluation",
    "Figure",
    "LabelEvaluation",
    "annotation_of",
    "evaluate",
    "evaluate_labels",
    "evaluate_names",
    "read_gold",
    "read_predicted",
    "read_predicted_names",
    "read_texts",
]
