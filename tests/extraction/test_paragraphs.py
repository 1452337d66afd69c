import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.document.sentences import paragraphs, sentences
from tracker.extraction.statements import Span

PIECES = st.lists(
    st.sampled_from(
        [
            *'aA1.!?…"„“”’»«()[]-–: \n\t\r',
            "\n\n",
            " \n \n",
            "Dr.",
            "z. B.",
            "U.S.",
            "am 3. Mai",
            "\u2028",
            "\xa0",
            "ß",
        ]
    )
).map("".join)


def split(text: str, language: str | None) -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Dr. Anna Vogt und Prof. Beck kamen zu spät.", "Niemand wartete."]),
        ("de", ["Am 21. Januar tagte der Rat, am 3. Mai wieder.", "Er vertagte sich."]),
        ("de", ["Die 3. Kammer entschied im Jahr 2004.", "Vogt legte Berufung ein."]),
        ("de", ["Sie kam auf Platz 3.", "Vogt wurde Vierte."]),
        ("de", ["Es geht um Obst, z. B. Äpfel, bzw. Birnen u.a. aus Kärnten.", "Mehr nicht."]),
        ("de", ["Das steht in Art. 5 Abs. 2.", "Die Richter sahen es anders."]),
        ("de", ["„Wir kommen nicht.“", "Das sagte sie dem Sender."]),
        ("de", ["„Kommt ihr?“, fragte Vogt.", "Keiner kam!", "Warum?", "„Keine Zeit“, hieß es."]),
        ("de", ["„Was soll das?“ fragte sie."]),
        ("de", ["Er zögerte … und ging […] Richtung Ausgang.", "Dann kam er zurück."]),
        ("de", ["Papst Pius XII. Pacelli war gemeint."]),
        ("en", ["Sen. Mary Hall (R-Ohio) met Mr. Jones on Jan. 21.", "They talked."]),
        ("en", ["The U.S. Senate meets at 5 p.m. Tuesday in Washington, D.C.", "The House does not."]),
        ("en", ["“Why now?” Hall asked reporters.", "Nobody knew."]),
        ("en", ["“Why now?”", "The answer came late."]),
        ("en", ["George W. Bush paid $3.5 million.", "It was No. 1.", "He smiled."]),
        ("en", ["She works for Acme Inc. in Boston.", "“It’s fine,” she said."]),
        (None, ["Dit is één zin.", "En dit ook."]),
        ("nl", ["Dit is één zin.", "En dit ook."]),
    ],
)
def test_sentences(language: str | None, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


def test_sentences_end_with_their_paragraph() -> None:
    assert split("Neue Gespräche in Sicht\n\nVogt sagte zu", "de") == [
        "Neue Gespräche in Sicht",
        "Vogt sagte zu",
    ]


def test_blank_lines_separate_paragraphs_and_single_breaks_do_not() -> None:
    text = "  Eins\nzwei. \n \t\n\n\nDrei.\n"
    assert [span.of(text) for span in paragraphs(text)] == ["Eins\nzwei.", "Drei."]


def test_lines_are_paragraphs_where_no_line_is_blank() -> None:
    text = "Der Rat tagt.\r\nVogt fehlt.\r\nMehr ist nicht bekannt."
    assert [span.of(text) for span in paragraphs(text)] == text.split("\r\n")


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The council met on Tuesday and\nvoted to close the road to\nthe harbour. Hall was\nagainst it."
    assert paragraphs(text) == [Span(0, len(text))]
    assert len(sentences(text, "en")) == 2


@given(PIECES)
def test_paragraphs_hold_all_that_is_printed(text: str) -> None:
    assert_partition(text, paragraphs(text))


@given(PIECES, st.sampled_from(["de", "en", None]))
def test_sentences_hold_all_that_is_printed_and_stay_in_their_paragraph(text: str, language: str | None) -> None:
    spans = sentences(text, language)
    assert_partition(text, spans)
    for span in spans:
        assert any(each.start <= span.start and span.end <= each.end for each in paragraphs(text))


def assert_partition(text: str, spans: list[Span]) -> None:
    """The spans are in order, disjoint, without white space at their ends, and leave only white space out."""
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert not text[end:].strip()
