from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.document.quotation_marks import MARKS, quoted_in

PAIRS = ["„“", "„”", '„"', "“”", "““", "»«", "«»", '""', "‚‘", "‚’", "‘’", "''", "›‹", "‹›"]
DOUBLE = ["„“", "„”", '„"', "“”", "»«", "«»", '""']
SINGLE = ["‚‘", "‚’", "‘’", "''", "›‹"]

MARKED_TEXTS = st.lists(
    st.sampled_from([*sorted(MARKS), *"aZ9s ,.-(–\n", "  ", "\n\n", "é", "\u200b", "ab", "the dogs' "]), max_size=60
).map("".join)


def contents(text: str) -> list[str]:
    return [quoted.content.of(text) for quoted in quoted_in(text)]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "around", ["{}, sagte er.", "Er sagte: {}", "{}", "Und ({}) kam", "Kurz –{}– kurz", "Er sagte\t{} laut", "{}\n"]
)
def test_every_kind_of_marks(pair: str, around: str) -> None:
    text = around.format(f"{pair[0]}Wir kommen, denke ich.{pair[1]}")
    (quoted,) = quoted_in(text)
    assert quoted.content.of(text) == "Wir kommen, denke ich."
    assert quoted.outer.of(text) == f"{pair[0]}Wir kommen, denke ich.{pair[1]}"
    assert quoted.closed
    assert quoted.depth == 0


@pytest.mark.parametrize("inner", SINGLE)
@pytest.mark.parametrize("outer", DOUBLE)
def test_nested(outer: str, inner: str) -> None:
    said = f"Sie rief {inner[0]}nein{inner[1]} und ging"
    text = f"Er sagte: {outer[0]}{said}{outer[1]}, mehr nicht."
    assert [(quoted.content.of(text), quoted.depth) for quoted in quoted_in(text)] == [(said, 0), ("nein", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Er rief: „Halt!““", ["Er rief: „Halt!“", "Halt!"]),
        ("„Er rief: ‚Halt!‘“", ["Er rief: ‚Halt!‘", "Halt!"]),
        ("“He said ‘no.’”", ["He said ‘no.’", "no."]),
        ("‚A „B“ C‘", ["A „B“ C", "B"]),
        ("„Das “gut” so“", ["Das “gut” so", "gut"]),
        ("»Ja«»Nein«", ["Ja", "Nein"]),
        ('"A""B"', ["A", "B"]),
        ("“Ja“, sagte er. “Nein“, sagte sie.", ["Ja", "Nein"]),
        ('"Ja"-Sager und „Nein"-Sager', ["Ja", "Nein"]),
        ("Er sagte: « Ich komme », und ging.", ["Ich komme"]),
        ("„ Ich komme “, sagte er.", ["Ich komme"]),
        ('" Ich komme ", sagte er.', ["Ich komme"]),
        ('"...und dann", sagte er.', ["...und dann"]),
    ],
)
def test_neighbouring_and_nested_marks(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I don't know what O’Brien's brother isn’t.",
        "In the ’90s and the '80s they played rock.",
        "The '90s music filled the dogs' bowls.",
        "The dogs’ bowls and the cats' beds",
        "Scholz’ Plan und Merz' Antwort",
        "'tis the season",
        "Wie geht's? So 'ne Frage, 's ist gut.",
        "Die ‘90er und die ‘80er",
        "He's 6'2\" and she's 5'4\" tall.",
        'Der 27"-Monitor und der 32" Monitor',
        "Ein Zeichen am Ende: Ja",
    ],
)
def test_no_marks(text: str) -> None:
    assert quoted_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I don’t know the dogs’ names,” she said.", ["I don’t know the dogs’ names,"]),
        ("'I don't know,' she said. 'It's late.'", ["I don't know,", "It's late."]),
        ("'The dogs' bowl is empty,' she said.", ["The dogs' bowl is empty,"]),
        ("‘Scholz’ Plan ist gut’, sagte sie.", ["Scholz’ Plan ist gut"]),
        ("She said 'yes' and then 'no' to him.", ["yes", "no"]),
        ("„’s ist gut“, sagte er.", ["’s ist gut"]),
        ("„Scholz’ Plan“, sagte er.", ["Scholz’ Plan"]),
    ],
)
def test_apostrophes_within_marks(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_a_quote_over_several_paragraphs_opens_each_anew() -> None:
    text = "„Wir kommen.\n\n„Dann bleiben wir.\n\n„Und gehen.“\n\nSo sprach er."
    assert [(quoted.content.of(text), quoted.closed) for quoted in quoted_in(text)] == [
        ("Wir kommen.", False),
        ("Dann bleiben wir.", False),
        ("Und gehen.", True),
    ]


@pytest.mark.parametrize("mark", ["„", "“", "»", "«", '"', "‚", "›"])
def test_unclosed_marks_reach_to_the_end_of_their_paragraph(mark: str) -> None:
    text = f"Er sagte: {mark}Wir kommen. Dann nicht.\nEin anderer Absatz."
    (quoted,) = quoted_in(text)
    assert (quoted.content.of(text), quoted.closed) == ("Wir kommen. Dann nicht.", False)


def test_an_apostrophe_before_an_unclosed_quote() -> None:
    assert contents("'tis „offen bis zum Ende") == ["offen bis zum Ende"]


@pytest.mark.parametrize("text", ['""', "„“", "„“.", '"".', "»«,", "‚‘.", "Das leere „“ Zeichen", '"   "'])
def test_empty_marks(text: str) -> None:
    (quoted,) = quoted_in(text)
    assert quoted.content.of(text) == ""
    assert quoted.closed


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_mark_alone(mark: str) -> None:
    assert contents(mark) in ([], [""])


def test_text_wrapped_to_a_width() -> None:
    text = 'Am Abend sagte die Ministerin\n"Wir werden alles tun,\nwas wir können", und ging\ndann nach Hause.'
    assert contents(text) == ["Wir werden alles tun,\nwas wir können"]


@pytest.mark.parametrize("unseen", ["\ufeff", "\u200b", "\u2009", "\u3000"])
def test_invisible_characters_before_marks(unseen: str) -> None:
    assert contents(f'{unseen}"Wir kommen"') == ["Wir kommen"]


def test_marks_dropped_around_others_do_not_count_as_around_them() -> None:
    text = '"Offen „gut“ und "schön"'
    assert [(quoted.content.of(text), quoted.depth) for quoted in quoted_in(text)] == [("gut", 0), ("schön", 0)]


@given(st.one_of(MARKED_TEXTS, st.text(max_size=80)))
def test_stretches_are_nested_within_the_text(text: str) -> None:
    found = quoted_in(text)
    assert found == quoted_in(text)
    for quoted in found:
        assert 0 <= quoted.outer.start < quoted.outer.end <= len(text)
        goes_on = quoted.outer.start == quoted.content.start  # from the paragraph before
        assert quoted.outer.start <= quoted.content.start <= quoted.content.end <= quoted.outer.end
        assert quoted.content.of(text) == quoted.content.of(text).strip()
        assert goes_on or text[quoted.outer.start] in MARKS
        assert text[quoted.outer.end - 1] in MARKS or not quoted.closed
        around = [each for each in found if each is not quoted and _contains(each.outer, quoted.outer)]
        assert quoted.depth == len(around)
    for first, second in pairwise(found):
        assert first.outer.start < second.outer.start
    for depth in {quoted.depth for quoted in found}:
        for first, second in pairwise([quoted for quoted in found if quoted.depth == depth]):
            assert first.outer.end <= second.outer.start


def _contains(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
