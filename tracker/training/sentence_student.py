"""A network for vectors of sentences with half of the base's layers, taught by all of them.

Sentences that the base holds for alike are to be as alike for it: it learns the angles between the base's vectors, in
fewer numbers (knowledge distillation as in Hinton, Vinyals and Dean 2015, arXiv 1503.02531, and for vectors of
sentences Reimers and Gurevych 2020, arXiv 2004.09813).
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from tracker.training.base import Base
from tracker.training.budget import Budget
from tracker.training.transformer import Layer, masked

Floats = npt.NDArray[np.float32]

KEPT = 2  # of so many of the base's layers the last
SENTENCES_AT_ONCE = 48
BATCHES_IN_A_POOL = 40  # whose sentences are sorted by length, so that few are padded
RATE, WARM_UP, LONGEST_STEP = 4e-4, 60, 1.0
OF_ANGLES = 20.0  # what the angles between a batch's sentences weigh beside the vectors themselves
DRAWN = 20_000  # sentences from which the directions are found
PADDING = 1  # a piece that isn't looked at


class Student(nn.Module):
    """Pieces to vectors of length 1, of fewer numbers than the base's."""

    def __init__(self, base: Base, rows: Floats, projection: Floats) -> None:
        """`rows`: float32 (piece, W), the embeddings; `projection`: float32 (width, W), with which it begins."""
        super().__init__()
        weights = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in base.weights.items()}
        self.pieces = nn.Embedding.from_pretrained(torch.from_numpy(rows), freeze=True)
        self.positions = nn.Parameter(weights["positions"] + weights["types"][0])
        self.norm = nn.LayerNorm(rows.shape[1], base.epsilon)
        self.norm.load_state_dict({part: weights[f"norm.{part}"] for part in ("weight", "bias")})
        self.layers = nn.ModuleList()
        for number in range(KEPT - 1, count_layers(base), KEPT):
            own = f"layers.{number}."
            layer = Layer(rows.shape[1], base.heads, len(weights[f"{own}up.bias"]), base.epsilon)
            layer.load_state_dict(
                {name.removeprefix(own): each for name, each in weights.items() if name.startswith(own)}
            )
            self.layers.append(layer)
        self.narrowed = nn.Linear(rows.shape[1], len(projection), bias=False)
        self.narrowed.weight.data = torch.from_numpy(projection)

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """`pieces`: int64 (B, L), and which of them are `there`: bool (B, L)."""
        states = self.norm(self.pieces(pieces) + self.positions[: pieces.shape[1]])
        mask = None if there.all() else masked(~there, states.dtype)
        for layer in self.layers:
            states = layer(states, mask)
        mean = (states.float() * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        return functional.normalize(self.narrowed(mean), dim=-1)

    def weights(self) -> dict[str, Floats]:
        """The weights by their names, as `sentences.graph_of` takes them."""
        return {name: value.detach().float().numpy() for name, value in self.state_dict().items()}


def count_layers(base: Base) -> int:
    """How many layers the base has."""
    return sum(name.endswith(".up.bias") for name in base.weights)


def projection_of(vectors: Floats, width: int, seed: int) -> Floats:
    """The directions in which vectors differ most, turned at random: float32 (width, W).

    Unturned, the first would hold nearly all of what the vectors have in common, and be cut off where they are rounded.
    """
    _, _, directions = np.linalg.svd(vectors[:DRAWN], full_matrices=False)
    turned, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(width, width)))
    return np.asarray(turned @ directions[:width], np.float32)


def teach(
    student: Student, sentences: Sequence[Sequence[int]], vectors: Floats, budget: Budget, seed: int
) -> Iterator[float]:
    """Teach it the vectors of sentences: float32 (sentence, W), of length 1, until the time is up.

    `sentences`: the numbers of their pieces. Gives after each step how far off the cosines of a batch are.
    """
    of_base = torch.from_numpy(vectors)
    narrowed = functional.normalize(of_base @ student.narrowed.weight.detach().T, dim=-1)
    parameters = [each for each in student.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(parameters, RATE, weight_decay=0.01)
    budget.begin()
    for step, numbers in enumerate(_batches(sentences, seed)):
        if budget.share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * budget.share))
        with torch.autocast("cpu", torch.bfloat16):
            found = student(*_padded([sentences[number] for number in numbers]))
        found = found.float()
        angles = ((found @ found.T - of_base[numbers] @ of_base[numbers].T) ** 2).mean()
        loss = (1 - (found * narrowed[numbers]).sum(-1)).mean() + OF_ANGLES * angles
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, LONGEST_STEP)
        optimizer.step()
        yield float(angles.detach()) ** 0.5


def _batches(sentences: Sequence[Sequence[int]], seed: int) -> Iterator[list[int]]:
    """The numbers of sentences that are learnt together, without end."""
    drawn = np.random.default_rng(seed)
    pool = SENTENCES_AT_ONCE * BATCHES_IN_A_POOL
    while True:
        order = drawn.permutation(len(sentences)).tolist()
        for begin in range(0, len(order), pool):
            some = sorted(order[begin : begin + pool], key=lambda number: len(sentences[number]))
            batches = [some[at : at + SENTENCES_AT_ONCE] for at in range(0, len(some), SENTENCES_AT_ONCE)]
            for number in drawn.permutation(len(batches)).tolist():
                yield batches[number]


def _padded(sentences: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, sentences))
    pieces = torch.tensor([[*each, *[PADDING] * (longest - len(each))] for each in sentences])
    there = torch.tensor([[place < len(each) for place in range(longest)] for each in sentences])
    return pieces, there
