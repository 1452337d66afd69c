from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import MAX_PIECES, Window, windows_of, words_in
from tracker.extraction.statements import Span

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)  # half surrogate pairs too
ODD_TEXT = st.lists(
    st.sampled_from([*"aZß9 .,\n\t…½ﬁＡ①™⁄▁_'", "\u0301", "\u200d", "\ufeff", "\ud800", "ﷺ", "👩‍👧", "\u1100\u1161"])
).map("".join)


def printed(text: str) -> list[str]:
    words = words_in(text)
    return [words.word(number) for number in range(len(words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte: „Nein“.", ["Er", "sagte", ":", "„", "Nein", "“", "."]),
        ("don't", ["don", "'", "t"]),
        ("US-Präsident", ["US", "-", "Präsident"]),
        ("Tja… und", ["Tja", "…", "und"]),
        ("½ Liter, 3½ Tage", ["½", "Liter", ",", "3½", "Tage"]),
        ("ﬁne ﬂow", ["ﬁne", "ﬂow"]),
        ("ＡＢＣ", ["ＡＢＣ"]),
        ("cafe\u0301 e\u0301", ["cafe\u0301", "e\u0301"]),
        ("\u1112\u1161\u11ab x", ["\u1112\u1161\u11ab", "x"]),
        ("ﷺ x", ["ﷺ", "x"]),
        ("a\ud800b", ["a", "\ud800", "b"]),
        ("▁ a▁b", ["▁", "a", "▁", "b"]),
        ("a\tb\r\nc\u2028d\u3000e", ["a", "b", "c", "d", "e"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert printed(text) == expected


@given(st.one_of(ANY_TEXT, ODD_TEXT))
def test_words_are_in_order_and_leave_nothing_out(text: str) -> None:
    words = words_in(text)
    assert words.text == text
    assert len(words.spans) == len(words.pieces) == len(words)
    assert all(words.pieces)
    assert all(0 <= span.start < span.end <= len(text) for span in words.spans)
    assert all(before.end <= here.start for before, here in pairwise(words.spans))
    covered = {position for span in words.spans for position in range(*span)}
    assert [here for here, character in enumerate(text) if not character.isspace() and here not in covered] == []
    assert not any(text[position].isspace() for span in words.spans for position in (span.start, span.end - 1))


def test_a_megabyte_without_spaces_fits_a_window() -> None:
    words = words_in("x" * 1_000_000)
    assert [span.end for span in words.spans] == [1_000_000]
    assert windows_of(words, 0.35) == [Window(0, 1)]


@given(
    st.lists(st.sampled_from(["Wort ", "Satz. ", "Absatz.\n", "…", "Donaudampfschifffahrt ", "x" * 90]), min_size=1),
    st.integers(1, 60),
    st.floats(0, 0.9),
)
def test_windows_cover_all_words(parts: list[str], times: int, overlap: float) -> None:
    words = words_in("".join(parts) * times)
    windows = windows_of(words, overlap)
    assert windows[0].start == 0
    assert windows[-1].end == len(words)
    for window in windows:
        assert 0 < sum(len(words.pieces[number]) for number in range(window.start, window.end)) <= MAX_PIECES
    for before, here in pairwise(windows):
        assert before.start < here.start <= before.end <= here.end


def test_no_windows_without_words() -> None:
    assert windows_of(words_in(""), 0.35) == []


def test_windows_begin_with_a_sentence_and_overlap() -> None:
    words = words_in("Am Abend kam der Regen zurück in die Stadt. " * 200)
    windows = windows_of(words, 0.35)
    assert len(windows) > 2
    assert {words.word(window.start) for window in windows} == {"Am"}
    for before, here in pairwise(windows):
        assert 0.3 < (before.end - here.start) / (before.end - before.start) < 0.45


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
