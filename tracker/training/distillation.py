"""A small model taught by a large one (Hinton, Vinyals and Dean 2015, arXiv 1503.02531), beside the corpora.

The teacher says of every word how likely each kind of quote begins there and each tag, and what it makes of the roles,
at the annotated beginnings and at those that it holds likely itself. It knows more than the corpora: frames and
addressees in English, names in the articles, quotes that nobody annotated. The student begins with some of the
teacher's layers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from tracker.training.batches import Batch, stretches_of
from tracker.training.loop import LossOf, autocast, losses_of
from tracker.training.losses import FEWEST_ANCHORS, WORDS_A_STATEMENT, Losses
from tracker.training.model import Model
from tracker.training.settings import Settings


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teacher says of a batch: `vectors` float (B, T, W); logits `anchors` (B, T, 6) and `names` (B, T, 9).

    `looked_at` has, as its statements, the annotated beginnings and the likely ones; `roles`: logits (N, S, 15).
    """

    vectors: Tensor
    anchors: Tensor
    names: Tensor
    looked_at: Batch
    roles: Tensor | None


def taught_losses(teacher: Model, settings: Settings) -> LossOf:
    """The losses against what the corpora and the teacher say. `settings`: the student's."""
    teacher.eval().requires_grad_(False)

    def loss_of(student: Model, batch: Batch) -> Losses:
        with autocast(batch.pieces):
            said = _said(teacher, batch, settings)
            vectors = student.vectors(batch.pieces, batch.marks, batch.mask, batch.first)
            own = losses_of(student, vectors, batch, settings)
            return _together(own, _taught(student, vectors, said, batch, settings), settings.teacher_weight)

    return loss_of


def begin_with_teacher(student: Model, teacher: Model, layers: Sequence[int]) -> None:
    """Give the student the teacher's weights wherever it has the like, and its layers of these numbers."""
    theirs = teacher.state_dict()
    renamed = {}
    for name in student.state_dict():
        parts = name.split(".")
        if parts[:2] == ["encoder", "layers"]:
            parts[2] = str(layers[int(parts[2])])
        renamed[name] = ".".join(parts)
    fitting = {
        name: theirs[of_teacher]
        for name, of_teacher in renamed.items()
        if of_teacher in theirs and theirs[of_teacher].shape == student.get_parameter(name).shape
    }
    student.load_state_dict(fitting, strict=False)


@torch.no_grad()
def _said(teacher: Model, batch: Batch, settings: Settings) -> Taught:
    vectors = teacher.vectors(batch.pieces, batch.marks, batch.mask, batch.first)
    anchors = teacher.anchors(vectors).float()
    looked_at = with_likely(batch, anchors, settings)
    roles = None
    if len(looked_at.anchor):
        roles = teacher.roles(vectors, looked_at.window, looked_at.stretch, looked_at.anchor, looked_at.kind)
    return Taught(vectors, anchors, teacher.names(vectors), looked_at, roles)


def with_likely(batch: Batch, logits: Tensor, settings: Settings) -> Batch:
    """The batch whose statements begin where they are annotated or likely. `logits`: float (B, T, 6).

    Only what says where they are is there: `window`, `anchor`, `kind`, `stretch`.
    """
    probabilities = logits.softmax(-1)
    likely = (1 - probabilities[..., 0] >= settings.teacher_floor) & batch.there
    likely[batch.window, batch.anchor] = False  # these are there already
    window, anchor = likely.nonzero(as_tuple=True)
    kind = 1 + probabilities[window, anchor, 1:].argmax(-1)
    window, anchor = torch.cat([batch.window, window]), torch.cat([batch.anchor, anchor])
    words = batch.there.sum(-1)[window]
    looked_at = list(zip(anchor.tolist(), words.tolist(), strict=True))
    stretch = torch.from_numpy(stretches_of(looked_at, settings.words_before, settings.stretch))
    return replace(
        batch, window=window, anchor=anchor, kind=torch.cat([batch.kind, kind]), stretch=stretch.to(window.device)
    )


def _taught(student: Model, vectors: Tensor, said: Taught, batch: Batch, settings: Settings) -> Losses:
    """The losses against what the teacher says, weighed like those against the corpora."""
    there = batch.there.unsqueeze(-1)
    beginnings = max(FEWEST_ANCHORS, len(said.looked_at.anchor))
    anchors = _divergence(student.anchors(vectors), said.anchors, there) / beginnings
    names = settings.names_weight * _divergence(student.names(vectors), said.names, there) / there.sum()
    if settings.teacher_vectors:
        likeness = functional.cosine_similarity(vectors.float(), said.vectors.float(), dim=-1)
        anchors = anchors + settings.teacher_vectors * ((1 - likeness) * batch.there).sum() / there.sum()
    if said.roles is None:
        return Losses(anchors, anchors.new_zeros(()), names)
    where = said.looked_at
    logits = student.roles(vectors, where.window, where.stretch, where.anchor, where.kind)
    return Losses(anchors, _roles(logits, said.roles, where), names)


def _divergence(logits: Tensor, of_teacher: Tensor, there: Tensor) -> Tensor:
    """Kullback-Leibler divergence from the teacher's probabilities, summed over the words: of float (B, T, classes)."""
    each = functional.kl_div(
        logits.float().log_softmax(-1), of_teacher.float().log_softmax(-1), reduction="none", log_target=True
    )
    return (each * there).sum()


def _roles(logits: Tensor, of_teacher: Tensor, where: Batch) -> Tensor:
    """Binary cross entropy against the teacher's probabilities, a statement, less what it can't fall below."""
    target = of_teacher.float().sigmoid()
    each = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    least = functional.binary_cross_entropy_with_logits(of_teacher.float(), target, reduction="none")
    summed = ((each - least) * (where.stretch >= 0).unsqueeze(-1)).sum()
    return summed / len(where.anchor) / WORDS_A_STATEMENT


def _together(own: Losses, taught: Losses, weight: float) -> Losses:
    return Losses(
        own.anchors + weight * taught.anchors, own.roles + weight * taught.roles, own.names + weight * taught.names
    )
