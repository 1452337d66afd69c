from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.clustering import grouped, ordered
from tracker.claims.comparing import Relation

SURE, MAYBE, AGAINST = (Relation.SAME, 0.95), (Relation.SUGGESTED, 0.9), (Relation.OPPOSED, 0.97)
NAMES = "abcdefg"
Pairs = Mapping[tuple[str, str], tuple[Relation, float]]

some_pairs = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))), st.sampled_from([SURE, MAYBE, AGAINST, (Relation.SAME_WORDS, 1.0)])
)
some_decisions = st.lists(st.sampled_from(list(combinations(NAMES, 2))), max_size=3)


def test_what_is_surely_the_same_is_one_claim() -> None:
    assert grouped("abc", {("a", "b"): SURE}) == [("a", "b"), ("c",)]


def test_a_suggestion_alone_joins_nothing_but_beside_sure_ones_it_does() -> None:
    assert grouped("ab", {("a", "b"): (Relation.SUGGESTED, 0.99)}) == [("a",), ("b",)]
    assert grouped("abc", {("a", "b"): SURE, ("b", "c"): SURE, ("a", "c"): MAYBE}) == [("a", "b", "c")]


def test_a_chain_is_not_one_claim() -> None:
    chain = dict.fromkeys(zip("abcd", "bcde", strict=True), SURE)
    assert ("a", "b", "c", "d", "e") not in grouped("abcde", chain)


def test_what_contradicts_stays_apart() -> None:
    pairs = {("a", "b"): SURE, ("b", "c"): SURE, ("a", "c"): AGAINST}
    assert len(grouped("abc", pairs)) == 2


@given(some_pairs, some_decisions, some_decisions, st.permutations(NAMES))
def test_the_order_changes_nothing(
    pairs: Pairs, same: list[tuple[str, str]], apart: list[tuple[str, str]], order: list[str]
) -> None:
    turned = dict(sorted(pairs.items(), key=lambda each: order.index(each[0][0])))
    assert grouped(NAMES, pairs, same, apart) == grouped(order, turned, same[::-1], apart[::-1])


@given(some_pairs, some_decisions, some_decisions)
def test_decisions_hold(pairs: Pairs, same: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    group_of = {digest: group for group in grouped(NAMES, pairs, same, apart) for digest in group}
    for one, other in apart:
        assert group_of[one] != group_of[other]
    if not apart:
        for one, other in same:
            assert group_of[one] == group_of[other]


def test_what_was_decided_to_be_the_same_joins_what_the_other_is_in() -> None:
    pairs = dict.fromkeys(combinations("abc", 2), SURE)
    assert grouped("abcd", pairs, same=[("c", "d")]) == [("a", "b", "c", "d")]


def test_a_pair_has_one_order() -> None:
    assert ordered("b", "a") == ordered("a", "b") == ("a", "b")
