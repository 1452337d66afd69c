from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.decoding.shaping import joined, shaped
from tracker.extraction.document.quotation_marks import quoted_in
from tracker.extraction.statements import Draft, Kind, Span, Spans


def draft(text: str, kind: Kind, *quote: str, frame: str = "", cue: str = "", speaker: str = "") -> Draft:
    """A draft over the first places in the text where these words stand."""
    return Draft(kind, _spans(text, *quote), _spans(text, speaker), _spans(text, cue), _spans(text, frame), (), 0.9)


def shaped_quote(text: str, kind: Kind, *quote: str) -> tuple[Kind, list[str]]:
    found = shaped(draft(text, kind, *quote), text, quoted_in(text))
    return found.kind, [span.of(text) for span in found.quote]


SAID_OF_COURAGE = "Er würdigte ihren Mut: „Wir danken ihr alle.“"
SAID = "„Wir kommen morgen alle“, sagte Anna Vogt."


@pytest.mark.parametrize(
    "quote",
    ["„Wir kommen morgen alle“", "Wir kommen morgen alle", "kommen morgen alle“,", "„Wir kommen morgen", SAID[:-1]]
)  # fmt: skip
def test_a_direct_quote_is_what_stands_between_the_marks(quote: str) -> None:
    assert shaped_quote(SAID, Kind.DIRECT, quote) == (Kind.DIRECT, ["Wir kommen morgen alle"])


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DIRECT])
def test_what_stands_wholly_in_marks_is_direct(kind: Kind) -> None:
    assert shaped_quote(SAID, kind, "„Wir kommen morgen alle“,") == (Kind.DIRECT, ["Wir kommen morgen alle"])


def test_a_report_with_a_few_words_in_marks_stays_one() -> None:
    text = "Sie sagte, der Plan sei „viel zu langsam“ und zu teuer."
    quote = "der Plan sei „viel zu langsam“ und zu teuer"
    assert shaped_quote(text, Kind.INDIRECT, quote) == (Kind.INDIRECT, [quote])


@pytest.mark.parametrize("quote", ["Er würdigte ihren Mut:", "Er würdigte ihren Mut: „Wir", SAID_OF_COURAGE])
def test_a_report_that_a_colon_leads_to_words_is_these_words(quote: str) -> None:
    assert shaped_quote(SAID_OF_COURAGE, Kind.REPORTED, quote) == (Kind.DIRECT, ["Wir danken ihr alle."])


def test_a_direct_quote_without_marks_stays_as_it_is() -> None:
    text = "Vogt: Wir kommen morgen alle."
    assert shaped_quote(text, Kind.DIRECT, "Wir kommen morgen alle") == (Kind.DIRECT, ["Wir kommen morgen alle"])


def test_both_parts_of_an_interrupted_quote() -> None:
    text = "„Wir kommen alle“, sagte Vogt, „und bleiben.“"
    for kind in (Kind.DIRECT, Kind.INDIRECT):
        found = shaped_quote(text, kind, "„Wir kommen alle“", "„und bleiben.“")
        assert found == (Kind.DIRECT, ["Wir kommen alle", "und bleiben."])


def test_a_quote_within_a_quote_is_cut_to_its_own_marks() -> None:
    text = "„Vogt rief uns allen zu: ‚Wir kommen!‘ Dann ging sie“, so Beck."
    assert shaped_quote(text, Kind.DIRECT, "‚Wir kommen!‘") == (Kind.DIRECT, ["Wir kommen!"])
    assert shaped_quote(text, Kind.DIRECT, text[:-10]) == (Kind.DIRECT, [text[1 : text.index("“")]])


def test_a_quote_over_paragraphs() -> None:
    text = "„Wir kommen.\n„Dann bleiben wir.“"
    assert shaped_quote(text, Kind.DIRECT, text) == (Kind.DIRECT, ["Wir kommen.", "Dann bleiben wir."])


def test_empty_marks_are_no_quote() -> None:
    text = "Vogt schrieb „“ an die Tafel"
    assert shaped_quote(text, Kind.DIRECT, text) == (Kind.DIRECT, [text])


GOING_ON = "Vogt ist besorgt. Der Deich sei alt. Er halte nicht."


def test_sentences_in_the_subjunctive_that_follow_each_other_are_one_statement() -> None:
    first = draft(GOING_ON, Kind.INDIRECT_FREE_INDIRECT, "Der Deich sei alt", speaker="Vogt")
    second = draft(GOING_ON, Kind.INDIRECT_FREE_INDIRECT, "Er halte nicht.", speaker="Vogt")
    whole = draft(GOING_ON, Kind.INDIRECT_FREE_INDIRECT, "Der Deich sei alt. Er halte nicht.", speaker="Vogt")
    assert joined([first, second], GOING_ON) == [whole]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        (GOING_ON, Kind.INDIRECT_FREE_INDIRECT, ""),
        (GOING_ON, Kind.INDIRECT, "Vogt"),
        (GOING_ON.replace("alt. ", "alt. Sie nickt. "), Kind.INDIRECT_FREE_INDIRECT, "Vogt"),
        (GOING_ON.replace("alt. ", "alt.\n"), Kind.INDIRECT_FREE_INDIRECT, "Vogt"),
    ],
)
def test_others_stay_two(text: str, kind: Kind, speaker: str) -> None:
    first = draft(text, Kind.INDIRECT_FREE_INDIRECT, "Der Deich sei alt", speaker="Vogt")
    second = draft(text, kind, "Er halte nicht", speaker=speaker)
    assert joined([first, second], text) == [first, second]


@st.composite
def drafts_of_texts(draw: st.DrawFn) -> tuple[str, Draft]:
    pieces = [
        "„",
        "“",
        '"',
        "‚",
        "‘",
        "»",
        "«",
        "Wir ",
        "kommen",
        ", ",
        ". ",
        "\n",
        "sagte er",
        " – ",
    ]
    text = draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=25).map("".join))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    quote = tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False))
    return text, Draft(draw(st.sampled_from(Kind)), quote, (), (), (), (), 0.5)


@given(drafts_of_texts())
def test_any_quote_keeps_a_shape(drawn: tuple[str, Draft]) -> None:
    text, before = drawn
    quoted = quoted_in(text)
    found = shaped(before, text, quoted)
    assert found.quote
    assert all(0 <= span.start < span.end <= len(text) for span in found.quote)
    assert all(one.end <= other.start for one, other in pairwise(found.quote))
    assert found.kind in (before.kind, Kind.DIRECT)
    if found.quote != before.quote:
        assert found.kind is Kind.DIRECT
        assert set(found.quote) <= {stretch.content for stretch in quoted}


def _spans(text: str, *parts: str) -> Spans:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)
