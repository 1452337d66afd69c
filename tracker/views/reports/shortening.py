"""Texts that no article of sense has, cut to a length that a report can show: a word may have a million characters."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.views.harmless import harmless_line
from tracker.views.marking import Piece

MOST_OF_LINE = 600  # characters of a name, a title or a quote outside of its paragraph
MOST_AROUND = 1_500  # characters of a paragraph before the first and behind the last marked word
MOST_OF_PIECE = 4_000  # characters of one piece between or in marked words
GAP = " […] "


def line(text: str) -> str:
    """The text as it may be shown, on one line; of a long one its beginning and end."""
    return _short(harmless_line(text), MOST_OF_LINE)


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; what stands far before, behind or between marked words is left out, also of very long ones."""
    last = len(pieces) - 1
    return [replace(piece, text=_piece(piece, number == 0, number == last)) for number, piece in enumerate(pieces)]


def _piece(piece: Piece, is_first: bool, is_last: bool) -> str:
    text = piece.text
    if piece.roles or is_first is is_last:
        return _short(text, MOST_OF_PIECE)
    if len(text) <= MOST_AROUND:
        return text
    return GAP.lstrip() + text[-MOST_AROUND:] if is_first else text[:MOST_AROUND] + GAP.rstrip()


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most * 2 // 3].rstrip() + GAP + text[-most // 3 :].lstrip()
