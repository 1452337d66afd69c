import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.training.boundaries import Counts, count

TEXT = "Vogt sagte: „Wir kommen.“"


def span(words: str, text: str = TEXT) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def corpus(path: Path, *articles: dict[str, Any]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    return path


def article(**roles: list[list[int]]) -> dict[str, Any]:
    return {"language": "de", "text": TEXT, "statements": [{"type": "direct", **roles}]}


def every_count(counts: Counts) -> Iterator[list[int]]:
    return (each for language in counts.values() for role in language.values() for each in role.values())


def test_borders_of_a_quote_and_its_speaker(tmp_path: Path) -> None:
    path = corpus(tmp_path / "corpus.jsonl.gz", article(quote=[span("Wir kommen.")], speaker=[span("Vogt")]))
    counts = count([path])
    # from the word behind the quote's first one: stayed in, stayed in, ended
    assert counts["de"]["direct quote"] == {"W_w": [0, 0, 0, 1], "w.": [0, 0, 0, 1], ".»": [0, 0, 1, 0]}
    # from the article's second word: ended behind Vogt, stayed out ever after
    assert counts["de"]["direct speaker"] == {
        "W_w": [1, 0, 1, 0],
        "w:": [1, 0, 0, 0],
        ":_«": [1, 0, 0, 0],
        "«W": [1, 0, 0, 0],
        "w.": [1, 0, 0, 0],
        ".»": [1, 0, 0, 0],
    }


def test_roles_that_a_corpus_does_not_annotate_are_not_counted(tmp_path: Path) -> None:
    path = corpus(tmp_path / "corpus.jsonl.gz", article(quote=[span("Wir kommen.")], cue=[]))
    assert set(count([path])["de"]) == {"direct quote", "direct cue"}


def test_a_discontinuous_quote_begins_again(tmp_path: Path) -> None:
    path = corpus(tmp_path / "corpus.jsonl.gz", article(quote=[span("Vogt"), span("Wir kommen.")]))
    counts = count([path])["de"]["direct quote"]
    assert counts["«W"] == [0, 1, 0, 0]
    assert sum(each[2] for each in counts.values()) == 2


def test_kinds_without_a_cue_are_counted_as_one(tmp_path: Path) -> None:
    statements = [
        {"type": kind, "quote": [span("Wir kommen.")]} for kind in ("free_indirect", "indirect_free_indirect")
    ]
    path = corpus(tmp_path / "corpus.jsonl.gz", {"language": "de", "text": TEXT, "statements": statements})
    assert count([path])["de"] == {"free quote": {"W_w": [0, 0, 0, 2], "w.": [0, 0, 0, 2], ".»": [0, 0, 2, 0]}}


def test_several_corpora_add_up_by_language(tmp_path: Path) -> None:
    german = article(quote=[span("Wir kommen.")])
    one = corpus(tmp_path / "one.jsonl.gz", german, german)
    two = corpus(tmp_path / "two.jsonl.gz", german, german | {"language": "en"})
    counts = count([one, two])
    assert counts["de"]["direct quote"]["W_w"] == [0, 0, 0, 3]
    assert counts["en"]["direct quote"]["W_w"] == [0, 0, 0, 1]


@pytest.mark.parametrize("quote", [[], [[11, 12]]])
def test_a_statement_without_words_counts_nothing(tmp_path: Path, quote: list[list[int]]) -> None:
    path = corpus(tmp_path / "corpus.jsonl.gz", article(quote=quote, speaker=[span("Vogt")]))
    assert list(every_count(count([path]))) == []


def test_nothing_to_count() -> None:
    assert count([]) == {}
