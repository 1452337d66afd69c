"""Whose words they are where others stand nearby, with the model: own sentences that vary faults of public reports."""

from datetime import date

import pytest

from tracker.extraction import extract
from tracker.extraction.dating import date_statements
from tracker.extraction.document.document import document_of
from tracker.extraction.language import detect_language
from tracker.extraction.statements import Draft, Kind, Span, Standing, Statement

WEDNESDAY = date(2024, 3, 6)


def found(text: str) -> dict[str, Statement]:
    """The statements by their quotes."""
    extraction = extract(text, WEDNESDAY)
    return {" … ".join(span.of(text) for span in each.quote): each for each in extraction.statements}


def actors(text: str, quote: str) -> list[str]:
    return [actor.name for actor in found(text)[quote].actors]


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (
            "Trainer Nils Harke verteidigte die Mannschaft. „Sie ist gut“, sagte er.\n\n"
            "Das Spiel sei mäßig, sagte Ida Rolf.",
            "Sie ist gut",
            "Nils Harke",
        ),
        (
            "Die „Hafenpost“ zitierte Reeder Ole Janssen mit den Worten: „Wir fahren weiter.“",
            "Wir fahren weiter.",
            "Ole Janssen",
        ),
        ("The Gazette quoted ship owner Owen Jensen as saying: “We sail on.”", "We sail on.", "Owen Jensen"),
        ("Moll's lawyer, Kate Lund, quoted Peter Gant as saying that he was ill.", "that he was ill", "Peter Gant"),
        ("„Wir bleiben“, warnte Pastorin Ida Rolf.", "Wir bleiben", "Ida Rolf"),
        ("Pastor Deniz „Turbo-D“ Akin sagte: „Ich singe weiter.“", "Ich singe weiter.", "Deniz Turbo-D Akin"),
    ],
)
def test_who_said_it(text: str, quote: str, speaker: str) -> None:
    assert [name.replace("„", "").replace("“", "") for name in actors(text, quote)] in ([speaker], ["Deniz Akin"])


def test_whose_words_somebody_recalls() -> None:
    text = "Harke erinnerte an einen Satz von Ida Rolf: „Gewonnen ist nichts.“"
    statement = found(text)["Gewonnen ist nichts."]
    assert [text[span.start : span.end] for span in statement.speaker] == ["Ida Rolf"]
    assert "Harke" not in {actor.name for actor in statement.actors}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Nils Harke sagte, der Plan sei gut. Die Studenten skandierten: „Harke muss gehen!“", "Harke muss gehen!"),
        ("Nils Harke sprach. „Ein guter Tag“, sagte er. Auf einem Pappschild stand: „Harke lügt!“", "Harke lügt!"),
        ("Mayor Ann Wood spoke. “A good day,” she said. A banner above her read: “Wood must go.”", "Wood must go."),
    ],
)  # fmt: skip
def test_crowds_and_banners_don_t_speak_for_whom_they_name(text: str, quote: str) -> None:
    statement = found(text).get(quote)
    assert statement is None or not {"Nils Harke", "Ann Wood"} & {actor.name for actor in statement.actors}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Es ist nicht wahr, dass Harke gesagt hat, die Fähre sei sicher.", "die Fähre sei sicher"),
        ("It isn't true that Wood said the ferry was safe.", "the ferry was safe"),
        ("Kein Zeuge sagte, es habe geregnet.", "es habe geregnet"),
        ("Niemand in der Partei hat gesagt, dass Harke gehen muss.", "dass Harke gehen muss"),
        ("Zu keinem Zeitpunkt hat Harke gesagt, dass sie kandidiert.", "dass sie kandidiert"),
        ("None of the witnesses said it was raining.", "it was raining"),
        ("At no point did Wood say that she would run.", "that she would run"),
    ],
)
def test_what_nobody_said_is_negated(text: str, quote: str) -> None:
    assert found(text)[quote].standing is Standing.NEGATED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Harke wird am Montag ankündigen, dass die Preise sinken.", "dass die Preise sinken"),
        ("Wood will announce on Monday that fares are to fall.", "that fares are to fall"),
    ],
)
def test_what_is_still_to_be_said_is_announced(text: str, quote: str) -> None:
    assert found(text)[quote].standing is Standing.ANNOUNCED


