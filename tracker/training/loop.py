"""The training loop: AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) over an epoch's batches, again and again.

The rate rises to its highest over the first steps and falls linearly from there. All that a step depends on besides
the data (weights, their average, the optimizer's moments, the random state of the dropout, the place in the epoch)
is in the checkpoint, and the batches of an epoch follow from the seed: a run that was cut off and resumed ends with
the same weights as one that wasn't. A run that has so many minutes ends with them, its rate fallen as it would be
after the last epoch.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from tracker.training.ahead import Batches
from tracker.training.averaging import Average
from tracker.training.batches import Batch
from tracker.training.budget import Budget
from tracker.training.checkpoints import LATEST, Trained, epoch_file, load, save, save_trained
from tracker.training.losses import (
    Losses,
    acts_loss,
    anchors_loss,
    antecedents_loss,
    dates_loss,
    names_loss,
    roles_loss,
)
from tracker.training.model import Model
from tracker.training.settings import Settings, settings_of, values_of

STEPS_A_LINE = 10  # of the log
LOSSES = ("anchors", "roles", "names", "acts", "antecedents", "dates")

LossOf = Callable[[Model, Batch], Losses]


@dataclass(frozen=True, slots=True)
class Place:
    """How far a run has come: batches done of an epoch (from 0), and steps in all."""

    epoch: int = 0
    batch: int = 0
    steps: int = 0


class Run:
    """A training run whose checkpoints and log are in `folder`. `budget`: the time that it may take."""

    def __init__(
        self,
        model: Model,
        settings: Settings,
        folder: Path,
        seed: int,
        device: str = "cpu",
        budget: Budget | None = None,
    ) -> None:
        self.model = model.to(device).train()
        self.average = Average(model, settings.averaging)
        self._settings, self._folder, self._seed, self._device = settings, folder, seed, device
        self._optimizer = _optimizer(model, settings)
        self.place = Place()
        self._budget = budget or Budget(None)
        self._log = Log(folder / "log.jsonl")
        folder.mkdir(parents=True, exist_ok=True)

    def train(self, batches: Batches, loss_of: LossOf, minutes: float = 5, until: int | None = None) -> None:
        """Train to the end, or `until` so many steps are done; leaves a checkpoint every few minutes and at the end."""
        saved = time.monotonic()
        self._budget.begin()
        while self.place.epoch < self._settings.epochs and (self._budget.share < 1 or self.place.batch):
            of_epoch = batches(self.place.epoch)
            for batch in of_epoch[self.place.batch :]:
                if self._budget.share == 1 and self.place.steps:
                    break
                self._step(batch, len(of_epoch), loss_of)
                if self.place.steps == until:
                    return self.save()
                if time.monotonic() - saved > 60 * minutes:
                    self.save()
                    saved = time.monotonic()
            self._log.flush()
            self.place = Place(self.place.epoch + 1, 0, self.place.steps)
            save_trained(self.trained(), epoch_file(self._folder, self.place.epoch))
            self.save()
        return None

    def trained(self) -> Trained:
        """The averaged weights."""
        return Trained(self._settings, self.model.encoder.pieces.num_embeddings, self.average.weights)

    def save(self) -> None:
        """Leave a checkpoint."""
        state = {
            "settings": values_of(self._settings),
            "seed": self._seed,
            "pieces": self.model.encoder.pieces.num_embeddings,
            "model": self.model.state_dict(),
            "average": self.average.state(),
            "optimizer": self._optimizer.state_dict(),
            "place": [self.place.epoch, self.place.batch, self.place.steps],
            "random": torch.get_rng_state(),
            "seconds": self._budget.spent,
        }
        if self._device != "cpu":
            state["random of the device"] = torch.cuda.get_rng_state()
        save(state, self._folder / LATEST)

    def resume(self) -> None:
        """Go on from the folder's checkpoint. Raises ValueError where it is another run's, OSError without one."""
        state = load(self._folder / LATEST)
        if (settings_of(state["settings"]), state["seed"]) != (self._settings, self._seed):
            raise ValueError(f"{self._folder / LATEST}: from a run with other settings or another seed")
        if state["pieces"] != self.model.encoder.pieces.num_embeddings:
            raise ValueError(f"{self._folder / LATEST}: from a run with another vocabulary")
        self.model.load_state_dict(state["model"])
        self.average.restore(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.place = Place(*state["place"])
        self._budget.resume(state.get("seconds", 0.0))  # which checkpoints of 0.1.0 lack
        torch.set_rng_state(state["random"])
        if self._device != "cpu" and "random of the device" in state:  # not where the run began on a processor
            torch.cuda.set_rng_state(state["random of the device"])

    def _step(self, batch: Batch, count: int, loss_of: LossOf) -> None:
        settings = self._settings
        of_epochs = (self.place.epoch + self.place.batch / count) / settings.epochs
        rate = rate_at(max(of_epochs, self._budget.share), settings)
        for group in self._optimizer.param_groups:
            group["lr"] = group["highest"] * rate
        losses = loss_of(self.model, batch.to(self._device))
        self._optimizer.zero_grad()
        losses.total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip)
        self._optimizer.step()
        self.average.update()
        self.place = Place(self.place.epoch, self.place.batch + 1, self.place.steps + 1)
        self._log.add(self.place, count, losses, rate)


class Log:
    """JSON Lines with the mean losses of some steps each, the rate of the last, and the seconds they took."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._losses: list[Sequence[Tensor]] = []
        self._last: dict[str, float] = {}
        self._since = time.monotonic()

    def add(self, place: Place, count: int, losses: Losses, rate: float) -> None:
        """A step done; `count`: the batches of its epoch; `rate`: the share of the highest."""
        self._losses.append([getattr(losses, name).detach() for name in LOSSES])
        self._last = {"epoch": place.epoch, "batch": place.batch, "batches": count, "step": place.steps, "rate": rate}
        if len(self._losses) == STEPS_A_LINE or place.batch == count:
            self.flush()

    def flush(self) -> None:
        """Write a line about the steps that none tells of yet, if there are any."""
        if not self._losses:
            return
        means = torch.stack([torch.stack(list(column)).float().mean() for column in zip(*self._losses, strict=True)])
        rate = self._last.pop("rate")
        line = self._last
        line |= dict(zip(LOSSES, (round(each, 4) for each in means.tolist()), strict=True))
        line["rate"] = round(rate, 4)
        line["seconds"] = round(time.monotonic() - self._since, 1)
        with self._file.open("a", encoding="utf-8") as file:
            print(json.dumps(line), file=file)
        self._losses, self._since = [], time.monotonic()


