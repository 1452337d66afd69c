"""No change may make what is found in the fixtures worse: see `gate.py`, which raises the floors."""

import gate


def test_no_figure_is_below_its_floor() -> None:
    floors, figures = gate.floors(), gate.measured()
    assert floors, "the gold has changed: python -m tests.evaluation.gate --raise"
    below = {name: (figures.get(name, 0.0), floor) for name, floor in floors.items() if figures.get(name, 0.0) < floor}
    assert below == {}


def test_floors_only_rise() -> None:
    assert gate.raised({"quote": 0.9}, {"quote": 0.8}) == {"quote": 0.9}
    assert gate.raised({"quote": 0.7}, {"quote": 0.8}) == {"quote": 0.795}
