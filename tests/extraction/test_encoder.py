import threading
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction import encoder
from tracker.extraction.decoding.candidates import Candidate
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import windows_of, words_in
from tracker.extraction.encoder import Model, Scores, Shape, Task, by_piece, score, session, shape, stretches
from tracker.extraction.marked_words import Place, places_of
from tracker.extraction.pipeline import extract_items
from tracker.extraction.statements import Act, Item, Kind, Standing

SENTENCES = (
    "Ministerin Karla Brandt kündigte am Montag in Mainz neue Schulen an.",
    "„Wir lassen niemanden im Stich“, sagte Brandt vor Journalisten.",
    "Der Abgeordnete Jonas Feld warf ihr vor, sie habe keinen Plan.",
    "Am Abend regnete es in der ganzen Stadt.",
)
SHORT = " ".join(SENTENCES)
LONG = "\n".join(" ".join(SENTENCES[: 1 + number % 4]) for number in range(30))
TEXTS = (SHORT, "", LONG, "Ja.", SENTENCES[1], "…")
OUTSIDE, OPENING, INSIDE, CLOSING, UNCLOSED = Place


def scored(*texts: str, workers: int | None = None) -> list[Scores]:
    return list(score((Task(document_of(text, "")) for text in texts), workers))


def test_shapes_and_ranges() -> None:
    (scores,) = scored(LONG)
    word_count = len(scores.task.words)
    assert scores.names.shape == (word_count, 9)
    assert np.allclose(scores.names.sum(-1), 1, atol=1e-4)
    assert len(scores.anchors) > 10
    for anchor in scores.anchors:
        assert 0 <= anchor.first <= anchor.word < anchor.first + len(anchor.roles) <= word_count
        assert anchor.roles.shape[1] == 6
        for probabilities, classes in ((anchor.acts, Act), (anchor.standings, Standing)):
            assert probabilities.shape == (len(classes),)
            assert probabilities.sum() == pytest.approx(1, abs=1e-4)
        assert 0 <= anchor.probability <= 1
        assert anchor.roles.min() >= 0
        assert anchor.roles.max() <= 1
    assert all(before.word < here.word for before, here in pairwise(scores.anchors))


def test_roles_are_looked_for_beyond_the_ends_of_windows() -> None:
    (scores,) = scored(LONG)
    count, model = len(scores.task.words), shape()
    windows = windows_of(scores.task.words, scores.task.overlap)
    assert len(windows) > 1
    for anchor in scores.anchors:
        assert len(anchor.roles) == model.words_before + model.words_after
        assert anchor.first == min(max(0, anchor.word - model.words_before), count - len(anchor.roles))
    ends = [window.end for window in windows[:-1]]
    assert any(anchor.first < end < anchor.first + len(anchor.roles) for anchor in scores.anchors for end in ends)


def test_english_windows_overlap_less_than_german_ones() -> None:
    windows: dict[str, list[int]] = {"de": [], "en": []}
    for language, lengths in windows.items():
        model = Model(partial(Counted, lengths), shape())
        (extraction,) = extract_items([Item(LONG, None, language)], 1, model)
        assert extraction.language == language
    assert len(windows["en"]) < len(windows["de"])
    assert all(sum(lengths) > len(words_in(LONG)) for lengths in windows.values())


class Counted:
    """A part of the model that notes how many words each window has."""

    def __init__(self, lengths: list[int], name: str) -> None:
        self._lengths, self._session, self._is_encoder = lengths, session(name), name == "encoder"

    def run(self, outputs: None, inputs: dict[str, Any], /) -> Sequence[Any]:
        if self._is_encoder:
            self._lengths.append(inputs["first"].shape[1])
        found: Sequence[Any] = self._session.run(outputs, inputs)
        return found


@pytest.mark.parametrize("workers", [1, 3])
def test_an_article_scores_the_same_in_any_company(workers: int) -> None:
    alone = {text: scored(text, workers=1)[0] for text in TEXTS}
    for texts in (TEXTS[::-1], (SHORT, SHORT)):
        for text, scores in zip(texts, scored(*texts, workers=workers), strict=True):
            assert_same(scores, alone[text])


def test_nothing_to_read() -> None:
    assert scored() == []
    (scores,) = scored("")
    assert scores.names.shape == (0, 9)
    assert scores.anchors == ()


def test_a_candidate_is_looked_at_however_improbable() -> None:
    document = document_of(SENTENCES[3], "")
    (without,) = score([Task(document)])
    assert 2 not in [anchor.word for anchor in without.anchors]
    candidate = Candidate(Kind.INDIRECT_FREE_INDIRECT, 2, 4, 5)
    (scores,) = score([Task(document, {2: candidate})])
    (anchor,) = [anchor for anchor in scores.anchors if anchor.word == 2]
    assert anchor.kind is candidate.kind


def test_only_a_few_articles_are_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Task]:
        nonlocal taken
        while True:
            taken += 1
            yield Task(document_of(SENTENCES[1], ""))

    scores = score(endless(), workers=2)
    for number in range(1, 8):
        next(scores)
        assert taken <= number + 5
    scores.close()  # type: ignore[attr-defined]


def test_a_failing_source_reaches_the_caller_and_leaves_no_threads() -> None:
    def failing() -> Iterator[Task]:
        yield Task(document_of(SHORT, ""))
        raise RuntimeError("no more")

    before = threading.active_count()
    with pytest.raises(RuntimeError, match="no more"):
        list(score(failing(), workers=2))
    assert threading.active_count() == before


def test_giving_up_early_leaves_no_threads() -> None:
    before = threading.active_count()
    scores = score((Task(document_of(SENTENCES[1], "")) for _ in range(100)), workers=2)
    next(scores)
    scores.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def assert_same(one: Scores, other: Scores) -> None:
    assert np.array_equal(one.names, other.names)
    assert len(one.anchors) == len(other.anchors)
    for left, right in zip(one.anchors, other.anchors, strict=True):
        assert (left.word, left.kind, left.probability) == (right.word, right.kind, right.probability)
        assert left.first == right.first
        assert np.array_equal(left.roles, right.roles)


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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("Es regnet.", [OUTSIDE] * 3),
        ("„Ja“, sagte er.", [OPENING, INSIDE, CLOSING, *[OUTSIDE] * 4]),
        ("\"Oh 'no' it is\" she", [OPENING, *[INSIDE] * 6, CLOSING, OUTSIDE]),  # marks within others are inside
        ("Er: „Ja, gut.\nDann ging er.", [OUTSIDE, OUTSIDE, OPENING, *[UNCLOSED] * 4, *[OUTSIDE] * 4]),
        ("»So« und »so«", [OPENING, INSIDE, CLOSING, OUTSIDE, OPENING, INSIDE, CLOSING]),
    ],
)
def test_places(text: str, places: list[Place]) -> None:
    assert places_of(document_of(text, "")).tolist() == places
