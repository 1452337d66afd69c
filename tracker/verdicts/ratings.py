"""From a printed rating to a label: only where a list of well-known labels has it, `tracker/lexicon/*/ratings.toml`.

The number beside a rating is no help: scales run both ways, and many are broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tracker.lexicon import load_all
from tracker.spelling import tokens
from tracker.terms import Verdict


@dataclass(frozen=True)
class RatingWords:
    """The lexicon `ratings` of one language: the ratings that stand for a label, in any case."""

    labels: Mapping[Verdict, tuple[str, ...]]


def label_of(rating: str) -> Verdict | None:
    """The label that a rating as printed stands for, None for those that no list has: *Misleading* is no *false*."""
    return _labels().get(" ".join(tokens(rating)))


@cache
def _labels() -> Mapping[str, Verdict]:
    return {
        " ".join(tokens(words)): label
        for lexicon in load_all(RatingWords, "ratings")
        for label, listed in lexicon.labels.items()
        for words in listed
    }
