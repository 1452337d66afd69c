import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.views.harmless import escaped_in_json, harmless, harmless_line


def acts(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrot\x1b[0m", "␛[31mrot␛[0m"),
        ("\x1b]8;;https://example.org\x07hier\x1b]8;;\x07", "␛]8;;https://example.org␇hier␛]8;;␇"),
        ("falsch\rrichtig", "falsch␍richtig"),
        ("\x9b31mrot", "�31mrot"),
        ("abc\u202edef\u202c", "abcdef"),
        ("\u2066abc\u2069", "abc"),
        ("Mi\u200bni\u00adster", "Minister"),
        ("\ufeffTitel", "Titel"),
        ("\x7f", "␡"),
        ("erste\r\nzweite", "erste\nzweite"),
        ("erste\u2028zweite", "erste\nzweite"),
        ("\ud800", "�"),
        ("„Schön“, sagte sie. 1 < 2 [bold]", "„Schön“, sagte sie. 1 < 2 [bold]"),
    ],
)
def test_what_could_act_is_made_visible_or_left_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text(st.characters()))
def test_nothing_that_acts_is_left(text: str) -> None:
    assert not any(acts(character) for character in harmless(text) if character != "\n")
    assert not any(acts(character) for character in harmless_line(text))


def test_a_line_is_one_line() -> None:
    assert harmless_line(" erste\n\n  zweite\t\u2029dritte ") == "erste zweite dritte"


@given(st.text(st.characters()))
def test_json_means_the_same_and_is_safe_to_look_at(text: str) -> None:
    document = escaped_in_json(json.dumps({"quote": text}, ensure_ascii=False))
    assert json.loads(document) == {"quote": text}
    assert not any(acts(character) for character in document)
