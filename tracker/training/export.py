"""The trained model to ONNX files, with 8-bit weights (`tracker.training.rounding`).

The last layers of the heads, which are small, are not rounded.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from torch import Tensor

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.marked_words import Place
from tracker.extraction.model_files import model_file
from tracker.training import act_wording, boundaries
from tracker.training.checkpoints import Trained
from tracker.training.corpora import OWN, Sources, read_train_parts
from tracker.training.graphs import FLOAT, INTEGER, Array, Graph
from tracker.training.model import TELLING, buckets
from tracker.training.rounding import embedded_pieces, transformer_layer, with_rounded_weights
from tracker.training.settings import Settings

# Multiplications by whole matrices.
NEVER_ROUNDED = tuple(f"{name}.multiplied" for name in ("anchors", "names", "roles", "acts", "standings"))
KEPT_PIECES = "kept_pieces"  # the node behind which only they are left, in models whose upper layers read words
COPIED = ("tokenizer.json", "thresholds.toml")  # files of the present model that belong to the new one too


def export(trained: Trained, sources: Sources, folder: Path, version: str) -> None:
    """Write all files of a model to `folder`: a folder that `TRACKER_MODEL` can name."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = trained.settings
    for name, model in graphs_of(trained).items():
        onnx.save(with_rounded_weights(model, NEVER_ROUNDED), folder / f"{name}.onnx")
    (folder / "shape.toml").write_text(
        "# What the model takes, see `Shape` in tracker/extraction/encoder.py.\n"
        f"words_before = {settings.words_before}\nwords_after = {settings.words_after}\n",
        encoding="utf-8",
    )
    counts = json.dumps(boundaries.count(read_train_parts(sources)), ensure_ascii=False, sort_keys=True)
    (folder / "boundaries.json").write_text(counts, encoding="utf-8")
    act_wording.learn(sources, folder)
    (folder / "version.txt").write_text(f"{version}\n", encoding="utf-8")
    for name in COPIED:
        (folder / name).write_bytes(model_file(name).read_bytes())


def graphs_of(trained: Trained, *, whole_embeddings: bool = False) -> dict[str, onnx.ModelProto]:
    """The model's parts by name; with `whole_embeddings`, not even these are rounded."""
    weights = {name: _array(value) for name, value in trained.weights.items()}
    return {
        "encoder": _encoder(weights, trained.settings, whole_embeddings),
        "roles": _roles(weights, trained.settings),
    }


def _array(value: Tensor) -> Array:
    return np.asarray(value.float().numpy(), np.float32)


def _encoder(weights: dict[str, Array], settings: Settings, whole_embeddings: bool) -> onnx.ModelProto:
    """`input_ids`, `marks` (1, L) and `first` (1, T) to what `_encoder_inputs` of the extraction is made for.

    `words`, the words' vectors (1, T, W), and the logits `anchors` (1, T, 6) and `names` (1, T, 9).
    """
    graph = Graph(settings.epsilon)
    states = _embedded(graph, weights, whole_embeddings)
    numbers = graph.add("Squeeze", "word_numbers", "first", graph.weight("first_axis", np.array([0])))
    for number in range(len(settings.layers)):
        if number and number == settings.layers_of_pieces:
            states = _kept(graph, states, numbers)
        states = transformer_layer(graph, weights, f"encoder.layers.{number}.", states, settings.heads)
    if KEPT_PIECES in graph:
        behind = graph.weight("boundaries", np.array([-2])), graph.weight("second_axis", np.array([1]))
        words = graph.add("Slice", "words", states, "zero", *behind)
    else:
        words = graph.add("Gather", "words", states, numbers, axis=1)
    inner = graph.activated("beginnings", words, weights["anchors.0.weight"], weights["anchors.0.bias"])
    graph.linear("anchors", inner, weights["anchors.2.weight"], weights["anchors.2.bias"])
    graph.linear("names", words, weights["names.weight"], weights["names.bias"])
    kinds, tags = len(weights["anchors.2.bias"]), len(weights["names.bias"])
    return graph.model(
        "encoder",
        {
            "input_ids": (INTEGER, (1, "piece")),
            "marks": (INTEGER, (1, "piece")),
            "first": (INTEGER, (1, "word")),
        },
        {
            "words": (1, "word", settings.width),
            "anchors": (1, "word", kinds),
            "names": (1, "word", tags),
        },
    )


