"""What holds for every pair of names, whatever is printed."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_names_of_organisations import COUNTRIES, SEATS
from test_names_of_organisations import DIFFERENT as DIFFERENT_BODIES
from test_names_of_organisations import POSSIBLE as POSSIBLE_BODIES
from test_names_of_organisations import SAME as SAME_BODIES
from test_names_of_people import DIFFERENT, POSSIBLE, SAME

from tracker.actors.comparing.blocking import blocks
from tracker.actors.comparing.compare import compare, known_names
from tracker.actors.comparing.results import Match, PrintedName
from tracker.actors.names.words import in_latin

KINDS = ["person", "organisation", "place", "other"]
PEOPLE = sorted({name for pairs in (SAME, POSSIBLE, DIFFERENT) for pair in pairs for name in pair})
BODIES = sorted(
    {name for pairs in (SAME_BODIES, COUNTRIES, POSSIBLE_BODIES, DIFFERENT_BODIES) for pair in pairs for name in pair}
    | {name for seat in SEATS for name in seat[:2]}
)
ALL = [PrintedName(name, "person") for name in PEOPLE] + [PrintedName(name, "organisation") for name in BODIES]

# One person, however printed: what stands for each part of the name, in the spellings of one convention or another.
GIVEN = {
    "Sergej": ["Sergej", "Sergei", "Sergey", "Сергей", "S."],
    "Michail": ["Michail", "Mikhail", "Михаил", "M."],
    "Olga": ["Olga", "Ольга", "O."],
    "Vera": ["Vera", "V.", "VERA"],
    "Joseph": ["Joseph", "Joe", "J."],
}
MIDDLE = ["", "", "W.", "Wiktorowitsch", "F. ", "Anna"]
SURNAMES = {
    "Lawrow": ["Lawrow", "Lavrov", "Лавров", "Lawrows", "LAVROV"],
    "Schtscherbakow": ["Schtscherbakow", "Shcherbakov", "Щербаков", "Schtscherbakows"],
    "Jermolenko": ["Jermolenko", "Yermolenko", "Ermolenko", "Ермоленко"],
    "Müller": ["Müller", "Mueller", "Muller", "Müllers", "Müller’s"],
    "von der Heide": ["von der Heide", "Heide", "Von der Heide"],
    "Meyer": ["Meyer", "Meier", "Maier", "Meyers"],
    "Smith": ["Smith", "Smyth", "Smith Jr.", "Smiths"],
    "Göring-Eckardt": ["Göring-Eckardt", "Goering-Eckardt", "Göring Eckardt", "Göring", "Eckardt"],
}
TITLES = ["", "", "", "Dr. ", "Frau ", "Sen. "]


@st.composite
def printed_people(draw):
    given_name = draw(st.sampled_from([*GIVEN, ""]))
    first = draw(st.sampled_from(GIVEN[given_name])) if given_name else ""
    surname = draw(st.sampled_from(SURNAMES[draw(st.sampled_from(sorted(SURNAMES)))]))
    middle = draw(st.sampled_from(MIDDLE)) if first else ""
    return PrintedName(" ".join(f"{draw(st.sampled_from(TITLES))}{first} {middle} {surname}".split()), "person")


WORDS_OF_BODIES = (
    "Deutsche Deutscher Deutschen Bank Bundes Bundesbank Rat Rates Regierung Russland russische EU WHO AG Inc. der des "
    "und & United Nations Nato Moskau Außenministerium Foreign Ministry of the U.S. (WHO) Leuchtturm-Verband"
)
printed_bodies = st.builds(
    PrintedName,
    st.lists(st.sampled_from(WORDS_OF_BODIES.split()), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["organisation", "place"]),
)
any_text = st.builds(PrintedName, st.text(max_size=30), st.sampled_from(KINDS))
ODD_WORDS = 'von al- Dr. Jr. X. I ß ’s , . ( ) " Xi Kim Abdel II. ÉCOLE Ω ж 李 נ ـ'
odd_names = st.builds(
    PrintedName, st.lists(st.sampled_from(ODD_WORDS.split()), max_size=5).map(" ".join), st.sampled_from(KINDS)
)
printed = st.one_of(printed_people(), printed_bodies, any_text, odd_names, st.sampled_from(ALL))


@given(printed, printed)
def test_symmetric_and_never_outside_a_block(one, other):
    found = compare(one, other)
    assert compare(other, one) == found
    assert 0 <= found.score <= 1
    assert found.reasons
    if found.match is not Match.DIFFERENT:
        assert blocks(one) & blocks(other)


@given(printed_people(), printed_people())
def test_people_symmetric_and_never_outside_a_block(one, other):
    test_symmetric_and_never_outside_a_block.hypothesis.inner_test(one, other)


@given(printed)
def test_a_name_is_the_same_as_itself(name):
    assert compare(name, name).match is Match.SAME
    assert blocks(name)
    assert name.name not in known_names(name)


@given(st.lists(printed_people(), min_size=3, max_size=3))
def test_two_people_are_never_the_same_as_a_third_name(three):
    assert_safely_transitive(three)


@given(st.lists(printed_bodies, min_size=3, max_size=3))
def test_two_bodies_are_never_the_same_as_a_third_name(three):
    # A place "Hamburg" is no "Hamburg AG", though an organisation "Hamburg" may be either: clusters tell them apart.
    assume(len({each.kind == "place" for each in three}) == 1)
    assert_safely_transitive(three)


def assert_safely_transitive(three):
    found = sorted(compare(one, other).match.value for one, other in combinations(three, 2))
    assert found != ["different", "same", "same"]


@pytest.mark.parametrize("names", [PEOPLE, BODIES], ids=["people", "bodies"])
def test_all_names_of_the_tables_against_each_other(names):
    kind = "person" if names is PEOPLE else "organisation"
    all_printed = [PrintedName(name, kind) for name in names]
    alike = {}
    for one, other in combinations(all_printed, 2):
        match = compare(one, other).match
        if match is not Match.DIFFERENT:
            assert blocks(one) & blocks(other), (one.name, other.name)
        if match is Match.SAME:
            alike.setdefault(one, set()).add(other)
            alike.setdefault(other, set()).add(one)
    for name, others in alike.items():
        for one, other in combinations(sorted(others, key=lambda each: each.name), 2):
            assert compare(one, other).match is not Match.DIFFERENT, (one.name, name.name, other.name)


@given(st.text(max_size=30))
def test_any_script_has_latin_letters_or_none(text):
    assert isinstance(in_latin(text), str)
