"""The stories of `fixtures/claims/`: articles, and which of their statements make the same claim."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.reading.article import Article
from tracker.terms import PublishedBasis

FOLDER = Path(__file__).parents[2] / "fixtures" / "claims"
EDITS = FOLDER / "edits.jsonl"
LEAST_SHARED = 1 / 3  # of the characters of a statement and a mark, the shorter one, if they are the same


@dataclass(frozen=True)
class Marked:
    """Where words of an article make a claim, and which of its variants: see `fixtures/claims/README.md`."""

    start: int
    end: int
    claim: str
    variant: str


@dataclass(frozen=True)
class Told:
    """An article of a story, in the half that it belongs to, with its marks."""

    story: str
    half: str
    article: Article
    marks: tuple[Marked, ...]

    def mark_of(self, start: int, end: int) -> Marked | None:
        """The mark that shares most characters with a stretch of the text, if it shares enough."""
        shared = [(min(end, mark.end) - max(start, mark.start), mark) for mark in self.marks]
        most, best = max(shared, key=lambda each: each[0], default=(0, None))
        if best is None or most < LEAST_SHARED * min(end - start, best.end - best.start):
            return None
        return best


def stories(half: str | None = None) -> Iterator[Told]:
    """All articles of all stories, or of those in a half: "tune" or "test"."""
    for path in sorted(set(FOLDER.glob("*.jsonl")) - {EDITS}):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = _told(path.stem, json.loads(line))
            if half in (None, told.half):
                yield told


def _told(story: str, row: dict[str, Any]) -> Told:
    article = Article(
        text=row["text"],
        outlet=row["outlet"],
        language=row["language"],
        published=date.fromisoformat(row["date"]),
        published_basis=PublishedBasis.GIVEN,
    )
    marks = tuple(Marked(*each["quote"], each["claim"], each["variant"]) for each in row["claims"])
    return Told(story, row["half"], article, marks)
