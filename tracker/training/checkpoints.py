"""What a run leaves on the disk, so that it can go on from where it was cut off."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tracker.training.model import Model
from tracker.training.settings import Settings, settings_of, values_of

LATEST = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights that can be evaluated or exported, with the vocabulary's pieces."""

    settings: Settings
    pieces: int
    weights: dict[str, Tensor]

    def model(self, device: str = "cpu") -> Model:
        """The model with these weights, ready to be asked."""
        model = Model(self.settings, self.pieces)
        model.load_state_dict(self.weights)
        return model.to(device).eval()


def save(values: dict[str, Any], file: Path) -> None:
    """Write a file that is whole, or not at all."""
    unfinished = file.with_suffix(".part")
    torch.save(values, unfinished)
    unfinished.replace(file)


def epoch_file(folder: Path, epoch: int) -> Path:
    """Where the averaged weights after an epoch (from 1) are."""
    return folder / f"epoch-{epoch}.pt"


def save_trained(trained: Trained, file: Path) -> None:
    """Write weights for `read_trained`."""
    save({"settings": values_of(trained.settings), "pieces": trained.pieces, "weights": trained.weights}, file)


def read_trained(file: Path, *, averaged: bool = True) -> Trained:
    """The weights of a checkpoint of either sort; those of a run's last step, not `averaged`, only of `LATEST`."""
    values = torch.load(file, map_location="cpu", weights_only=True)
    if "average" in values:
        weights = values["average"]["weights"] if averaged else values["model"]
    else:
        weights = values["weights"]
    return Trained(settings_of(values["settings"]), values["pieces"], weights)
