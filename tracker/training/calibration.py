"""Confidences that mean what they say: of the statements with .9, nine in ten are statements.

A model's probabilities are too sure or not sure enough. Two numbers, a slope and an offset of the log-odds, mend that
(Platt 1999, "Probabilistic outputs for support vector machines"), fitted to what readers say of the statements found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tracker.evaluation import AnnotatedArticle, annotation_of
from tracker.evaluation.labels import SAME_STATEMENT
from tracker.evaluation.measure import statement_pairs
from tracker.extraction.acts import act_of
from tracker.extraction.decoding.thresholds import Calibration, log_odds
from tracker.extraction.document.document import Document
from tracker.extraction.statements import Draft

Floats = npt.NDArray[np.float64]

STEPS = 30  # of Newton's method, which needs about six
CAUTION = 1.0  # a prior's weight that the probabilities are right as they are, in statements
BEFORE = np.array([1.0, 0.0])  # slope and offset
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The confidences of what was found, as the model has them, and whether readers have it too."""

    confidences: Sequence[float]
    right: Sequence[bool]

    def __add__(self, other: "Judged") -> "Judged":
        return Judged([*self.confidences, *other.confidences], [*self.right, *other.right])


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements with about the same confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def judged(gold: AnnotatedArticle, drafts: Sequence[Draft]) -> Judged:
    """What readers say of an article's statements; one is right that shares at least half of its words with gold."""
    annotations = [annotation_of(draft) for draft in drafts]
    pairs = statement_pairs(gold, annotations)
    right = {id(pair.found) for pair in pairs if pair.gold and pair.overlap >= SAME_STATEMENT}
    return Judged([draft.confidence for draft in drafts], [id(annotation) in right for annotation in annotations])


def judged_acts(gold: AnnotatedArticle, document: Document, drafts: Sequence[Draft]) -> Judged:
    """What readers say of the acts of an article's statements that are statements."""
    acted = [act_of(document, draft) for draft in drafts]
    annotations = [annotation_of(draft) for draft in drafts]
    of_gold = {
        id(pair.found): pair.gold for pair in statement_pairs(gold, annotations) if pair.overlap >= SAME_STATEMENT
    }
    confidences, right = [], []
    for annotation, of_draft in zip(annotations, acted, strict=True):
        read = of_gold.get(id(annotation))
        if read and read.labels and of_draft.probability is not None:
            confidences.append(of_draft.probability)
            right.append(read.labels.act == of_draft.act)
    return Judged(confidences, right)


def calibration(of: Judged) -> Calibration:
    """The slope and offset with the highest likelihood; none, 1 and 0, where all or nothing is right."""
    right = np.array(of.right, np.float64)
    if not len(right) or right.all() or not right.any():
        return Calibration()
    odds = np.array([[log_odds(each), 1.0] for each in of.confidences])
    weights = BEFORE
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-odds @ weights))
        gradient = odds.T @ (told - right) + CAUTION * (weights - BEFORE)
        curvature = (odds * (told * (1 - told))[:, None]).T @ odds + CAUTION * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        while _loss(odds, right, weights - step) > _loss(odds, right, weights) and np.abs(step).max() > 1e-9:
            step = step / 2  # Newton's method goes too far where the curvature is small
        weights = weights - step
    return Calibration(round(float(weights[0]), 3), round(float(weights[1]), 3))


def _loss(odds: Floats, right: Floats, weights: Floats) -> float:
    """The negative logarithm of the likelihood. `odds`: (N, 2); `right`: (N,), 0 or 1."""
    signed = np.where(right > 0, 1.0, -1.0) * (odds @ weights)
    return float(np.logaddexp(0, -signed).sum() + CAUTION / 2 * ((weights - BEFORE) ** 2).sum())


def reliability(of: Judged, calibrated: Calibration) -> list[Bin]:
    """How many of the statements with about the same confidence are right (reliability diagram)."""
    told = [calibrated.of(each) for each in of.confidences]
    bins = []
    for low, high in pairwise(BINS):
        inside = [number for number, each in enumerate(told) if low <= each < high or each == high == 1]
        if inside:
            mean = sum(told[number] for number in inside) / len(inside)
            bins.append(
                Bin(len(inside), round(mean, 3), round(sum(of.right[number] for number in inside) / len(inside), 3))
            )
    return bins
