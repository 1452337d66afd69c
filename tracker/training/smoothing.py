"""What matrices multiply, made fit for 8 bits (SmoothQuant: Xiao et al. 2023, arXiv 2211.10438).

ONNX Runtime rounds the values that a matrix multiplies to 256 steps between the smallest and the largest of them. In
this encoder a few columns are ten times as large as all others, so that the others are left with a handful of steps:
the words' vectors were 14 % off, and joint F1 fell by .016 in German. Here each column is divided by a number, and the
matrix's row multiplied by it: the products are the same, and both sides can be rounded. How large a column gets is
measured on articles of the train parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from tracker.extraction.decoding.candidates import candidates_in
from tracker.extraction.encoder import Model, Shape, Task, score
from tracker.extraction.words import words_in
from tracker.training.corpora import ENGLISH, GERMAN, corpus_file, read_articles
from tracker.training.graphs import FLOAT, Array

KEPT = ("anchors.multiplied", "names.multiplied", "roles.multiplied")  # multiplications that stay in floats
STRENGTH = 0.75  # 0: the matrix is made even, 1: what it multiplies
SMALLEST = 1e-5  # sizes below count as this one
MEASURED = ((GERMAN, "de", 40), (ENGLISH, "en", 12))  # articles
FLOOR = 0.1  # of a beginning's probability, from which on its roles are scored

Sizes = dict[str, Array]  # by the name of what is multiplied: float32 (column,), the largest absolute value


def multiplications(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """The nodes that multiply by a matrix of weights, which are to be rounded."""
    weights = {each.name for each in graph.initializer}
    return [
        node for node in graph.node if node.op_type == "MatMul" and node.input[1] in weights and node.name not in KEPT
    ]


def sizes(models: Mapping[str, onnx.ModelProto], corpora: Path, shape: Shape) -> dict[str, Sizes]:
    """How large what is multiplied gets in articles of the train parts, for each of the model's parts.

    `models`: the parts in floats.
    """
    measuring = {name: _Measuring(model) for name, model in models.items()}
    for _ in score(_tasks(corpora), workers=1, model=Model(measuring.__getitem__, shape)):
        pass
    return {name: each.sizes for name, each in measuring.items()}


def smoothed(model: onnx.ModelProto, measured: Sizes) -> onnx.ModelProto:
    """The model with even columns. What was never measured stays as it is."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    weights = {each.name: each for each in made.graph.initializer}
    chosen = {node.name for node in multiplications(made.graph) if node.input[0] in measured}
    nodes = list(made.graph.node)
    del made.graph.node[:]
    for node in nodes:
        if node.name in chosen:
            matrix = numpy_helper.to_array(weights[node.input[1]])
            divisor = _divisor(measured[node.input[0]], matrix)
            evened = np.ascontiguousarray(matrix * divisor[:, None])
            weights[node.input[1]].CopyFrom(numpy_helper.from_array(evened, node.input[1]))
            factor, even = f"{node.name}.evening", f"{node.name}.even"
            made.graph.initializer.append(numpy_helper.from_array(1 / divisor, factor))
            made.graph.node.append(helper.make_node("Mul", [node.input[0], factor], [even], name=even))
            node.input[0] = even
        made.graph.node.append(node)
    return made


def _divisor(largest: Array, matrix: Array) -> Array:
    """What each column is divided by: float32 (column,), 1 in the mean. `matrix`: float32 (column, output)."""
    of_matrix = np.maximum(np.abs(matrix).max(1), SMALLEST)
    divisor = np.maximum(largest, SMALLEST) ** STRENGTH / of_matrix ** (1 - STRENGTH)
    return np.asarray(divisor / divisor.mean(), np.float32)


def _tasks(corpora: Path) -> Iterator[Task]:
    for corpus, language, count in MEASURED:
        for article in islice(read_articles(corpus_file(corpora, corpus, "train")), count):
            words = words_in(article.text)
            yield Task(words, candidates_in(words, language), FLOOR)


class _Measuring:
    """A part of the model that notes how large what it multiplies gets."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.sizes: Sizes = {}
        self._outputs = [each.name for each in model.graph.output]
        given = {each.name for each in model.graph.input}
        multiplied = {node.input[0] for node in multiplications(model.graph)}
        self._given = sorted(multiplied & given)
        self._inner = sorted(multiplied - given)
        told = onnx.ModelProto()
        told.CopyFrom(model)
        for name in self._inner:
            if name not in self._outputs:
                told.graph.output.append(helper.make_tensor_value_info(name, FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # keeps every value
        self._session = onnxruntime.InferenceSession(
            told.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, outputs: None, inputs: dict[str, Any], /) -> Sequence[Any]:
        """The part's own outputs."""
        arrays = self._session.run([*self._outputs, *self._inner], inputs)
        for name in self._given:
            self._note(name, inputs[name])
        for name, array in zip(self._inner, arrays[len(self._outputs) :], strict=True):
            self._note(name, array)
        own: Sequence[Any] = arrays[: len(self._outputs)]
        return own

    def _note(self, name: str, array: Array) -> None:
        """`array`: float (…, column)."""
        largest = np.abs(array).reshape(-1, array.shape[-1]).max(0, initial=0)
        self.sizes[name] = np.maximum(self.sizes.get(name, largest), largest)
