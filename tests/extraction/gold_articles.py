"""The articles of the project's own gold, as rules get them."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tracker.extraction.document.document import Document, document_of
from tracker.extraction.statements import Draft, Kind, NamedSpan, ReferentKind, Span

GOLD = Path(__file__).parents[2] / "fixtures" / "gold" / "own-train.jsonl"
ROLES = ("quote", "speaker", "cue", "frame", "addressee")


@dataclass(frozen=True, eq=False)
class Article:
    """An annotated article as the rules get one."""

    identifier: str
    document: Document
    published: date
    names: list[NamedSpan]
    drafts: list[Draft]
    gold: list[dict[str, Any]]


@cache
def articles() -> tuple[Article, ...]:
    """All articles of the gold."""
    return tuple(_article(json.loads(line)) for line in GOLD.read_text(encoding="utf-8").splitlines())


def _article(fields: dict[str, Any]) -> Article:
    names = [NamedSpan(Span(start, end), ReferentKind(kind), 0.9) for start, end, kind in fields.get("names") or ()]
    return Article(
        fields["id"],
        document_of(fields["text"], fields["language"]),
        date.fromisoformat(fields["date"]),
        names,
        [_draft(each) for each in fields["statements"]],
        fields["statements"],
    )


def _draft(gold: dict[str, Any]) -> Draft:
    return Draft(Kind(gold["type"]), *(tuple(Span(*span) for span in gold[role]) for role in ROLES), confidence=0.9)
