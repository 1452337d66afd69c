"""What anyone may use: `--free` learns from nothing else."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from training_samples import ENGLISH, GERMAN, articles, write_sources

from tracker.training.corpora import Sources, read_told, read_train_parts
from tracker.training.epochs import read_training_data


def sources_with_everything(folder: Path) -> Sources:
    """Gold of all corpora, and acts told of the corpora's own statements."""
    sources = write_sources(folder)
    assert sources.gold
    english = {"id": articles()[1].identifier, "language": "en", "sha256": sha256(ENGLISH.encode()).hexdigest()}
    (sources.gold / "polnear-train.jsonl").write_text(json.dumps(english | {"statements": []}) + "\n", encoding="utf-8")
    quote = articles()[0].statements[0].roles[0]
    told = {
        "id": "brücke",
        "sha256": sha256(GERMAN.encode()).hexdigest(),
        "statements": [{"quote": quote, "act": None}],
    }
    (sources.gold / "told-train.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
    return sources


def test_texts_and_annotations_that_not_everybody_may_use_are_left_out(tmp_path: Path) -> None:
    everything = sources_with_everything(tmp_path)
    free = replace(everything, free=True)
    assert [each.language for each in read_training_data(everything).own] == ["de", "en", "de"]
    assert [each.name for each in read_training_data(everything).articles] == ["german-news", "polnear"]
    learnt_from = read_training_data(free)
    assert [each.language for each in learnt_from.own] == ["de", "de"]
    assert learnt_from.articles == []
    assert [each.name for each in learnt_from.named] == [each.name for each in read_training_data(everything).named]
    assert (len(read_told(everything)), len(read_told(free))) == (1, 0)
    assert list(read_train_parts(free)) == list(learnt_from.own)
