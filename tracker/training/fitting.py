"""How the small networks are taught that rank candidates: whom a speaker's words mean, when something was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import torch
from torch import Tensor, nn

DECAY, WARM_UP = 0.02, 50

AskedT = TypeVar("AskedT")


class Judgeable(Protocol):
    """A batch. `right`: bool (question, candidate), which answers are right, several where they count as one."""

    @property
    def right(self) -> Tensor:
        """Which candidates are right."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how quickly a network learns. `whole`: batches of fewer than `batch` are left out."""

    epochs: int
    batch: int
    rate: float
    whole: bool = False


def fit(
    network: nn.Module,
    asked: Sequence[AskedT],
    batch_of: Callable[[Sequence[AskedT]], Judgeable],
    pace: Pace,
) -> None:
    """Teach a network that scores a batch's candidates, float32 (question, candidate), to prefer those that are right.

    What is drawn at random follows from torch's seed.
    """
    begins = range(0, len(asked) - (pace.batch - 1 if pace.whole else 0), pace.batch)
    optimizer = torch.optim.AdamW(network.parameters(), pace.rate, weight_decay=DECAY)
    steps = pace.epochs * len(begins)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_UP) * (1 - step / (steps + 1))
    )
    for _ in range(pace.epochs):
        order = torch.randperm(len(asked)).tolist()
        for begin in begins:
            batch = batch_of([asked[number] for number in order[begin : begin + pace.batch]])
            loss = _surprise(network(batch), batch.right)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()


def _surprise(scores: Tensor, right: Tensor) -> Tensor:
    """The mean surprise at what is right: all right candidates of a question count as one answer."""
    of_right = scores.masked_fill(~right, -torch.inf)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(of_right, 1)).mean()
