"""The page of one statement: in its paragraph, what was found and what was decided."""

from collections.abc import Sequence

from tracker.serving.answers import Page, Records
from tracker.serving.asking import TERMS, Asking, NotThereError
from tracker.store import Store
from tracker.store.rows.decided import StatementDecision
from tracker.store.rows.statements import StatementInPlace, TimelineEntry
from tracker.store.timeline import day_of
from tracker.views.harmless import harmless_line
from tracker.views.pages.claim_page import listed_claim
from tracker.views.pages.listing import listed_decision, listed_statement
from tracker.views.records import STATEMENT_FIELDS, place_record
from tracker.views.reports.statements import reported_statement
from tracker.views.wording import day_in_full


def statement(store: Store, asking: Asking) -> Page:
    """One statement in its paragraph, what was found and what was decided; also of one that was rejected."""
    number = int(asking.variables["number"])
    history = store.statement_decisions.history(number)
    place = store.statement(number)
    if place is None and not history:
        raise NotThereError(f"there is no statement {number}")
    context = {
        "number": number,
        "history": list(map(listed_decision, history)),
        "seen": seen(history),
    }
    if place is None:
        return Page("rejected.html", context)
    row = place.statement
    people = store.people_of([number])
    listed = listed_statement(row, people)
    context |= {
        "listed": listed,
        "statement": reported_statement(TimelineEntry(day_of(row), row, [row]), place),
        "day_in_full": day_in_full(listed.day),
        "row": row,
        "terms": {name: list(terms) for name, terms in TERMS.items()},
        "printed": _printed(place),
        "relatives": place.relatives,
        "claims": list(map(listed_claim, store.claims.numbered([row.claim] if row.claim else []))),
    }
    return Page("statement.html", context)


def statement_record_of(store: Store, asking: Asking) -> Records:
    """The same as `tracker show N --json`."""
    number = int(asking.variables["number"])
    place = store.statement(number)
    if place is None:
        raise NotThereError(f"there is no statement {number}")
    return Records(STATEMENT_FIELDS, [place_record(place)], single=True)


def seen(history: Sequence[StatementDecision]) -> str:
    """What an editor has seen of a statement's decisions: which there are, and which of them are undone."""
    return " ".join(f"{each.id}{'u' if each.undone_at else ''}" for each in history)


def _printed(place: StatementInPlace) -> dict[str, str]:
    """The fields that can be corrected, as they stand."""
    row = place.statement
    return {
        "speaker": "; ".join(row.actors),
        "to": "; ".join(row.addressee_actors),
        "date": row.said_on or "",
        "act": row.act,
        "kind": row.kind,
        "standing": row.standing,
        "quote": harmless_line(row.quote),
        "cue": harmless_line(row.cue),
        "matter": harmless_line(row.matter),
    }
