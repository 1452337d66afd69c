"""Whom single rules take a speaker's words for, each where it holds and where it doesn't."""

import pytest

from tests.extraction.test_speakers import PERSON, PLACE, Story
from tracker.extraction.speakers.grammar import grammar_of
from tracker.extraction.statements import Kind


@pytest.mark.parametrize(
    ("between", "speakers"), [("", ["Jan Vogt"]), ("Der Fluss ist breit. Die Fähre fährt stündlich. ", [])]
)
def test_demnach_means_whoever_spoke_right_before(between: str, speakers: list[str]) -> None:
    text = f"Es werde teuer, erklärte Jan Vogt. {between}Demnach koste die Brücke zwölf Millionen."
    story = Story(text, "de").named(PERSON, "Jan Vogt").says("Es werde teuer", "Jan Vogt", "erklärte")
    story.says("koste die Brücke zwölf Millionen", "Demnach")
    assert story.speakers() == [["Jan Vogt"], speakers]


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("Verkehrsministerium", True), ("Bundestagsfraktion", False), ("SPD-Bundestagsfraktion", False)],
)
def test_what_several_may_be_called_names_no_institution(word: str, is_one: bool) -> None:
    grammar = grammar_of("de")
    noun = grammar.noun(word)
    assert noun is not None
    assert grammar.is_institution(noun) == is_one


def test_a_name_that_was_tagged_across_paragraphs_is_the_one_in_the_last() -> None:
    text = "Streit in Bremen\nFrei\nJan Vogt sagte, es werde teuer."
    story = Story(text, "de").named(PERSON, "Bremen\nFrei\nJan Vogt").says("es werde teuer", "Jan Vogt", "sagte")
    assert story.speakers() == [["Jan Vogt"]]


@pytest.mark.parametrize(
    ("words", "description"),
    [
        ("Der Sprecher des Bürgermeisters, Jan Vogt,", "Sprecher des Bürgermeisters"),
        ("Der Bürgermeister, Jan Vogt,", "Bürgermeister"),
        ("Der Leiter der Feuerwehr in Bremen, Jan Vogt,", "Leiter der Feuerwehr in Bremen"),
    ],
)
def test_what_stands_before_a_name_between_commas_describes_it(words: str, description: str) -> None:
    story = Story(f"{words} erklärte, es werde teuer.", "de").named(PERSON, "Jan Vogt").named(PLACE, "Bremen")
    [[referent]] = story.says("es werde teuer", words.rstrip(","), "erklärte").resolved().speakers
    assert (referent.name, referent.description) == ("Jan Vogt", description)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Eva Genf", "Genf"),
        ("Die Stadt Genf", "Genf"),
    ],
)
def test_a_given_name_before_a_place_makes_no_surname_of_it(printed: str, name: str) -> None:
    story = Story(f"{printed} erklärte, es werde teuer.", "de").named(PLACE, "Genf")
    [[referent]] = story.says("es werde teuer", printed, "erklärte").resolved().speakers
    assert referent.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nach eigenen Angaben hat Jan Vogt in Bremen gesiegt.", "Jan Vogt"),
        ("Nach eigenen Angaben hat der Sieger von Jan Vogt die Stadt Bremen besucht.", None),
        ("Nach eigenen Angaben hat bei Eva Genf der Händler Jan Vogt gekauft.", "Jan Vogt"),
    ],
)
def test_whose_own_statements_they_are_stands_behind_and_in_no_preposition(text: str, name: str | None) -> None:
    story = Story(text, "de").named(PERSON, "Jan Vogt", "Eva Genf").named(PLACE, "Bremen")
    story.says(text.removeprefix("Nach eigenen Angaben ").rstrip("."), "eigenen Angaben", "Nach")
    assert story.speakers() == [[name] if name else []]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ein französischer Regierungssprecher", "französische Regierung"),
        ("ein Polizeisprecher", "Polizei"),
        ("ein WHO-Sprecher", "WHO"),
        ("ein müder Regierungssprecher", "Regierung"),
    ],
)
def test_a_spokesperson_speaks_for_whom_the_compound_names(words: str, name: str) -> None:
    story = Story(f"Es werde teuer, sagte {words} am Montag.", "de").says("Es werde teuer", words, "sagte")
    assert story.speakers() == [[name]]


@pytest.mark.parametrize(
    ("text", "kind", "speakers"),
    [
        ("„Wir gehen.“ „Alle bleiben hier“, sagte Jan Vogt.", Kind.DIRECT, ["Jan Vogt"]),
        ("„Wir gehen.“ Dann: „Alle bleiben hier“, sagte Jan Vogt.", Kind.DIRECT, []),
        ("„Wir gehen.“\n„Alle bleiben hier“, sagte Jan Vogt.", Kind.DIRECT, []),
        ("„Wir gehen.“ Alle bleiben hier, sagte Jan Vogt.", Kind.INDIRECT, []),
    ],
)
def test_a_quote_runs_on_into_the_next_whose_speaker_is_told_there(text: str, kind: Kind, speakers: list[str]) -> None:
    story = Story(text, "de").named(PERSON, "Jan Vogt").says("Wir gehen.", kind=Kind.DIRECT)
    story.says("Alle bleiben hier", "Jan Vogt", "sagte", kind=kind)
    assert story.speakers() == [speakers, ["Jan Vogt"]]


def test_who_speaks_is_nobody_else_within_the_own_quote_and_rather_the_same_in_indirect_speech() -> None:
    direct = "Eva Genf kam spät. „Er sagt, er gehe“, erklärte Jan Vogt dem Händler Ole Kahn."
    story = Story(direct, "de").named(PERSON, "Eva Genf", "Jan Vogt", "Ole Kahn")
    story.says("Er sagt, er gehe", "Jan Vogt", "erklärte", kind=Kind.DIRECT).says("er gehe", "Er", "sagt", inside=0)
    assert "Jan Vogt" not in story.speakers()[1]
    indirect = "Jan Vogt erklärte am Montag dem Händler Ole Kahn, er habe gesagt, die Brücke falle."
    story = Story(indirect, "de").named(PERSON, "Jan Vogt", "Ole Kahn")
    story.says("er habe gesagt, die Brücke falle", "Jan Vogt", "erklärte")
    story.says("die Brücke falle", "er", "habe gesagt", after=", er", inside=0)
    assert story.speakers() == [["Jan Vogt"], ["Jan Vogt"]]
