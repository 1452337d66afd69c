"""Examples to tensors."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.encoder import by_piece, stretches
from tracker.extraction.marked_words import Place
from tracker.training.examples import SPEAKER, Example, Integers
from tracker.training.transformer import masked

PADDING = 1  # <pad> in the vocabulary
UNKNOWN = -100  # a word of which nothing is known


@dataclass(frozen=True, slots=True)
class Batch:
    """B windows of up to L pieces and T words, with N statements that are looked at in stretches of up to S words.

    `pieces`, `marks`: int64 (B, L); `mask`: float (B, 1, 1, L), minus infinity at padding, or None without any;
    `first`: int64 (B, T); `there`: bool (B, T), which words there are. `anchors`, `tags`: int64 (B, T), -100 where
    unknown; `others`: bool (B, 1), whether names of the fourth class are marked. `window`, `anchor`, `kind`: int64
    (N,); `stretch`: int64 (N, S), numbers of words, -1 beyond a window's end; `roles`: bool (N, S, 18); `annotated`:
    float (N, 1, 18), 0 for roles that the corpus doesn't have. `act`, `standing`: int64 (N,), -100 where unknown, and
    so `date`, a number in `DATES`. `speaker`: bool (N, T), the words that print the speaker; `meant`: bool (N, T + 1),
    the words that name whom these mean, and last whether they mean nobody that is named; all false where that is
    unknown.
    """

    pieces: Tensor
    marks: Tensor
    mask: Tensor | None
    first: Tensor
    there: Tensor
    anchors: Tensor
    tags: Tensor
    others: Tensor
    window: Tensor
    anchor: Tensor
    kind: Tensor
    stretch: Tensor
    roles: Tensor
    annotated: Tensor
    act: Tensor
    standing: Tensor
    date: Tensor
    speaker: Tensor
    meant: Tensor

    def to(self, device: str) -> "Batch":
        """The same on another device."""
        if device == "cpu":
            return self
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        # Out of memory that stays where it is, a copy waits for nothing that the device is still at.
        moved: dict[str, Any] = {
            name: None if value is None else value.pin_memory().to(device, non_blocking=True) for name, value in values
        }
        return Batch(**moved)


def batch_of(examples: Sequence[Example], before: int, size: int) -> Batch:
    """The examples as tensors; statements are looked at in `size` words, `before` of them in front of the anchor."""
    pieces = _padded([each.pieces for each in examples], PADDING)
    lengths = [len(each.pieces) for each in examples]
    words = [len(each.first) for each in examples]
    unknown = [np.full(count, UNKNOWN) for count in words]
    there = torch.arange(max(words)) < torch.tensor(words)[:, None]
    return Batch(
        pieces,
        _padded([_marks(each) for each in examples], 0),
        _mask(lengths),
        _padded([each.first for each in examples], 0),
        there,
        _padded(
            [none if each.anchors is None else each.anchors for each, none in zip(examples, unknown, strict=True)],
            UNKNOWN,
        ),
        _padded(
            [none if each.tags is None else each.tags for each, none in zip(examples, unknown, strict=True)], UNKNOWN
        ),
        torch.tensor([[each.others] for each in examples]),
        *_statements(examples, before, size),
    )


def _marks(example: Example) -> Integers:
    """Where the words of the pieces stand, in the rows of the example's guidelines: int64 (L,)."""
    places = example.places + len(Place) * example.guidelines.number
    return by_piece(places, example.first, len(example.pieces))


def _mask(lengths: Sequence[int]) -> Tensor | None:
    longest = max(lengths)
    if min(lengths) == longest:
        return None
    padded = torch.arange(longest) >= torch.tensor(lengths)[:, None]
    return masked(padded)


def _statements(examples: Sequence[Example], before: int, size: int) -> tuple[Tensor, ...]:
    """The fields of a `Batch` from `window` on, in their order."""
    begun = [(number, example, each) for number, example in enumerate(examples) for each in example.begun]
    looked_at = [(each.word, len(example.first)) for _, example, each in begun]
    stretch = stretches_of(looked_at, before, size)
    roles = np.zeros((*stretch.shape, 3 * len(ROLES)), np.bool_)
    for row, (_, _, each) in enumerate(begun):
        numbers = stretch[row, stretch[row] >= 0]
        roles[row, : len(numbers)] = each.roles[numbers]
    annotated = torch.zeros(len(begun), 1, 3, len(ROLES))
    for row, (_, example, _) in enumerate(begun):
        annotated[row, :, :, : len(example.guidelines.roles)] = 1
    return (
        torch.tensor([number for number, _, _ in begun], dtype=torch.long),
        torch.tensor([each.word for _, _, each in begun], dtype=torch.long),
        torch.tensor([each.kind for _, _, each in begun], dtype=torch.long),
        torch.from_numpy(stretch),
        torch.from_numpy(roles),
        annotated.flatten(2),
        _known([each.act for _, _, each in begun]),
        _known([each.standing for _, _, each in begun]),
        _known([each.date for _, _, each in begun]),
        *_antecedents(examples),
    )


def _antecedents(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """`speaker` and `meant` of a `Batch`."""
    length = max(len(each.first) for each in examples)
    begun = [each for example in examples for each in example.begun]
    speaker = np.zeros((len(begun), length), np.bool_)
    meant = np.zeros((len(begun), length + 1), np.bool_)
    for row, each in enumerate(begun):
        if each.meant is not None:
            speaker[row, : len(each.roles)] = each.roles[:, SPEAKER]
            meant[row, : len(each.meant)] = each.meant
            meant[row, -1] = not each.meant.any()
    return torch.from_numpy(speaker), torch.from_numpy(meant)


def _known(numbers: Sequence[int | None]) -> Tensor:
    """int64 (N,), -100 for None."""
    return torch.tensor([UNKNOWN if number is None else number for number in numbers], dtype=torch.long)


def stretches_of(anchors: Sequence[tuple[int, int]], before: int, size: int) -> Integers:
    """The words that are looked at for anchors, each a word and the number of words in its window: int64 (N, S).

    -1 beyond the end of a window that has fewer than S words.
    """
    size = min(size, max((words for _, words in anchors), default=1))
    found = np.full((len(anchors), size), -1, np.int64)
    for row, (word, words) in zip(found, anchors, strict=True):
        numbers = stretches(np.array([word]), words, before, size)[0]
        row[: len(numbers)] = numbers
    return found


def _padded(arrays: Sequence[Integers], padding: int) -> Tensor:
    """Rows of different lengths as one int64 tensor."""
    padded = torch.full((len(arrays), max(map(len, arrays))), padding)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = torch.from_numpy(array)
    return padded
