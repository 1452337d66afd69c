from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.document.document import Document, document_of
from tracker.extraction.document.words import words_in
from tracker.extraction.encoder import Scores, Task
from tracker.extraction.statements import ReferentKind
from tracker.extraction.tags import likeliest_tags, names_in

NO_VECTORS = np.zeros((0, 0), np.float32)
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH")
KINDS = {
    "PER": ReferentKind.PERSON,
    "ORG": ReferentKind.ORGANISATION,
    "LOC": ReferentKind.PLACE,
    "OTH": ReferentKind.OTHER,
}
TEXT = "Anna Vogt traf den Rat der Stadt Mainz"


def scores(text: str, tags: list[str], certainty: float = 0.9) -> Scores:
    words = words_in(text)
    names = np.full((len(words), len(TAGS)), (1 - certainty) / 8, np.float32)
    for number, tag in enumerate(tags):
        names[number, TAGS.index(tag)] = certainty
    return Scores(Task(Document(words, "")), names, NO_VECTORS, ())


def names(tags: str) -> list[tuple[str, str]]:
    found = names_in(scores(TEXT, tags.split()))
    return [(name.span.of(TEXT), name.kind.name) for name in found]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-PER I-PER O O B-ORG O O B-LOC", [("Anna Vogt", "PERSON"), ("Rat", "ORGANISATION"), ("Mainz", "PLACE")]),
        ("O O O O O O O B-OTH", [("Mainz", "OTHER")]),
        ("O O O O O O O O", []),
        ("B-PER B-PER O O O O O O", [("Anna", "PERSON"), ("Vogt", "PERSON")]),
        # what no names can be tagged with: an I tag after none or another kind's
        ("I-PER I-PER O O I-ORG I-ORG O O", [("Anna Vogt", "PERSON"), ("Rat der", "ORGANISATION")]),
        ("O O O O O I-ORG O O", []),
        ("B-ORG " + "I-ORG " * 7, [(TEXT, "ORGANISATION")]),
    ],
)  # fmt: skip
def test_tags_to_names(tags: str, expected: list[tuple[str, str]]) -> None:
    assert names(tags) == expected


def test_the_score_is_how_likely_the_words_are_of_the_kind() -> None:
    of_words = scores(TEXT, ["B-PER", "I-PER", *["O"] * 6])
    of_words.names[1] = [0.3, 0.1, 0.6, 0, 0, 0, 0, 0, 0]
    (name,) = names_in(of_words)
    assert name.score == pytest.approx((0.9 + 0.1 / 8 + 0.7) / 2)


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("Der EU-Gipfel in Rom", "O B-ORG O O O B-LOC", ["Rom"]),
        ("Der EU-Gipfel in Rom", "O B-ORG I-ORG O O B-LOC", ["EU-Gipfel", "Rom"]),
        ("Die Fußball-WM", "O O O B-OTH", []),
        ("Ein Streit – Rom und Bonn", "O O O B-LOC O B-LOC", ["Rom", "Bonn"]),
        ("Rom-", "B-LOC O", ["Rom"]),
    ],
)
def test_a_compound_is_a_name_as_a_whole_or_not_at_all(text: str, tags: str, expected: list[str]) -> None:
    assert [name.span.of(text) for name in names_in(scores(text, tags.split()))] == expected


def test_nobody_is_called_by_small_letters_alone() -> None:
    for name, tag, expected in (
        ("senator", "B-PER", []),
        ("taz", "B-ORG", ["taz"]),
        ("Holloway", "B-PER", ["Holloway"]),
    ):
        found = names_in(scores(name, [tag]))
        assert [each.span.of(name) for each in found] == expected


def test_no_words() -> None:
    assert names_in(Scores(Task(document_of("", "")), np.zeros((0, 9), np.float32), NO_VECTORS, ())) == []


def is_possible(tags: Sequence[int]) -> bool:
    return all(tag % 2 or not tag or before in (tag - 1, tag) for before, tag in pairwise([0, *tags]))


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=9, max_size=9), min_size=1, max_size=4))
def test_no_possible_tags_are_likelier(rows: list[list[float]]) -> None:
    probabilities = np.array(rows, np.float32)
    probabilities /= probabilities.sum(-1, keepdims=True)
    words = words_in(" ".join(["Wort"] * len(rows)))

    def likelihood(tags: Sequence[int]) -> float:
        return float(np.prod(probabilities[range(len(tags)), list(tags)].astype(np.float64)))

    found = likeliest_tags(probabilities, words)
    assert is_possible(found)
    best = max(likelihood(tags) for tags in product(range(9), repeat=len(rows)) if is_possible(tags))
    assert likelihood(found) == pytest.approx(best)


@given(st.lists(st.sampled_from(TAGS), min_size=8, max_size=8), st.sampled_from([TEXT, "a-b c-d-e f - g"]))
def test_names_stand_in_order_and_apart(tags: list[str], text: str) -> None:
    found = names_in(scores(text, tags[: len(words_in(text))]))
    assert all(before.span.end <= here.span.start for before, here in pairwise(found))
    assert all(0 < name.score <= 1 for name in found)


def test_tags_that_are_possible_stay() -> None:
    tags = ["B-PER", "I-PER", "O", "B-ORG", "B-ORG", "I-ORG", "O", "B-LOC"]
    of_words = scores(TEXT, tags)
    assert [TAGS[tag] for tag in likeliest_tags(of_words.names, of_words.task.words)] == tags
