"""The model: an encoder with a head for names, a head for the beginnings of quotes, and a decoder of their roles.

Tensors: B windows of L pieces and T words, N statements, each looked at in a stretch of S words; W the encoder's width,
R the role decoder's.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.encoder import ACTS, KINDS, STANDINGS
from tracker.training.base import Base, Floats
from tracker.training.examples import DATES
from tracker.training.names import TAGS
from tracker.training.settings import Settings
from tracker.training.transformer import Encoder, attention, masked

POSITIONS = 512
NEAR = 16  # words up to this distance from the anchor have a vector of their own, those beyond share a few
BUCKETS_A_DOUBLING = 3
NOTHING_BEGINS, IN_NO_ROLE = 4.0, -3.0  # first biases: most words begin no quote, and have no role in a given one
TELLING = [ROLES.index("quote"), ROLES.index("cue")]  # whose words tell the act
OUTPUTS = 3 * len(ROLES)  # inside each role, begins a span of it, ends one


class Decoded(NamedTuple):
    """Logits of statements: `roles`, float (N, S, 18), inside each role, begins a span of it, ends one; `acts`, float
    (N, 19), and `standings`, float (N, 4).
    """

    roles: Tensor
    acts: Tensor
    standings: Tensor


class Model(nn.Module):
    """Everything that is trained."""

    def __init__(self, settings: Settings, vocabulary: int) -> None:
        super().__init__()
        width = settings.width
        self.encoder = Encoder(
            vocabulary,
            width,
            settings.heads,
            settings.hidden,
            len(settings.layers),
            POSITIONS,
            settings.epsilon,
            settings.inner_dropout,
            settings.layers_of_pieces,
        )
        self.dropout = nn.Dropout(settings.dropout)
        beginnings = nn.Linear(width, 1 + len(KINDS))
        nn.init.constant_(beginnings.bias[:1], NOTHING_BEGINS)
        self.anchors = nn.Sequential(nn.Linear(width, width), nn.GELU(), beginnings)
        self.names = nn.Linear(width, len(TAGS))
        self.roles = RoleDecoder(settings)
        self.antecedents = Antecedents(settings)
        self.dates = Dates(settings)

    def vectors(
        self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor, there: Tensor | None = None
    ) -> Tensor:
        """The words' vectors, float (B, T, W): those of their first pieces.

        `pieces`, `marks`: int64 (B, L); `mask`: float (B, 1, 1, L) or None; `first`: int64 (B, T); `there`: bool
        (B, T), which words there are, None for all.
        """
        words: Tensor = self.dropout(self.encoder(pieces, marks, mask, first, there))
        return words


class RoleDecoder(nn.Module):
    """Scores the words around an anchor as quote, speaker, cue … of the statement there, and tells its act.

    A word's input is its own vector, the anchor's, their product, their distance and the quote's kind; a few
    pre-normalized transformer layers work on them. Act and standing are read off the anchor's state and the means
    of the quote's and the cue's words, as the encoder has them: the cue's words weigh as likely as they are the cue.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        width = settings.role_width
        self.reach = settings.stretch
        self.word = nn.Linear(settings.width, width)
        self.anchor = nn.Linear(settings.width, width)
        self.distances = nn.Embedding(int(buckets(self.reach).max()) + 1, width)
        self.kinds = nn.Embedding(1 + len(KINDS), width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(RoleLayer(width, settings.role_heads) for _ in range(settings.role_layers))
        outputs = nn.Linear(width, OUTPUTS)
        nn.init.constant_(outputs.bias, IN_NO_ROLE)
        self.scores = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.GELU(), outputs)
        self.told_dropout = nn.Dropout(settings.told_dropout)
        self.told = nn.Linear(width + len(TELLING) * settings.width, width)
        self.acts = nn.Linear(width, len(ACTS))
        self.standings = nn.Linear(width, len(STANDINGS))
        self.register_buffer("buckets", buckets(self.reach), persistent=False)

    def forward(self, vectors: Tensor, window: Tensor, stretch: Tensor, anchor: Tensor, kind: Tensor) -> Decoded:
        """What is said of each statement.

        `vectors`: float (B, T, W); `window`: int64 (N,), which one a statement is in; `stretch`: int64 (N, S), its
        words, -1 where there are none; `anchor`: int64 (N,), a word of the window; `kind`: int64 (N,).
        """
        states = self.inputs(vectors, window, stretch, anchor, kind)
        numbers = window[:, None] * vectors.shape[1] + stretch.clamp(min=0)
        words = functional.embedding(numbers, vectors.flatten(0, 1)).float()
        return self.decoded(states, words, stretch >= 0, stretch == anchor[:, None])

    def inputs(self, vectors: Tensor, window: Tensor, stretch: Tensor, anchor: Tensor, kind: Tensor) -> Tensor:
        """What the layers work on: float (N, S, R)."""
        length = vectors.shape[1]
        flat = vectors.flatten(0, 1)
        of_words = functional.embedding(window[:, None] * length + stretch.clamp(min=0), self.word(flat).float())
        of_anchors = self.anchor(functional.embedding(window * length + anchor, flat)).float().unsqueeze(1)
        distance = (stretch - anchor[:, None]).clamp(-self.reach, self.reach) + self.reach
        of_distances = functional.embedding(self.get_buffer("buckets")[distance], self.distances.weight)
        summed = of_words + of_anchors + 0.1 * of_words * of_anchors + of_distances + self.kinds(kind).unsqueeze(1)
        normalized: Tensor = self.norm(summed)
        return normalized

    def decoded(self, states: Tensor, words: Tensor, there: Tensor, at_anchor: Tensor) -> Decoded:
        """`states`: float (N, S, R); `words`: float (N, S, W), the encoder's vectors.

        `there`: bool (N, S), false where a stretch has no word; `at_anchor`: bool (N, S), where the anchor is.
        """
        mask = masked(~there, states.dtype)
        for layer in self.layers:
            states = layer(states, mask)
        states = self.scores[0](states)
        roles = self.scores[1:](states)
        # Without a gradient to the roles, which have gold of their own.
        weights = (roles.detach()[..., TELLING].float().transpose(1, 2) + mask[:, 0].float()).softmax(-1)  # (N, 2, S)
        means = (weights @ words).flatten(1)
        here = (at_anchor.unsqueeze(1).to(states.dtype) @ states).squeeze(1)
        told = functional.gelu(self.told(self.told_dropout(torch.cat([here.float(), means], -1))))
        return Decoded(roles, self.acts(told), self.standings(told))


