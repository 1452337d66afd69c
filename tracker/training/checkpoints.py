"""What a run leaves on the disk, so that it can go on from where it was cut off."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from tracker.training.model import Model
from tracker.training.settings import Settings, settings_still_there, values_of

LATEST = "checkpoint.pt"
ADDED = ("antecedents.", "dates.")  # what exported models don't have


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights that can be evaluated or exported, with the vocabulary's pieces."""

    settings: Settings
    pieces: int
    weights: dict[str, Tensor]

    def model(self, device: str = "cpu") -> Model:
        """The model with these weights, ready to be asked."""
        model = Model(self.settings, self.pieces)
        load_weights(model, self.weights)
        return model.to(device).eval()


def load_weights(model: Model, weights: dict[str, Tensor]) -> None:
    """Give a model these weights; what points at antecedents or tells dates begins anew where they don't have it."""
    missing = tuple(added for added in ADDED if not any(name.startswith(added) for name in weights))
    kept = {name: value for name, value in model.state_dict().items() if name.startswith(missing)}
    model.load_state_dict(kept | weights)


def save(values: dict[str, Any], file: Path) -> None:
    """Write a file that is whole, or not at all. Raises OSError."""
    unfinished = file.with_suffix(".part")
    try:
        with unfinished.open("wb") as opened:
            torch.save(values, opened)
    except RuntimeError as error:  # what torch makes of a full disk
        raise OSError(f"{file}: can't be written: {error}") from error
    unfinished.replace(file)


def load(file: Path) -> dict[str, Any]:
    """What `save` has written. Raises OSError where it isn't there, ValueError where it is something else."""
    with file.open("rb") as opened:
        try:
            values: Any = torch.load(opened, map_location="cpu", weights_only=True)
        except Exception as error:  # of whatever kind: what reads pickles runs into anything
            raise ValueError(f"{file}: is no checkpoint of tracker.training, or is damaged") from error
    if not isinstance(values, dict) or not {"settings", "pieces"} <= values.keys():
        raise ValueError(f"{file}: is no checkpoint of tracker.training")
    return values


def epoch_file(folder: Path, epoch: int) -> Path:
    """Where the averaged weights after an epoch (from 1) are."""
    return folder / f"epoch-{epoch}.pt"


def save_trained(trained: Trained, file: Path) -> None:
    """Write weights for `read_trained`."""
    save({"settings": values_of(trained.settings), "pieces": trained.pieces, "weights": trained.weights}, file)


def read_trained(file: Path, *, averaged: bool = True) -> Trained:
    """The weights of a checkpoint of either sort; those of a run's last step, not `averaged`, only of `LATEST`.

    Raises OSError where it isn't there, ValueError where it is something else.
    """
    values = load(file)
    if "average" in values:
        weights = values["average"]["weights"] if averaged else values["model"]
    elif averaged:
        weights = values["weights"]
    else:
        raise ValueError(f"{file}: has averaged weights alone; those of the last step are in {LATEST}")
    return Trained(settings_still_there(values["settings"]), values["pieces"], weights)
