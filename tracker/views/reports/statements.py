"""One statement of a report: its sentence, its paragraph in pieces, what is known of it and where it is printed."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from tracker.store.rows.articles import Printing
from tracker.store.rows.statements import StatementInPlace, StatementRow, TimelineEntry
from tracker.terms import Standing
from tracker.views.harmless import harmless, harmless_line
from tracker.views.links import link_to, web_address
from tracker.views.marking import Piece, line, pieces_of, shortened
from tracker.views.reports.contents import Fact, Link, ReportedStatement, Source
from tracker.views.statement import how_sure, judged, read_from, roles, versions
from tracker.views.wording import (
    act_perhaps,
    checking,
    day_in_full,
    day_is_guessed,
    fact_checkers,
    published,
    rated_by,
    remarks,
    similar_claim,
    to_whom,
    verb,
    what,
    who,
    who_perhaps,
)
from tracker.views.words import told, words

MARKED = ("quote", "speaker", "cue", "addressee")  # roles
_SHOWN_IN_TEXT = ("quote", "matter", "frame")  # roles that need no line of their own


def reported_statement(entry: TimelineEntry, found: StatementInPlace) -> ReportedStatement:
    """The statement of an entry as a report tells it."""
    row = found.statement
    whole = list(_marked(found))
    pieces = shortened(whole)
    status, verdict = checking(row)
    return ReportedStatement(
        number=row.id,
        day=entry.day,
        day_in_full=day_in_full(entry.day),
        day_is_guessed=entry.day is not None and day_is_guessed(row),
        actor=line(who_perhaps(row) if entry.doubtful else who(row)),
        verb=line(verb(row)),
        addressee=line(to_whom(row)),
        words=line(what(row)),
        language=row.language,
        act=row.act,
        kind=words().kinds[row.kind],
        standing=row.standing,
        confidence=how_sure(row),
        pieces=tuple(replace(piece, text=harmless(piece.text)) for piece in pieces),
        shortened=sum(len(piece.text) for piece in pieces) < sum(len(piece.text) for piece in whole),
        facts=tuple(Fact(words().labels[label], line(value)) for label, value in _facts(found) if value),
        source=_source(found),
        further_sources=tuple(_further(entry, found)),
        status=status,
        verdict=verdict,
        finding=harmless_line(row.finding or ""),
        tags=tuple(map(harmless_line, row.tags)),
        links=tuple(Link(harmless_line(link), web_address(link)) for link in row.links),
        decisions=tuple(
            Fact(words().labels[label], value) for label, value in judged(found) if label in ("decided", "found")
        ),
        verdicts=tuple(
            Link(line(words().rated.format(rated_by(each))), web_address(each.url))
            for each in fact_checkers(row.verdicts)
        ),
        similar=tuple(line(similar_claim(each)) for each in found.similar_verdicts),
    )


def _marked(found: StatementInPlace) -> Iterable[Piece]:
    """The paragraph, cut only where a role that reports mark begins or ends."""
    cut = (replace(each, roles=tuple(role for role in MARKED if role in each.roles)) for each in pieces_of(found))
    for marked, pieces in groupby(cut, key=lambda piece: piece.roles):
        yield Piece("".join(piece.text for piece in pieces), marked)


def _facts(found: StatementInPlace) -> Iterable[tuple[str, str]]:
    row, said = found.statement, words()
    standing = "" if row.standing == Standing.ASSERTED else f", {said.standings[row.standing]}"
    yield from (role for role in roles(found) if role[0] not in _SHOWN_IN_TEXT)
    yield "kind", f"{act_perhaps(row)}, {said.kinds[row.kind]}{standing}"


def _source(found: StatementInPlace) -> Source:
    label, value = read_from(found)
    origin = line(f"{words().labels[label]} {value}") if value else ""
    return replace(_of_row(found.statement, remark=versions(found)), origin=origin)


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
        published=printing.published_on or words().unknown,
        address=web_address(printing.url),
        link=None,
        origin=line(f"{words().labels['read_from']} {printing.source}") if printing.source else "",
        remark=told("the identical text"),
    )
