"""How likely each day that an article names is the one on which a statement was made: small networks, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Self

import numpy as np

from tracker.extraction.dating.candidates import Candidates, Floats, Integers
from tracker.extraction.dating.time_expressions import TimeExpression
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.model_arrays import model_arrays

FILE = "days.npz"
LEAST = 0.55  # how sure it must be that a statement was made on a day, to date it. Chosen on the train gold


@dataclass(frozen=True, slots=True)
class Ranker:
    """Several networks that learnt the same with other beginnings; they are asked together.

    All arrays have the network as first axis. `of_statement` and `of_time`: (network, vector, width, shared), what
    makes smaller vectors of those of a statement and of a time; `compared` and `beside`: (network, width, shared), what
    makes the frame of a statement and the sentence of a time comparable. `pairs`, `statements`, `times` and `both`:
    (network, features, inner), the first layer, with `bias`; `outer`: (network, inner), the second. `none_…`: the same
    of that no day is told. `calibration`: (2,), slope and offset of the log-odds that make of a probability how often
    it is right.
    """

    of_statement: Floats
    of_time: Floats
    compared: Floats
    beside: Floats
    pairs: Floats
    statements: Floats
    times: Floats
    both: Floats
    bias: Floats
    outer: Floats
    none_inner: Floats
    none_bias: Floats
    none_outer: Floats
    calibration: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, Floats]) -> Self:
        """A ranker of named arrays. Raises KeyError where one is missing."""
        return cls(**{each.name: arrays[each.name].astype(np.float32) for each in fields(cls)})

    def fits(self, of: Candidates) -> bool:
        """Whether the vectors are as wide as those that it learnt from."""
        return bool(of.time_vectors.shape[-1] == self.compared.shape[1])

    def decided(self, of: Candidates) -> list[TimeExpression | None]:
        """The time that tells on which day each statement was said; None where no day is likely enough."""
        decided: list[TimeExpression | None] = []
        for near, shares in zip(of.near, self.shares(of), strict=True):
            day, likely = likeliest_day(of.days, near, shares)
            on_it = [share if of.days[time] == day else -1.0 for time, share in zip(near, shares, strict=False)]
            decided.append(of.named[near[np.argmax(on_it)]] if self.confidence(likely) >= LEAST else None)
        return decided

    def shares(self, of: Candidates) -> Floats:
        """float32 (statement, near + 1): how likely each time that is looked at tells the day, and that none does."""
        scores = np.stack([self._scores(of, network) for network in range(len(self.outer))])
        shares = np.exp(scores - scores.max(2, keepdims=True))
        return np.asarray((shares / shares.sum(2, keepdims=True)).mean(0), np.float32)

    def confidence(self, probability: float) -> float:
        """How often a day is right that has that probability."""
        return Calibration(*self.calibration.tolist()).of(probability)

    def _scores(self, of: Candidates, network: int) -> Floats:
        """float32 (statement, near + 1): of each time that is looked at, and of none."""
        statements = _with_vectors(of.statements, of.statement_vectors, self.of_statement[network])
        times = _with_vectors(of.times, of.time_vectors, self.of_time[network])
        frames = of.statement_vectors[:, -1] @ self.compared[network]
        sentences = of.time_vectors[:, -1] @ self.beside[network]
        inner = (
            of.pairs @ self.pairs[network]
            + (statements @ self.statements[network])[:, None]
            + (times @ self.times[network])[of.near]
            + (frames[:, None] * sentences[of.near]) @ self.both[network]
            + self.bias[network]
        )
        scores = np.where(of.there, np.maximum(inner, 0) @ self.outer[network], -np.inf)
        none = np.maximum(statements @ self.none_inner[network] + self.none_bias[network], 0) @ self.none_outer[network]
        return np.concatenate([scores, none[:, None]], axis=1)


def _with_vectors(features: Floats, vectors: Floats, smaller: Floats) -> Floats:
    """float32 (row, …): features beside vectors (row, vector, width), made smaller (vector, width, shared)."""
    made = np.einsum("rvw,vws->rvs", vectors, smaller, optimize=True)
    return np.concatenate([features, made.reshape(len(features), -1)], axis=1)


def likeliest_day(days: Sequence[date], near: Integers, shares: Floats) -> tuple[date, float]:
    """The likeliest of the days of times that are looked at, and how likely it is. `shares`: as `Ranker` gives them."""
    likely: dict[date, float] = {}
    for time, share in zip(near.tolist(), shares[:-1].tolist(), strict=True):
        likely[days[time]] = likely.get(days[time], 0.0) + share
    return max(likely.items(), key=lambda of: of[1])


@cache
def ranker() -> Ranker | None:
    """The model's own; None where it hasn't learnt one yet."""
    arrays = model_arrays(FILE)
    return None if arrays is None else Ranker.of(arrays)
