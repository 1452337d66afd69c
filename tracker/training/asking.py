"""A trained model in the place of tracker's own: the same stages read and decode what it says, without any files."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.encoder import Model as Asked
from tracker.extraction.encoder import Session, Shape
from tracker.training.loop import autocast
from tracker.training.model import Model
from tracker.training.settings import Settings


def asked(model: Model, settings: Settings) -> Asked:
    """The model as the extraction asks it; on a CPU as fast as bfloat16 is there."""
    parts: dict[str, Session] = {"encoder": _Part(model, _encode), "roles": _Part(model, _decode)}
    return Asked(parts.__getitem__, shape_of(settings))


def shape_of(settings: Settings) -> Shape:
    """What a model with these settings takes."""
    return Shape(settings.words_before, settings.words_after)


class _Part:
    """A part of the model, run as by ONNX Runtime: inputs and outputs as in `tracker.training.export`."""

    def __init__(self, model: Model, run: Callable[..., Sequence[torch.Tensor]]) -> None:
        self._model, self._run = model.eval(), run

    @torch.no_grad()
    def run(self, outputs: None, inputs: dict[str, Any], /) -> Sequence[Any]:
        """The outputs as float32 arrays."""
        device = next(self._model.parameters()).device
        tensors = {name: torch.from_numpy(np.ascontiguousarray(value)).to(device) for name, value in inputs.items()}
        with autocast(next(self._model.parameters())):
            return [each.float().cpu().numpy() for each in self._run(self._model, **tensors)]


def _encode(model: Model, input_ids: torch.Tensor, marks: torch.Tensor, first: torch.Tensor) -> Sequence[torch.Tensor]:
    vectors = model.vectors(input_ids, marks, None, first)
    return vectors, model.anchors(vectors), model.names(vectors)


def _decode(
    model: Model, words: torch.Tensor, stretch: torch.Tensor, anchor: torch.Tensor, kind: torch.Tensor
) -> Sequence[torch.Tensor]:
    said = model.roles(words[None], torch.zeros_like(anchor), stretch, anchor, kind)
    return [said.roles[..., : len(ROLES)], said.acts, said.standings]
