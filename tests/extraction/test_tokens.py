import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.document.document import document_of
from tracker.extraction.statements import Span


def tokens(text: str, language: str) -> list[str]:
    return [token.text for token in document_of(text, language).tokens]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Dr. Kern kam, sagte er.", "de", "Dr.|Kern|kam|,|sagte|er|."),
        ("Sen. Lee of Everett, Wash., spoke.", "en", "Sen.|Lee|of|Everett|,|Wash.|,|spoke|."),
        ("Das U.S. Army Corps", "en", "Das|U.S.|Army|Corps"),
        ("Harry S. Truman kam.", "en", "Harry|S.|Truman|kam|."),
        ("Benedikt XVI. sagte zu.", "de", "Benedikt|XVI.|sagte|zu|."),
        ("Ada’s dog doesn't bark.", "en", "Ada|’s|dog|doesn't|bark|."),
        ("They'll go: I'm sure.", "en", "They|'ll|go|:|I|'m|sure|."),
        ("SPD-Chefin Maria O'Neill", "de", "SPD-Chefin|Maria|O'Neill"),
        ("Spiegel.de und AT&T", "de", "Spiegel.de|und|AT&T"),
        ("Das Ende.Neuer Satz", "de", "Das|Ende|.|Neuer|Satz"),
        ("„Nein“, sagte er", "de", "„|Nein|“|,|sagte|er"),
        ("Mr. Dr. Ada", "xx", "Mr|.|Dr|.|Ada"),  # no lexicon, no abbreviations
    ],
)
def test_words_and_marks(text: str, language: str, found: str) -> None:
    assert tokens(text, language) == found.split("|")


@given(st.text(), st.sampled_from(["de", "en", ""]))
def test_every_character_but_white_space_belongs_to_one_token(text: str, language: str) -> None:
    document = document_of(text, language)
    covered = [place for token in document.tokens for place in range(token.start, token.end)]
    assert covered == sorted(set(covered))
    assert all(token.text == text[token.start : token.end] for token in document.tokens)
    assert not "".join(letter for place, letter in enumerate(text) if place not in set(covered)).strip()


def test_tokens_by_place() -> None:
    document = document_of("Ada Kern, 41, lacht.", "de")
    assert [token.text for token in document.tokens_at(Span(2, 8))] == ["Ada", "Kern"]
    assert [token.text for token in document.tokens_at(Span(3, 4))] == []
    assert [word.text for word in document.words_in(0, 12)] == ["Ada", "Kern", "41"]
    assert [word.text for word in document.words_in(1, 11)] == ["Kern"]  # whole words alone
