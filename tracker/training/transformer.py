"""The encoder: BERT (Devlin et al. 2019, arXiv 1810.04805) as multilingual-e5-small has it.

Post-layer normalization, learned positions, the exact GELU; no dropout of attention's weights, which on a CPU
would keep it from its fused kernel. Tensors: B windows, L pieces, W the width.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracker.extraction.marked_words import Place
from tracker.training.corpora import listed

MARKS = len(Place) * listed().guidelines  # where a word can stand to quotation marks, for each guidelines


def attention(queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
    """Scaled dot-product attention (Vaswani et al. 2017, arXiv 1706.03762): float (B, heads, L, W / heads) each.

    `mask`: float (B, 1, 1, L), added to the scores. In bfloat16 on a CPU in plain steps: the fused kernel's gradient
    takes longer there, while in float32 it takes half as long.
    """
    if queries.is_cuda or queries.dtype == torch.float32:
        mask = None if mask is None else mask.to(queries.dtype)
        return functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
    scores = torch.matmul(queries * queries.shape[-1] ** -0.5, keys.transpose(-1, -2))
    if mask is not None:
        scores = scores + mask.to(scores.dtype)
    return torch.matmul(scores.softmax(-1), values)


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each added to its input and normalized."""

    def __init__(self, width: int, heads: int, hidden: int, epsilon: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = nn.Dropout(dropout)
        self.attention_in = nn.Linear(width, 3 * width)  # queries, keys, values
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.norm = nn.LayerNorm(width, epsilon)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states`: float (B, L, W); `mask`: float (B, 1, 1, L), 0 or minus infinity, None where nothing is padded."""
        states = self.attention_norm(states + self.dropout(self.attention_out(self._attended(states, mask))))
        transformed: Tensor = self.norm(states + self.dropout(self.down(functional.gelu(self.up(states)))))
        return transformed

    def _attended(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """What each piece takes from the others: float (B, L, W)."""
        batch, length, width = states.shape
        split = self.attention_in(states).view(batch, length, 3, self.heads, width // self.heads)
        queries, keys, values = split.permute(2, 0, 3, 1, 4)
        attended = attention(queries, keys, values, mask)
        return attended.transpose(1, 2).reshape(batch, length, width)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What every layer of the encoder gives, the embeddings first.

    `states`: float (B, L, W) each, of the pieces, up to the `of_pieces`-th; those above float (B, T + 2, W), of the
    words and, behind them, of <s> and </s>. `first`: int64 (B, T), where each word's pieces begin.
    """

    states: Sequence[Tensor]
    of_pieces: int
    first: Tensor

    def words(self, number: int) -> Tensor:
        """The words' vectors behind so many layers: float (B, T, W)."""
        states = self.states[number]
        return rows(states, self.first) if number <= self.of_pieces else states[:, : self.first.shape[1]]


class Encoder(nn.Module):
    """Pieces to vectors.

    The lower layers read every piece; from `layers_of_pieces` on (0: not at all), a word is only its first piece,
    which has taken from the others what it needs. Boundary pieces stay: much attention rests on them.
    """

    def __init__(
        self,
        vocabulary: int,
        width: int,
        heads: int,
        hidden: int,
        layers: int,
        positions: int,
        epsilon: float,
        dropout: float = 0.0,
        layers_of_pieces: int = 0,
    ) -> None:
        super().__init__()
        self.layers_of_pieces = layers_of_pieces or layers
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.piece_type = nn.Parameter(torch.zeros(width))  # every piece is of the first of BERT's two types
        self.marks = nn.Embedding(MARKS, width)
        nn.init.zeros_(self.marks.weight)  # as if there were none, until training says otherwise
        self.norm = nn.LayerNorm(width, epsilon)
        self.layers = nn.ModuleList(Layer(width, heads, hidden, epsilon, dropout) for _ in range(layers))

    def forward(
        self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor, there: Tensor | None
    ) -> Tensor:
        """The words' vectors: float (B, T, W). Arguments as in `encoded`."""
        encoded = self.encoded(pieces, marks, mask, first, there)
        return encoded.words(len(self.layers))

    def encoded(
        self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor, there: Tensor | None
    ) -> Encoded:
        """`pieces`, `marks`: int64 (B, L); `mask` as in `Layer`; `first`: int64 (B, T), where each word's pieces begin;
        `there`: bool (B, T), which words there are, None for all.
        """
        embedded = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]] + self.piece_type + self.marks(marks)
        states = [self.norm(embedded)]
        for layer in self.layers[: self.layers_of_pieces]:
            states.append(layer(states[-1], mask))
        if self.layers_of_pieces < len(self.layers):
            state = rows(states[-1], _kept(pieces, mask, first))
            # Behind the words are the two boundaries, which are there.
            mask = None if there is None else masked(functional.pad(~there, (0, 2)), state.dtype)
            for layer in self.layers[self.layers_of_pieces :]:
                state = layer(state, mask)
                states.append(state)
        return Encoded(states, self.layers_of_pieces, first)


def rows(states: Tensor, numbers: Tensor) -> Tensor:
    """`states[b, numbers[b, k]]`, float (B, T, W), of float (B, L, W) and int64 (B, T).

    As an embedding, for its gradient is summed in the same order each time.
    """
    offsets = torch.arange(states.shape[0], device=states.device)[:, None] * states.shape[1]
    return functional.embedding(numbers + offsets, states.flatten(0, 1))


def _kept(pieces: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
    """The pieces that stay: each word's first, and behind them <s> and </s>. int64 (B, T + 2)."""
    begin = torch.zeros_like(first[:, :1])
    end = begin + pieces.shape[1] - 1 if mask is None else (mask[:, 0, 0] == 0).sum(-1, keepdim=True) - 1
    return torch.cat([first, begin, end], 1)


def masked(missing: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """What keeps attention from the `missing`, bool (B, L): float (B, 1, 1, L), minus infinity there and else 0."""
    zeros = torch.zeros(missing.shape, dtype=dtype, device=missing.device)
    return zeros.masked_fill(missing, float("-inf"))[:, None, None, :]
