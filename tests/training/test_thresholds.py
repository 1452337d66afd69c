import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict, replace
from importlib import resources
from pathlib import Path

import pytest
from training_samples import named, write_sources

from tracker.evaluation import AnnotatedArticle, Annotation
from tracker.extraction.decoding.thresholds import Calibration, Thresholds
from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import words_in
from tracker.extraction.encoder import Scores, Task, score
from tracker.extraction.statements import Span
from tracker.reading.article import Article
from tracker.training.thresholds import Choice, candidates, choice, most_generous, written

SENTENCES = (
    "The mayor of Leeds, Ann Carr, said the bridge would open in May. ",
    "The engineer Tim Roe said the bridge would never open at all. ",
)
RIGHT, WRONG = 0.42, 0.32


def scored(text: str) -> Scores:
    (scores,) = score([Task(document_of(text, "en"), floor=0.2)])
    return scores


def weighed(scores: Scores, right: float, wrong: float) -> Scores:
    """The statement of the first sentence gets one probability, that of the second the other."""
    border = len(SENTENCES[0])
    words = scores.task.words
    anchors = (
        replace(anchor, probability=right if words.spans[anchor.word].start < border else wrong)
        for anchor in scores.anchors
        if anchor.probability > 0.5
    )
    return replace(scores, anchors=tuple(anchors))


def gold(number: int, text: str) -> AnnotatedArticle:
    """Only the first sentence has a statement."""

    def spans(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),)

    statement = Annotation(
        "indirect", spans("the bridge would open in May"), spans("The mayor of Leeds, Ann Carr"), spans("said"), (), ()
    )
    article = Article(text=text, title="", language="en")
    return AnnotatedArticle(f"{number}", article, tuple(words_in(text).spans), (statement,))


def test_the_threshold_lies_between_what_is_right_and_what_is_wrong() -> None:
    text = "".join(SENTENCES)
    scores = weighed(scored(text), RIGHT, WRONG)
    found = choice([gold(number, text) for number in range(4)], [scores] * 4)
    assert WRONG < found.thresholds.least <= RIGHT
    assert found.joint == found.joint_by_halves > 0.9


def test_halves_that_differ_choose_for_each_other() -> None:
    """What is right is likelier in one half and less likely in the other: nobody may choose for themselves."""
    text = "".join(SENTENCES)
    scores = scored(text)
    likely, unlikely = weighed(scores, 0.52, WRONG + 0.1), weighed(scores, 0.22, 0.02)
    found = choice([gold(number, text) for number in range(4)], [likely, unlikely] * 2)
    assert found.joint_by_halves < found.joint


def test_of_thresholds_as_good_the_lowest_are_chosen() -> None:
    low, high, lowest = Thresholds(0.3, 0.3, 0.1), Thresholds(0.3, 0.3, 0.3), Thresholds(0.2, 0.2, 0.2)
    assert most_generous({high: 0.76281, low: 0.76279, lowest: 0.762}) == low
    assert most_generous({high: 0.7635, low: 0.762}) == high


def test_written_thresholds_are_read_again() -> None:
    thresholds = next(candidates())
    calibrated, of_acts = Calibration(0.75, -0.25), Calibration(0.3, -0.5)
    choice = Choice(thresholds, 0.5, 0.4, calibrated, of_acts=of_acts)
    read = tomllib.loads(written({"de": choice}))["de"]
    assert read == asdict(thresholds) | asdict(calibrated) | {"act_slope": 0.3, "act_offset": -0.5}


def test_the_step_writes_what_it_tells(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    sources = write_sources(tmp_path)
    with resources.as_file(resources.files("tracker.extraction") / "model") as shipped:
        shutil.copytree(shipped, tmp_path / "work" / "model")
    step = [sys.executable, "-m", "tracker.training", "thresholds", *named(sources), "--work", tmp_path / "work"]
    told = json.loads(subprocess.run(step, capture_output=True, text=True, check=True).stdout)
    assert told["de"]["joint"] > 0.3
    file = tomllib.loads((tmp_path / "work" / "model" / "thresholds.toml").read_text(encoding="utf-8"))
    for language, chosen in told.items():
        of_acts = {f"act_{name}": value for name, value in chosen["of_acts"].items()}
        assert file[language] == chosen["thresholds"] | chosen["calibration"] | of_acts
    assert file.keys() == told.keys()