def _kept(graph: Graph, states: str, numbers: str) -> str:
    """The words' first pieces and, behind them, <s> and </s>: float (1, T + 2, W), of (1, L, W)."""
    end = graph.add("Sub", "end", "counts", graph.weight("one_piece", np.array([1])))
    kept = graph.add("Concat", "kept_numbers", numbers, "zero", end, axis=0)
    return graph.add("Gather", KEPT_PIECES, states, kept, axis=1)


def _embedded(graph: Graph, weights: dict[str, Array], whole: bool) -> str:
    """What goes into the first layer: float (1, L, W)."""
    pieces = embedded_pieces(graph, weights["encoder.pieces.weight"], whole)
    count = graph.add("Shape", "counts", "input_ids", start=1)
    table = graph.weight("positions", weights["encoder.positions.weight"] + weights["encoder.piece_type"])
    zero = graph.weight("zero", np.array([0]))
    positions = graph.add("Slice", "positions_here", table, zero, count, zero)
    own = weights["encoder.marks.weight"][len(Place) * OWN.number :][: len(Place)]  # the model is asked for no other
    marks = graph.add("Gather", "marks_here", graph.weight("marks_table", own), "marks")
    summed = graph.add("Add", "embedded", graph.add("Add", "with_marks", pieces, marks), positions)
    return graph.normalized("encoder.norm", summed, weights["encoder.norm.weight"], weights["encoder.norm.bias"])


def _roles(weights: dict[str, Array], settings: Settings) -> onnx.ModelProto:
    """`words` (T, W), `stretch` (n, S), `anchor` and `kind` (n,) to logits.

    `roles` (n, S, 6), `acts` (n, 19), `standings` (n, 4).

    The borders of spans, which the model learns beside them, are left out: decoding is no better with them.
    """
    own = {name.removeprefix("roles."): value for name, value in weights.items() if name.startswith("roles.")}
    graph = Graph(1e-5)
    summed = _role_inputs(graph, own, settings)
    states = graph.normalized("norm", summed, own["norm.weight"], own["norm.bias"])
    total, normalized = (
        states,
        graph.normalized(
            "first_norm", states, own["layers.0.attention_norm.weight"], own["layers.0.attention_norm.bias"]
        ),
    )
    for number in range(settings.role_layers):
        last = number + 1 == settings.role_layers
        after = "scores.0" if last else f"layers.{number + 1}.attention_norm"
        total, normalized = _role_layer(
            graph, own, f"layers.{number}.", (total, normalized), after, settings.role_heads
        )
    inner = graph.activated("inner", normalized, own["scores.1.weight"], own["scores.1.bias"])
    graph.linear("roles", inner, own["scores.3.weight"][: len(ROLES)], own["scores.3.bias"][: len(ROLES)])
    told = _told(graph, own, normalized)
    for name in ("acts", "standings"):
        graph.linear(name, told, own[f"{name}.weight"], own[f"{name}.bias"])
    return graph.model(
        "roles",
        {
            "words": (FLOAT, ("word", settings.width)),
            "stretch": (INTEGER, ("anchor", "looked_at")),
            "anchor": (INTEGER, ("anchor",)),
            "kind": (INTEGER, ("anchor",)),
        },
        {
            "roles": ("anchor", "looked_at", len(ROLES)),
            "acts": ("anchor", len(own["acts.bias"])),
            "standings": ("anchor", len(own["standings.bias"])),
        },
    )


