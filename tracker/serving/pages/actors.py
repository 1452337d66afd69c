"""The pages of actors: listed, one of them, and pairs that may be one."""

from tracker.serving.answers import Page, Records
from tracker.serving.asking import ON_A_PAGE, Asking, NotThereError
from tracker.serving.pages.statements import counted_once, newest
from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import Dimension
from tracker.views.actors import SUGGESTION_FIELDS, details_record, suggestion_record
from tracker.views.counts import label
from tracker.views.decisions import concerning
from tracker.views.harmless import harmless_line
from tracker.views.pages.actor_page import actor_page, pair
from tracker.views.pages.listing import listed_actor
from tracker.views.records import ACTOR_FIELDS, actor_record
from tracker.views.reports.chart import chart_of_months

STATEMENTS, ACTS, ADDRESSEES = 15, 5, 8
SUGGESTIONS = 20


def listing(store: Store, asking: Asking) -> Page:
    """Actors, or those whom a name may mean, the most quoted first."""
    name, page = asking.one("q"), asking.page
    rows = store.actors(name, page * ON_A_PAGE + 1)
    context = {
        "name": harmless_line(name or ""),
        "actors": list(map(listed_actor, rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])),
        "query_string": asking.with_values().partition("?")[2],
        "pages": asking.pages(more=len(rows) > page * ON_A_PAGE),
    }
    return Page("actors.html", context)


def listing_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker actors --json`."""
    return Records(ACTOR_FIELDS, map(actor_record, store.actors(asking.one("q"), asking.number("limit"))))


def actor(store: Store, asking: Asking) -> Page:
    """All that is known of one actor, and the newest statements by and to them."""
    number = int(asking.variables["number"])
    details = store.actor_details(number)
    if details is None:
        raise NotThereError(f"there is no actor {number}; two that became one have the number of the more quoted")
    said = StatementQuery(actor_ids=(number,), fragments=False)
    counts = counted_once(store, said, (Dimension.MONTH, Dimension.ACT), (None, ACTS))
    addressed = counted_once(store, said, (Dimension.ADDRESSEE,), (ADDRESSEES,))
    known = [*details.actor.names, *details.aliases, *details.seats]
    context = {
        "page": actor_page(details, concerning(store.decisions(), known)),
        "chart": chart_of_months(counts, lambda value: label(Dimension.ACT, value)),
        "addressed": [
            (harmless_line(row.values[0].value or ""), row.values[0].actor_id, row.statements)
            for row in addressed.margins[0]
            if row.values[0].actor_id
        ],
        "statements": newest(store, StatementQuery(actor_ids=(number,), fragments=False, limit=STATEMENTS)),
        "heard": newest(store, StatementQuery(addressee_ids=(number,), fragments=False, limit=5)),
    }
    return Page("actor.html", context)


def actor_record_of(store: Store, asking: Asking) -> Records:
    """The same as `tracker actors show N --json`."""
    number = int(asking.variables["number"])
    details = store.actor_details(number)
    if details is None:
        raise NotThereError(f"there is no actor {number}")
    known = [*details.actor.names, *details.aliases, *details.seats]
    return Records(ACTOR_FIELDS, [details_record(details, concerning(store.decisions(), known))], single=True)


def pairs(store: Store, asking: Asking) -> Page:
    """Pairs that may be one actor, the likeliest first."""
    return Page("pairs.html", {"pairs": list(map(pair, store.suggestions(SUGGESTIONS)))})


def pair_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker actors suggestions --json`."""
    found = store.suggestions(asking.number("limit") or SUGGESTIONS)
    return Records(SUGGESTION_FIELDS, map(suggestion_record, found))
