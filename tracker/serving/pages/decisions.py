"""The pages of what was decided, of statements and of actors, the newest first."""

from tracker.serving.answers import Page, Records
from tracker.serving.asking import Asking
from tracker.store import Store
from tracker.views.decisions import DECISION_FIELDS, decision_record
from tracker.views.pages.actor_page import actor_decision
from tracker.views.pages.listing import listed_decision
from tracker.views.statement_decisions import JUDGEMENT_FIELDS, judgement_record

SHOWN = 200


def decisions(store: Store, asking: Asking) -> Page:
    """Both, the newest of each."""
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
