"""A third language is learnt from gold in it, and its corpora are listed: no code names a language."""

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from training_samples import write_sources

from tracker.extraction.document.words import words_in
from tracker.lexicon import LexiconError, loading
from tracker.training import corpora
from tracker.training.corpora import Sources, listed
from tracker.training.epochs import epoch_batches, read_training_data
from tracker.training.settings import settings_of
from tracker.training.thresholds import choose

LEXICONS = Path(__file__).parents[1] / "lexicon"  # has a folder `eo`
TEXT = "«La ponto estas malnova», diris la urbestro Anna Koro lundon. Poste oni manĝis."
SETTINGS = settings_of({"layers": [0], "batch": 2, "augmented": 0.0, "own_times": 1})


@pytest.fixture
def esperanto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FOLDERS", (*loading.FOLDERS, LEXICONS))


def article() -> dict[str, Any]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    said = {"type": "direct", "quote": spans("«La ponto estas malnova»"), "speaker": spans("la urbestro Anna Koro")}
    digest = sha256(TEXT.encode()).hexdigest()
    fields = {"id": "ponto", "title": "", "text": TEXT, "language": "eo", "sha256": digest}
    return fields | {"statements": [said | {"cue": spans("diris")}]}


def list_also(more: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "corpora.toml"
    file.write_text(corpora.LISTED.read_text(encoding="utf-8") + more, encoding="utf-8")
    monkeypatch.setattr(corpora, "LISTED", file)


def times_shown(sources: Sources) -> int:
    """How often an epoch shows the article in Esperanto."""
    shown = [each for batch in epoch_batches(read_training_data(sources), SETTINGS, 0, 0) for each in batch]
    own = [each for word in words_in(TEXT).pieces for each in word]
    return sum(each.pieces[1:-1].tolist() == own for each in shown)


@pytest.mark.usefixtures("esperanto")
def test_own_gold_is_enough(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    assert sources.gold
    assert times_shown(sources) == 0
    for part in ("train", "dev"):
        with (sources.gold / f"own-{part}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(article()) + "\n")
    assert times_shown(sources) == 1
    assert list(choose(sources)) == ["de", "en", "eo"]


@pytest.mark.usefixtures("esperanto")
def test_a_corpus_in_it_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = write_sources(tmp_path)
    list_also('\n[statements.gazeto]\nlanguage = "eo"\nguidelines = 0\ntimes = 3\n', tmp_path, monkeypatch)
    with pytest.raises(FileNotFoundError, match=r"gazeto-train\.jsonl\.gz"):
        read_training_data(sources)
    for part in ("train", "dev"):
        with gzip.open(sources.corpora / f"gazeto-{part}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(article()) + "\n")
    assert times_shown(sources) == 3
    assert list(choose(sources)) == ["de", "en", "eo"]


def test_guidelines_of_its_own_get_the_next_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed().guidelines
    more = f'\n[statements.gazeto]\nlanguage = "eo"\nguidelines = {before}\nroles = 2\n'
    list_also(more, tmp_path, monkeypatch)
    assert listed().guidelines == before + 1
    assert listed().statements["gazeto"].annotated_by.roles == ("quote", "speaker")


def test_what_is_wrong_in_the_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list_also('\n[names.ner-gazeto]\nlanguage = "eo"\ntext = 100\n', tmp_path, monkeypatch)
    with pytest.raises(LexiconError, match=r"corpora\.toml: names\.ner-gazeto\.text is no known key, texts is"):
        listed()
