from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

import onnxruntime  # noqa: E402

from tracker.training.export import quantize  # noqa: E402
from tracker.training.graphs import FLOAT, Array, Graph  # noqa: E402
from tracker.training.smoothing import multiplications, smoothed  # noqa: E402

COLUMNS, OUTPUTS = 64, 32
RANDOM = np.random.default_rng(0)
MATRIX = RANDOM.normal(size=(OUTPUTS, COLUMNS)).astype(np.float32)
VALUES = RANDOM.normal(size=(50, COLUMNS)).astype(np.float32)
VALUES[:, 7] *= 80  # as some columns of the encoder are
LARGEST = np.abs(VALUES).max(0)


def a_model(kept: bool = False) -> onnx.ModelProto:
    graph = Graph(1e-5)
    name = "names.multiplied" if kept else "multiplied"
    graph.multiplied(name, "values", MATRIX)
    return graph.model(name, {"values": (FLOAT, ("row", COLUMNS))}, {name: ("row", OUTPUTS)})


def products(model: bytes) -> Array:
    (found,) = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, {"values": VALUES})
    return np.asarray(found)


def off(found: Array) -> float:
    """How far from the true products, relative to them."""
    true = VALUES @ MATRIX.T
    return float(np.linalg.norm(found - true) / np.linalg.norm(true))


def test_evened_columns_multiply_to_the_same() -> None:
    assert off(products(smoothed(a_model(), {"values": LARGEST}).SerializeToString())) < 1e-5


def test_whole_numbers_lose_less_with_even_columns(tmp_path: Path) -> None:
    """Without the column that is 80 times as large, for that one alone is rounded well in any case."""
    others = VALUES.copy()
    others[:, 7] = 0
    errors = []
    for number, model in enumerate((a_model(), smoothed(a_model(), {"values": LARGEST}))):
        quantize(model, tmp_path / f"{number}.onnx")
        found = products((tmp_path / f"{number}.onnx").read_bytes())
        errors.append(np.linalg.norm(found - VALUES @ MATRIX.T) / np.linalg.norm(others @ MATRIX.T))
    assert errors[1] < errors[0] / 5


def test_what_was_not_measured_stays() -> None:
    model = a_model()
    assert smoothed(model, {}) == model
    zero = smoothed(model, {"values": np.zeros(COLUMNS, np.float32)})
    assert off(products(zero.SerializeToString())) < 1e-5


def test_what_stays_in_floats_is_left_alone() -> None:
    model = a_model(kept=True)
    assert multiplications(model.graph) == []
    assert smoothed(model, {"values": LARGEST}) == model


def test_large_numbers_are_summed_exactly_on_any_processor(tmp_path: Path) -> None:
    graph = Graph(1e-5)
    graph.multiplied("multiplied", "values", np.ones((OUTPUTS, COLUMNS), np.float32))
    quantize(graph.model("m", {"values": (FLOAT, ("row", COLUMNS))}, {"multiplied": ("row", OUTPUTS)}), tmp_path / "m")
    written = onnx.load(tmp_path / "m").graph.initializer
    assert {each.data_type for each in written if each.name.endswith("_quantized")} == {onnx.TensorProto.UINT8}
    values = np.full((3, COLUMNS), 255, np.float32)
    (found,) = onnxruntime.InferenceSession((tmp_path / "m").read_bytes()).run(None, {"values": values})
    assert np.allclose(found, 255 * COLUMNS, rtol=1e-5)
