"""Interviews and transcripts, by what is found in whole articles."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import extract
from tracker.extraction.decoding.layout import layout_of
from tracker.extraction.decoding.turns import with_turns
from tracker.extraction.document.document import document_of
from tracker.extraction.statements import Draft, Extraction, Kind, Span, words_of

GERMAN = """\
"Die Speicher sind voll"

Robert Habeck ist Bundesminister für Wirtschaft. Mit ihm sprach Anna Weber über den kommenden Winter.

Tagesblatt: Herr Habeck, kommen wir gut durch den Winter?

Habeck: Die Speicher sind voll. Wir haben uns darauf vorbereitet.

Tagesblatt: Die Opposition nennt das zu wenig.

Habeck: (lacht) Das stimmt so nicht. Frau Merkel hat damals gesagt, das Gas sei sicher. Ich sage: „Nie wieder.“
"""

TRANSCRIPT = """\
Governor defends budget

ALBANY, March 3, 2024

Governor Mary Larkin (R) defended her budget on CNN’s “State of the Union” on Sunday.

Partial transcript as follows:

JAKE MERTENS: The budget cuts schools by a tenth. Why?

LARKIN: Well, we have to save money somewhere, and I think that schools can save.

(LAUGHTER)

I also think that parents will understand.

MERTENS: Senator Paul Wood said you don’t understand schools at all.

LARKIN: Paul is wrong. “He has never read it,” my husband said.

Larkin later said she was “misunderstood.”

WOOD: I have read it twice.

MERTENS: Will you two ever agree?

Follow us on Twitter.
"""


def marked_transcript() -> str:
    """The transcript, each of its paragraphs beginning with a quotation mark."""
    lines = [line if line.startswith(("Governor", "ALBANY", "Partial", "Follow")) or not line else f"“{line}"
             for line in TRANSCRIPT.splitlines()]  # fmt: skip
    return "\n".join(lines).replace("“Larkin later said", "Larkin later said")


QUESTIONS = """\
Interview mit Anja Sommer

Die Chefin des Verbands der Bäcker, Anja Sommer, spricht über Preise. Die Fragen stellte Peter Lang.

Frage: Frau Sommer, wird das Brot wieder teurer?

Antwort: Ja. Das Mehl kostet fast doppelt so viel wie vor einem Jahr.

Frage: Was sagt Wirtschaftsminister Robert Habeck dazu?

