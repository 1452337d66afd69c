"""What is reached on the stories and the edits, as floors that a change must not fall below."""

import pytest
from gold import Judged, b_cubed, edits, figures, figures_of_edits, pairs

FLOORS = {
    "same": {
        "sure: precision": 0.97,
        "sure: recall": 0.55,
        "sure and suggested: recall": 0.85,
        "opposed: precision": 0.9,
        "opposed: recall": 0.55,
    },
    "de-en": {
        "sure: precision": 0.97,
        "sure: recall": 0.5,
        "sure and suggested: recall": 0.8,
        "opposed: precision": 0.9,
        "opposed: recall": 0.35,
    },
}


@pytest.fixture(scope="module")
def measured() -> tuple[list[Judged], list[tuple[str, str]]]:
    return pairs(None)


@pytest.mark.parametrize("languages", FLOORS)
def test_claims_are_as_good_as_they_were(measured: tuple[list[Judged], list[tuple[str, str]]], languages: str) -> None:
    found = figures(each for each in measured[0] if each.languages == languages)
    below = {name: str(found[name]) for name, floor in FLOORS[languages].items() if found[name].value < floor}
    assert not below


def test_groups_are_as_good_as_they_were(measured: tuple[list[Judged], list[tuple[str, str]]]) -> None:
    precision, recall = b_cubed(measured[1])
    assert precision >= 0.98
    assert recall >= 0.7


def test_a_small_edit_is_another_claim_and_a_rewording_is_not() -> None:
    found = figures_of_edits(edits())
    assert found["edits joined"].value <= 0.04
    assert found["rewordings joined"].value >= 0.8


def test_b_cubed_counts_what_is_mixed_and_what_is_parted() -> None:
    assert b_cubed([("a", "1"), ("a", "1"), ("b", "2")]) == (1, 1)
    assert b_cubed([("a", "1"), ("b", "1")]) == (0.5, 1)
    assert b_cubed([("a", "1"), ("a", "2")]) == (1, 0.5)
