"""Whom a text names that may be acted upon."""

import re
from collections.abc import Mapping

import pytest

from tracker.actors.named import Mentioned, Named, first_named, identities, nationality

KINDS = {  # of the names that were found in the texts
    "Putin": "person",
    "Wladimir Putin": "person",
    "Joe Biden": "person",
    "Narendra Singh": "person",
    "Gerassimow": "person",
    "Michael Jordan": "person",
    "Omani": "person",
    "Jordan": "person",
    "Nato": "organisation",
    "Greenpeace": "organisation",
    "Bank of China": "organisation",
    "Foreign Ministry": "organisation",
    "Moskau": "place",
    "Moscow": "place",
    "Kreml": "place",
    "München": "place",
    "Syrien": "place",
    "Georgia": "place",
    "Brexit": "other",
}
NOTHING_FOUND: dict[str, str] = {}


def mentioned(text: str, kinds: Mapping[str, str], actors: Mapping[str, str]) -> list[Mentioned]:
    longest_first = sorted(kinds, key=len, reverse=True)
    found = re.finditer(rf"\b(?:{'|'.join(longest_first)})\b", text) if kinds else ()
    return [Mentioned(*match.span(), match.group(), kinds[match.group()], actors.get(match.group())) for match in found]


def named(text: str, *besides: str, kinds: Mapping[str, str] = KINDS, **actors: str) -> list[Named]:
    return first_named(text, [(0, len(text))], mentioned(text, kinds, actors), set(besides))


def printed(text: str, *besides: str, kinds: Mapping[str, str] = KINDS) -> list[str]:
    return [text[each.start : each.end] for each in named(text, *besides, kinds=kinds)]


def entities(text: str, kinds: Mapping[str, str] = KINDS) -> list[str]:
    return [each.entity for each in named(text, kinds=kinds)]


# Names that were found.


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dass Putin lüge", "Putin"),
        ("Putin habe gelogen, nicht die Ukraine", "Putin"),
        ("that nobody believes Putin", "Putin"),
        ("die Nato rücke näher", "Nato"),
        ("Biden calls Nato obsolete, not Putin", "Nato"),
        ("der Brexit schade Greenpeace", "Greenpeace"),
        ("Joe Biden calls Nato obsolete", "Joe Biden"),
        ("Greenpeace lobt Indien", "Greenpeace"),
        ("Die Welt schaut auf Indien und nicht auf Putin", "Indien"),
        ("Zuerst hat Putin Greenpeace und dann Polen gedroht", "Putin"),
    ],
)
def test_who_is_named_first(text: str, first: str) -> None:
    assert printed(text) == [first]


@pytest.mark.parametrize("text", ["", "dass es regne", "der Brexit sei ein Fehler", "in München fielen die Kurse"])
def test_a_text_may_name_nobody(text: str) -> None:
    assert named(text) == []


def test_a_name_has_its_entity_if_it_is_known_and_its_actor() -> None:
    assert named("dass Putin lüge", Putin="Wladimir Putin") == [Named(5, 10, "", "Putin", "Wladimir Putin")]
    assert named("die Nato rücke näher") == [Named(4, 8, "organisation Nato", "Nato")]
    assert named("dass Moskau lüge", Moskau="Russland") == [Named(5, 11, "country RU", "Moskau", "Russland")]


def test_an_adjective_has_an_entity_alone() -> None:
    assert named("die polnische Regierung") == [Named(4, 13, "country PL")]


def test_a_person_who_is_called_like_a_state_is_none() -> None:
    assert named("dass Jordan lüge") == [Named(5, 11, "", "Jordan")]
    assert entities("dass Jordan lüge", NOTHING_FOUND) == ["country JO"]
    assert printed("dass Michael Jordan lüge") == ["Michael Jordan"]


def test_a_person_may_be_called_like_the_people_of_a_state_but_not_like_a_known_adjective() -> None:
    assert named("dass Omani lüge") == [Named(5, 10, "", "Omani")]
    assert entities("dass Omani lüge", {"Omani": "organisation"}) == ["country OM"]
    assert named("that Russian lies", kinds={"Russian": "person"}) == [Named(5, 12, "country RU")]


def test_only_names_that_lie_in_the_spans_count() -> None:
    text = "Putin warnt Indien vor Greenpeace und Joe Biden"
    names = mentioned(text, KINDS, {})

    def words(*spans: tuple[int, int]) -> list[str]:
        return [text[each.start : each.end] for each in first_named(text, spans, names, set())]

    assert words((0, 5)) == ["Putin"]
    assert words((0, 4)) == []
    assert words((1, 18)) == ["Indien"]
    assert words((19, 33)) == ["Greenpeace"]
    assert words((19, 32)) == []
    assert words((24, 37), (42, 47)) == []
    assert words((23, 33), (38, 47)) == ["Greenpeace", "Joe Biden"]
    assert words((38, 47), (6, 18)) == ["Indien"]


