"""The file of sentences' vectors, made of a small base."""

import numpy as np
import onnxruntime
import pytest

onnx = pytest.importorskip("onnx")

from tracker.training.base import Base  # noqa: E402
from tracker.training.rounding import with_rounded_weights  # noqa: E402
from tracker.training.sentences import graph_of  # noqa: E402

WIDTH, HIDDEN, PIECES, HEADS = 8, 16, ["<s>", "<pad>", "</s>", "<unk>", "a", "b"], 2


@pytest.fixture
def base() -> Base:
    drawn = np.random.default_rng(3)

    def some(*shape: int) -> np.ndarray:
        return drawn.normal(size=shape).astype(np.float32)

    weights = {
        "pieces": some(len(PIECES), WIDTH),
        "positions": some(600, WIDTH),
        "types": some(2, WIDTH),
        "norm.weight": some(WIDTH),
        "norm.bias": some(WIDTH),
    }
    for number in range(2):
        own = f"layers.{number}."
        weights |= {f"{own}attention_in.weight": some(3 * WIDTH, WIDTH), f"{own}attention_in.bias": some(3 * WIDTH)}
        for name, rows, columns in (("attention_out", WIDTH, WIDTH), ("up", HIDDEN, WIDTH), ("down", WIDTH, HIDDEN)):
            weights |= {f"{own}{name}.weight": some(rows, columns), f"{own}{name}.bias": some(rows)}
        for name in ("attention_norm", "norm"):
            weights |= {f"{own}{name}.weight": some(WIDTH), f"{own}{name}.bias": some(WIDTH)}
    return Base(weights, [(piece, 0.0) for piece in PIECES], 1e-12, HEADS)


def run(model: "onnx.ModelProto", *sentences: list[int]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (vectors,) = session.run(None, {"input_ids": np.array(sentences)})
    return np.asarray(vectors)


def test_a_sentence_has_a_vector_of_length_one_whatever_stands_beside_it(base: Base) -> None:
    model = graph_of(base, PIECES)
    together = run(model, [0, 4, 5, 2], [0, 5, 4, 2])
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(run(model, [0, 5, 4, 2])[0], together[1], rtol=1e-5)
    assert not np.allclose(together[0], together[1])


def test_rounding_the_weights_changes_little(base: Base) -> None:
    whole, rounded = (
        run(model, [0, 4, 5, 4, 2]) for model in (graph_of(base, PIECES), with_rounded_weights(graph_of(base, PIECES)))
    )
    assert float((whole * rounded).sum()) > 0.99
    assert not np.array_equal(whole, rounded)


def test_only_the_pieces_that_are_asked_for_are_kept(base: Base) -> None:
    fewer = graph_of(base, [piece for piece in PIECES if piece != "a"])
    np.testing.assert_allclose(run(fewer, [0, 4, 2]), run(graph_of(base, PIECES), [0, 5, 2]), rtol=1e-4)
