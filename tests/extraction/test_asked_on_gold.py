"""What the shipped rankings are asked is what they were taught by."""

import pytest
from asked_on_gold import asked_now, known

FEATURES = known()


@pytest.mark.parametrize("name", FEATURES)
def test_a_ranking_is_asked_what_it_was_taught_by(name: str) -> None:
    assert asked_now()[name] == pytest.approx(FEATURES[name], abs=0.1), (
        "learn the rankings anew, those of the free model, too; then python -m tests.extraction.asked_on_gold --write"
    )