# States.


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("dass Indien ablehne", "Indien", "IN"),
        ("Es fehle Russlands Zustimmung", "Russlands", "RU"),
        ("der polnischen Regierung", "polnischen", "PL"),
        ("the Polish government", "Polish", "PL"),
        ("that Germans are late", "Germans", "DE"),
        ("the Angolan army", "Angolan", "AO"),
        ("that Angolans suffer", "Angolans", "AO"),
        ("das Schweizer Parlament", "Schweizer", "CH"),
        ("that the USA pays", "USA", "US"),
        ("dass die Vereinigten Staaten zahlen", "Vereinigten Staaten", "US"),
        ("that Saudi Arabia", "Saudi Arabia", "SA"),
        ("the Sri Lankan army", "Sri Lankan", "LK"),
        ("aus Papua-Neuguinea", "Papua-Neuguinea", "PG"),
        ("that Papua New Guinea pays", "Papua New Guinea", "PG"),
        ("that Bosnia and Herzegovina pays", "Bosnia and Herzegovina", "BA"),
        ("that South Koreans suffer", "South Koreans", "KR"),
    ],
)
def test_a_state_is_named_by_its_name_its_adjective_and_its_people(text: str, words: str, state: str) -> None:
    [found] = named(text, kinds=NOTHING_FOUND)
    assert (text[found.start : found.end], found.entity, found.name) == (words, f"country {state}", "")


@pytest.mark.parametrize(
    "text",
    [
        "we must polish it",
        "they all ate turkey",
        "the old georgia road",
        "dass Georgia zahle",
        "Congo is large",
        "Nato",
    ],
)
def test_other_words_and_ambiguous_names_name_no_state(text: str) -> None:
    assert named(text, kinds=NOTHING_FOUND) == []
    assert named(text, kinds={"Georgia": "place"}) == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("dass Moskau lüge", "RU"),
        ("that Moscow lied", "RU"),
        ("das Gespräch mit Moskau", "RU"),
        ("dass in Wahrheit Moskau lüge", "RU"),
        ("dass der Kreml lüge", "RU"),
        ("Zweifel in Kreml und Duma", "RU"),
        ("die Truppen in Syrien", "SY"),
    ],
)
def test_a_place_may_stand_for_its_state(text: str, state: str) -> None:
    assert entities(text) == [f"country {state}"]


@pytest.mark.parametrize(
    "text", ["dass er in Moskau sei", "In Moskau schneit es", "she flew home, in Moscow", "nach Moskau"]
)
def test_a_capital_behind_in_only_says_where(text: str) -> None:
    assert named(text) == []


def test_a_capital_that_was_not_found_as_a_name_is_a_place() -> None:
    assert named("dass Moskau lüge", kinds=NOTHING_FOUND) == []


@pytest.mark.parametrize(
    "text",
    [
        "zehn Millionen US-Dollar",
        "ten million US dollars",
        "Schweizer Franken",
        "the Swiss franc",
        "Egyptian pounds fell",
    ],
)
def test_a_currency_names_no_state(text: str) -> None:
    assert named(text) == []
    assert entities(f"{text}, von Polen") == ["country PL"]


def test_only_the_word_behind_a_state_makes_it_a_currency() -> None:
    assert printed("Indien zahlt zehn Dollar") == ["Indien"]
    assert printed("das habe die Nato Dollar gekostet") == ["Nato"]
    assert printed("dass er Dollar an Indien zahle") == ["Indien"]


# What belongs together.


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("der russische Präsident Putin", "Putin"),
        ("der russische Präsident Wladimir Putin", "Wladimir Putin"),
        ("Indian Prime Minister Narendra Singh", "Narendra Singh"),
        ("Russia's President Putin", "Putin"),
        ("Russia’s Putin", "Putin"),
        ("US-Präsident Joe Biden", "Joe Biden"),
        ("Chinese Foreign Ministry", "Foreign Ministry"),
    ],
)
def test_a_state_before_a_name_only_says_where_that_belongs(text: str, whole: str) -> None:
    assert printed(text) == [whole]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dass Russland, Putin zum Trotz, zahle", "Russland"),
        ("dass Indien an Putin schreibe", "Indien"),
        ("die russische Armee unter General Gerassimow", "russische"),
        ("dass Russland Polen bedrohe", "Russland"),
        ("die polnisch-russische Grenze", "russische"),
        ("the Russian-Ukrainian war", "Russian"),
        ("dass Indien (Putin zufolge) zahle", "Indien"),
        ("Joe Biden trifft Putin", "Joe Biden"),
        ("Putin trifft russische Soldaten", "Putin"),
    ],
)
def test_a_state_is_named_itself_where_no_name_follows_closely(text: str, first: str) -> None:
    assert printed(text) == [first]


