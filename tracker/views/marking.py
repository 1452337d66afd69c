"""A paragraph in pieces with the roles that its words have in a statement, cut to a length that a report can show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.store.rows.statements import StatementInPlace
from tracker.views.harmless import harmless_line

MOST_OF_LINE = 600  # characters of a name, a title or a quote outside of its paragraph
MOST_AROUND = 1_500  # characters of a paragraph before the first and behind the last marked word
MOST_OF_PIECE = 4_000  # characters of one piece between or in marked words
GAP = " […] "


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a paragraph's text; `roles` are frame, quote, matter, speaker, addressee and cue, in this order."""

    text: str
    roles: tuple[str, ...] = ()


def pieces_of(found: StatementInPlace) -> Iterator[Piece]:
    """The statement's paragraph, cut where a role begins or ends."""
    spans_of = {
        "frame": found.frame_spans,
        "quote": found.statement.quote_spans,
        "matter": found.matter_spans,
        "speaker": found.speaker_spans,
        "addressee": found.addressee_spans,
        "cue": found.cue_spans,
    }
    marked = [
        (start - found.paragraph_start, end - found.paragraph_start, role)
        for role, spans in spans_of.items()
        for start, end in spans
    ]
    borders = {0, len(found.paragraph)} | {border for start, end, _ in marked for border in (start, end)}
    cuts = sorted(cut for cut in borders if 0 <= cut <= len(found.paragraph))
    for start, end in pairwise(cuts):
        roles = (role for first, last, role in marked if first <= start and end <= last)
        yield Piece(found.paragraph[start:end], tuple(dict.fromkeys(roles)))


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
