"""The pages of claims: listed with filters, and one with its statements, who contradicts it, and verdicts."""

from dataclasses import replace

from tracker.serving.answers import Page, Records
from tracker.serving.asking import FILTERS, ON_A_PAGE, Asking, NotThereError, query_of
from tracker.store import StatementQuery, Store
from tracker.store.rows.claims import ClaimDetails, ClaimRow
from tracker.views.claims import CLAIM_FIELDS, claim_record, details_record
from tracker.views.harmless import harmless_line
from tracker.views.pages.claim_page import claim_page, listed_claim

MOST_STATEMENTS = 10_000  # whose claims a page looks for: of a million it would take seconds


def listing(store: Store, asking: Asking) -> Page:
    """Claims, those in most outlets first."""
    page = asking.page
    query, told = _query(store, asking)
    newest = replace(query or StatementQuery(all_versions=True), limit=MOST_STATEMENTS)
    rows = _rows(store, asking, newest, page * ON_A_PAGE + 1)
    context = {
        "claims": list(map(listed_claim, rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])),
        "told": [harmless_line(each) for each in told],
        "most": MOST_STATEMENTS,
        "waiting": store.claims.waiting(),
        "query_string": asking.with_values().partition("?")[2],
        "pages": asking.pages(more=len(rows) > page * ON_A_PAGE),
    }
    return Page("claims.html", context)


def listing_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker claims list --json`."""
    query, _ = _query(store, asking)
    return Records(CLAIM_FIELDS, map(claim_record, _rows(store, asking, query, asking.number("limit"))))


def claim(store: Store, asking: Asking) -> Page:
    """All of one claim."""
    details = _details(store, asking)
    shown = (*details.statements, *details.opposed, *details.suggested)
    people = store.people_of([each.statement.id for each in shown])
    return Page("claim.html", {"page": claim_page(details, people)})


def claim_record_of(store: Store, asking: Asking) -> Records:
    """The same as `tracker claims show N --json`."""
    record = details_record(_details(store, asking))
    return Records(tuple(record), [record], single=True)


def _query(store: Store, asking: Asking) -> tuple[StatementQuery | None, list[str]]:
    """The statements whose claims are asked for, None for all, and whom names were taken for."""
    return query_of(asking, store) if any(map(asking.all, FILTERS)) else (None, [])


def _rows(store: Store, asking: Asking, query: StatementQuery | None, limit: int | None) -> list[ClaimRow]:
    """The claims that these statements make."""
    return store.claims.rows(
        query,
        outlets=asking.number("outlets") or 1,
        languages=asking.number("languages") or 1,
        opposed=asking.has("opposed"),
        limit=limit,
    )


def _details(store: Store, asking: Asking) -> ClaimDetails:
    number = int(asking.variables["number"])
    if not store.claims.numbered([number]):
        raise NotThereError(f"there is no claim {number}; its statements may have another one by now")
    return store.claims.details(number)
