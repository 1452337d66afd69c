"""The corpora: annotated articles, and sentences with names, as gzipped JSON Lines. The model card lists them."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tracker.extraction.statements import Kind, Span, Spans

ROLES = ("quote", "speaker", "cue", "frame", "addressee")
GERMAN, ENGLISH = "german-news", "polnear"
GOLD_NAMES, EWT, SILVER_GERMAN, SILVER_ENGLISH = "ner-germeval", "ner-ewt", "ner-wikiann-de", "ner-wikiann-en"
PARTS = {  # of which corpora there must be which
    "train": (GERMAN, ENGLISH, GOLD_NAMES, EWT, SILVER_GERMAN, SILVER_ENGLISH),
    "dev": (GERMAN, ENGLISH, GOLD_NAMES, EWT, SILVER_ENGLISH),
}

T = TypeVar("T")


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


def expect_corpora(folder: Path) -> None:
    """Raises FileNotFoundError, which names it, where a part of a corpus is missing that any step needs."""
    for part, names in PARTS.items():
        for corpus in names:
            corpus_file(folder, corpus, part)


def read_articles(path: Path) -> Iterator[GoldArticle]:
    """The articles of a corpus of statements. Raises ValueError, which names the file and the line."""
    return _read(path, _article)


def read_sentences(path: Path) -> Iterator[GoldSentence]:
    """The sentences of a corpus of names. Raises ValueError, which names the file and the line."""
    return _read(path, lambda fields: GoldSentence(tuple(fields["tokens"]), tuple(fields["tags"])))


def _read(path: Path, made: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                yield made(json.loads(line))
    except KeyError as error:
        raise ValueError(f"{path}, line {number}: has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}, line {number}: {error}") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path}: behind line {number}, {error}") from error


def _article(fields: dict[str, Any]) -> GoldArticle:
    return GoldArticle(
        fields["id"],
        fields.get("title") or "",
        fields["text"],
        fields["language"],
        tuple(map(_statement, fields["statements"])),
    )


def _statement(fields: dict[str, Any]) -> GoldStatement:
    roles = (tuple(Span(*span) for span in fields.get(role) or ()) for role in ROLES)
    return GoldStatement(Kind(fields["type"]), tuple(roles))
