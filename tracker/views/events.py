"""Statements as event data: who did what to whom, for the programs of those who work with such data.

The types of events are those of PLOVER, the codes those of its forerunner CAMEO, as the annotation guide
(`tracker/guides/annotation.md`) tells for each act. Both are from *CAMEO2PLOVER-2021* in openeventdata/PLOVER.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from tracker.store.rows.statements import StatementRow, act_is_guess
from tracker.terms import Act, SourceBasis, TargetBasis
from tracker.views.console import ACTOR, ASIDE, on_terminal
from tracker.views.records import Record
from tracker.views.table import Column, print_lines, print_table


class EventType(NamedTuple):
    """A PLOVER type, empty where it has none for an act, and the CAMEO code with a target and without."""

    plover: str
    cameo: str
    cameo_without_target: str


def _of(plover: str, cameo: str, without_target: str | None = None) -> EventType:
    return EventType(plover, cameo, without_target or cameo)


EVENT_TYPES = {
    Act.STATEMENT: _of("", "010"),
    Act.ANNOUNCEMENT: _of("", "010"),
    Act.CONFIRMATION: _of("", "010"),
    Act.DENIAL: _of("", "016"),
    Act.REJECTION: _of("REJECT", "120"),
    Act.ADMISSION: _of("", "015"),
    Act.WARNING: _of("THREATEN", "130", "012"),
    Act.THREAT: _of("THREATEN", "130"),
    Act.DEMAND: _of("DEMAND", "100"),
    Act.APPEAL: _of("DEMAND", "020"),
    Act.ACCUSATION: _of("ACCUSE", "112"),
    Act.CRITICISM: _of("ACCUSE", "111"),
    Act.PRAISE: _of("SUPPORT", "051"),
    Act.SUPPORT: _of("SUPPORT", "051"),
    Act.PROMISE: _of("AGREE", "030"),
    Act.EXPECTATION: _of("", "013"),
    Act.CONCERN: _of("", "012"),
    Act.QUESTION: _of("", "010"),
    Act.APOLOGY: _of("SUPPORT", "055"),
}
# Whose content names whom the act is aimed at. What a warning names is the danger: without an addressee it is CAMEO's
# 012, a pessimistic comment. Acts without a type of PLOVER's say something of somebody, but do nothing to them.
AIMED = frozenset(act.value for act, of_act in EVENT_TYPES.items() if of_act.plover and act != Act.WARNING)
EVENT_FIELDS = (
    *("date", "source", "target", "plover", "cameo", "act", "standing", "about", "confidence"),
    *("statement", "article", "title", "outlet", "url", "target_from", "act_confidence", "source_from"),
)


def events_of(
    statements: Iterable[tuple[StatementRow, Sequence[str]]], sources: SourceBasis = SourceBasis.NAME
) -> Iterator[Record]:
    """An event for each source and each target of each statement; none where nobody is known to have said it.

    Beside each statement stand those whom its content names, targets where nobody is addressed. `sources`: whether the
    words that are printed for a speaker are the source where they name nobody.
    """
    for row, named in statements:
        basis = TargetBasis.ADDRESSEE if row.addressee_actors else TargetBasis.CONTENT if named else None
        targets: Sequence[str | None] = row.addressee_actors or named or [None]
        unnamed = [row.speaker] if sources == SourceBasis.WORDS and row.speaker and not row.actors else []
        for source, target in product(row.actors or unnamed, targets):
            yield _event(row, source, target, basis, SourceBasis.WORDS if unnamed else SourceBasis.NAME)


def _event(
    row: StatementRow, source: str, target: str | None, basis: TargetBasis | None, source_from: SourceBasis
) -> Record:
    of_act = EVENT_TYPES[Act(row.act)]
    return {
        "date": row.said_on or row.published_on,
        "source": source,
        "target": target,
        "plover": of_act.plover or None,
        "cameo": of_act.cameo if target else of_act.cameo_without_target,
        "act": row.act,
        "standing": row.standing,
        "about": row.matter or row.quote,
        "confidence": row.confidence,
        "statement": row.id,
        "article": row.article_id,
        "title": row.title,
        "outlet": row.outlet,
        "url": row.url,
        "target_from": basis,
        "act_confidence": row.act_confidence,
        "source_from": source_from,
    }


def _is_guess(event: Record) -> bool:
    confidence = event["act_confidence"]
    return act_is_guess(str(event["act"]), confidence if isinstance(confidence, float) else None)


def _marked(event: Record) -> Record:
    act = f"{event['act']}?" if _is_guess(event) else event["act"]
    source = f"({event['source']})" if event["source_from"] == SourceBasis.WORDS else event["source"]
    return {**event, "act": act, "source": source}


def print_events(events: Iterable[Record]) -> None:
    """Print the events in the given order: a table; in a pipe lines with tabs between the same cells.

    A "?" behind an act says that it is rather another one; words that name nobody stand in brackets.
    """
    shown = ("date", "source", "plover", "act", "target", "about", "statement")
    marked = map(_marked, events)
    cells = (tuple("" if event[name] is None else str(event[name]) for name in shown) for event in marked)
    if not on_terminal():
        print_lines(cells)
        return
    columns = (
        Column("date", ASIDE),
        Column("source", ACTOR, share=3),
        Column("PLOVER", from_width=80),
        Column("act"),
        Column("target", ACTOR, share=3),
        Column("about", share=6),
        Column("no.", ASIDE, number=True),
    )
    print_table(columns, cells)
