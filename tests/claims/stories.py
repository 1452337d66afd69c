"""The stories of `fixtures/claims/`: articles with marks that say which statements make the same claim.

    @ outlet | language | date            begins an article
    [3: words]                            these words make claim 3 of the story
    [3-: words]                           they say the opposite; whoever denies claim 3 says so as well
    [3=40: words]                         they give 40 where others give another number

Statements without a mark make claims of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.reading.article import Article
from tracker.terms import PublishedBasis

FOLDER = Path(__file__).parents[2] / "fixtures" / "claims"
HEADING = re.compile(r"^@ (?P<outlet>[^|]+) \| (?P<language>\w+) \| (?P<day>\S+)$", re.M)
MARK = re.compile(r"\[(?P<claim>\d+)(?P<variant>-|=\d+)?: (?P<words>[^]]+)\]")


@dataclass(frozen=True)
class Marked:
    """Where words of an article make a claim, and which."""

    start: int
    end: int
    claim: str
    variant: str


@dataclass(frozen=True)
class Told:
    """An article of a story with its marks."""

    story: str
    half: str
    article: Article
    marks: tuple[Marked, ...]

    def mark_of(self, start: int, end: int) -> Marked | None:
        """The mark that shares most characters with a stretch, at least a third of the shorter one."""
        shared = [(min(end, mark.end) - max(start, mark.start), mark) for mark in self.marks]
        best = max(shared, key=lambda each: each[0], default=None)
        if best is None or best[0] * 3 < min(end - start, best[1].end - best[1].start):
            return None
        return best[1]


def stories() -> Iterator[Told]:
    """All articles of all stories."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from _told(path)


def _told(path: Path) -> Iterator[Told]:
    head, *parts = re.split(r"(?m)^(?=@ )", path.read_text(encoding="utf-8"))
    half = head.split("## ")[1].strip()
    for part in parts:
        heading, _, body = part.partition("\n")
        found = HEADING.match(heading)
        assert found is not None, heading
        text, marks = _without_marks(body.strip())
        article = Article(
            text=text,
            outlet=found["outlet"],
            language=found["language"],
            published=date.fromisoformat(found["day"]),
            published_basis=PublishedBasis.GIVEN,
        )
        yield Told(path.stem, half, article, tuple(marks))


def _without_marks(body: str) -> tuple[str, list[Marked]]:
    text, marks, last = "", [], 0
    for found in MARK.finditer(body):
        text += body[last : found.start()]
        marks.append(Marked(len(text), len(text) + len(found["words"]), found["claim"], found["variant"] or ""))
        text += found["words"]
        last = found.end()
    return text + body[last:], marks
