"""Whom the words of a statement's speaker mean, as the network points at it: word by word, or at nobody.

A pronoun or a description has no name of its own; the network has learnt which words of the article name whoever is
meant (word-level coreference resolution: Dobrovolskii 2021, arXiv 2109.04127).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.extraction.document.words import Words
from tracker.extraction.encoder import Floats, Scores, stretches
from tracker.extraction.statements import Draft

WORDS_BEFORE, WORDS_AFTER = 400, 112  # that are looked at around a speaker: as many as a window has
REACH = 512  # a distance in words beyond which there is no difference
QUESTIONS_A_RUN = 16


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the network says of one statement's speaker.

    `words`: float32 (word,), for the words from number `first` on, the probability that the speaker's words mean
    whom this word names; `nobody`: that they mean nobody whom the article names. Together they are 1.
    """

    first: int
    words: Floats
    nobody: float

    def of(self, numbers: range) -> float:
        """The probability of whoever these words of the article name."""
        start, stop = (min(max(each - self.first, 0), len(self.words)) for each in (numbers.start, numbers.stop))
        return float(self.words[start:stop].sum())


def point(scores: Scores, drafts: Sequence[Draft]) -> list[Pointed | None]:
    """What the network says of each draft's speaker; None where no words print one."""
    words = scores.task.words
    asked = [(number, found) for number, draft in enumerate(drafts) if (found := _asked(words, draft))]
    pointed: list[Pointed | None] = [None] * len(drafts)
    for start in range(0, len(asked), QUESTIONS_A_RUN):
        some = asked[start : start + QUESTIONS_A_RUN]
        for (number, _), answer in zip(some, _point(scores, [question for _, question in some]), strict=True):
            pointed[number] = answer
    return pointed


def _asked(words: Words, draft: Draft) -> tuple[list[int], int] | None:
    """The words that print a draft's speaker, and the one that its quote begins with."""
    speaker = [number for span in draft.speaker for number in words.touched(span)]
    quote = [number for span in draft.quote[:1] for number in words.touched(span)]
    return (speaker, quote[0]) if speaker and quote else None


def _point(scores: Scores, asked: Sequence[tuple[list[int], int]]) -> Iterator[Pointed]:
    first = np.array([speaker[0] for speaker, _ in asked], np.int64)
    stretch = stretches(first, len(scores.task.words), WORDS_BEFORE, WORDS_BEFORE + WORDS_AFTER)
    inputs = {
        "words": scores.vectors,
        "speaker": _weights(len(scores.task.words), asked),
        "stretch": stretch,
        "anchor": np.array([anchor for _, anchor in asked], np.int64),
        "distance": np.clip(stretch - first[:, None], -REACH, REACH) + REACH,
    }
    (logits,) = scores.model.session("antecedents").run(None, inputs)
    exponents = np.exp(logits - logits.max(-1, keepdims=True))
    probabilities = exponents / exponents.sum(-1, keepdims=True)
    for row, of_row in enumerate(probabilities):
        yield Pointed(int(stretch[row, 0]), of_row[:-1], float(of_row[-1]))


def _weights(words: int, asked: Sequence[tuple[list[int], int]]) -> Floats:
    """What each word counts in the mean of its speaker's: float32 (question, word)."""
    weights = np.zeros((len(asked), words), np.float32)
    for row, (speaker, _) in zip(weights, asked, strict=True):
        row[speaker] = 1 / len(speaker)
    return weights
