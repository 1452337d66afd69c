"""What a statement's words tell of its act, beside the network and the cue."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from tests.extraction.test_dating import LANGUAGES, texts_with_drafts
from tracker.extraction.acts.wording import ActWording, act_wording, features_of, hashed
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act, Draft, Kind, Span

TEXT = "„Wir versprechen neue Brücken“, sagte Lopez dem Rat."
QUOTE, CUE, ADDRESSEE = (
    Span(TEXT.index(words), TEXT.index(words) + len(words))
    for words in (
        "Wir versprechen neue Brücken",
        "sagte",
        "dem Rat",
    )
)
DRAFT = Draft(Kind.DIRECT, (QUOTE,), (), (CUE,), (), (ADDRESSEE,), 0.9)


def act_wording_of(told: dict[str, Act], weight: float = 10.0) -> ActWording:
    """Weights by which each of these features tells an act."""
    features = sorted(map(hashed, told))
    act_of = {hashed(feature): act for feature, act in told.items()}
    weights = np.zeros((len(features), len(ACTS)), np.int8)
    for row, feature in enumerate(features):
        weights[row, ACTS.index(act_of[feature])] = 100
    ones = np.ones(len(ACTS), np.float32)
    return ActWording(np.array(features, np.uint32), weights, ones * weight / 100, 0 * ones)


def likeliest(wording: ActWording, draft: Draft = DRAFT) -> Act:
    return ACTS[int(wording.likelihoods(document_of(TEXT, "de"), draft).argmax())]


def test_the_words_of_each_role_are_told_apart() -> None:
    features = set(features_of(document_of(TEXT, "de"), DRAFT))
    assert {"quote versprechen", "quote verspr-", "cue sagte", "cue as a whole sagte", "kind direct"} <= features
    assert {"begins wir versprechen", "begins neue brücken", "ends brücken", "addressee True", "length 1"} <= features
    assert not {"quote sagte", "cue versprechen", "quote dem", "begins brücken sagte"} & features
    of_matter = set(features_of(document_of(TEXT, "de"), replace(DRAFT, quote=(), matter=(QUOTE,), addressee=())))
    assert {"matter versprechen", "addressee False", "length 0"} <= of_matter
    assert "quote versprechen" not in of_matter


def test_what_its_features_weigh_most_for_is_likeliest() -> None:
    assert likeliest(act_wording_of({"quote verspr-": Act.PROMISE, "quote dem": Act.WARNING})) is Act.PROMISE
    assert likeliest(act_wording_of({"quote dem": Act.WARNING, "cue sagte": Act.DENIAL})) is Act.DENIAL
    two = {"quote wir": Act.DEMAND, "quote neue": Act.PRAISE, "quote brücken": Act.PRAISE}
    assert likeliest(act_wording_of(two)) is Act.PRAISE


def test_of_words_that_it_has_never_seen_only_the_frequency_of_acts_counts() -> None:
    wording = replace(act_wording_of({"quote anderes": Act.WARNING}), bias=np.arange(len(ACTS), dtype=np.float32))
    odds = np.exp(np.arange(len(ACTS)))
    assert np.allclose(wording.likelihoods(document_of(TEXT, "de"), DRAFT), odds / odds.sum(), rtol=1e-4)


def test_a_language_that_was_not_learnt_has_none() -> None:
    assert act_wording("de") is not None
    assert act_wording("en") is not None
    assert act_wording("eo") is None


@settings(max_examples=200, deadline=None)
@given(texts_with_drafts(), LANGUAGES)
def test_whatever_the_words_they_tell_a_distribution(article: tuple[str, list[Draft]], language: str) -> None:
    text, drafts = article
    document, wording = document_of(text, language), act_wording(language)
    assert wording is not None
    for draft in drafts:
        likely = wording.likelihoods(document, draft)
        assert likely.shape == (len(ACTS),)
        assert likely.min() >= 0
        assert likely.sum() == pytest.approx(1, abs=1e-5)


def acts_by(text: str, language: str, model: Path | None = None) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "extract", "-"],
        input=json.dumps({"id": "1", "text": text, "language": language}),
        env=os.environ | ({"TRACKER_MODEL": str(model)} if model else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return [each["act"] for each in json.loads(done.stdout)["statements"]]


def test_a_model_that_has_not_learnt_it_leaves_it_to_network_and_cue(tmp_path: Path) -> None:
    for file in Path(str(resources.files("tracker.extraction") / "model")).iterdir():
        if file.name != "acts.npz":
            (tmp_path / file.name).symlink_to(file)
    text = "Die Ministerin warnte vor einer Überschwemmung. Der Verband forderte neue Deiche."
    assert acts_by(text, "de", tmp_path) == acts_by(text, "de") == ["warning", "demand"]
