"""The corpora: annotated articles, and sentences with names, as gzipped JSON Lines. The model card lists them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Kind, Span, Spans

ROLES = ("quote", "speaker", "cue", "frame", "addressee")
GERMAN, ENGLISH = "german-news", "polnear"
GOLD_NAMES, EWT, SILVER_GERMAN, SILVER_ENGLISH = "ner-germeval", "ner-ewt", "ner-wikiann-de", "ner-wikiann-en"


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as annotated: the spans of each role in the order of `ROLES`."""

    kind: Kind
    roles: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with its statements. `title` isn't part of the text."""

    identifier: str
    title: str
    text: str
    language: str
    statements: tuple[GoldStatement, ...]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence as tokens, with an IOB2 tag for each."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]


def corpus_file(folder: Path, corpus: str, part: str) -> Path:
    """Where the "train" or "dev" part of a corpus is. Raises FileNotFoundError, which names it."""
    path = folder / f"{corpus}-{part}.jsonl.gz"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not found. --corpora is the folder with the corpora.")
    return path


def read_articles(path: Path) -> Iterator[GoldArticle]:
    """The articles of a corpus of statements."""
    for line in _lines(path):
        yield GoldArticle(
            line["id"],
            line.get("title") or "",
            line["text"],
            line["language"],
            tuple(map(_statement, line["statements"])),
        )


def read_sentences(path: Path) -> Iterator[GoldSentence]:
    """The sentences of a corpus of names."""
    for line in _lines(path):
        yield GoldSentence(tuple(line["tokens"]), tuple(line["tags"]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _statement(fields: dict[str, Any]) -> GoldStatement:
    roles = (tuple(Span(*span) for span in fields.get(role) or ()) for role in ROLES)
    return GoldStatement(Kind(fields["type"]), tuple(roles))
