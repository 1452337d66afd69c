from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction import encoder
from tracker.extraction.encoder import Shape, by_piece, shape, stretches


@given(st.integers(1, 60), st.integers(0, 30), st.integers(1, 30), st.data())
def test_a_stretch_lies_in_the_window_around_its_anchor(
    length: int, before: int, after: int, data: st.DataObject
) -> None:
    anchors = np.array(data.draw(st.lists(st.integers(0, length - 1), max_size=5)), np.int64)
    found = stretches(anchors, length, before, before + after)
    assert found.shape == (len(anchors), min(length, before + after))
    for anchor, stretch in zip(anchors, found, strict=True):
        assert anchor in stretch
        assert stretch.tolist() == list(range(stretch[0], stretch[0] + len(stretch)))
        assert stretch[0] >= 0
        assert stretch[-1] < length
        in_reach = stretch[0] == anchor - before
        assert in_reach or stretch[0] == 0 or stretch[-1] == length - 1


@pytest.mark.parametrize(
    ("places", "first", "count", "pieces"),
    [([2, 0, 3], [1, 3, 4], 6, [0, 2, 2, 0, 3, 0]), ([1], [1], 4, [0, 1, 1, 0])],
)
def test_what_is_known_of_a_word_is_known_of_its_pieces(
    places: list[int], first: list[int], count: int, pieces: list[int]
) -> None:
    assert by_piece(np.array(places), np.array(first), count).tolist() == pieces


def test_the_shape_of_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_MODEL", str(tmp_path))
    read = shape.__wrapped__  # without what is remembered of tracker's own model
    (tmp_path / "shape.toml").write_text("words_before = 64\nwords_after = 100\n", encoding="utf-8")
    assert read() == Shape(words_before=64, words_after=100)
    assert encoder.shape is shape
