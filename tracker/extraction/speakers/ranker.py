"""How likely each of an article's entities is the one whom a speaker's words mean: a small network, as arrays."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np

from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.model_files import model_arrays
from tracker.extraction.speakers.answers import Answer
from tracker.extraction.speakers.candidates import Candidates, Floats
from tracker.extraction.speakers.referents import Entity

FILE, OF_PRONOUNS = "speakers.npz", "pronouns.npz"
# How likely somebody must be to be named. Chosen on the dev gold: of the 80 names between .4 and .5 there 36 are right,
# of the 77 between .3 and .4 22, and these would make F1 no better.
LEAST = 0.4
LEAST_OF_PRONOUNS = 0.9  # of 971 pronouns of the dev gold 462 are as sure, of which .97 are right; others stay pronouns
SEVERAL = 0.8  # how often the rules are right where they answer several: 76 of 92 in gold


@dataclass(frozen=True, slots=True)
class Ranker:
    """Several networks that learnt the same with other beginnings; they are asked together.

    All arrays are float32 with the network as first axis. `words` and `place`: (network, width, shared), what makes the
    vectors of the speaker's words and of a place comparable; the others are two layers each, with what is added: of a
    place, and of nobody whom the article names. `calibration`: float32 (2,), slope and offset of the log-odds that make
    of a probability how often it is right.
    """

    words: Floats
    place: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    nobody_inner: Floats
    nobody_inner_bias: Floats
    nobody_outer: Floats
    calibration: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, Floats]) -> Self:
        """A ranker of named arrays. Raises KeyError where one is missing."""
        return cls(**{name: arrays[name] for name in cls.__slots__})

    def fits(self, candidates: Candidates) -> bool:
        """Whether the vectors are as wide as those that it learnt from, and as much is known beside them."""
        known = candidates.features.shape[1] + len(candidates.asked) + 3 * self.words.shape[2]
        return (len(candidates.vector), known) == (self.words.shape[1], self.inner.shape[1])

    def probabilities(self, candidates: Candidates) -> dict[Entity, float]:
        """How likely each entity is meant; what is missing to 1 is nobody whom the article names."""
        scores = self._scores(candidates)
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares = (shares / shares.sum(1, keepdims=True)).mean(0)
        found: defaultdict[Entity, float] = defaultdict(float)
        for number, share in zip(candidates.entities.tolist(), shares[:-1].tolist(), strict=True):
            found[candidates.of[number]] += share
        return found

    def likeliest(self, candidates: Candidates) -> tuple[Entity | None, float]:
        """Who is the likeliest, and how sure that is; nobody where the article names nobody."""
        likely = self.probabilities(candidates)
        best = max(likely, key=likely.__getitem__, default=None)
        return best, 0.0 if best is None else self.confidence(likely[best])

    def confidence(self, probability: float) -> float:
        """How often somebody is meant who has that probability."""
        return Calibration(*self.calibration.tolist()).of(probability)

    def _scores(self, candidates: Candidates) -> Floats:
        """float32 (network, place + 1): of each place, and of nobody."""
        networks, count = len(self.words), len(candidates.entities)
        words = (candidates.vector @ self.words)[:, None]
        places = candidates.vectors @ self.place
        asked = np.tile(candidates.asked, (networks, count, 1))
        features = np.tile(candidates.features, (networks, 1, 1))
        of_places = np.concatenate([features, asked, words * places, np.tile(words, (1, count, 1)), places], axis=2)
        of_nobody = np.tile(np.concatenate([candidates.asked, candidates.answered]), (networks, 1, 1))
        of_nobody = np.concatenate([of_nobody, words], axis=2)
        scores = (
            _two_layers(of_places, self.inner, self.inner_bias, self.outer),
            _two_layers(of_nobody, self.nobody_inner, self.nobody_inner_bias, self.nobody_outer),
        )
        return np.concatenate(scores, axis=1)


def _two_layers(known: Floats, inner: Floats, bias: Floats, outer: Floats) -> Floats:
    """float32 (network, row): scores of what is known, float32 (network, row, features)."""
    return np.asarray((np.maximum(known @ inner + bias[:, None], 0) @ outer[:, :, None])[:, :, 0], np.float32)


@cache
def ranker(file: str = FILE) -> Ranker | None:
    """The model's own; None where it hasn't learnt one yet."""
    arrays = model_arrays(file)
    return None if arrays is None else Ranker.of(arrays)


def decided(answer: Answer, candidates: Candidates, least: float) -> Answer:
    """Who speaks: whom the words most likely mean, or nobody where that isn't at least so likely.

    The answer as it is where nothing was learnt from vectors like these.
    """
    learnt = ranker()
    if learnt is None or not learnt.fits(candidates):
        return answer
    best, confidence = learnt.likeliest(candidates)
    if best is None or confidence < least:
        return replace(answer, entities=())
    if best in answer.entities:
        return replace(answer, confidence=confidence)
    return Answer((best,), candidates.resolution(best), confidence=confidence)


def meant(candidates: Candidates) -> tuple[Entity, float] | None:
    """Whom a pronoun means, and how sure that is; None where that isn't sure enough, or nothing was learnt."""
    learnt = ranker(OF_PRONOUNS)
    if learnt is None or not learnt.fits(candidates):
        return None
    best, confidence = learnt.likeliest(candidates)
    return None if best is None or confidence < LEAST_OF_PRONOUNS else (best, confidence)
