import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.encoder import Scores, Task
from tracker.extraction.mentions import names_in
from tracker.extraction.statements import ReferentKind
from tracker.extraction.words import words_in

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
    return Scores(Task(words), names, ())


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
        # ill-formed: an I tag that nothing has begun begins a name, and so does one of another kind
        ("I-PER I-PER O O I-ORG I-ORG O O", [("Anna Vogt", "PERSON"), ("Rat der", "ORGANISATION")]),
        ("B-PER I-ORG O O O O O O", [("Anna", "PERSON"), ("Vogt", "ORGANISATION")]),
        (
            "I-LOC B-LOC I-PER O O O O I-OTH",
            [("Anna", "PLACE"), ("Vogt", "PLACE"), ("traf", "PERSON"), ("Mainz", "OTHER")],
        ),
        ("B-ORG " + "I-ORG " * 7, [(TEXT, "ORGANISATION")]),
    ],
)  # fmt: skip
def test_tags_to_names(tags: str, expected: list[tuple[str, str]]) -> None:
    assert names(tags) == expected


def test_the_score_is_the_mean_of_the_tags() -> None:
    of_words = scores(TEXT, ["B-PER", "I-PER", *["O"] * 6])
    of_words.names[1] = [0.3, 0, 0.7, 0, 0, 0, 0, 0, 0]
    (name,) = names_in(of_words)
    assert name.score == pytest.approx((0.9 + 0.7) / 2)


def test_no_words() -> None:
    assert names_in(Scores(Task(words_in("")), np.zeros((0, 9), np.float32), ())) == []


@given(st.lists(st.sampled_from(TAGS), min_size=8, max_size=8))
def test_any_tags(tags: list[str]) -> None:
    of_words = scores(TEXT, tags)
    words = of_words.task.words
    expected = {number: KINDS[tag[2:]] for number, tag in enumerate(tags) if tag != "O"}
    found = {
        number: name.kind
        for name in names_in(of_words)
        for number, span in enumerate(words.spans)
        if name.span.start <= span.start and span.end <= name.span.end
    }
    assert found == expected
    begun = sum(tag[0] == "B" for tag in tags)
    assert len(names_in(of_words)) >= begun
