"""How likely a statement was made at each time that an article names: small networks, as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Self

import numpy as np

from tracker.extraction.dating.candidates import Candidates, Floats, Integers
from tracker.extraction.dating.time_expressions import TimeExpression
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.model_files import model_arrays

FILE = "days.npz"
LEAST = 0.5  # how sure it must be that a statement was made on another day or earlier. Chosen on the train gold
NOWHERE = 2  # columns behind those of the times: it was made earlier, as no time tells, and nothing is told


@dataclass(frozen=True, slots=True)
class Told:
    """When a statement was made. `day`: None where it is told that it was earlier, and not on which day.

    `time`: the words that tell it; None where no time does.
    """

    day: date | None
    time: TimeExpression | None


@dataclass(frozen=True, slots=True)
class Ranker:
    """Several networks that learnt the same with other beginnings; they are asked together.

    All arrays have the network as first axis. `of_statement` and `of_time`: (network, vector, width, shared), what
    makes smaller vectors of those of a statement and of a time; `compared` and `beside`: (network, width, shared), what
    makes the frame of a statement and the sentence of a time comparable. `pairs`, `statements`, `times` and `both`:
    (network, features, inner), the first layer, with `bias`; `outer`: (network, inner), the second. `none_…`: the same
    of what stands nowhere, `none_outer`: (network, inner, NOWHERE). `calibration`: (2,), slope and offset of the
    log-odds that make of a probability how often it is right.
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
        """Whether it learnt from as many vectors, as wide, and what else is asked."""
        as_many = of.statement_vectors.shape[1:] == self.of_statement.shape[1:3]
        as_wide = of.time_vectors.shape[1:] == self.of_time.shape[1:3]
        return bool(as_many and as_wide and self.none_outer.shape[-1] == NOWHERE)

    def decided(self, of: Candidates, published: date | None) -> list[Told | None]:
        """When each statement was made; None where nothing is told, so that it is the day of publication."""
        decided: list[Told | None] = []
        for near, shares in zip(of.near, self.shares(of), strict=True):
            told, likely, on_published = likeliest(of, near, shares, published)
            decided.append(told if self.confidence(likely) >= LEAST else on_published)
        return decided

    def shares(self, of: Candidates) -> Floats:
        """float32 (statement, near + NOWHERE): how likely each time that is looked at tells when, or none."""
        scores = np.stack([self._scores(of, network) for network in range(len(self.outer))])
        shares = np.exp(scores - scores.max(2, keepdims=True))
        return np.asarray((shares / shares.sum(2, keepdims=True)).mean(0), np.float32)

    def confidence(self, probability: float) -> float:
        """How often a time is right that has that probability."""
        return Calibration(*self.calibration.tolist()).of(probability)

    def _scores(self, of: Candidates, network: int) -> Floats:
        """float32 (statement, near + NOWHERE): of each time that is looked at, and of what stands nowhere."""
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
        return np.concatenate([scores, none], axis=1)


def _with_vectors(features: Floats, vectors: Floats, smaller: Floats) -> Floats:
    """float32 (row, …): features beside vectors (row, vector, width), made smaller (vector, width, shared)."""
    made = np.einsum("rvw,vws->rvs", vectors, smaller, optimize=True)
    return np.concatenate([features, made.reshape(len(features), -1)], axis=1)


def likeliest(
    of: Candidates, near: Integers, shares: Floats, published: date | None
) -> tuple[Told, float, Told | None]:
    """When a statement was likeliest made, if not on the day of publication, and how likely. `shares`: its row.

    And that it was made on that day, where times that name it are likelier than that nothing is told.
    """
    summed: dict[date | None, float] = {None: float(shares[-NOWHERE])}
    highest: dict[date | None, tuple[float, TimeExpression | None]] = {None: (summed[None], None)}
    for time, share in zip((of.named[number] for number in near.tolist()), shares[:-NOWHERE].tolist(), strict=True):
        summed[time.day] = summed.get(time.day, 0.0) + share
        highest[time.day] = max(highest.get(time.day, (-1.0, None)), (share, time), key=lambda each: each[0])
    told = {day: Told(day, time) for day, (_, time) in highest.items()}
    on_published = summed.pop(published, 0.0) if published else 0.0
    day, likely = max(summed.items(), key=lambda each: each[1])
    return told[day], likely, told[published] if on_published > float(shares[-1]) else None


@cache
def ranker() -> Ranker | None:
    """The model's own; None where it hasn't learnt one yet."""
    arrays = model_arrays(FILE)
    return None if arrays is None else Ranker.of(arrays)
