"""The pieces of a sentence between commas and quotation marks, without a parser.

News sets commas well enough that a piece's first word tells what the piece is: a relative clause, a clause
of its own time ("nachdem …", "because …"), or a part of the main clause. The words stand in the lexicon of
dates, because nothing else needs them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.extraction.dating.date_words import date_words
from tracker.extraction.document.document import Document
from tracker.extraction.statements import Span

# Stands in place of a character that is not to be read: of what was said.
HIDDEN = "\x00"
SEPARATOR = re.compile(r"[,;:()\[\]—–\"„“”»«\n]|\s-\s|--+|\x00+")


class PieceKind(StrEnum):
    """How a piece of a sentence stands to the main clause."""

    MAIN = "main"  # the main clause or a part of it
    COORDINATE = "coordinate"  # joined to it: "und …"
    SIMULTANEOUS = "simultaneous"  # a subordinate clause of the same time: "als …"
    RELATIVE = "relative"
    ELSEWHEN = "elsewhen"  # a subordinate clause of another time: "nachdem …"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence. `parted` says that a semicolon stands before it."""

    span: Span
    kind: PieceKind
    parted: bool


def find_pieces(document: Document, sentence: Span, hidden: Sequence[Span], whole: Sequence[Span]) -> list[Piece]:
    """The pieces of a sentence in order, without the `hidden` spans; no `whole` span is cut."""
    language, characters = document.language, list(sentence.of(document.text))
    for span in whole:
        _overwrite(characters, sentence, span, "x")
    for span in hidden:
        _overwrite(characters, sentence, span, HIDDEN)
    shown = "".join(characters)
    pieces: list[Piece] = []
    for start, end, separator in _cuts(shown, language):
        words = shown[start:end]
        if words.strip():
            span = Span(sentence.start + start, sentence.start + end)
            opening = [word.text for word in document.words_in(*span)][:2]
            kind = _kind(opening, first=not shown[:start].strip(), language=language)
            pieces.append(Piece(span, kind, separator == ";"))
    return pieces


def _overwrite(characters: list[str], sentence: Span, span: Span, character: str) -> None:
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    for position in range(start, end):
        characters[position - sentence.start] = character


def _cuts(shown: str, language: str) -> list[tuple[int, int, str]]:
    """Start and end of each piece, and the separator before it."""
    cuts = [(match.start(), match.end(), match.group()) for match in SEPARATOR.finditer(shown)]
    unmarked = _unmarked(language)
    if unmarked is not None:
        cuts += [(match.start(), match.start(), "") for match in unmarked.finditer(shown)]
    cuts.sort()
    starts = [(0, "")] + [(end, separator) for _, end, separator in cuts]
    ends = [start for start, _, _ in cuts] + [len(shown)]
    return [(start, end, separator) for (start, separator), end in zip(starts, ends, strict=True)]


def _kind(opening: Sequence[str], first: bool, language: str) -> PieceKind:
    """What the first two words of a piece tell of it."""
    rules = date_words(language).clause
    opening = opening or [""]
    word = opening[0].lower()
    if word in rules.elsewhen:
        return PieceKind.ELSEWHEN
    if word in rules.simultaneous:
        return PieceKind.SIMULTANEOUS
    if first:
        return PieceKind.MAIN
    if opening[0] in rules.relative:
        return PieceKind.RELATIVE
    if opening[0] in rules.relative_prepositions and opening[-1] in rules.pronouns_after_preposition:
        return PieceKind.RELATIVE
    return PieceKind.COORDINATE if word in rules.coordinating else PieceKind.MAIN


@cache
def _unmarked(language: str) -> re.Pattern[str] | None:
    """The words that begin a clause without a comma before it."""
    words = "|".join(map(re.escape, date_words(language).clause.unmarked))
    return re.compile(rf"(?<=\s)(?:{words})\b") if words else None
