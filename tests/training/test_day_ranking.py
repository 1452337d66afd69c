"""Learning on which day statements were made."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from tracker.extraction.dating.candidates import Candidates
from tracker.extraction.dating.ranker import NOWHERE, Ranker
from tracker.extraction.dating.time_expressions import Precision, TimeExpression
from tracker.extraction.decoding.thresholds import Calibration
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Scores
from tracker.extraction.statements import Act, Kind, Span, Standing

pytest.importorskip("torch")

from training_samples import write_corpora  # needs torch

from tracker.training import days  # needs torch
from tracker.training.corpora import GoldArticle, GoldStatement

WIDTH, STATEMENTS = 5, 6
MONDAY = date(2022, 1, 17)


def article(chance: np.random.Generator, times: int) -> days.Asked:
    """Statements with times near them, the right one of which is told by the first feature of the pair.

    Where none is right, the first feature of the statement says whether it was made earlier.
    """
    named = [
        TimeExpression(Span(9 * number, 9 * number + 5), Precision.DAY, MONDAY + timedelta(days=number), False)
        for number in range(times)
    ]
    right = chance.integers(0, times + NOWHERE, STATEMENTS)
    features = chance.random((STATEMENTS, 3)).astype(np.float32)
    features[:, 0] = right == times
    pairs = chance.random((STATEMENTS, times, 4)).astype(np.float32)
    pairs[..., 0] = right[:, None] == np.arange(times)
    candidates = Candidates(
        named,
        np.tile(np.arange(times), (STATEMENTS, 1)),
        np.ones((STATEMENTS, times), np.bool_),
        features,
        chance.random((times, 2)).astype(np.float32),
        pairs,
        chance.random((STATEMENTS, 3, WIDTH)).astype(np.float32),
        chance.random((times, 2, WIDTH)).astype(np.float32),
    )
    return days.Asked(candidates, np.eye(times + NOWHERE, dtype=np.bool_)[right], None)


def several(count: int, seed: int) -> Sequence[days.Asked]:
    chance = np.random.default_rng(seed)
    return [article(chance, int(times)) for times in chance.integers(1, 4, count)]


def test_it_learns_what_tells_the_day() -> None:
    networks = [days.learn(several(200, 1), seed) for seed in (0, 1)]
    ranker = Ranker.of(days.arrays_of(networks, Calibration()))
    unseen = several(20, 2)
    right = [
        bool(told[int(np.argmax(shares))])
        for each in unseen
        for told, shares in zip(each.right, ranker.shares(each.candidates), strict=True)
    ]
    assert sum(right) >= 0.9 * len(right)
    for each in unseen:
        told = {each.time for each in ranker.decided(each.candidates, None) if each is not None}
        assert told <= {None, *each.candidates.named}


def test_what_is_shipped_computes_what_was_learnt() -> None:
    network = days.learn(several(40, 3), 0)
    [asked] = several(1, 4)
    learnt = network(days.Batch.of([asked])).softmax(1).detach().numpy()
    shipped = Ranker.of(days.arrays_of([network], Calibration())).shares(asked.candidates)
    assert shipped == pytest.approx(learnt, abs=2e-3)  # it is kept with half the digits


def test_articles_with_fewer_times_are_filled_up() -> None:
    chance = np.random.default_rng(5)
    fewer, more = article(chance, 1), article(chance, 3)
    network = days.learn(several(20, 6), 0)
    alone = network(days.Batch.of([fewer])).softmax(1)
    beside = network(days.Batch.of([more, fewer])).softmax(1)[STATEMENTS:]
    assert beside[:, [0, 3, 4]].tolist() == [pytest.approx(row, abs=1e-6) for row in alone.tolist()]
    assert not beside[:, [1, 2]].any()


TOLD = "In May she wrote “one”. On Monday she wrote “two”. On Friday she wrote “three”. Then came “four”."


def right_of(said_on: date | None, earlier: bool = False) -> dict[str, bool]:
    """Which of the times of TOLD, and what stands nowhere, may be right for its last statement, by its gold."""
    word = TOLD.index("four")
    quote = (Span(word, word + 4),)
    statement = GoldStatement(
        Kind.DIRECT, (quote, *((),) * 5), Act.STATEMENT, Standing.ASSERTED, said_on=said_on, earlier=earlier
    )
    article = GoldArticle("a", "", TOLD, "en", (statement,), published=date(2022, 1, 21))
    document = document_of(TOLD, "en")
    scores = SimpleNamespace(task=SimpleNamespace(document=document), vectors=np.zeros((len(document.words), WIDTH)))
    asked = days.asked_of(article, cast("Scores", scores))
    assert asked is not None
    named = [time.span.of(TOLD) for time in asked.candidates.named]
    near = [named[number] for number in asked.candidates.near[0].tolist()]
    return dict(zip([*near, "earlier", "nothing"], asked.right[0].tolist(), strict=True))


def test_a_coarse_time_may_tell_that_it_was_earlier_and_none_that_it_was_on_the_published_day() -> None:
    rest = {"In May": False, "On Monday": False, "On Friday": False, "earlier": False, "nothing": False}
    assert right_of(None, earlier=True) == rest | {"In May": True, "earlier": True}
    assert right_of(date(2022, 1, 17)) == rest | {"On Monday": True}
    assert right_of(date(2022, 1, 18)) == rest | {"nothing": True}  # a day that the article doesn't name
    assert right_of(date(2022, 1, 21)) == rest | {"On Friday": True}
    assert right_of(None) == rest | {"On Friday": True, "nothing": True}


def test_how_sure_to_be_is_told_by_articles_that_were_not_learnt_from() -> None:
    judged = days.judged_days(several(60, 7))
    assert len(judged.confidences) == len(judged.right) == 60 * STATEMENTS
    assert all(0 <= confidence <= 1 for confidence in judged.confidences)
    told = list(zip(judged.confidences, judged.right, strict=True))
    right, wrong = ([confidence for confidence, is_right in told if is_right is each] for each in (True, False))
    assert sum(right) / len(right) > sum(wrong) / len(wrong)


def program(*arguments: str, model: Path | None = None, given: str = "") -> str:
    known = {name: value for name, value in os.environ.items() if name != "TRACKER_MODEL"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        input=given,
        env=known | ({"TRACKER_MODEL": str(model)} if model else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def gold_article(number: int) -> dict[str, object]:
    text = f"Am Mittwoch tagte der Rat von Oberorla. Ada Kern sagte, es seien {number} Brücken."
    quote, speaker, cue = f"es seien {number} Brücken", "Ada Kern", "sagte"
    spans = {
        role: [[text.index(words), text.index(words) + len(words)]]
        for role, words in (("quote", quote), ("speaker", speaker), ("cue", cue))
    }
    statement = {"type": "indirect", **spans, "actors": [speaker], "said_on": "2022-01-19"}
    digest = sha256(text.encode()).hexdigest()
    return {
        "id": str(number),
        "language": "de",
        "date": "2022-01-21",
        "text": text,
        "sha256": digest,
        "statements": [statement],
    }


def test_the_step_writes_what_extraction_reads(tmp_path: Path) -> None:
    gold, model = tmp_path / "gold", tmp_path / "model"
    gold.mkdir()
    model.mkdir()
    articles = [json.dumps(gold_article(number), ensure_ascii=False) for number in range(3, 67)]
    (gold / "own-train.jsonl").write_text("\n".join(articles), encoding="utf-8")
    for file in Path(str(resources.files("tracker.extraction") / "model")).iterdir():
        if file.name not in ("days.npz", "speakers.npz"):
            (model / file.name).symlink_to(file)
    corpora = str(write_corpora(tmp_path / "corpora"))
    step = ["tracker.training", "rankings", "--corpora", corpora, "--gold", str(gold), "--work", str(tmp_path)]
    told = json.loads(program(*step))
    assert sum(each["count"] for each in told["days"]) == 64
    assert (model / "days.npz").stat().st_size < 500_000
    found = json.loads(program("tracker", "extract", "-", model=model, given=articles[0]))["statements"]
    assert [each["said_on"] for each in found] == ["2022-01-19"]  # all that it has learnt from were said on the day
