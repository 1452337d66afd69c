"""The same text gives the same statements, though releases of the runtime and processors differ in the last digits.

Measured (`python -m tests.benchmarks.runtimes`), what two runtimes say of a word differs by 0.00001 at most; here it is
moved by ten times as much.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from tracker.extraction import Extraction, Item
from tracker.extraction.encoder import Model, session, shape
from tracker.extraction.pipeline import extract_items
from tracker.extraction.statements import Statement

GOLD = Path(__file__).parent.parent.parent / "fixtures" / "gold.jsonl"
FURTHEST = 1e-4


class Shaken:
    """A part of the model whose scores are moved a little, at random; for the same words it is asked once in all."""

    said: ClassVar[dict[tuple[Any, ...], Sequence[Any]]] = {}

    def __init__(self, name: str, seed: int) -> None:
        self._name, self._random = name, np.random.default_rng(seed)

    def run(self, outputs: None, inputs: dict[str, Any], /) -> Sequence[Any]:
        asked = (self._name, *((name, each.shape, each.tobytes()) for name, each in inputs.items()))
        if asked not in self.said:
            self.said[asked] = session(self._name).run(outputs, inputs)
        return [
            (each + self._random.uniform(-FURTHEST, FURTHEST, each.shape)).astype(np.float32)
            for each in self.said[asked]
        ]


@pytest.fixture(scope="module")
def items() -> list[Item]:
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [Item(row["text"], date.fromisoformat(row["date"]), row["language"]) for row in rows]


@pytest.fixture(scope="module")
def still(items: list[Item]) -> list[Extraction]:
    return list(extract_items(items))


def without_confidence(found: Extraction) -> Extraction:
    def sure(statement: Statement) -> Statement:
        actors = tuple(replace(each, confidence=None) for each in statement.actors)
        return replace(statement, confidence=0, act_confidence=0, actors=actors)

    return replace(found, statements=tuple(map(sure, found.statements)))


@pytest.mark.parametrize("seed", range(3))
def test_no_statement_of_the_fixtures_hangs_on_the_last_digits(
    items: list[Item], still: list[Extraction], seed: int
) -> None:
    parts = {name: Shaken(name, seed) for name in ("encoder", "roles")}
    shaken = list(extract_items(items, model=Model(parts.__getitem__, shape())))
    assert [without_confidence(each) for each in shaken] == [without_confidence(each) for each in still]
    for one, other in zip(shaken, still, strict=True):
        assert [each.confidence for each in one.statements] == pytest.approx(
            [each.confidence for each in other.statements], abs=0.002
        )
        assert [each.act_confidence for each in one.statements] == pytest.approx(
            [each.act_confidence for each in other.statements], abs=0.002
        )