Antwort: Er hat uns versprochen, dass die Hilfe im Juni kommt.
"""


def turns_of(text: str, found: Extraction) -> list[tuple[str, str, str]]:
    """Speaker, actor and quote of each direct statement that stands in no other."""
    return [
        (words_of(text, each.speaker), " & ".join(actor.name for actor in each.actors), words_of(text, each.quote))
        for each in found.statements
        if each.kind is Kind.DIRECT and each.inside is None
    ]


def test_each_turn_of_an_interview_is_said_by_whose_name_stands_before_it() -> None:
    assert turns_of(GERMAN, extract(GERMAN)) == [
        ("Tagesblatt", "Tagesblatt", "Herr Habeck, kommen wir gut durch den Winter?"),
        ("Habeck", "Robert Habeck", "Die Speicher sind voll. Wir haben uns darauf vorbereitet."),
        ("Tagesblatt", "Tagesblatt", "Die Opposition nennt das zu wenig."),
        (
            "Habeck",
            "Robert Habeck",
            "(lacht) Das stimmt so nicht. Frau Merkel hat damals gesagt, das Gas sei sicher. Ich sage: „Nie wieder.“",
        ),
    ]


def test_what_is_said_within_a_turn_stands_inside_it() -> None:
    found = extract(GERMAN).statements
    inner = {words_of(GERMAN, each.quote): each for each in found if each.inside is not None}
    assert [actor.name for actor in inner["das Gas sei sicher"].actors] == ["Merkel"]
    around = found[inner["das Gas sei sicher"].inside or 0]
    assert words_of(GERMAN, around.speaker) == "Habeck"


def test_a_turn_that_ends_in_a_question_asks_it() -> None:
    asked = [words_of(GERMAN, each.quote) for each in extract(GERMAN).statements if each.act == "question"]
    assert asked == ["Herr Habeck, kommen wir gut durch den Winter?"]


def test_a_transcript_has_names_in_capitals_directions_and_text_of_its_own() -> None:
    found = turns_of(TRANSCRIPT, extract(TRANSCRIPT))
    assert found == [
        ("JAKE MERTENS", "JAKE MERTENS", "The budget cuts schools by a tenth. Why?"),
        (
            "LARKIN",
            "Mary Larkin",
            "Well, we have to save money somewhere, and I think that schools can save. … "
            "I also think that parents will understand.",
        ),
        ("MERTENS", "JAKE MERTENS", "Senator Paul Wood said you don’t understand schools at all."),
        ("LARKIN", "Mary Larkin", "Paul is wrong. “He has never read it,” my husband said."),
        ("WOOD", "Paul Wood", "I have read it twice."),
        ("MERTENS", "JAKE MERTENS", "Will you two ever agree?"),
    ]


def test_paragraphs_of_a_transcript_may_each_begin_with_a_quotation_mark() -> None:
    text = marked_transcript()
    assert turns_of(text, extract(text)) == turns_of(TRANSCRIPT, extract(TRANSCRIPT))


def test_my_husband_is_not_me() -> None:
    said_so, told = "“He has never read it,” my husband said.", "My husband told me that he had never read it."
    text = marked_transcript().replace(said_so, told)
    said = [each for each in extract(text).statements if words_of(text, each.speaker) == "My husband"]
    assert [each.actors for each in said] == [()]


def test_answers_are_those_of_whom_the_questions_address() -> None:
    found = extract(QUESTIONS)
    assert turns_of(QUESTIONS, found) == [
        ("Antwort", "Anja Sommer", "Ja. Das Mehl kostet fast doppelt so viel wie vor einem Jahr."),
        ("Antwort", "Anja Sommer", "Er hat uns versprochen, dass die Hilfe im Juni kommt."),
    ]
    answers = [each for each in found.statements if words_of(QUESTIONS, each.speaker) == "Antwort"]
    assert {actor.resolution for each in answers for actor in each.actors} == {"context"}  # a guess, and said to be one
    assert not [each for each in found.mentions if each.span.of(QUESTIONS) in ("Frage", "Antwort")]


def test_whom_an_answer_addresses_answers_nothing() -> None:
    text = """\
Frage: Herr Berg, wie geht es der Stadt?

Antwort: Ich habe dem Kämmerer gesagt: Herr Vogt, so geht es nicht weiter. Wir haben kein Geld.

Frage: Und was jetzt?

