"""Pairs of actors that may be one: what their names, years and descriptions make of the suggestion."""

import pytest

from tracker.actors.resolving.descriptions import marks
from tracker.actors.resolving.explanations import Basis, Circumstance
from tracker.actors.resolving.suggestions import (
    LinkedGroup,
    NamePair,
    are_different,
    are_kept_apart,
    best_match,
    circumstances,
    is_partial,
    likely_pairs,
    weighed,
)

MINISTER, COACH = marks(["Außenministerin"]), marks(["Trainer"])


def group(name, year=2016, marks=frozenset()):
    return LinkedGroup((name, "person"), year, marks, 1, Basis.NAME, 0.9)


@pytest.mark.parametrize(
    ("one", "other", "factor", "told"),
    [
        (group("Ylva Stenborg"), group("Y. Stenborg"), 1, ()),
        (group("Ylva Stenborg"), group("Y. Stenborg", 1990), 0.6, (Circumstance.FAR_APART,)),
        (group("A", marks=MINISTER), group("B", marks=MINISTER), 1.2, (Circumstance.DESCRIBED_ALIKE,)),
        (group("A", marks=MINISTER), group("B", marks=COACH), 0.2, (Circumstance.OTHER_OFFICES,)),
        (
            group("A", marks=MINISTER),
            group("B", 1990, COACH),
            0.12,
            (Circumstance.FAR_APART, Circumstance.OTHER_OFFICES),
        ),
    ],
)
def test_years_and_descriptions_make_a_pair_likelier_or_less_likely(one, other, factor, told):
    found, why = circumstances([one], [other])
    assert found == pytest.approx(factor)
    assert why == told


def test_what_is_only_suggested_is_never_certain():
    assert weighed(0.9, 1.2) == 0.99
    assert weighed(0.5, 1.2) == 0.6


def test_actors_are_different_where_no_full_names_match():
    assert are_different([group("Carl Stone")], [group("Vera Lind")])
    assert not are_different([group("Carl Stone"), group("Vera Lind")], [group("Vera Lind")])
    assert not are_different([group("Stone")], [group("Lind")])  # nothing is known of partial names
    assert not are_different([group("Carl Stone")], [group("C. Stone")])


def test_a_decision_keeps_names_apart_however_they_are_printed():
    apart = {frozenset(("carl stone", "vera lind"))}
    assert are_kept_apart(apart, ["Stone", "Carl Stone"], ["Vera Lind"])
    assert not are_kept_apart(apart, ["Stone"], ["Vera Lind"])


def test_the_best_match_is_shown_and_of_equal_ones_that_which_was_asked_about():
    names, others = [("Carl Stone", "person"), ("Karl Stone", "person")], [("Carl Stone", "person")]
    assert best_match(names, others, ("", ""))[1] == ("Carl Stone", "Carl Stone")
    two = [("Carl Stone", "person"), ("Vera Lind", "person")]
    assert best_match(two, two, ("Vera Lind", "Vera Lind"))[1] == ("Vera Lind", "Vera Lind")
    assert best_match(two, two, ("Carl Stone", "Carl Stone"))[1] == ("Carl Stone", "Carl Stone")
    assert best_match(two, two, ("Carl Stone", "Vera Lind"))[1] == ("Carl Stone", "Carl Stone")  # no match at all


def test_who_is_nowhere_printed_in_full_is_partial():
    assert is_partial([group("Stone"), group("C. Stone")])
    assert not is_partial([group("Stone"), group("Carl Stone")])


def test_a_partial_name_that_may_mean_several_suggests_each_of_them_less():
    names = {1: ("Stone", "person"), 2: ("Carl Stone", "person"), 3: ("Vera Stone", "person")}
    actors = {1: [10], 2: [20], 3: [30]}
    (alone,) = likely_pairs([NamePair(1, 2, 0.6)], names, actors)
    assert (alone.actors, alone.score) == ((10, 20), 0.6)
    shared = likely_pairs([NamePair(1, 2, 0.6), NamePair(3, 1, 0.6)], names, actors)
    assert [(pair.actors, pair.score) for pair in shared] == [((10, 20), 0.3), ((10, 30), 0.3)]
    assert likely_pairs([NamePair(1, 2, 0.6)], names, {1: [20], 2: [20]}) == []  # one actor already
    (best,) = likely_pairs(
        [NamePair(1, 2, 0.5), NamePair(2, 4, 0.7)], names | {4: ("C. Stone", "person")}, actors | {4: [10]}
    )
    assert best.score == 0.7
