"""Runs of words by which wordings with the same words, or a part of them, find each other.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every few runs in succession the one with the smallest hash is
kept, so that two wordings with as many words in common as a shortened one needs have a kept run in common.
"""

import hashlib
from collections.abc import Sequence

from tracker.claims.comparing import SHORTEST_PART

RUN = 4  # words
WINDOW = SHORTEST_PART - RUN + 1  # runs of which one is kept


def runs(tokens: Sequence[str]) -> frozenset[int]:
    """The hashes of the runs that are kept: 63-bit whole numbers."""
    hashes = [_hash(tokens[at : at + RUN]) for at in range(max(1, len(tokens) - RUN + 1))]
    return frozenset(min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1)))


def _hash(words: Sequence[str]) -> int:
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