Antwort: Jetzt sparen wir an allen Ecken.
"""
    told = {words_of(text, each.quote): [actor.name for actor in each.actors] for each in extract(text).statements}
    [speakers] = [names for quote, names in told.items() if "an allen Ecken" in quote]
    assert speakers == ["Berg"]


@pytest.mark.parametrize(
    ("head", "question", "actor"),
    [
        (
            "Interview mit Anja Sommer\n\nPeter Lang sprach mit der Chefin der Bäcker.",
            "Wird das Brot teurer?",
            "Sommer",
        ),
        ("Anja Sommer und Peter Lang im Gespräch", "Wird das Brot teurer?", ""),
        ("Anja Sommer und Peter Lang im Gespräch", "Wird das Brot teurer, Herr Lang?", "Lang"),
    ],
)
def test_answers_without_an_address_are_those_of_the_only_person_in_the_title(
    head: str, question: str, actor: str
) -> None:
    text = f"{head}\n\nFrage: {question}\n\nAntwort: Ja.\n\nFrage: Warum denn?\n\nAntwort: Das Mehl wird teurer."
    actors = {name.rpartition(" ")[2] for speaker, name, _ in turns_of(text, extract(text)) if speaker == "Antwort"}
    assert actors == {actor}


NO_CONVERSATIONS = {
    "results": "Delegates\n\nClinton leads.\n\nClinton: 1,769\nSanders: 1,501\n\nOhio\nClinton: 80\nSanders: 60",
    "once each": "Stimmen zum Spiel\n\nMeier: Das war gut.\n\nBerg: Ich bin froh.\n\nVogt: Wir haben gewonnen.",
    "no name": "Zutaten: Mehl.\nZeit: Eine Stunde.\nZutaten: Brauche ich mehr?\nZeit: Zwei Stunden.",
    "one after the other": "Meier: Gut.\nMeier: Ich bin da.\nBerg: Gut.\nBerg: Ich auch.",
    "clauses": "Er sagte: Ich komme.\nSie fragte: Wann?\nEr sagte: Ich weiß es nicht.\nSie fragte: Warum?",
}


@pytest.mark.parametrize("text", NO_CONVERSATIONS.values(), ids=NO_CONVERSATIONS.keys())
def test_labels_alone_make_no_conversation(text: str) -> None:
    layout = layout_of(document_of(text, "de"))
    people = [range(n, n + 1) for n in range(len(layout.words)) if layout.words.word(n) in ("Clinton", "Meier", "Berg")]
    assert with_turns([], layout, people) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Habeck", "Tagesblatt", "taz", "Q", "“LARKIN", "A (CDU)"]),
            st.text(alphabet='abI ?.!\n“”„"()[]:', max_size=40),
        ),
        max_size=12,
    )
)
def test_turns_keep_their_order_and_are_words_of_the_text(lines: list[tuple[str, str]]) -> None:
    text = "Ich?\n\n" + "\n\n".join(f"{label}: {words}" for label, words in lines)
    layout = layout_of(document_of(text, "en"))
    people = [range(n, n + 1) for n in range(len(layout.words)) if layout.words.word(n) == "Habeck"]
    for draft in with_turns([], layout, people):
        spans: list[Span] = [*draft.speaker, *draft.quote]
        assert spans == sorted(spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(span.of(text).strip() for span in spans)
        assert draft.frame[0].of(text).endswith(":")


def test_a_statement_of_the_author_between_turns_stays() -> None:
    told = [each for each in extract(TRANSCRIPT).statements if "misunderstood" in words_of(TRANSCRIPT, each.quote)]
    assert [words_of(TRANSCRIPT, each.speaker) for each in told] == ["Larkin"]


def test_what_somebody_else_calls_out_ends_a_turn() -> None:
    text = GERMAN.replace("Tagesblatt: Die Opp", "Zwischenruf: Hört, hört!\n\nTagesblatt: Die Opp")
    assert turns_of(text, extract(text)) == turns_of(GERMAN, extract(GERMAN))


BETWEEN_TURNS = {
    "somebody without a label": "Frau Weber, überzeugt Sie das?",
    "another label": "Dr. Robert Vogt, Leiter des Bundesamtes für Bevölkerungsschutz und Katastrophenhilfe: Ich auch.",
    "a heading": "Teure Winter",
    "the author": "Habeck, der aus Lübeck kommt, sagte später, er sei „enttäuscht“. Ich glaubte ihm.",
    "heckling": "(Beifall bei der CDU – Irene Berg [GRÜNE]: Das ist doch peinlich!)",
}


@pytest.mark.parametrize("words", BETWEEN_TURNS.values(), ids=BETWEEN_TURNS.keys())
def test_what_stands_between_turns_is_not_said_by_who_spoke_before(words: str) -> None:
    text = GERMAN.replace("\n\nTagesblatt: Die Opp", f"\n\n{words}\n\nTagesblatt: Die Opp")
    said = [quote for speaker, _, quote in turns_of(text, extract(text)) if speaker == "Habeck"]
    assert said[0] == "Die Speicher sind voll. Wir haben uns darauf vorbereitet."


def test_a_turn_in_quotation_marks_ends_with_them() -> None:
    text = GERMAN.replace("Habeck: Die Speicher sind voll. Wir haben uns darauf vorbereitet.",
                          "Habeck: „Die Speicher sind voll.“\n\nDie Luft riecht nach Öl. Uns friert.")  # fmt: skip
    said = [quote for speaker, _, quote in turns_of(text, extract(text)) if speaker == "Habeck"]
    assert said[0] == "Die Speicher sind voll."


def test_drafts_of_other_articles_are_left_alone() -> None:
    text = "Vogt sagte, er komme."
    draft = Draft(Kind.INDIRECT, (Span(12, 20),), (Span(0, 4),), (Span(5, 10),), (), (), 0.9)
    assert with_turns([draft], layout_of(document_of(text, "de")), [range(1)]) == [draft]
