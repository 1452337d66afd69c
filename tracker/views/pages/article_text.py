"""An article's text with all of its statements marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.store.rows.statements import RoleSpans
from tracker.views.harmless import harmless
from tracker.views.marking import GAP

ROLES = ("quote", "speaker", "cue", "addressee")
MOST_OF_TEXT = 300_000  # characters: as much as a browser shows at once
MOST_OF_WORD = 200  # characters: a longer one is no word
_ENDLESS = re.compile(rf"\S{{{MOST_OF_WORD},}}")


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Some of the text; `roles` are those that its words have in any statement; `ends` the statements that end here."""

    text: str
    roles: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()


def marked_paragraphs(text: str, statements: Sequence[RoleSpans]) -> list[list[MarkedPiece]]:
    """The text by paragraphs, each in pieces that are cut where a role of a statement begins or ends."""
    paragraphs: list[list[MarkedPiece]] = [[]]
    for piece in _pieces(text[:MOST_OF_TEXT], statements):
        *before, last = re.split(r"\n\s*\n", piece.text)
        for part in before:
            paragraphs[-1].append(MarkedPiece(_shown(part), piece.roles))
            paragraphs.append([])
        paragraphs[-1].append(MarkedPiece(_shown(last), piece.roles, piece.ends))
    return [each for each in paragraphs if any(piece.text.strip() or piece.ends for piece in each)]


def _pieces(text: str, statements: Sequence[RoleSpans]) -> Iterator[MarkedPiece]:
    spans = [
        (start, end, role) for each in statements for role in ROLES for start, end in getattr(each, role) if start < end
    ]
    ends: dict[int, list[int]] = {}
    for each in statements:
        if each.quote:
            ends.setdefault(each.quote[-1][1], []).append(each.statement)
    cuts = sorted({0, len(text)} | {cut for start, end, _ in spans for cut in (start, end) if 0 <= cut <= len(text)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for start, end, role in spans:
        opening.setdefault(start, []).append(role)
        closing.setdefault(end, []).append(role)
    open_roles: list[str] = []
    for start, end in pairwise(cuts):
        for role in closing.get(start, ()):
            open_roles.remove(role)
        open_roles += opening.get(start, ())
        roles = tuple(role for role in ROLES if role in open_roles)
        yield MarkedPiece(text[start:end], roles, tuple(ends.get(end, ())))


def _shown(text: str) -> str:
    """The text as it may be shown; of what has no blank for very long, the beginning and the end."""
    half = MOST_OF_WORD // 4
    return _ENDLESS.sub(lambda word: word[0][:half] + GAP + word[0][-half:], harmless(text))