class Antecedents(nn.Module):
    """Points from the words that print a statement's speaker at the words that name whom they mean, or at nobody.

    Learnt beside the rest, so that the words' vectors tell who is who; the extraction doesn't ask it, and it isn't
    exported.

    Each word of the window is scored by itself: a word stands for the mention that it is in, as in word-level
    coreference resolution (Dobrovolskii 2021, arXiv 2109.04127).
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        width, size = settings.width, settings.antecedent_width
        self.size = size
        self.dropout = nn.Dropout(settings.told_dropout)
        self.asked = nn.Sequential(nn.Linear(2 * width, size), nn.GELU(), nn.Linear(size, size))
        self.named = nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Linear(size, size))
        self.distances = nn.Embedding(int(buckets(POSITIONS).max()) + 1, 1)
        nn.init.zeros_(self.distances.weight)
        self.nobody = nn.Linear(size, 1)
        self.register_buffer("buckets", buckets(POSITIONS), persistent=False)

    def forward(self, vectors: Tensor, window: Tensor, speaker: Tensor, anchor: Tensor, there: Tensor) -> Tensor:
        """Logits of each word, and of nobody: float (N, T + 1).

        `vectors`: float (B, T, W); `window`, `anchor`: int64 (N,); `speaker`: bool (N, T); `there`: bool (B, T).
        """
        windows, length = vectors.shape[:2]
        words = self.dropout(vectors.float()).flatten(0, 1)
        # By matrices, for what an index takes is added up slowly where sums must have the same order each time.
        own = functional.one_hot(window, windows).to(words.dtype).unsqueeze(-1)  # (N, B, 1)
        weights = speaker.float() / speaker.sum(-1, keepdim=True).clamp(min=1)
        means = (own * weights.unsqueeze(1)).flatten(1) @ words
        asked = self.asked(torch.cat([means, functional.embedding(window * length + anchor, words)], -1))
        products = ((asked @ self.named(words).T).view(-1, windows, length) * own).sum(1)
        first = speaker.int().argmax(-1, keepdim=True)
        distance = (torch.arange(length, device=first.device) - first).clamp(-POSITIONS, POSITIONS) + POSITIONS
        missing = functional.pad(~there[window], (0, 1))
        near = self.distances(self.get_buffer("buckets")[distance]).squeeze(-1)
        logits = torch.cat([products.float() * self.size**-0.5 + near, self.nobody(asked).float()], -1)
        return logits.masked_fill(missing, torch.finfo(torch.float32).min)


class Dates(nn.Module):
    """Tells of each statement whether it was made on the day of publication, on another, or before on no told day.

    Learnt beside the rest, so that the words' vectors tell it; the ranking of times asks these, and this isn't
    exported.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.dropout = nn.Dropout(settings.told_dropout)
        self.scores = nn.Sequential(
            nn.Linear(settings.width, settings.antecedent_width),
            nn.GELU(),
            nn.Linear(settings.antecedent_width, len(DATES)),
        )

    def forward(self, vectors: Tensor, window: Tensor, anchor: Tensor) -> Tensor:
        """Logits of `DATES`: float (N, 3). `vectors`: float (B, T, W); `window`, `anchor`: int64 (N,)."""
        anchors = functional.embedding(window * vectors.shape[1] + anchor, vectors.flatten(0, 1))
        scores: Tensor = self.scores(self.dropout(anchors.float()))
        return scores


