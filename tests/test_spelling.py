"""Folded spellings: what is told apart in print but means the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.spelling import folded, loosely_folded

LETTERS = "aeouqAEOUQäöüÄÜßœø é\u0301\u0308ąĳ“ﬁЁй가ㅏ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller, Mueller", "muller, muller"),
        ("Bauer, Feuer, Quelle, Aue", "bauer, feuer, quelle, aue"),
        ("Goethe und Göthe", "gothe und gothe"),
        ("oeue, aee, Queue", "oue, ae, queue"),
        ("Žižek „Łódź“ Ørsted", "zizek „lodz“ orsted"),
        ("U\u0308ber Straße", "uber strasse"),
        ("ue Ue äue", "u u aue"),
    ],
)
def test_umlauts_accents_and_case_make_no_difference(text, expected):
    assert loosely_folded(text) == expected


@given(st.text(LETTERS), st.text(LETTERS))
def test_what_stands_beside_a_space_makes_no_difference(one, other):
    for fold in (folded, loosely_folded):
        assert fold(f"{one} {other.lstrip()}") == fold(f"{one} ") + fold(unicodedata.normalize("NFC", other.lstrip()))
