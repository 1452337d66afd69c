"""Overviews: the page that the site begins with, what was decided, and what is watched for."""

from tracker.serving.answers import Document, Page, Records
from tracker.serving.asking import Asking, NotThereError
from tracker.serving.pages.statements import counted_once, newest
from tracker.store import StatementQuery, Store
from tracker.store.documented import CANNED
from tracker.store.rows.counts import Dimension
from tracker.views.counts import label
from tracker.views.decisions import DECISION_FIELDS, decision_record
from tracker.views.harmless import harmless_line
from tracker.views.pages.actor_page import actor_decision
from tracker.views.pages.listing import listed_actor, listed_decision
from tracker.views.reports.chart import chart_of_months
from tracker.views.statement_decisions import JUDGEMENT_FIELDS, judgement_record
from tracker.views.watches import in_words
from tracker.watching import atom

STATEMENTS, ACTORS, ACTS = 8, 10, 5
ALL = StatementQuery(fragments=False)
SHOWN = 200


def start(store: Store, asking: Asking) -> Page:
    """The newest statements, the most quoted actors, acts over time."""
    counts = counted_once(store, ALL, (Dimension.MONTH, Dimension.ACT), (None, ACTS))
    context = {
        "total": counts.total,
        "chart": chart_of_months(counts, lambda value: label(Dimension.ACT, value)),
        "actors": list(map(listed_actor, store.actors(limit=ACTORS))),
        "statements": newest(store, StatementQuery(fragments=False, limit=STATEMENTS)),
        "questions": CANNED,
        "watched": bool(store.watches.all()),
    }
    return Page("start.html", context)


def decisions(store: Store, asking: Asking) -> Page:
    """What was decided of statements and of actors, the newest of each."""
    context = {
        "of_statements": list(map(listed_decision, store.statement_decisions.history(limit=SHOWN))),
        "of_actors": list(map(actor_decision, store.decisions(SHOWN))),
        "most": SHOWN,
    }
    return Page("decisions.html", context)


def decision_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker statements history --json`."""
    found = store.statement_decisions.history(limit=asking.number("limit"))
    return Records(JUDGEMENT_FIELDS, map(judgement_record, found))


def actor_decision_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker actors history --json`."""
    return Records(DECISION_FIELDS, map(decision_record, store.decisions(asking.number("limit"))))


def watches(store: Store, asking: Asking) -> Page:
    """What is watched for, how much of it there was, and where the feeds are; not what watches run or post to."""
    rows = store.watches.all()
    shown = [(row.id, harmless_line(in_words(row)), row.added_at[:10], row.told + row.waiting) for row in rows]
    return Page("watches.html", {"watches": shown})


def feed(store: Store, asking: Asking) -> Document:
    """The same as `tracker watch feed N`."""
    number = int(asking.variables["number"])
    row = next((each for each in store.watches.all() if each.id == number), None)
    if row is None:
        raise NotThereError(f"there is no watch {number}")
    notices = store.watches.newest(number, atom.MOST_ENTRIES)
    return Document(atom.feed(row, notices), "application/atom+xml; charset=utf-8")
