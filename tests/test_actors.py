import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.actors import PrintedName, block, linked


def people(*names):
    return [PrintedName(name, "person", 1) for name in names]


def together(*printed):
    """The sets of names that mean the same actor."""
    return {frozenset(name for name, _ in actor.names) for actor in linked(printed)}


SAME = [
    ("Vera Müller", "Vera Mueller"),
    ("José Silva", "Jose Silva"),
    ("VERA LIND", "Vera Lind"),
    ("Vera Lind", "Vera Linds"),
    ("Vera Lind", "Vera Lind’s"),
    ("Dr. Vera Lind", "Vera Lind"),
    ("Herr Olaf Brandt", "Olaf Brandt"),
    ("President Carl Stone", "Carl Stone"),
    ("Carl Stone", "Carl F. Stone"),
    ("Carl Stone", "Carl Frederic Stone"),
    ("C. Stone", "Carl Stone"),
    ("Stone", "Carl Stone"),
    ("Stones", "Carl Stone"),
    ("von der Heide", "Anna von der Heide"),
    ("Heide", "Anna von der Heide"),
    ("al-Rashid", "Omar al-Rashid"),
    ("Anna‑Lena Groß", "Anna-Lena Gross"),
]
DIFFERENT = [
    ("Joe Stone", "Joseph R. Stone"),
    ("Vera Lind", "Petra Lind"),
    ("Carl F. Stone", "Carl G. Stone"),
    ("Carl Stone", "Carl Stone Jr."),
    ("Anna Peters", "Hans Peter"),
    ("Vera Lind", "Vera Linde"),
    ("Vera", "Vera Lind"),
    ("Anna-Lena Groß", "Lena Groß"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_same_person(first, second):
    assert block(first) == block(second)
    assert together(*people(first, second)) == {frozenset({first, second})}


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different_people(first, second):
    assert together(*people(first, second)) == {frozenset({first}), frozenset({second})}


def test_a_surname_that_two_people_have_is_an_actor_of_its_own():
    assert together(*people("Lind", "Vera Lind", "Petra Lind")) == {
        frozenset({"Lind"}),
        frozenset({"Vera Lind"}),
        frozenset({"Petra Lind"}),
    }


def test_a_short_form_of_two_full_names_is_neither():
    names = people("Carl Stone", "C. Stone", "Carl F. Stone", "Carl G. Stone")
    assert len(linked(names)) == 4


def test_short_forms_of_one_full_name_come_together():
    names = people("Stone", "C. Stone", "Carl Stone", "Carl F. Stone")
    assert len(linked(names)) == 1


def test_a_place_is_nobodys_surname():
    names = [PrintedName("Lincoln", "place", 1), PrintedName("Abe Lincoln", "person", 1)]
    assert len(linked(names)) == 2


def test_the_same_words_are_one_actor_whatever_they_were_taken_for():
    names = [PrintedName("Reuters", "organisation", 3), PrintedName("Reuters", "person", 1)]
    (actor,) = linked(names)
    assert actor.kind == "organisation"


def test_an_organisation_with_and_without_its_article():
    names = [PrintedName("The White House", "organisation", 1), PrintedName("White House", "place", 2)]
    assert len(linked(names)) == 1


def test_genitive_of_a_place():
    names = [PrintedName("Russlands", "place", 5), PrintedName("Russland", "place", 1)]
    (actor,) = linked(names)
    assert actor.name == "Russland"


def test_the_name_shown_is_the_fullest_common_one():
    names = [
        PrintedName("Stone", "person", 9),
        PrintedName("President Carl Stone", "person", 4),
        PrintedName("Carl Stone", "person", 3),
        PrintedName("Carl F. Stone", "person", 1),
        PrintedName("C. Stone", "person", 5),
    ]
    (actor,) = linked(names)
    assert actor.name == "Carl Stone"


def test_nothing_and_odd_names():
    assert linked([]) == []
    assert len(linked(people("", "…", "'s", "Dr.", "von", "-"))) >= 1


words = st.sampled_from(["Carl", "C.", "F.", "G.", "Frederic", "von", "Dr.", "Stone", "Stones", "stone", "Müller"])
names = st.builds(
    PrintedName,
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["person", "organisation", "place"]),
    st.integers(1, 3),
)
distinct_names = st.lists(names, max_size=8, unique_by=lambda printed: (printed.name, printed.kind))


@given(distinct_names, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(printed, random):
    shuffled = list(printed)
    random.shuffle(shuffled)
    assert linked(shuffled) == linked(printed)


@given(distinct_names)
def test_every_name_means_one_actor_and_blocks_are_enough(printed):
    actors = linked(printed)
    assert sorted(name for actor in actors for name in actor.names) == sorted((n.name, n.kind) for n in printed)
    by_block = [
        actor
        for name_block in {block(each.name) for each in printed}
        for actor in linked([each for each in printed if block(each.name) == name_block])
    ]
    assert {actor.names for actor in by_block} == {actor.names for actor in actors}


@given(st.text(max_size=40))
def test_any_text_can_be_a_name(text):
    (actor,) = linked(people(text))
    assert actor.name == text
