"""One statement of a report: its sentence, its paragraph in pieces, what is known of it and where it is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.store.rows import Printing, StatementInPlace, StatementRow, TimelineEntry
from tracker.terms import CheckStatus, Standing
from tracker.views.harmless import harmless, harmless_line
from tracker.views.in_place import judged, referred, versions, when_said
from tracker.views.links import link_to, web_address
from tracker.views.marking import Piece, pieces_of
from tracker.views.reports.contents import Fact, Link, ReportedStatement, Source
from tracker.views.wording import day_in_full, day_is_guessed, published, remarks, to_whom, verb, what, who

MOST_AROUND = 1_500  # characters of a paragraph before the first and behind the last marked word
MOST_MARKED = 4_000  # characters of one piece, whatever its role
MOST_WORDS = 600  # characters of the words that end the sentence: the paragraph has all
GAP = " […] "


def reported_statement(entry: TimelineEntry, found: StatementInPlace) -> ReportedStatement:
    """The statement of an entry as a report tells it."""
    row = found.statement
    whole = list(pieces_of(found))
    pieces = _shortened(whole)
    known = list(judged(found))
    return ReportedStatement(
        number=row.id,
        day=entry.day,
        day_in_full=day_in_full(entry.day),
        day_is_guessed=entry.day is not None and day_is_guessed(row),
        actor=_short(who(row), MOST_WORDS),
        verb=_short(verb(row), MOST_WORDS),
        addressee=_short(to_whom(row), MOST_WORDS),
        words=_short(what(row), MOST_WORDS),
        language=row.language,
        act=row.act,
        kind=row.kind.replace("_", " "),
        standing=row.standing,
        confidence=_confidence(row),
        pieces=tuple(replace(piece, text=harmless(piece.text)) for piece in pieces),
        shortened=sum(len(piece.text) for piece in pieces) < sum(len(piece.text) for piece in whole),
        facts=tuple(Fact(label, _short(value, MOST_WORDS)) for label, value in _facts(found) if value),
        source=_source(found),
        further_sources=tuple(_further(entry, found)),
        status="" if row.status == CheckStatus.OPEN else row.status,
        verdict=(row.verdict or "").replace("_", " "),
        finding=harmless_line(row.finding or ""),
        tags=tuple(map(harmless_line, row.tags)),
        links=tuple(Link(harmless_line(link), web_address(link)) for link in row.links),
        decisions=tuple(Fact(*each) for each in known if each[0] in ("decided", "found")),
    )


def _confidence(row: StatementRow) -> str:
    """How sure it is that this is a statement; nothing found is certain, also where rounding says so."""
    return "decided" if row.decided else f"{min(row.confidence, 0.99):.2f}"


def _facts(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    row = found.statement
    standing = "" if row.standing == Standing.ASSERTED else f", {row.standing}"
    yield "speaker", referred(row.speaker, row.actors, found.resolutions) or "unknown"
    yield "spoke as", harmless_line("; ".join(row.descriptions))
    yield "addressee", referred(row.addressee, row.addressee_actors, ())
    yield "cue", harmless_line(row.cue)
    yield "said on", when_said(row)
    yield "kind", f"{row.act}, {row.kind.replace('_', ' ')}{standing}"
    yield "inside", f"statement {row.inside}" if row.inside is not None else ""


def _source(found: StatementInPlace) -> Source:
    row = found.statement
    source = _of_row(row, remark=versions(found))
    return replace(source, file=harmless_line(found.source or ""))


def _further(entry: TimelineEntry, found: StatementInPlace) -> Iterable[Source]:
    """Where else the same words, or the identical article, are printed."""
    for row in entry.sources:
        if row.id != found.statement.id:
            yield _of_row(row, remark=remarks(row))
    yield from map(_of_printing, found.printings)


def _of_row(row: StatementRow, remark: str) -> Source:
    return Source(
        outlet=harmless_line(row.outlet or ""),
        title=_short(harmless_line(row.title or ""), MOST_WORDS),
        published=published(row.published_on, row.published_on_basis),
        address=web_address(row.url),
        link=link_to(row),
        remark=harmless_line(remark),
    )


def _of_printing(printing: Printing) -> Source:
    return Source(
        outlet=harmless_line(printing.outlet or ""),
        title="",
        published=printing.published_on or "unknown",
        address=web_address(printing.url),
        link=None,
        file=harmless_line(printing.source or ""),
        remark="the identical text",
    )


def _short(text: str, most: int) -> str:
    """The text, of a longer one its beginning and end."""
    return text if len(text) <= most else text[: most * 2 // 3].rstrip() + GAP + text[-most // 3 :].lstrip()


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; what stands far before, behind or between marked words is left out, also of very long ones."""
    last = len(pieces) - 1
    return [replace(piece, text=_piece(piece, number == 0, number == last)) for number, piece in enumerate(pieces)]


def _piece(piece: Piece, is_first: bool, is_last: bool) -> str:
    text = piece.text
    if piece.roles or is_first is is_last:
        return _short(text, MOST_MARKED)
    if len(text) <= MOST_AROUND:
        return text
    return GAP.lstrip() + text[-MOST_AROUND:] if is_first else text[:MOST_AROUND] + GAP.rstrip()
