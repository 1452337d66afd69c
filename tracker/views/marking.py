"""A paragraph in pieces, each with the roles that its words have in a statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.store.rows.statements import StatementInPlace


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
