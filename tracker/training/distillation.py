"""A small model taught by large ones (Hinton, Vinyals and Dean 2015, arXiv 1503.02531), beside the corpora.

The teachers are models of other seeds: what they say is averaged, which is better than what any of them says alone.
A teacher says of every word how likely each kind of quote begins there and each tag, and what it makes of the roles,
the act and the standing, at the annotated beginnings and at those that it holds likely itself. It knows more than the
corpora: frames and addressees in English, names in the articles, quotes that nobody annotated. The student begins with
some of the first teacher's layers, and is told what that one's layers make of the words (TinyBERT: Jiao et al. 2020,
arXiv 1909.10351).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracker.training.batches import Batch, stretches_of
from tracker.training.loop import LossOf, autocast, losses_of, multiplies_bfloat16
from tracker.training.losses import FEWEST_ANCHORS, WORDS_A_STATEMENT, Losses, roles_weights
from tracker.training.model import Model, expect_layers
from tracker.training.settings import Settings
from tracker.training.transformer import Encoded

SMALLEST = 1e-6  # a probability that counts as none


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teachers say of a batch: logarithms of probabilities, `anchors` (B, T, 6) and `names` (B, T, 9).

    `vectors`: float (B, T, W) each, of the first teacher, what each of the student's layers should give. `looked_at`
    has, as its statements, the annotated beginnings and the likely ones; `roles`: probabilities (N, S, 18); `acts`,
    (N, 19), and `standings`, (N, 4), logarithms of probabilities.
    """

    vectors: Sequence[Tensor]
    anchors: Tensor
    names: Tensor
    looked_at: Batch
    roles: Tensor | None
    acts: Tensor | None
    standings: Tensor | None


def taught_losses(teachers: Sequence[Model], settings: Settings) -> LossOf:
    """The losses against what the corpora and the teachers say. `settings`: the student's.

    Raises ValueError where they name a layer that the first teacher doesn't have.
    """
    expect_layers(settings.layers, len(teachers[0].encoder.layers))
    for teacher in teachers:
        teacher.eval().requires_grad_(False)
        if multiplies_bfloat16(teacher.encoder.piece_type):  # as would be done again for each batch
            for part in teacher.modules():
                if isinstance(part, nn.Linear):
                    part.to(torch.bfloat16)

    def loss_of(student: Model, batch: Batch) -> Losses:
        with autocast(batch.pieces):
            said = _said(teachers, batch, settings)
            encoded = student.encoder.encoded(batch.pieces, batch.marks, batch.mask, batch.first, batch.there)
            vectors = student.dropout(encoded.words(len(settings.layers)))
            own = losses_of(student, vectors, batch, settings)
            taught = _taught(student, vectors, said, batch, settings)
            likeness = _unlikeness(encoded, said.vectors, batch.there, settings)
            taught = replace(taught, anchors=taught.anchors + likeness)
            return _together(own, taught, settings.teacher_weight)

    return loss_of


def begin_with_teacher(student: Model, teacher: Model, layers: Sequence[int]) -> None:
    """Give the student the teacher's weights wherever it has the like, and its layers of these numbers.

    Raises ValueError where the teacher doesn't have such a layer.
    """
    expect_layers(layers, len(teacher.encoder.layers))
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
def _said(teachers: Sequence[Model], batch: Batch, settings: Settings) -> Taught:
    encoded = [
        each.encoder.encoded(batch.pieces, batch.marks, batch.mask, batch.first, batch.there) for each in teachers
    ]
    vectors = [each.words(len(each.states) - 1) for each in encoded]
    anchors = _logarithms(each.anchors(words) for each, words in zip(teachers, vectors, strict=True))
    names = _logarithms(each.names(words) for each, words in zip(teachers, vectors, strict=True))
    looked_at = with_likely(batch, anchors, settings)
    roles = acts = standings = None
    if len(looked_at.anchor):
        where = looked_at.window, looked_at.stretch, looked_at.anchor, looked_at.kind
        said = [each.roles(words, *where) for each, words in zip(teachers, vectors, strict=True)]
        roles = torch.stack([each.roles.float().sigmoid() for each in said]).mean(0)
        acts, standings = _logarithms(each.acts for each in said), _logarithms(each.standings for each in said)
    begins = [*settings.layers[1:], len(encoded[0].states) - 1]  # what the student's next layer begins with
    vectors_behind = [encoded[0].words(number) for number in begins]
    return Taught(vectors_behind, anchors, names, looked_at, roles, acts, standings)


def _logarithms(logits: Iterable[Tensor]) -> Tensor:
    """The logarithms of the mean probabilities: of float (B, T, classes) each."""
    return torch.stack([each.float().softmax(-1) for each in logits]).mean(0).clamp(min=SMALLEST).log()


def _unlikeness(encoded: Encoded, wanted: Sequence[Tensor], there: Tensor, settings: Settings) -> Tensor:
    """How far the words' vectors behind each layer are from the teacher's: one less their cosine, weighed."""
    weights = [settings.teacher_layers / max(1, len(wanted) - 1)] * (len(wanted) - 1) + [settings.teacher_vectors]
    unlike = encoded.states[0].new_zeros(())
    for number, (weight, target) in enumerate(zip(weights, wanted, strict=True), 1):
        if weight:
            likeness = functional.cosine_similarity(encoded.words(number).float(), target.float(), dim=-1)
            unlike = unlike + weight * ((1 - likeness) * there).sum() / there.sum()
    return unlike


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
    weight = settings.names_weight * settings.teacher_names
    names = weight * _divergence(student.names(vectors), said.names, there) / there.sum()
    nothing = anchors.new_zeros(())  # antecedents and dates are the gold's alone
    if said.roles is None or said.acts is None or said.standings is None:
        return Losses(anchors, nothing, names, nothing, nothing, nothing)
    where = said.looked_at
    decoded = student.roles(vectors, where.window, where.stretch, where.anchor, where.kind)
    roles = _roles(decoded.roles, said.roles, where, settings.border_weight)
    told = _divergence(decoded.acts, said.acts) + _divergence(decoded.standings, said.standings)
    acts = settings.acts_weight * told / max(FEWEST_ANCHORS, len(where.anchor))
    return Losses(anchors, roles, names, acts, nothing, nothing)


def _divergence(logits: Tensor, of_teacher: Tensor, there: Tensor | None = None) -> Tensor:
    """Kullback-Leibler divergence from the teachers' logarithms of probabilities, summed: of float (…, classes)."""
    each = functional.kl_div(logits.float().log_softmax(-1), of_teacher, reduction="none", log_target=True)
    return (each if there is None else each * there).sum()


def _roles(logits: Tensor, target: Tensor, where: Batch, border_weight: float) -> Tensor:
    """Binary cross entropy against the teachers' probabilities, a statement, less what it can't fall below."""
    each = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    least = functional.binary_cross_entropy_with_logits(target.logit(SMALLEST), target, reduction="none")
    weights = roles_weights(border_weight, logits.device)
    summed = ((each - least) * weights * (where.stretch >= 0).unsqueeze(-1)).sum()
    return summed / len(where.anchor) / WORDS_A_STATEMENT


def _together(own: Losses, taught: Losses, weight: float) -> Losses:
    return Losses(
        own.anchors + weight * taught.anchors,
        own.roles + weight * taught.roles,
        own.names + weight * taught.names,
        own.acts + weight * taught.acts,
        own.antecedents + weight * taught.antecedents,
        own.dates + weight * taught.dates,
    )
