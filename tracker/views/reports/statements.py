"""One statement of a report: its sentence, its paragraph in pieces, what is known of it and where it is printed."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from tracker.store.rows import Printing, StatementInPlace, StatementRow, TimelineEntry
from tracker.terms import CheckStatus, Standing
from tracker.views.harmless import harmless, harmless_line
from tracker.views.in_place import judged, referred, versions, when_said
from tracker.views.links import link_to, web_address
from tracker.views.marking import Piece, pieces_of
from tracker.views.reports.contents import Fact, Link, ReportedStatement, Source
from tracker.views.reports.shortening import line, shortened
from tracker.views.wording import day_in_full, day_is_guessed, published, remarks, to_whom, verb, what, who

ROLES = ("quote", "speaker", "cue", "addressee")  # that are marked


def reported_statement(entry: TimelineEntry, found: StatementInPlace) -> ReportedStatement:
    """The statement of an entry as a report tells it."""
    row = found.statement
    whole = list(_marked(found))
    pieces = shortened(whole)
    known = list(judged(found))
    return ReportedStatement(
        number=row.id,
        day=entry.day,
        day_in_full=day_in_full(entry.day),
        day_is_guessed=entry.day is not None and day_is_guessed(row),
        actor=line(who(row)),
        verb=line(verb(row)),
        addressee=line(to_whom(row)),
        words=line(what(row)),
        language=row.language,
        act=row.act,
        kind=row.kind.replace("_", " "),
        standing=row.standing,
        confidence=_confidence(row),
        pieces=tuple(replace(piece, text=harmless(piece.text)) for piece in pieces),
        shortened=sum(len(piece.text) for piece in pieces) < sum(len(piece.text) for piece in whole),
        facts=tuple(Fact(label, line(value)) for label, value in _facts(found) if value),
        source=_source(found),
        further_sources=tuple(_further(entry, found)),
        status="" if row.status == CheckStatus.OPEN else row.status,
        verdict=(row.verdict or "").replace("_", " "),
        finding=harmless_line(row.finding or ""),
        tags=tuple(map(harmless_line, row.tags)),
        links=tuple(Link(harmless_line(link), web_address(link)) for link in row.links),
        decisions=tuple(Fact(*each) for each in known if each[0] in ("decided", "found")),
    )


def _marked(found: StatementInPlace) -> Iterable[Piece]:
    """The paragraph, cut only where a role that reports mark begins or ends."""
    cut = (replace(each, roles=tuple(role for role in ROLES if role in each.roles)) for each in pieces_of(found))
    for roles, pieces in groupby(cut, key=lambda piece: piece.roles):
        yield Piece("".join(piece.text for piece in pieces), roles)


def _confidence(row: StatementRow) -> str:
    """How sure it is that this is a statement; nothing found is certain, also where rounding says so."""
    return "decided" if row.decided else f"{min(row.confidence, 0.99):.2f}"


def _facts(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    row = found.statement
    standing = "" if row.standing == Standing.ASSERTED else f", {row.standing}"
    yield "speaker", referred(row.speaker, row.actors, found.resolutions) or "unknown"
    yield "spoke as", line("; ".join(row.descriptions))
    yield "addressee", referred(row.addressee, row.addressee_actors, ())
    yield "cue", line(row.cue)
    yield "said on", when_said(row)
    yield "kind", f"{row.act}, {row.kind.replace('_', ' ')}{standing}"
    yield "inside", f"statement {row.inside}" if row.inside is not None else ""


def _source(found: StatementInPlace) -> Source:
    row = found.statement
    source = _of_row(row, remark=versions(found))
    return replace(source, file=line(found.source or ""))


def _further(entry: TimelineEntry, found: StatementInPlace) -> Iterable[Source]:
    """Where else the same words, or the identical article, are printed."""
    for row in entry.sources:
        if row.id != found.statement.id:
            yield _of_row(row, remark=remarks(row))
    yield from map(_of_printing, found.printings)


def _of_row(row: StatementRow, remark: str) -> Source:
    return Source(
        outlet=line(row.outlet or ""),
        title=line(row.title or ""),
        published=published(row.published_on, row.published_on_basis),
        address=web_address(row.url),
        link=link_to(row),
        remark=line(remark),
    )


def _of_printing(printing: Printing) -> Source:
    return Source(
        outlet=line(printing.outlet or ""),
        title="",
        published=printing.published_on or "unknown",
        address=web_address(printing.url),
        link=None,
        file=line(printing.source or ""),
        remark="the identical text",
    )
