import re
from hashlib import sha256

import numpy as np
import pytest

from tracker.claims.vectors import FEW, MODEL, Sessions, similarities, vectors_of
from tracker.training.vocabulary import SHIPPED_SHA256

CLOSED, GESPERRT = "The bridge will be closed from Monday.", "Die Brücke wird ab Montag gesperrt."
TAXES = "Taxes will rise by four percent."


def test_a_translation_is_nearer_than_another_sentence() -> None:
    vectors = vectors_of([CLOSED, GESPERRT, TAXES])
    cosines = similarities(vectors, vectors)
    assert cosines[0, 1] > 0.9 > cosines[0, 2]


def test_a_sentence_has_the_same_vector_whatever_is_read_beside_it() -> None:
    beside = [CLOSED, TAXES, CLOSED.replace("Monday", "Tuesday"), CLOSED.replace("bridge", "tunnel"), ""]
    together = vectors_of(beside)
    for number, sentence in enumerate(beside):
        np.testing.assert_array_equal(vectors_of([sentence])[0], together[number])


def test_few_sentences_have_the_vectors_that_they_have_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [f"{sentence} {number}" for number in range(FEW // 2) for sentence in (CLOSED, GESPERRT, TAXES)]
    many = vectors_of(sentences)
    for number, sentence in enumerate(sentences):
        monkeypatch.setattr("tracker.claims.vectors.SESSIONS", Sessions())
        np.testing.assert_allclose(
            vectors_of([sentence])[0], many[number], atol=1
        )  # the last digit of a float may differ


def test_the_card_has_the_files_checksum() -> None:
    card = (MODEL.parent / "README.md").read_text()  # type: ignore[attr-defined]
    named = re.search(r"`sentences.onnx` \|.*`([0-9a-f]{64})`", card)
    assert named is not None
    assert named[1] == sha256(MODEL.read_bytes()).hexdigest()


def test_the_vocabulary_is_the_one_that_it_was_cut_to() -> None:
    from tracker.claims.vectors import TOKENIZER

    assert sha256(TOKENIZER.read_bytes()).hexdigest() == SHIPPED_SHA256
