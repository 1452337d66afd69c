"""A model's files to the weights that they were made of, as far as rounding has left them.

The way back from `tracker.training.export`: to round a model again, or to train it on from where it stands. What the
files don't have begins again: the borders of spans and the antecedents that the model also learns to score, and roles,
acts and standings where a file is older than they are. Marks are those of tracker's own guidelines, for all.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from onnx import numpy_helper

from tracker.training.checkpoints import Trained
from tracker.training.corpora import listed
from tracker.training.export import KEPT_PIECES
from tracker.training.graphs import Array
from tracker.training.model import IN_NO_ROLE, OUTPUTS, RoleDecoder, buckets
from tracker.training.rounding import ROUNDED, SCALES
from tracker.training.settings import Settings

ATTENTION = "MultiHeadAttention"


def restored(folder: Path) -> Trained:
    """The weights of the model whose files are in `folder`.

    Raises OSError where a file is missing, and ValueError where they aren't those of a model that `export` has made.
    """
    encoder, roles = (_Part(folder / f"{name}.onnx") for name in ("encoder", "roles"))
    try:
        settings = _settings(encoder, roles, tomllib.loads((folder / "shape.toml").read_text(encoding="utf-8")))
        weights = _of_encoder(encoder, len(settings.layers)) | _of_roles(roles, settings)
    except KeyError as error:
        raise ValueError(f"{folder}: has no {error}, so it isn't a model that was made by tracker.training") from error
    tensors = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in weights.items()}
    return Trained(settings, len(weights["encoder.pieces.weight"]), tensors)


class _Part:
    """The weights of an ONNX file by the names that `export` gave them."""

    def __init__(self, file: Path) -> None:
        try:
            graph = onnx.load(file).graph
        except DecodeError as error:
            raise ValueError(f"{file}: is no ONNX file, or is damaged") from error
        self._arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        attention = (node for node in graph.node if node.op_type == ATTENTION)
        self.layers_of_pieces = _layers_before(graph, KEPT_PIECES)
        self.heads = [each.i for node in attention for each in node.attribute if each.name == "num_heads"]

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def matrix(self, node: str) -> Array:
        """The matrix that the node of that name multiplies by, as a linear layer has it: (output, column)."""
        name = f"{node}.matrix"
        if name in self._arrays:
            return self[name].T
        return (self[name + ROUNDED].astype(np.float32) * self[name + SCALES]).T

    def linear(self, name: str, node: str, bias: str) -> dict[str, Array]:
        """A linear layer's weights."""
        return {f"{name}.weight": self.matrix(node), f"{name}.bias": self[f"{bias}.bias"]}

    def norm(self, name: str, node: str) -> dict[str, Array]:
        """A normalization's weights."""
        return {f"{name}.weight": self[f"{node}.scale"], f"{name}.bias": self[f"{node}.shift"]}


def _layers_before(graph: onnx.GraphProto, name: str) -> int:
    """How many layers come before the node of that name; 0 where there is none."""
    attentions = 0
    for node in graph.node:
        if node.name == name:
            return attentions
        attentions += node.op_type == ATTENTION
    return 0


def _settings(encoder: _Part, roles: _Part, shape: Mapping[str, int]) -> Settings:
    """What the sizes of the weights tell, and `shape.toml`."""
    role_width, width = roles.matrix("word.multiplied").shape
    return Settings(
        layers=tuple(range(len(encoder.heads))),
        width=width,
        heads=encoder.heads[0],
        hidden=len(encoder["encoder.layers.0.up.bias"]),
        layers_of_pieces=encoder.layers_of_pieces,
        role_width=role_width,
        role_layers=len(roles.heads),
        role_heads=roles.heads[0],
        words_before=shape["words_before"],
        words_after=shape["words_after"],
    )


def _of_encoder(part: _Part, layers: int) -> dict[str, Array]:
    table = part["pieces_table"].astype(np.float32) * part["pieces_scales"]
    weights = {
        "encoder.pieces.weight": table,
        "encoder.positions.weight": part["positions"],  # with the type of the pieces, which is one for all
        "encoder.piece_type": np.zeros(table.shape[1], np.float32),
        "encoder.marks.weight": np.tile(part["marks_table"], (listed().guidelines, 1)),
        **part.norm("encoder.norm", "encoder.norm"),
    }
    for number in range(layers):
        layer = f"encoder.layers.{number}"
        weights |= _attention(part, layer, layer)
        weights |= part.norm(f"{layer}.attention_norm", f"{layer}.attention")
        weights |= part.norm(f"{layer}.norm", f"{layer}.norm")
        weights |= part.linear(f"{layer}.up", f"{layer}.up.multiplied", f"{layer}.up")
        weights |= part.linear(f"{layer}.down", f"{layer}.down", f"{layer}.norm")
    weights |= part.linear("anchors.0", "beginnings.multiplied", "beginnings")
    weights |= part.linear("anchors.2", "anchors.multiplied", "anchors")
    return weights | part.linear("names", "names.multiplied", "names")


def _of_roles(part: _Part, settings: Settings) -> dict[str, Array]:
    bucket = buckets(settings.stretch).numpy()
    distances = np.zeros((bucket.max() + 1, settings.role_width), np.float32)
    distances[bucket] = part["distances_table"]
    weights = {"roles.distances.weight": distances, "roles.kinds.weight": part["kinds_table"]}
    weights |= part.linear("roles.word", "word.multiplied", "word")
    weights |= part.linear("roles.anchor", "anchor_word.multiplied", "anchor_word")
    weights |= part.norm("roles.norm", "norm")
    before = "first_norm"
    for number in range(settings.role_layers):
        layer, own = f"layers.{number}", f"roles.layers.{number}"
        weights |= part.norm(f"{own}.attention_norm", before) | part.norm(f"{own}.norm", f"{layer}.attention")
        weights |= _attention(part, own, layer)
        weights |= part.linear(f"{own}.up", f"{layer}.up.multiplied", f"{layer}.up")
        weights |= part.linear(f"{own}.down", f"{layer}.down", f"{layer}.end")
        before = f"{layer}.end"
    weights |= part.norm("roles.scores.0", before)
    weights |= part.linear("roles.scores.1", "inner.multiplied", "inner")
    scores = np.zeros((OUTPUTS, settings.role_width), np.float32)
    biases = np.full(OUTPUTS, IN_NO_ROLE, np.float32)
    there = part.matrix("roles.multiplied")
    scores[: len(there)], biases[: len(there)] = there, part["roles.bias"]
    return weights | {"roles.scores.3.weight": scores, "roles.scores.3.bias": biases} | _of_acts(part, settings)


def _of_acts(part: _Part, settings: Settings) -> dict[str, Array]:
    """What acts and standings are told by; of a model that didn't learn them, as it begins."""
    names = ("told", "acts", "standings")
    if "acts.bias" not in part:
        new = RoleDecoder(settings).state_dict()
        return {f"roles.{name}": value.numpy() for name, value in new.items() if name.split(".")[0] in names}
    layers = (part.linear(f"roles.{name}", f"{name}.multiplied", name) for name in names)
    return {name: value for layer in layers for name, value in layer.items()}


def _attention(part: _Part, name: str, layer: str) -> dict[str, Array]:
    attention = part.linear(f"{name}.attention_in", f"{layer}.attended.multiplied", f"{layer}.attended")
    return attention | part.linear(f"{name}.attention_out", f"{layer}.projected", f"{layer}.attention")