class RoleLayer(nn.Module):
    """Self-attention and a feed-forward network, each normalizing its input first and adding to it."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width)
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states`: float (N, S, R); `mask`: float (N, 1, 1, S), 0 or minus infinity, or None."""
        count, length, width = states.shape
        split = self.attention_in(self.attention_norm(states)).view(count, length, 3, self.heads, width // self.heads)
        queries, keys, values = split.permute(2, 0, 3, 1, 4)
        attended = attention(queries, keys, values, mask)
        states = states + self.attention_out(attended.transpose(1, 2).reshape(count, length, width))
        transformed: Tensor = states + self.down(functional.gelu(self.up(self.norm(states))))
        return transformed


def buckets(reach: int) -> Tensor:
    """The bucket of each distance from -reach to reach: int64 (2 * reach + 1,).

    Single words near the anchor, then ever wider ones, a few for each doubling (as in T5, arXiv 1910.10683).
    """
    distance = torch.arange(-reach, reach + 1)
    size = distance.abs()
    wider = NEAR + (torch.log2(size.clamp(min=NEAR) / NEAR) * BUCKETS_A_DOUBLING).long()
    one_side = torch.where(size < NEAR, size, wider)
    return one_side + (distance > 0) * (int(one_side.max()) + 1)


def expect_layers(numbers: Sequence[int], there: int) -> None:
    """Raises ValueError where a layer is named that isn't among so many."""
    wrong = [number for number in numbers if not 0 <= number < there]
    if wrong:
        raise ValueError(f"the setting `layers` names layer {wrong[0]} of a model that has 0 to {there - 1}")


def begin_with(model: Model, base: Base, pieces: Floats, layers: tuple[int, ...]) -> None:
    """Give the encoder the base's weights, of its layers those with these numbers.

    `pieces`: float32 (piece, W), the base's embeddings of the model's own vocabulary. Raises ValueError where the base
    doesn't have such a layer.
    """
    expect_layers(layers, 1 + max(int(name.split(".")[1]) for name in base.weights if name.startswith("layers.")))
    weights = {name: torch.from_numpy(value) for name, value in base.weights.items()}
    own = {"pieces.weight": torch.from_numpy(pieces), "positions.weight": weights["positions"]}
    own |= {"piece_type": weights["types"][0], "norm.weight": weights["norm.weight"], "norm.bias": weights["norm.bias"]}
    own["marks.weight"] = torch.zeros_like(model.encoder.marks.weight)
    for number, of_base in enumerate(layers):
        before = f"layers.{of_base}."
        own |= {
            f"layers.{number}.{name.removeprefix(before)}": value
            for name, value in weights.items()
            if name.startswith(before)
        }
    model.encoder.load_state_dict(own)
