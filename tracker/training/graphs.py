"""ONNX graphs, written node by node: so the fused operators of ONNX Runtime are in them whatever an exporter would do.

Tensors: L pieces and T words of one window, n anchors with a stretch of S words each; W and R as in `model`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[Any]

OPSET, RUNTIME_OPSET = 17, 1
RUNTIME = "com.microsoft"  # the operators that ONNX Runtime adds: MultiHeadAttention, BiasGelu
FLOAT, INTEGER = TensorProto.FLOAT, TensorProto.INT64


class Graph:
    """A graph in the making. Nodes and weights are added by name; a node's name is that of its first output."""

    def __init__(self, epsilon: float) -> None:
        self._epsilon = epsilon
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, onnx.TensorProto] = {}

    def __contains__(self, name: str) -> bool:
        """Whether there is a node of that name."""
        return any(each.name == name for each in self._nodes)

    def weight(self, name: str, value: Array) -> str:
        """A constant array."""
        self._weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(
        self, operator: str, name: str, *inputs: str, also: Sequence[str] = (), domain: str = "", **settings: Any
    ) -> str:
        """A node; `also` are the names of its further outputs."""
        self._nodes.append(
            helper.make_node(operator, list(inputs), [name, *also], name=name, domain=domain, **settings)
        )
        return name

    def normalized(self, name: str, states: str, scale: Array, shift: Array) -> str:
        """Layer normalization of the last axis."""
        scales, shifts = self.weight(f"{name}.scale", scale), self.weight(f"{name}.shift", shift)
        return self.add("LayerNormalization", name, states, scales, shifts, axis=-1, epsilon=self._epsilon)

    def added(self, name: str, states: str, before: str, bias: Array, scale: Array, shift: Array) -> tuple[str, str]:
        """The normalized sum of `states`, `before` and the bias, and the sum itself.

        As a sum of three, for ONNX Runtime would fuse additions to an operator (SkipLayerNormalization) that takes
        several times as long.
        """
        total = self.add("Sum", f"{name}.sum", states, before, self.weight(f"{name}.bias", bias))
        return self.normalized(name, total, scale, shift), total

    def multiplied(self, name: str, states: str, matrix: Array) -> str:
        """`states @ matrix.T`, as a linear layer without its bias."""
        return self.add("MatMul", name, states, self.weight(f"{name}.matrix", matrix.T))

    def linear(self, name: str, states: str, matrix: Array, bias: Array) -> str:
        """A linear layer."""
        multiplied = self.multiplied(f"{name}.multiplied", states, matrix)
        return self.add("Add", name, multiplied, self.weight(f"{name}.bias", bias))

    def activated(self, name: str, states: str, matrix: Array, bias: Array) -> str:
        """A linear layer and the exact GELU."""
        multiplied = self.multiplied(f"{name}.multiplied", states, matrix)
        return self.add("BiasGelu", name, multiplied, self.weight(f"{name}.bias", bias), domain=RUNTIME)

    def attended(self, name: str, states: str, matrix: Array, bias: Array, heads: int) -> str:
        """Self-attention without its last projection; `matrix`: (3 W, W), queries, keys and values."""
        parts = [f"{name}.queries", f"{name}.keys", f"{name}.values"]
        multiplied = self.multiplied(f"{name}.multiplied", states, matrix)
        self.add("Split", parts[0], multiplied, self.weight(f"{name}.widths", _thirds(matrix)), also=parts[1:], axis=-1)
        biases = self.weight(f"{name}.bias", bias)
        return self.add("MultiHeadAttention", name, *parts, biases, domain=RUNTIME, num_heads=heads)

    def model(
        self, name: str, inputs: dict[str, tuple[int, Sequence[str | int]]], outputs: dict[str, Sequence[str | int]]
    ) -> onnx.ModelProto:
        """The finished model. `inputs`: type and shape by name; `outputs`: shape by name, all of them floats."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(each, *of_it) for each, of_it in inputs.items()],
            [helper.make_tensor_value_info(each, FLOAT, shape) for each, shape in outputs.items()],
            list(self._weights.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, RUNTIME_OPSET)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="tracker.training")
        onnx.checker.check_model(made)
        return made


def _thirds(matrix: Array) -> Array:
    """The widths of queries, keys and values."""
    return np.full(3, len(matrix) // 3, np.int64)
