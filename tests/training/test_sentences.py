"""The file of sentences' vectors, made of a small base."""

import gzip
import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from training_samples import write_sources

onnx = pytest.importorskip("onnx")

torch = pytest.importorskip("torch")

from tracker.training.base import Base  # noqa: E402
from tracker.training.budget import Budget  # noqa: E402
from tracker.training.rounding import with_rounded_weights  # noqa: E402
from tracker.training.sentence_student import Student, projection_of, teach  # noqa: E402
from tracker.training.sentence_texts import sentences_of  # noqa: E402
from tracker.training.sentences import graph_of, vectors_by  # noqa: E402
from tracker.training.vocabulary import rows_of  # noqa: E402

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


def graph(base: Base, pieces: list[str] = PIECES) -> "onnx.ModelProto":
    return graph_of(base.weights, rows_of(base, pieces), base.heads, base.epsilon)


def run(model: "onnx.ModelProto", *sentences: list[int]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (vectors,) = session.run(None, {"input_ids": np.array(sentences)})
    return np.asarray(vectors)


def test_a_sentence_has_a_vector_of_length_one_whatever_stands_beside_it(base: Base) -> None:
    model = graph(base)
    together = run(model, [0, 4, 5, 2], [0, 5, 4, 2])
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(run(model, [0, 5, 4, 2])[0], together[1], rtol=1e-5)
    assert not np.allclose(together[0], together[1])


def test_rounding_the_weights_changes_little(base: Base) -> None:
    whole, rounded = (run(model, [0, 4, 5, 4, 2]) for model in (graph(base), with_rounded_weights(graph(base))))
    assert float((whole * rounded).sum()) > 0.99
    assert not np.array_equal(whole, rounded)


def test_only_the_pieces_that_are_asked_for_are_kept(base: Base) -> None:
    fewer = graph(base, [piece for piece in PIECES if piece != "a"])
    np.testing.assert_allclose(run(fewer, [0, 4, 2]), run(graph(base), [0, 5, 2]), rtol=1e-4)


def sentences() -> list[list[int]]:
    drawn = np.random.default_rng(4)
    return [[0, *drawn.choice([4, 5], size=drawn.integers(2, 9)).tolist(), 2] for _ in range(96)]


def test_a_student_learns_how_alike_sentences_are_for_the_base(base: Base) -> None:
    torch.manual_seed(1)
    rows = rows_of(base, PIECES)
    vectors = vectors_by(base, rows, sentences())
    student = Student(base, rows, projection_of(vectors, WIDTH // 2, 1))
    assert len(student.layers) == 1
    off = [each for each, _ in zip(teach(student, sentences(), vectors, Budget(None), 1), range(400), strict=False)]
    assert np.mean(off[-40:]) < 0.8 * np.mean(off[:5])


def test_a_students_file_says_what_the_student_says(base: Base) -> None:
    rows = rows_of(base, PIECES)
    student = Student(base, rows, projection_of(vectors_by(base, rows, sentences()), WIDTH // 2, 1)).eval()
    model = graph_of(student.weights(), rows, base.heads, base.epsilon)
    with torch.no_grad():
        said = student(torch.tensor([[0, 4, 5, 2]]), torch.ones(1, 4, dtype=torch.bool))
    np.testing.assert_allclose(run(model, [0, 4, 5, 2]), said.numpy(), atol=1e-3)  # pieces are rounded


def test_sentences_and_quotes_are_those_of_texts_that_anyone_may_use(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    assert sources.gold
    for further, text in (("bundestag", "Wir lehnen diesen Antrag ab."), ("gum", "The water was clear that day.")):
        with gzip.open(sources.corpora / f"{further}-train.jsonl.gz", "wt", encoding="utf-8") as stream:
            stream.write(json.dumps({"text": text}) + "\n")
    found = sentences_of(sources)
    assert len(found) == len(set(found))
    assert {"Danach gab es Kuchen.", "Wir öffnen die Brücke im Mai", "Wir lehnen diesen Antrag ab."} < set(found)
    assert {"The water was clear that day.", "Lee works for Acme Tools in Leeds."} < set(found)
    assert "It rained all day." not in found  # only in a corpus that not everybody may use