def rate_at(progress: float, settings: Settings) -> float:
    """The share of the highest rate after this share of the run (0 to 1)."""
    if progress < settings.warm_up:
        return max(settings.least_rate, progress / settings.warm_up)
    return max(settings.least_rate, (1 - progress) / (1 - settings.warm_up))


def gold_losses(settings: Settings) -> LossOf:
    """The losses against what the corpora say."""

    def loss_of(model: Model, batch: Batch) -> Losses:
        with autocast(batch.pieces):
            vectors = model.vectors(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)
            return losses_of(model, vectors, batch, settings)

    return loss_of


def losses_of(model: Model, vectors: Tensor, batch: Batch, settings: Settings) -> Losses:
    """The losses of these words' vectors, float (B, T, W), against what the corpora say."""
    anchors = anchors_loss(model.anchors(vectors), batch)
    names = settings.names_weight * names_loss(model.names(vectors), batch)
    roles = acts = antecedents = dates = anchors.new_zeros(())
    if len(batch.anchor):
        said = model.roles(vectors, batch.window, batch.stretch, batch.anchor, batch.kind)
        roles = roles_loss(said.roles, batch, settings.border_weight)
        acts = settings.acts_weight * acts_loss(said.acts, said.standings, batch)
        dates = settings.dates_weight * dates_loss(model.dates(vectors, batch.window, batch.anchor), batch)
        if batch.meant.any():
            pointed = model.antecedents(vectors, batch.window, batch.speaker, batch.anchor, batch.there)
            antecedents = settings.antecedents_weight * antecedents_loss(pointed, batch)
    return Losses(anchors, roles, names, acts, antecedents, dates)


def autocast(example: Tensor) -> torch.autocast:
    """Multiplications in bfloat16 on the device of this tensor, if it has instructions for them."""
    return torch.autocast(example.device.type, torch.bfloat16, enabled=multiplies_bfloat16(example))


def multiplies_bfloat16(example: Tensor) -> bool:
    """Whether the device of this tensor multiplies in bfloat16.

    A processor that must imitate it took fourteen times as long with it as without.
    """
    return example.is_cuda or _processor_multiplies_bfloat16()


@cache
def _processor_multiplies_bfloat16() -> bool:
    """Whether the processor has instructions for it: AVX-512 or AMX."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def expect_device(device: str) -> None:
    """Raises ValueError where torch can't compute on it."""
    if device != "cpu" and not torch.cuda.is_available():
        raise ValueError(f"--device {device}: torch finds none here, or was installed without support for it")


def prepare(seed: int, device: str, threads: int | None = None) -> None:
    """Seed everything and have the same computation give the same numbers each time.

    Raises ValueError where there is no such device.
    """
    expect_device(device)
    if device != "cpu":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.backends.cuda.enable_cudnn_sdp(False)  # it makes a plan for every length of windows
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=device != "cpu")
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined] # nothing here reads what it hasn't written
    torch.set_num_threads(threads or os.cpu_count() or 1)


def _optimizer(model: Model, settings: Settings) -> torch.optim.Optimizer:
    """What the base knows changes slowly; the marks and what works on the vectors begin from nothing."""
    encoder, heads = _parted(model.named_parameters())
    groups = [
        {"params": encoder, "highest": settings.encoder_rate},
        {"params": heads, "highest": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.weight_decay, fused=True)


def _parted(parameters: Iterable[tuple[str, Tensor]]) -> tuple[list[Tensor], list[Tensor]]:
    """The base's parameters, and the others."""
    of_base: list[Tensor] = []
    others: list[Tensor] = []
    for name, parameter in parameters:
        is_of_base = name.startswith("encoder.") and not name.startswith("encoder.marks.")
        (of_base if is_of_base else others).append(parameter)
    return of_base, others
