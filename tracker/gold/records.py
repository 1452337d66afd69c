"""Gold files: annotated articles as offsets, with the digest of the text instead of texts that are other people's."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.gold.answers import GoldStatement
from tracker.gold.batches import NumberedArticle


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with what its reader found."""

    article: NumberedArticle
    statements: Sequence[GoldStatement]

    def as_row(self, *, with_text: bool) -> dict[str, Any]:
        """The article as a line of a gold file; `with_text` only where the text is the project's own."""
        row: dict[str, Any] = {
            "id": self.article.identifier,
            "language": self.article.language,
            "date": self.article.published.isoformat(),
        }
        if with_text:
            row["title"] = self.article.title
            row["text"] = self.article.text
        row["sha256"] = digest_of(self.article.text)
        row["statements"] = [each.as_row() for each in self.statements]
        return row


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def write_gold(file: Path, articles: Iterable[GoldArticle], *, with_text: bool) -> None:
    """Write a gold file, one article a line, in the order of their ids."""
    write_rows(file, sorted((each.as_row(with_text=with_text) for each in articles), key=lambda row: row["id"]))


def write_rows(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the lines of a gold file."""
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def read_rows(file: Path) -> list[Mapping[str, Any]]:
    """The lines of a gold file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
