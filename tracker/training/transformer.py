"""The encoder: BERT (Devlin et al. 2019, arXiv 1810.04805) as multilingual-e5-small has it.

Post-layer normalization, learned positions, the exact GELU; no dropout inside, which on a CPU would keep attention
from its fused kernel. Tensors: B windows, L pieces, W the width.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

MARKS = 5  # where a word can stand to quotation marks, see `tracker.extraction.marked_words`


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

    def __init__(self, width: int, heads: int, hidden: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention_in = nn.Linear(width, 3 * width)  # queries, keys, values
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.norm = nn.LayerNorm(width, epsilon)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states`: float (B, L, W); `mask`: float (B, 1, 1, L), 0 or minus infinity, None where nothing is padded."""
        states = self.attention_norm(states + self.attention_out(self._attended(states, mask)))
        transformed: Tensor = self.norm(states + self.down(functional.gelu(self.up(states))))
        return transformed

    def _attended(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """What each piece takes from the others: float (B, L, W)."""
        batch, length, width = states.shape
        split = self.attention_in(states).view(batch, length, 3, self.heads, width // self.heads)
        queries, keys, values = split.permute(2, 0, 3, 1, 4)
        attended = attention(queries, keys, values, mask)
        return attended.transpose(1, 2).reshape(batch, length, width)


class Encoder(nn.Module):
    """Pieces to vectors."""

    def __init__(
        self, vocabulary: int, width: int, heads: int, hidden: int, layers: int, positions: int, epsilon: float
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.piece_type = nn.Parameter(torch.zeros(width))  # every piece is of the first of BERT's two types
        self.marks = nn.Embedding(MARKS, width)
        nn.init.zeros_(self.marks.weight)  # as if there were none, until training says otherwise
        self.norm = nn.LayerNorm(width, epsilon)
        self.layers = nn.ModuleList(Layer(width, heads, hidden, epsilon) for _ in range(layers))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """`pieces`, `marks`: int64 (B, L); `mask` as in `Layer`. Gives float (B, L, W)."""
        return self.outputs(pieces, marks, mask)[-1]

    def outputs(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> Sequence[Tensor]:
        """What every layer gives, the embeddings first: float (B, L, W) each."""
        embedded = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]] + self.piece_type + self.marks(marks)
        states = [self.norm(embedded)]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states
