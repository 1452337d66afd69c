"""What is wrong with the model's scores. Shapes: see `tracker.training.batches.Batch` and `tracker.training.model`."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from tracker.extraction.decoding.proposals import ROLES
from tracker.training.batches import UNKNOWN, Batch
from tracker.training.names import OTHER, OUTSIDE

FEWEST_ANCHORS = 8  # a batch with fewer beginnings of quotes weighs its words as if it had as many
WORDS_A_STATEMENT = 20  # that a statement's roles are weighed by, whatever their number


@dataclass(frozen=True, slots=True)
class Losses:
    """The parts of the loss, scalars.

    `acts`: of acts and standings together; `antecedents`: of whom speakers' words mean; `dates`: of when
    statements were made.
    """

    anchors: Tensor
    roles: Tensor
    names: Tensor
    acts: Tensor
    antecedents: Tensor
    dates: Tensor

    @property
    def total(self) -> Tensor:
        """What is minimized."""
        return self.anchors + self.roles + self.names + self.acts + self.antecedents + self.dates


def anchors_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of what begins at each word, summed, a beginning. `logits`: float (B, T, 6)."""
    summed = functional.cross_entropy(
        logits.float().flatten(0, 1), batch.anchors.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return summed / max(FEWEST_ANCHORS, len(batch.anchor))


def roles_loss(logits: Tensor, batch: Batch, border_weight: float) -> Tensor:
    """Binary cross entropy of each role and of its borders, a statement. `logits`: float (N, S, 18)."""
    each = functional.binary_cross_entropy_with_logits(logits.float(), batch.roles.float(), reduction="none")
    weights = roles_weights(border_weight, logits.device)
    weighed = each * batch.annotated * weights * (batch.stretch >= 0).unsqueeze(-1)
    return weighed.sum() / max(1, len(batch.anchor)) / WORDS_A_STATEMENT


def roles_weights(border_weight: float, device: torch.device) -> Tensor:
    """How much each of the roles' scores counts: float (18,), the borders `border_weight`."""
    weights = torch.full((3, len(ROLES)), border_weight, device=device)
    weights[0] = 1.0
    return weights.flatten()


def acts_loss(acts: Tensor, standings: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of act and standing where they are known, a statement.

    `acts`: float (N, 19); `standings`: float (N, 4).
    """
    return _of_known(acts, batch.act, batch) + _of_known(standings, batch.standing, batch)


def dates_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of when it was said, where that is known, a statement. `logits`: float (N, 3)."""
    return _of_known(logits, batch.date, batch)


def _of_known(logits: Tensor, known: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of what is known of statements, a statement. `logits`: float (N, …); `known`: int64 (N,)."""
    summed = functional.cross_entropy(logits.float(), known, ignore_index=UNKNOWN, reduction="sum")
    return summed / max(FEWEST_ANCHORS, len(batch.anchor))


def antecedents_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Minus the logarithm of the probability of all words that name the right one, a statement whose speaker is known.

    Several words may be right, and which of them the model points at is its own affair (Lee et al. 2017, arXiv
    1707.07045). `logits`: float (N, T + 1).
    """
    known = batch.meant.any(-1)
    right = logits.float().masked_fill(~batch.meant, torch.finfo(torch.float32).min)
    each = torch.logsumexp(logits.float(), -1) - torch.logsumexp(right, -1)
    return torch.where(known, each, 0.0).sum() / max(FEWEST_ANCHORS, len(batch.anchor))


def names_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the tags, a word. `logits`: float (B, T, 9).

    Where a corpus doesn't mark names of the fourth class, a word outside of its names may be of that class as well as
    of none: the probabilities of both are summed (partial labels: Cour et al. 2011, JMLR 12).
    """
    logarithms = logits.float().log_softmax(-1)
    merged = torch.logsumexp(logarithms[..., [OUTSIDE, *OTHER]], -1)
    outside = torch.where(batch.others, logarithms[..., OUTSIDE], merged)
    known = batch.tags != UNKNOWN
    right = logarithms.gather(-1, batch.tags.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    right = torch.where(batch.tags == OUTSIDE, outside, right)
    return -(right * known).sum() / known.sum().clamp(min=1)
