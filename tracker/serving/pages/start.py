"""The page that the site begins with."""

from tracker.serving.answers import Page
from tracker.serving.asking import Asking
from tracker.serving.pages.facets import counted_once
from tracker.serving.pages.statements import newest
from tracker.store import StatementQuery, Store
from tracker.store.documented import CANNED
from tracker.store.rows.counts import Dimension
from tracker.views.counts import label
from tracker.views.pages.listing import listed_actor
from tracker.views.reports.chart import chart_of_months

STATEMENTS, ACTORS, ACTS = 8, 10, 5
ALL = StatementQuery(fragments=False)


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
