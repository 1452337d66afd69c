"""Averages of weights, which are better than where the last steps happened to lead.

Over a run's steps the exponential moving average, as in Polyak averaging (Polyak and Juditsky 1992), warmed up so that
the first weights are soon forgotten. Of runs of which one went on from the other, the mean (Wortsman et al. 2022, arXiv
2203.05482).
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from tracker.training.checkpoints import ADDED


def mean(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The mean of two models' weights. Raises ValueError where they aren't models of one form.

    What only one of them has is that one's: the files that one may be restored from lack what training alone needs.
    """
    both = one.keys() & other.keys()
    alone = [name for name in one.keys() ^ other.keys() if not name.startswith(ADDED)]
    if alone or any(one[name].shape != other[name].shape for name in both):
        raise ValueError("these aren't models of one form, so their weights have no mean")
    return {**one, **other} | {name: torch.lerp(one[name], other[name], 0.5) for name in sorted(both)}


class Average:
    """The average of a model's weights over the steps."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self._decay = decay
        self._model = model
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.steps = 0

    @torch.no_grad()
    def update(self) -> None:
        """Take the model's present weights in."""
        self.steps += 1
        decay = min(self._decay, (1 + self.steps) / (10 + self.steps))
        present = self._model.state_dict()
        averages = list(self.weights.values())
        torch._foreach_lerp_(averages, [present[name] for name in self.weights], 1 - decay)

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"weights": self.weights, "steps": self.steps}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.steps = state["steps"]
        weights: dict[str, Tensor] = state["weights"]
        for name, value in weights.items():
            self.weights[name].copy_(value)
