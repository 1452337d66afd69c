"""A verdict is never sure at a statement that it isn't about: another number, name or day, a negation more or less."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from tests.store.store_building import VERSIONS, article, extraction, person, statement
from tracker.cli import app
from tracker.store import Store

DATA = tomllib.loads((Path(__file__).parent / "near_misses.toml").read_text(encoding="utf-8"))["statement"]
LEAST_NEAR_MISSES = 200


class Claim(NamedTuple):
    """A claim that is rated, and the statement (by index) that it is the same as, or nearly."""

    statement: int
    words: str
    claimant: str
    day: date
    same: bool


def claims() -> Iterator[Claim]:
    speakers = [each["speaker"] for each in DATA]
    for index, each in enumerate(DATA):
        speaker, day = each["speaker"], each["day"]
        for words in each["same"]:
            yield Claim(index, words, speaker, day, True)
        for words in each["other"]:
            yield Claim(index, words, speaker, day, False)
        given, surname = speaker.split()
        another = next(name for name in speakers if name != speaker)
        for claimant in (another, f"{given} {surname}mann", f"Ottokar {surname}", surname):
            yield Claim(index, each["words"], claimant, day, False)
        for days in (-365, -5, 5):
            yield Claim(index, each["words"], speaker, day + timedelta(days), False)


CLAIMS = list(claims())


def review(number: int, claim: Claim) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "url": f"https://check.example/{number}",
        "author": {"@type": "Organization", "name": "Check"},
        "datePublished": (claim.day + timedelta(3)).isoformat(),
        "claimReviewed": claim.words,
        "itemReviewed": {"@type": "Claim", "author": {"name": claim.claimant}, "datePublished": claim.day.isoformat()},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
    }


@pytest.fixture(scope="module")
def tiers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """How sure each claim's verdict is about its statement, by the claim's index."""
    folder = tmp_path_factory.mktemp("near")
    database, reviews = folder / "tracker.db", folder / "reviews.jsonl"
    numbers = []
    with Store.open(database) as store:
        for each in DATA:
            said = statement(each["words"], each["words"], actors=(person(each["speaker"]),), said=each["day"])
            added = store.add(article(each["words"], each["day"]), extraction(said, language=None), VERSIONS)
            numbers.append(added.article_id)
    reviews.write_text("\n".join(json.dumps(review(*each)) for each in enumerate(CLAIMS)), encoding="utf-8")
    environment = {"TRACKER_DB": str(database)}
    assert CliRunner().invoke(app, ["verdicts", "import", str(reviews)], env=environment).exit_code == 0
    found = json.loads(CliRunner().invoke(app, ["verdicts", "matches", "--json"], env=environment).stdout)
    return {
        match["verdict"] - 1: match["tier"]
        for match in found
        if match["quote"] == DATA[CLAIMS[match["verdict"] - 1].statement]["words"]
    }


def test_none_of_the_near_misses_is_sure(tiers: dict[int, str]) -> None:
    near = [index for index, claim in enumerate(CLAIMS) if not claim.same]
    assert len(near) >= LEAST_NEAR_MISSES
    assert [CLAIMS[index] for index in near if tiers.get(index) == "sure"] == []


def test_the_same_claims_are_sure(tiers: dict[int, str]) -> None:
    same = [index for index, claim in enumerate(CLAIMS) if claim.same]
    assert [CLAIMS[index] for index in same if tiers.get(index) != "sure"] == []


def test_most_near_misses_are_suggested_with_what_differs(tiers: dict[int, str]) -> None:
    near = [index for index, claim in enumerate(CLAIMS) if not claim.same and claim.claimant.count(" ")]
    assert sum(tiers.get(index) in ("suggested", "similar") for index in near) >= 0.95 * len(near)
