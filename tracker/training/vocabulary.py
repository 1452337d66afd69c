"""The vocabulary: the pieces of the base that German and English news use, and the tokenizer for them.

Words (a run of letters and digits, or one other character, with the space before it) are cut first, so that no piece
crosses a word's border and a word's first piece can stand for the word. NFKC takes the place of the base's own
character map. The pieces of a word are the likeliest ones of a unigram model (Kudo 2018, arXiv 1804.10959).

The model's vocabulary is what its `tokenizer.json` says. The shipped one was cut with large word lists beside the
corpora; `cut` makes another.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tracker.training.base import Base, BaseError, Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED_SHA256 = "ba613a40c6a7c3929189027ab15daee7f39a0f901d3379cfc1ebe23235296df3"
SPECIAL = 4  # <s>, <pad>, </s> and <unk> come first
UNKNOWN = 3
SPACE = "▁"
ALPHABETS = 0x530  # Latin, Greek and Cyrillic come before
PUNCTUATION = range(0x2000, 0x2100)


def pieces_of(tokenizer: str, pinned: str | None = None) -> list[str]:
    """The pieces of a `tokenizer.json`, in the order of their numbers.

    Raises BaseError where `pinned` is given and isn't the file's SHA-256: another vocabulary makes another model.
    """
    found = hashlib.sha256(tokenizer.encode()).hexdigest()
    if pinned is not None and found != pinned:
        raise BaseError(f"tokenizer.json: has the SHA-256 {found}, not {pinned}")
    return [piece for piece, _score in json.loads(tokenizer)["model"]["vocab"]]


def rows_of(base: Base, pieces: Iterable[str]) -> Floats:
    """The base's embeddings of these pieces: float32 (piece, width). Raises BaseError where it lacks one."""
    numbers = {piece: number for number, (piece, _score) in reversed(list(enumerate(base.pieces)))}
    try:
        rows = [numbers[piece] for piece in pieces]
    except KeyError as error:
        raise BaseError(f"the base has no piece {error}") from error
    return np.ascontiguousarray(base.weights["pieces"][rows])


def cut(base: Base, texts: Iterable[Sequence[str]]) -> "Tokenizer":
    """A tokenizer with the pieces that these texts use (some at a time), and the single characters of our scripts."""
    whole = _tokenizer(base.pieces)
    used = {number for some in texts for each in whole.encode_batch(list(some), False) for number in each.ids}
    used.update(number for number, (piece, _score) in enumerate(base.pieces) if _is_single(piece))
    kept = [*range(SPECIAL), *sorted(number for number in used if number >= SPECIAL)]
    return _tokenizer([base.pieces[number] for number in kept])


def words_of(lists: Iterable[Path], at_once: int = 5000) -> Iterable[list[str]]:
    """The words in lists of one a line, some at a time."""
    for path in lists:
        words = path.read_text(encoding="utf-8", errors="replace").split()
        for start in range(0, len(words), at_once):
            yield words[start : start + at_once]


def _is_single(piece: str) -> bool:
    letters = piece.replace(SPACE, "")
    return len(letters) <= 1 and all(ord(letter) < ALPHABETS or ord(letter) in PUNCTUATION for letter in letters)


def _tokenizer(pieces: Sequence[tuple[str, float]]) -> "Tokenizer":
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="first", split=False),
            pre_tokenizers.Split(Regex(rf"{SPACE}?\w+|{SPACE}?[^\w\s{SPACE}]"), "isolated"),
        ]
    )
    return tokenizer
