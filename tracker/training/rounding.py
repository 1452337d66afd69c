"""What files of a transformer have in common: 8-bit weights, and its layers.

Only what is stored is rounded: each column of a matrix, and each piece's embedding, by a scale of its own. ONNX Runtime
turns the weights into floats when it loads them, and all sums are sums of floats. Values that are rounded to 8 bits
while the model runs would make a file faster, but not the same everywhere: kernels of other releases and processors
differ in the seventh digit, a value that stands near a border is rounded the other way, and twelve layers later the
scores differ in the second. Sums of floats differ in the fifth at most.
"""

from collections.abc import Collection, Iterator

import numpy as np
import onnx
from onnx import helper, numpy_helper

from tracker.training.graphs import FLOAT, Array, Graph

LARGEST = 127  # of the whole numbers that weights are stored as
ROUNDED, SCALES, UNSCALED = ".rounded", ".scales", ".unscaled"  # what is added to the name of a rounded matrix


def with_rounded_weights(model: onnx.ModelProto, never: Collection[str] = ()) -> onnx.ModelProto:
    """The model with matrices of 8-bit integers, which become floats when a session loads them.

    `never`: the multiplications whose matrices stay whole.
    """
    made = onnx.ModelProto()
    made.CopyFrom(model)
    weights = {each.name: each for each in made.graph.initializer}
    nodes = list(made.graph.node)
    del made.graph.node[:]
    for node in nodes:
        if node.op_type == "MatMul" and node.input[1] in weights and node.name not in never:
            made.graph.node.extend(_restoring_nodes(made.graph, weights[node.input[1]]))
        made.graph.node.append(node)
    onnx.checker.check_model(made)
    return made


def _restoring_nodes(graph: onnx.GraphProto, weight: onnx.TensorProto) -> Iterator[onnx.NodeProto]:
    """Round a weight of the graph, and give the nodes that make floats of it again under its old name."""
    name = weight.name
    whole, scales = rounded(numpy_helper.to_array(weight), axis=0)
    graph.initializer.remove(weight)
    graph.initializer.append(numpy_helper.from_array(whole, name + ROUNDED))
    graph.initializer.append(numpy_helper.from_array(scales, name + SCALES))
    yield helper.make_node("Cast", [name + ROUNDED], [name + UNSCALED], name=name + UNSCALED, to=FLOAT)
    yield helper.make_node("Mul", [name + UNSCALED, name + SCALES], [name], name=name)


def rounded(values: Array, axis: int) -> tuple[Array, Array]:
    """8-bit integers of the same shape, and the float32 scales by which they are multiplied, one along `axis`."""
    scales = np.asarray(np.maximum(np.abs(values).max(axis, keepdims=True), 1e-12) / LARGEST, np.float32)
    return np.rint(values / scales).astype(np.int8), scales


def embedded_pieces(graph: Graph, table: Array, whole: bool = False) -> str:
    """The pieces' embeddings, float (1, L, W), from whole numbers with a scale for each piece."""
    if whole:
        return graph.add("Gather", "pieces", graph.weight("pieces_table", table), "input_ids")
    whole_numbers, scales = rounded(table, axis=-1)
    numbers = graph.add("Gather", "pieces_rounded", graph.weight("pieces_table", whole_numbers), "input_ids")
    floats = graph.add("Cast", "pieces_unscaled", numbers, to=FLOAT)
    scale = graph.add("Gather", "pieces_scale", graph.weight("pieces_scales", scales), "input_ids")
    return graph.add("Mul", "pieces", floats, scale)


def transformer_layer(graph: Graph, weights: dict[str, Array], name: str, states: str, heads: int) -> str:
    """A layer of `transformer.Layer`."""

    def of(part: str) -> Array:
        return weights[name + part]

    attended = graph.attended(f"{name}attended", states, of("attention_in.weight"), of("attention_in.bias"), heads)
    projected = graph.multiplied(f"{name}projected", attended, of("attention_out.weight"))
    norms = of("attention_norm.weight"), of("attention_norm.bias")
    states, _ = graph.added(f"{name}attention", projected, states, of("attention_out.bias"), *norms)
    hidden = graph.activated(f"{name}up", states, of("up.weight"), of("up.bias"))
    down = graph.multiplied(f"{name}down", hidden, of("down.weight"))
    states, _ = graph.added(f"{name}norm", down, states, of("down.bias"), of("norm.weight"), of("norm.bias"))
    return states