def test_what_is_said_is_not_negated_by_what_it_denies() -> None:
    (statement,) = found("Harke sagte, es sei nicht wahr, dass die Fähre sicher sei.").values()
    assert statement.standing is Standing.ASSERTED


def test_a_quote_goes_on_in_a_paragraph_without_a_mark_of_its_own() -> None:
    text = (
        "„Die Fähre gehört uns“, sagte Nils Harke. „Wir verkaufen nicht.\n\nDas weiß jeder hier. Und es bleibt so.“\n\n"
    )
    text += "Ida Rolf sagte: „Wir kaufen nicht.“"
    said = next(each for quote, each in found(text).items() if "Das weiß jeder hier. Und es bleibt so." in quote)
    assert said.kind is Kind.DIRECT
    assert [actor.name for actor in said.actors] == ["Nils Harke"]
    assert actors(text, "Wir kaufen nicht.") == ["Ida Rolf"]


def test_a_paragraph_behind_an_unclosed_mark_that_opens_another_is_not_part_of_it() -> None:
    text = "Nils Harke sagte: „Wir verkaufen nicht.\n\nDas Wetter war schön. „Wir kaufen nicht“, sagte Ida Rolf."
    assert not any("Wetter" in quote for quote in found(text))


def test_labels_of_which_only_the_given_name_is_known() -> None:
    text = "THE CHAIR: Good evening. You know why we are here.\n\nJAKE TALLER: Will the library close, sir?\n\n"
    text += "THE CHAIR: No. I told you it stays.\n\nJAKE TALLER: And what will you do?\n\n"
    text += "THE CHAIR: I will go home now."
    assert {each.kind for each in found(text).values() if each.inside is None} == {Kind.DIRECT}
    assert "Good evening. You know why we are here." in found(text)


@pytest.mark.parametrize("name", ["Karin von der Heide", "Dirk van den Broek", "Ursula von der Mark"])
def test_particles_of_names_tell_no_language(name: str) -> None:
    surname = name.partition(" ")[2]
    text = f'{name} said Antwerp was full. "We are full," {surname} said. Deputy Tom Reed agreed: "It is," he said.'
    assert detect_language(text) == "en"
    assert detect_language(f"{name} sagte, Antwerpen sei voll. „Es ist voll“, sagte {surname} am Montag.") == "de"


def test_two_days_in_one_sentence() -> None:
    text = "Sagte Harke gestern noch, die Fähre sei sicher, so klingt er heute anders: „Wir müssen prüfen.“"

    def said(quote: str, speaker: str, cue: str, frame: str) -> Draft:
        roles = [(Span(text.index(words), text.index(words) + len(words)),) for words in (quote, speaker, cue, frame)]
        return Draft(Kind.INDIRECT, *roles, (), 1.0)

    drafts = [
        said("die Fähre sei sicher", "Harke", "Sagte", "Sagte Harke gestern noch"),
        said("Wir müssen prüfen", "er", "klingt", "so klingt er heute anders:"),
    ]
    days = [str(each.day) for each in date_statements(document_of(text, "de"), drafts, WEDNESDAY)]
    assert days == ["2024-03-05", "2024-03-06"]


def test_headings_of_a_live_blog_give_the_day() -> None:
    text = "Wednesday, 6 March 2024: Dam holds\n\n“The dam holds,” said Nils Harke.\n\n"
    text += "Tuesday, 5 March 2024: Schools shut\n\n“The schools are shut,” said Ida Rolf."
    days = {quote: str(each.said.day) for quote, each in found(text).items()}
    assert days["The dam holds,"] == "2024-03-06"
    assert days["The schools are shut,"] == "2024-03-05"
