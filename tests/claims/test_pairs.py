"""The labelled pairs of real statements are whole, and what is counted of them is right."""

import json
from itertools import chain

import pytest
from pairs import GOLD, LABELS, Pair, agreement, figures, rows

from tracker.claims.comparing import Comparison, Relation


def test_each_pair_is_of_statements_that_the_gold_has_and_stands_there_once() -> None:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    gold = {
        (article["id"], json.dumps(each["quote"]))
        for article in map(json.loads, lines)
        for each in article["statements"]
    }
    sides = [tuple((row[side]["id"], json.dumps(row[side]["quote"])) for side in ("one", "other")) for row in rows()]
    assert set(chain.from_iterable(sides)) <= gold
    assert len({frozenset(pair) for pair in sides}) == len(sides)
    assert all(one[0] != other[0] for one, other in sides)
    assert {row["label"] for row in rows()} == {row["second"] for row in rows() if "second" in row} == set(LABELS)


def test_no_article_is_in_both_halves() -> None:
    articles = [{row[side]["id"] for row in rows(half) for side in ("one", "other")} for half in ("dev", "test")]
    assert all(articles)
    assert not articles[0] & articles[1]


def test_figures_count_by_tier() -> None:
    def pair(label: str, relation: Relation | None) -> Pair:
        return Pair(label, (None, None), Comparison(relation, 0.9, ()) if relation else None)

    found = figures(
        [
            pair("same", Relation.SAME),
            pair("narrower", Relation.SAME_WORDS),
            pair("same", Relation.SUGGESTED),
            pair("related", Relation.SUGGESTED),
            pair("opposed", Relation.OPPOSED),
            pair("related", Relation.OPPOSED),
            pair("opposed", None),
        ]
    )
    assert found == {
        "sure: the same": (1, 2),
        "sure: the same or narrower": (2, 2),
        "sure: recall": (1, 2),
        "sure and suggested: the same": (2, 4),
        "sure and suggested: the same or narrower": (3, 4),
        "sure and suggested: recall": (2, 2),
        "opposed: precision": (1, 2),
        "opposed: recall": (1, 2),
    }


def test_agreement_is_beyond_chance() -> None:
    both, kappa = agreement([("same", "same"), ("same", "related"), ("related", "related"), ("related", "related")])
    assert both == pytest.approx(0.75)
    assert kappa == pytest.approx(0.5)
