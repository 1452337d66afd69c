"""Learning whom pronouns in quotes mean."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from training_samples import write_corpora

from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import Scores, Task
from tracker.extraction.speakers.ranker import Ranker
from tracker.extraction.statements import Act, Kind, Span

pytest.importorskip("torch")

from tracker.training import pronouns  # needs torch
from tracker.training.corpora import GoldArticle, GoldStatement
from tracker.training.names import TAGS

TEXT = "Ada Kern met Bo Ray. She told him that she and her council would pay."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def asked_of(meant: dict[Span, tuple[str, ...]]) -> list[pronouns.AskedPronoun]:
    """The pronouns of the quote, in order: she and her."""
    document = document_of(TEXT, "en")
    count = len(document.words)
    tags = np.eye(len(TAGS), dtype=np.float32)[[0] * count]
    for first, last in ((0, 1), (3, 4)):  # Ada Kern, Bo Ray
        tags[first], tags[last] = np.eye(len(TAGS))[TAGS.index("B-PER")], np.eye(len(TAGS))[TAGS.index("I-PER")]
    scores = Scores(Task(document, {}, 1.0, 0), tags, np.ones((count, 4), np.float32), ())
    roles = ((span("she and her council would pay"),), (span("She"),), (span("told"),), (), (span("him"),), ())
    statement = GoldStatement(Kind.INDIRECT, roles, Act.STATEMENT, actors=("Ada Kern",))
    return list(pronouns.asked_of(GoldArticle("a", "", TEXT, "en", (statement,)), scores, meant))


def test_what_was_told_is_right() -> None:
    first, second = asked_of({span("she"): ("Ada Kern",), span("her"): ()})
    candidates, right = first.asked.candidates, first.asked.right
    names = {candidates.of[number].name for number in candidates.entities[right[:-1]]}
    assert (names, first.name, bool(right[-1])) == ({"Ada Kern"}, "Ada Kern", False)
    assert (second.name, bool(second.asked.right[-1]), bool(second.asked.right[:-1].any())) == (None, True, False)


def test_what_nobody_told_or_means_several_is_left_out() -> None:
    assert asked_of({span("her"): ("Ada Kern", "Bo Ray")}) == []


def program(*arguments: str, model: Path | None = None, given: str = "") -> str:
    folder = {} if model is None else {"TRACKER_MODEL": str(model)}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        input=given,
        env={**os.environ, **folder},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def gold_article(number: int) -> tuple[dict[str, object], dict[str, object]]:
    """An article, and what was told of its pronoun."""
    text = f"Bo Ray war da. Ada Kern sagte am Mittwoch, sie habe {number} Brücken gezählt."
    quote, speaker, cue = f"sie habe {number} Brücken gezählt", "Ada Kern", "sagte"
    spans = {
        role: [[text.index(words), text.index(words) + len(words)]]
        for role, words in (("quote", quote), ("speaker", speaker), ("cue", cue))
    }
    digest = sha256(text.encode()).hexdigest()
    known = {"id": str(number), "language": "de", "sha256": digest}
    statement = {"type": "indirect", **spans, "actors": [speaker], "said_on": None}
    start = text.index("sie")
    article = {**known, "date": "2022-01-21", "text": text, "statements": [statement]}
    return article, {**known, "corpus": "own", "pronouns": [[start, start + 3, [speaker]]]}


def test_the_step_writes_what_extraction_reads(tmp_path: Path) -> None:
    gold, model = tmp_path / "gold", tmp_path / "model"
    gold.mkdir()
    model.mkdir()
    made = [gold_article(number) for number in range(3, 69)]
    for part, some in (("train", made[:64]), ("dev", made[64:])):
        for name, position in (("own", 0), ("pronouns", 1)):
            lines = [json.dumps(each[position], ensure_ascii=False) for each in some]
            (gold / f"{name}-{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for file in Path(str(resources.files("tracker.extraction") / "model")).iterdir():
        if file.name != "pronouns.npz":
            (model / file.name).symlink_to(file)
    corpora = str(write_corpora(tmp_path / "corpora"))
    step = ["tracker.training", "pronouns", "--corpora", corpora, "--gold", str(gold), "--work", str(tmp_path)]
    assert sum(each["count"] for each in json.loads(program(*step))) == 2
    assert (model / "pronouns.npz").stat().st_size < 1_100_000
    with np.load(model / "pronouns.npz") as arrays:
        learnt = Ranker.of(dict(arrays))
    asked = asked_of({span("she"): ("Ada Kern",)})[0].asked.candidates
    assert learnt.words.shape[1] == 384
    assert learnt.inner.shape[1] == asked.features.shape[1] + len(asked.asked) + 3 * learnt.words.shape[2]
    article = json.dumps(gold_article(99)[0], ensure_ascii=False)
    [found] = json.loads(program("tracker", "extract", "-", model=model, given=article))["statements"]
    assert found["pronouns"] == []  # it has seen too little to be sure
