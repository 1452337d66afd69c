"""A batch: articles laid out to be read, their sentences numbered so that a reader can say where words stand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Span

ARTICLES = "articles.jsonl"  # what programs read
LAYOUT = "articles.txt"  # what people read
ANSWERS = "answers.jsonl"  # what people write


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """An article whose sentences have numbers: `sentences[0]` is number 1."""

    identifier: str
    language: str
    published: date
    title: str
    text: str
    sentences: tuple[Span, ...]


def write_batch(folder: Path, articles: Sequence[NumberedArticle]) -> None:
    """Lay out articles in a folder, for a reader and for the program that checks what the reader wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ARTICLES).write_text("".join(f"{json.dumps(_row(each))}\n" for each in articles), encoding="utf-8")
    (folder / LAYOUT).write_text("\n\n".join(_laid_out(each) for each in articles) + "\n", encoding="utf-8")


def read_batch(folder: Path) -> dict[str, NumberedArticle]:
    """The articles of a batch by their id."""
    rows = map(json.loads, (folder / ARTICLES).read_text(encoding="utf-8").splitlines())
    return {row["id"]: _article(row) for row in rows}


def _row(article: NumberedArticle) -> dict[str, Any]:
    return {
        "id": article.identifier,
        "language": article.language,
        "date": article.published.isoformat(),
        "title": article.title,
        "text": article.text,
        "sentences": [[each.start, each.end] for each in article.sentences],
    }


def _article(row: dict[str, Any]) -> NumberedArticle:
    return NumberedArticle(
        identifier=row["id"],
        language=row["language"],
        published=date.fromisoformat(row["date"]),
        title=row["title"],
        text=row["text"],
        sentences=tuple(Span(*each) for each in row["sentences"]),
    )


def _laid_out(article: NumberedArticle) -> str:
    """The article as its reader sees it."""
    lines = [f"=== {article.identifier} | {article.published:%Y-%m-%d, %A} | {article.title}"]
    return "\n".join([*lines, *_numbered(article)])


def _numbered(article: NumberedArticle) -> Iterable[str]:
    before = 0
    for number, sentence in enumerate(article.sentences, 1):
        if "\n" in article.text[before : sentence.start]:
            yield ""
        yield f"[{number}] {' '.join(article.text[sentence.start : sentence.end].split())}"
        before = sentence.end
