"""No change may make what is found in the fixtures worse: see `gate.py`, which raises the floors."""

import gate


def test_no_figure_is_below_its_floor() -> None:
    assert gate.floors(), "the gold has changed: python -m tests.evaluation.gate --raise"
    assert gate.below(gate.measured()) == {}


def test_what_has_fallen_is_below() -> None:
    floors = gate.floors()
    assert gate.below(floors) == {}
    few, many = "act:apology", "act as a whole"
    assert gate.below(floors | {few: floors[few] - 0.05}) == {}  # of nine statements
    assert set(gate.below(floors | {few: floors[few] - 0.3, many: floors[many] - 0.002})) == {few, many}


def test_floors_only_rise() -> None:
    assert gate.raised({"quote": 0.9}, {"quote": 0.8}) == {"quote": 0.9}
    assert gate.raised({"quote": 0.7}, {"quote": 0.8}) == {"quote": 0.795}