def _told(graph: Graph, own: dict[str, Array], states: str) -> str:
    """What act and standing are read off, as in `RoleDecoder.decoded`: float (n, R), of the last states (n, S, R)."""
    here = graph.add("Unsqueeze", "anchors_here", "anchor", "second_axis")
    at_anchor = graph.add("Cast", "at_anchor", graph.add("Equal", "is_anchor", "stretch", here), to=FLOAT)
    row = graph.add("Unsqueeze", "anchor_row", at_anchor, "second_axis")
    at_anchor_states = graph.add("Flatten", "anchor_states", graph.add("MatMul", "anchor_state", row, states), axis=1)
    telling = graph.add("Gather", "telling", "roles", graph.weight("telling_roles", np.array(TELLING)), axis=2)
    rows = graph.add("Transpose", "telling_rows", telling, perm=[0, 2, 1])
    weights = graph.add("Softmax", "telling_weights", rows, axis=-1)
    vectors = graph.add("Gather", "words_looked_at", "words", "stretch")
    means = graph.add("Flatten", "means", graph.add("MatMul", "mean", weights, vectors), axis=1)
    both = graph.add("Concat", "told_by", at_anchor_states, means, axis=-1)
    return graph.activated("told", both, own["told.weight"], own["told.bias"])


def _role_inputs(graph: Graph, own: dict[str, Array], settings: Settings) -> str:
    """What `RoleDecoder.inputs` gives before its normalization: float (n, S, R)."""
    second = graph.weight("second_axis", np.array([1]))
    projected = graph.linear("word", "words", own["word.weight"], own["word.bias"])
    of_words = graph.add("Gather", "of_words", projected, "stretch")
    at_anchors = graph.add("Gather", "at_anchors", "words", "anchor")
    projected = graph.linear("anchor_word", at_anchors, own["anchor.weight"], own["anchor.bias"])
    of_anchors = graph.add("Unsqueeze", "of_anchors", projected, second)
    # x + a + x a / 10 = x (1 + a / 10) + a
    tenth = graph.add("Mul", "tenth", of_anchors, graph.weight("a_tenth", np.array(0.1, np.float32)))
    factor = graph.add("Add", "factor", tenth, graph.weight("one", np.array(1, np.float32)))
    both = graph.add("Add", "both", graph.add("Mul", "product", of_words, factor), of_anchors)
    anchors = graph.add("Unsqueeze", "anchors", "anchor", second)
    reach = graph.weight("reach", np.array(settings.stretch))
    place = graph.add("Add", "place", graph.add("Sub", "distance", "stretch", anchors), reach)
    table = own["distances.weight"][buckets(settings.stretch).numpy()]
    distances = graph.add("Gather", "distances", graph.weight("distances_table", table), place)
    kinds = graph.add("Gather", "kinds", graph.weight("kinds_table", own["kinds.weight"]), "kind")
    near = graph.add("Add", "with_kinds", distances, graph.add("Unsqueeze", "of_kinds", kinds, second))
    return graph.add("Sum", "role_inputs", both, near)  # a sum for the reason that `Graph.added` gives


def _role_layer(
    graph: Graph, own: dict[str, Array], name: str, states: tuple[str, str], after: str, heads: int
) -> tuple[str, str]:
    """A layer of `model.RoleLayer`. `states`: what it adds to, and that normalized; `after`: the next normalization."""

    def of(part: str) -> Array:
        return own[name + part]

    total, normalized = states
    attended = graph.attended(f"{name}attended", normalized, of("attention_in.weight"), of("attention_in.bias"), heads)
    projected = graph.multiplied(f"{name}projected", attended, of("attention_out.weight"))
    norms = of("norm.weight"), of("norm.bias")
    normalized, total = graph.added(f"{name}attention", projected, total, of("attention_out.bias"), *norms)
    hidden = graph.activated(f"{name}up", normalized, of("up.weight"), of("up.bias"))
    down = graph.multiplied(f"{name}down", hidden, of("down.weight"))
    norms = own[f"{after}.weight"], own[f"{after}.bias"]
    normalized, total = graph.added(f"{name}end", down, total, of("down.bias"), *norms)
    return total, normalized
