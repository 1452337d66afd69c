"""Verdicts in the database: brought in, corrected, matched whatever comes first, decided about, checked and mended."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from store_building import VERSIONS, add_saying, article, extraction, person, statement

from tracker.extraction.statements import Act, Kind, Resolution, Standing
from tracker.reading.claim_reviews import ClaimReview
from tracker.store import Store, StoreError
from tracker.store.rows.verdicts import Tier, VerdictsImported
from tracker.store.verdicts.queries import VerdictQuery

ANN, BEN = person("Ann Ostrow"), person("Ben Lee")
DAY = date(2023, 5, 2)
WORDS = "The bridge over the river is safer than any other bridge in the county"
REVIEW = ClaimReview(
    claim=f"{WORDS}.",
    rating="False",
    place="test",
    claimants=("Ann Ostrow",),
    claimed_on=DAY,
    reviewer="Check",
    site="check.example",
    url="https://check.example/bridge",
    reviewed_on=date(2023, 5, 9),
)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "tracker.db") as opened:
        yield opened


def tiers(store: Store) -> dict[tuple[int, int], str]:
    return {(each.verdict.id, each.statement.id): each.tier for each in store.verdicts.matches(list(Tier))}


def shown(store: Store, number: int) -> list[str]:
    return [verdict.rating for verdict in store.statement(number).statement.verdicts]


def test_a_verdict_stands_with_the_statement_that_it_is_about(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    assert store.verdicts.add([REVIEW], "a.json") == VerdictsImported(new=1)
    (verdict,) = store.statement(1).statement.verdicts
    assert (verdict.rating, verdict.label, verdict.said_by, verdict.tier) == ("False", "false", "Check", "sure")


def test_the_same_again_changes_nothing(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    before = list(store.connection.iterdump())
    assert store.verdicts.add([REVIEW, REVIEW], "b.json") == VerdictsImported(known=2)
    assert list(store.connection.iterdump()) == before


def test_a_corrected_review_replaces_the_former_which_is_kept(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    corrected = replace(REVIEW, rating="True", reviewed_on=date(2023, 5, 12))
    assert store.verdicts.add([corrected], "a.json") == VerdictsImported(corrected=1)
    assert shown(store, 1) == ["True"]
    (former,) = store.verdicts.one(1).former
    assert former.fields["rating"] == "False"
    assert store.verdicts.add([REVIEW], "old.json") == VerdictsImported(outdated=1)
    assert store.verdicts.add([replace(corrected, rating="Mixed", reviewed_on=None)], "a.json").corrected == 1
    assert [each.fields["rating"] for each in store.verdicts.one(1).former] == ["True", "False"]


def test_what_says_less_takes_nothing_away(store: Store) -> None:
    store.verdicts.add([replace(REVIEW, language="en", appearances=("https://port.example/a",))], "page.html")
    assert store.verdicts.add([REVIEW], "answer.json") == VerdictsImported(known=1)
    assert store.verdicts.one(1).appearances == ["https://port.example/a"]


def test_a_claim_that_is_reworded_on_its_page_keeps_its_number(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([replace(REVIEW, claim=f"{WORDS} and the state")], "a.json")
    assert store.verdicts.add([REVIEW], "a.json") == VerdictsImported(corrected=1)
    assert [each.id for each in store.verdicts.each(VerdictQuery())] == [1]
    assert tiers(store) == {(1, 1): "sure"}
    assert store.check().problems == []


def test_two_claims_on_one_page_are_two_verdicts(store: Store) -> None:
    other = replace(REVIEW, claim="The tunnel under the river is never closed at night in the county")
    assert store.verdicts.add([REVIEW, other], "a.json").new == 2
    assert store.verdicts.add([other], "a.json").known == 1
    assert len(list(store.verdicts.each(VerdictQuery()))) == 2


@pytest.mark.parametrize(
    ("changes", "tier", "against"),
    [
        ({"claim": f"Ann Ostrow said that {WORDS[0].lower()}{WORDS[1:]}"}, "sure", []),
        ({"claim": WORDS.replace("any other", "every other")}, "suggested", ["words"]),
        ({"claim": f"No, {WORDS}"}, "suggested", ["words", "negation"]),
        ({"claimed_on": date(2023, 5, 4)}, "sure", []),
        ({"claimed_on": date(2023, 5, 5)}, "similar", ["another_day"]),
        ({"claimed_on": None}, "sure", []),
        ({"claimed_on": None, "reviewed_on": date(2023, 5, 1)}, "similar", ["another_day"]),
        ({"claimed_on": None, "reviewed_on": date(2023, 9, 1)}, "similar", ["another_day"]),
        ({"claimed_on": None, "reviewed_on": None}, "suggested", ["no_day"]),
        ({"claimants": ()}, "suggested", ["no_claimant"]),
        ({"claimants": ("Ostrow",)}, "suggested", ["like_claimant"]),
        ({"claimants": ("Ben Lee",)}, "similar", ["another_claimant"]),
        ({"claimants": ("Facebook posts",)}, "similar", ["another_claimant"]),
        ({"claimants": ("Mayor Ann Ostrow", "Ben Lee")}, "sure", []),
    ],
)
def test_how_sure_a_match_is(store: Store, changes: dict, tier: str, against: list[str]) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([replace(REVIEW, **changes)], "a.json")
    (match,) = store.verdicts.matches()
    assert (match.tier, match.against) == (tier, against)
    assert bool(shown(store, 1)) is (tier == "sure")


@pytest.mark.parametrize(
    ("fields", "tier", "against"),
    [
        ({"act": Act.DENIAL}, "suggested", ["not_asserted"]),
        ({"standing": Standing.NEGATED}, "suggested", ["not_asserted"]),
        ({"standing": Standing.HYPOTHETICAL}, "suggested", ["not_asserted"]),
        ({"kind": Kind.REPORTED}, "suggested", ["summary"]),
        ({"actors": (person("Ann Ostrow", resolution=Resolution.PRONOUN),)}, "suggested", ["guessed_speaker"]),
        ({"actors": ()}, "suggested", ["no_claimant"]),
    ],
)
def test_what_nobody_surely_asserted_has_no_sure_verdict(
    store: Store, fields: dict, tier: str, against: list[str]
) -> None:
    said = statement(WORDS, WORDS, **{"actors": (ANN,), "said": DAY, **fields})
    store.add(article(WORDS, DAY), extraction(said), VERSIONS)
    store.verdicts.add([REVIEW], "a.json")
    (match,) = store.verdicts.matches()
    assert (match.tier, match.against) == (tier, against)


def test_somebody_elses_same_words_are_shown_as_similar(store: Store) -> None:
    add_saying(store, WORDS, BEN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    place = store.statement(1)
    assert place.statement.verdicts == []
    assert [(each.rating, each.claimants) for each in place.similar_verdicts] == [("False", ["Ann Ostrow"])]


def test_a_short_text_needs_a_day_that_agrees(store: Store) -> None:
    add_saying(store, "The bridge is safe", ANN, DAY)
    store.verdicts.add([replace(REVIEW, claim="The bridge is safe", claimed_on=None)], "a.json")
    assert [each.against for each in store.verdicts.matches()] == [["too_short"]]
    store.verdicts.add([replace(REVIEW, claim="The bridge is safe")], "a.json")
    assert tiers(store) == {(1, 1): "sure"}


def test_a_page_that_the_verdict_names_counts_for_the_day(store: Store) -> None:
    said = statement(WORDS, WORDS, actors=(ANN,))
    store.add(article(WORDS, url="https://www.port.example/a/?utm_source=x"), extraction(said), VERSIONS)
    store.verdicts.add([replace(REVIEW, claimed_on=None, appearances=("http://port.example/a",))], "a.json")
    assert tiers(store) == {(1, 1): "sure"}


def test_whoever_is_split_or_merged_verdicts_follow(store: Store) -> None:
    add_saying(store, WORDS, person("A. M. Ostrowski"), DAY)
    add_saying(store, "The port is open.", ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    assert tiers(store) == {(1, 1): "similar"}
    numbers = [actor.id for actor in store.actors()]
    decision = store.merge_actors(*numbers)
    assert tiers(store) == {(1, 1): "sure"}
    store.undo(decision.id)
    assert tiers(store) == {(1, 1): "similar"}


def test_the_same_matches_come_out_in_any_order(tmp_path: Path) -> None:
    sayings = [
        (WORDS, ANN),
        (f"{WORDS}, says everybody who has ever crossed it", ANN),
        ("The bridge is safe", ANN),
        ("Three of the bridges in the county are older than any other bridge over the river", BEN),
        ("The tunnel is closed", BEN),
    ]
    reviews = [
        REVIEW,
        replace(REVIEW, claim="The bridge is safe", url="https://check.example/2"),
        replace(
            REVIEW, claim="3 of the bridges in the county are older than any other", claimants=("Ben Lee",), url=None
        ),
        replace(REVIEW, claim="The tunnel is closed", claimants=("Ben Lee",), url="https://check.example/4"),
    ]
    found = set()
    for seed in range(8):
        events = [("say", each) for each in sayings] + [("review", each) for each in reviews]
        random.Random(seed).shuffle(events)
        with Store.open(tmp_path / f"{seed}.db") as store:
            for kind, each in events:
                if kind == "say":
                    add_saying(store, *each, DAY)
                else:
                    store.verdicts.add([each], "a.json")
            matches = store.verdicts.matches(list(Tier))
            found.add(tuple(sorted((m.verdict.claim, m.statement.quote, m.tier, m.score, *m.against) for m in matches)))
            assert store.check().problems == []
    assert len(found) == 1
    assert len(next(iter(found))) >= 5


def test_a_decision_outlives_reextraction_and_import_and_can_be_undone(store: Store) -> None:
    text = f"Hello. {WORDS}, Ann Ostrow said."
    said = statement(text, WORDS, actors=(BEN,), said=DAY)
    number = store.add(article(text, DAY), extraction(said), VERSIONS).article_id
    store.verdicts.add([REVIEW], "a.json")
    assert shown(store, 1) == []
    decision = store.verdicts.decide(1, 1, "ida", same=True)
    assert shown(store, 1) == ["False"]
    longer = statement(text, f"Hello. {WORDS}", actors=(BEN,), said=DAY)
    store.replace(number, extraction(longer), VERSIONS)
    store.verdicts.add([replace(REVIEW, rating="Wrong")], "a.json")
    assert shown(store, 1) == ["Wrong"]
    store.verdicts.undo(decision.id)
    assert shown(store, 1) == []
    assert [(each.same, each.undone_at is None) for each in store.verdicts.history()] == [(True, False)]
    with pytest.raises(StoreError, match="undone already"):
        store.verdicts.undo(decision.id)


def test_what_was_kept_apart_is_shown_no_more_and_the_last_decision_counts(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    store.verdicts.decide(1, 1, "ida", same=False)
    assert (shown(store, 1), tiers(store)) == ([], {(1, 1): "apart"})
    store.verdicts.decide(1, 1, "ida", same=True)
    assert (shown(store, 1), tiers(store)) == (["False"], {(1, 1): "decided"})


def test_a_decision_needs_a_verdict_and_a_statement(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    with pytest.raises(StoreError, match="no verdict 1"):
        store.verdicts.decide(1, 1, "ida", same=True)
    store.verdicts.add([REVIEW], "a.json")
    with pytest.raises(StoreError, match="no statement 9"):
        store.verdicts.decide(1, 9, "ida", same=True)


def test_own_and_imported_verdicts_are_one_kind_of_row(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    store.statement_decisions.check(1, {"status": "checked", "verdict": "mixed", "links": ["https://a.example"]}, "ida")
    rows = [(each.origin, each.rating, each.said_by, each.claimants) for each in store.verdicts.each(VerdictQuery())]
    assert rows == [("own", "mixed", "ida", ["Ann Ostrow"]), ("imported", "False", "Check", ["Ann Ostrow"])]
    assert [each.tier for each in store.statement(1).statement.verdicts] == ["own", "sure"]
    (row,) = store.verdicts.each(VerdictQuery(rating="MIXED", by="Ida", claimant="ostrow"))
    assert (row.id, row.statement, row.url) == (None, 1, "https://a.example")


def test_damage_is_found_and_mended(store: Store) -> None:
    add_saying(store, WORDS, ANN, DAY)
    store.verdicts.add([REVIEW], "a.json")
    before = tiers(store)
    store.connection.execute("DELETE FROM verdict_matches")
    store.connection.execute("DELETE FROM verdict_words WHERE word = 'bridge'")
    kinds = sorted(problem.kind.value for problem in store.check().problems)
    assert kinds == ["wrong verdict matches", "wrong verdict words"]
    repaired = store.repair()
    assert repaired.now.problems == []
    assert tiers(store) == before


def test_many_reviews_are_matched_alike_whichever_way_is_shorter(tmp_path: Path) -> None:
    reviews = [replace(REVIEW, claim=f"{WORDS} number {n}", url=f"https://check.example/{n}") for n in range(40)]
    found = []
    for articles_first in (True, False):
        with Store.open(tmp_path / f"{articles_first}.db") as store:
            if not articles_first:
                store.verdicts.add(reviews, "a.json")
            for n in range(40):
                add_saying(store, f"{WORDS} number {n}", ANN, DAY)
            if articles_first:
                store.verdicts.add(reviews[:1], "a.json")
                store.verdicts.add(reviews[1:], "a.json")
            found.append(tiers(store))
    assert found[0] == found[1]
    assert sum(tier == "sure" for tier in found[0].values()) == 40