# Several names.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dass Russland und Polen verhandeln", ["Russland", "Polen"]),
        ("dass Russland und die Ukraine verhandeln", ["Russland", "Ukraine"]),
        ("that Russia and the United States talk", ["Russia", "United States"]),
        ("that Saudi Arabia and India talk", ["Saudi Arabia", "India"]),
        ("Russland und Indien und Polen", ["Russland", "Indien", "Polen"]),
        ("dass die Nato und Putin verhandeln", ["Nato", "Putin"]),
        ("Russland und Putin", ["Russland", "Putin"]),
        ("dass Moskau und der Kreml lügen", ["Moskau", "Kreml"]),
        ("Polen und Indien loben Russland und China", ["Polen", "Indien"]),
        ("Indien und auch Polen", ["Indien"]),
        ("Indien, Polen", ["Indien"]),
        ("Indien Polen", ["Indien"]),
        ("zwischen Indien oder Polen", ["Indien"]),
    ],
)
def test_those_who_are_joined_by_a_conjunction_are_named_together(text: str, words: list[str]) -> None:
    assert printed(text) == words


@pytest.mark.parametrize(
    ("besides", "words"),
    [
        ([], ["Russland", "Putin", "Nato"]),
        (["country RU"], ["Putin", "Nato"]),
        (["putin"], ["Russland"]),
        (["country RU", "putin"], ["Nato"]),
        (["organisation Nato"], ["Russland", "Putin"]),
        (["country RU", "putin", "nato"], []),
    ],
)
def test_some_do_not_count(besides: list[str], words: list[str]) -> None:
    assert printed("Russland und Putin und die Nato", *besides) == words


def test_a_name_does_not_count_by_its_actor_either() -> None:
    text = "dass Putin Indien drohe"
    assert [each.name for each in named(text, "wladimir putin")] == ["Putin"]
    assert [each.entity for each in named(text, "wladimir putin", Putin="Wladimir Putin")] == ["country IN"]


def test_a_name_within_a_name_is_not_named_on_its_own() -> None:
    text = "dass die Bank of China und Indien zahlen"
    assert printed(text) == ["Bank of China", "Indien"]
    names = [Mentioned(9, 22, "Bank of China", "organisation"), Mentioned(9, 13, "Bank", "organisation")]
    [first] = first_named(text, [(0, len(text))], names, set())
    assert first.name == "Bank of China"
    [other] = first_named(text, [(0, len(text))], names, {"bank of china", "bank"})
    assert other.entity == "country IN"


# Who somebody is.


@pytest.mark.parametrize(
    ("names", "words", "known"),
    [
        (["Wladimir Putin"], [], {"wladimir putin"}),
        (["Wladimir Putin"], ["der russische Präsident"], {"wladimir putin", "country RU"}),
        ([], ["South Korean officials"], {"country KR"}),
        ([], ["the Kremlin"], {"country RU"}),
        (["Moskau"], [], {"moskau", "country RU"}),
        (["South Sudan"], ["Papua New Guinea officials"], {"south sudan", "country SS", "country PG"}),
        (["Nato"], ["Greenpeace"], {"nato", "organisation Nato", "organisation Greenpeace"}),
        (
            ["Ministry of Foreign Affairs of Russia"],
            [],
            {"ministry of foreign affairs of russia", "office foreign ministry RU", "country RU"},
        ),
        (["Auswärtiges Amt"], [], {"auswaertiges amt", "office foreign ministry DE", "country DE"}),
        ([], [], set()),
    ],
)
def test_somebody_is_known_by_names_and_by_what_these_and_the_words_name(
    names: list[str], words: list[str], known: set[str]
) -> None:
    assert identities(names, words, []) == known


def test_mentions_give_names_too() -> None:
    found = [Mentioned(0, 6, "Moskau", "place"), Mentioned(7, 22, "Auswärtiges Amt", "organisation")]
    assert identities(["Anna Ost"], ["Sprecherin"], found) == {
        "anna ost",
        "moskau",
        "country RU",
        "auswaertiges amt",
        "office foreign ministry DE",
        "country DE",
    }


# Adjectives and peoples.


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("polnische", "PL"),
        ("österreichischen", "AT"),
        ("Polish", "PL"),
        ("Deutsche", "DE"),
        ("Schweizer", "CH"),
        ("Indians", "IN"),
        ("US-amerikanische", "US"),
        ("Saudi-arabische", "SA"),
        ("Sri Lankan", "LK"),
        ("Senegalese", "SN"),
        ("Kuwaitis", "KW"),
        ("polish", None),
        ("polnisch", None),
        ("angolan", None),
        ("Kuwait", None),
        ("Moskau", None),
        ("Anna", None),
        ("s", None),
        ("", None),
    ],
)
def test_the_state_of_an_adjective_or_of_a_people(word: str, state: str | None) -> None:
    assert nationality(word) == state


@pytest.mark.parametrize(
    ("word", "state"), [("Indians", "IN"), ("polnische", "PL"), ("Angolan", None), ("Omani", None)]
)
def test_endings_may_be_left_out_of_account(word: str, state: str | None) -> None:
    assert nationality(word, by_ending=False) == state
