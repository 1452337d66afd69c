import pytest

from tracker.extraction.document.document import document_of
from tracker.extraction.marked_words import Place, places_of

OUTSIDE, OPENING, INSIDE, CLOSING, UNCLOSED = Place


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
