"""The pages of many statements: listed with filters, as a timeline, and searched.

A listing can be narrowed down: how many have each act, actor, outlet, year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tracker.asking.filters import asked
from tracker.serving.answers import Page, Records
from tracker.serving.asking import FILTERS, ON_A_PAGE, TERMS, Asking, query_of
from tracker.store import StatementQuery, Store
from tracker.store.rows.counts import Counts, Dimension
from tracker.store.rows.statements import Totals
from tracker.views.asked import passed_over_in_words, title_of
from tracker.views.counts import label
from tracker.views.harmless import harmless_line
from tracker.views.pages.listing import ListedStatement, listed_actor, listed_entries, listed_statements
from tracker.views.records import STATEMENT_FIELDS, TIMELINE_FIELDS, statement_record, timeline_record
from tracker.views.wording import counted, day_in_full

SHOWN_OF_SEARCH = 50
TYPED_AHEAD = 5  # actors, and as many statements
IN_A_FACET = 8  # values
MOST_KEPT = 256  # counts
FACETS = {  # and the filters that they are instead of
    Dimension.ACT: ("act",),
    Dimension.ACTOR: ("actor",),
    Dimension.OUTLET: ("outlet", "article"),
    Dimension.YEAR: ("since", "until"),
}

Key = tuple[Path, StatementQuery, tuple[Dimension, ...], tuple[int, ...]]
_kept: dict[Key, Counts] = {}


@dataclass(frozen=True, slots=True)
class Given:
    """A filter that is set, and the address without it."""

    name: str
    value: str
    without: str


def listing(store: Store, asking: Asking) -> Page:
    """Statements, the newest first, with what they can be narrowed down by."""
    query, told = query_of(asking, store)
    page = asking.page
    rows = list(store.each_statement(replace(query, limit=page * ON_A_PAGE + 1)))
    shown = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    statements = list(listed_statements(shown, store.people_of([row.id for row in shown])))
    totals, facets = _totals_and_facets(store, asking, query)
    context = {
        **_about(store, asking, query, told),
        "totals": totals,
        "statements": statements,
        "facets": facets,
        "pages": asking.pages(more=len(rows) > page * ON_A_PAGE),
    }
    return Page("statements.html", context)


def listing_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker quotes --json`: with all fragments."""
    query, _ = query_of(asking, store, asking.number("limit"))
    return Records(STATEMENT_FIELDS, map(statement_record, store.each_statement(replace(query, fragments=True))))


def timeline(store: Store, asking: Asking) -> Page:
    """What was said day by day, the earliest first."""
    query, told = query_of(asking, store)
    page = asking.page
    entries = store.timeline(replace(query, limit=page * ON_A_PAGE + 1))
    shown = entries[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    people = store.people_of([entry.statement.id for entry in shown])
    days = groupby(listed_entries(shown, people), key=lambda each: each.day)
    context = {
        **_about(store, asking, query, told),
        "totals": store.totals(query),
        "days": [(day, day_in_full(day), list(of_day)) for day, of_day in days],
        "pages": asking.pages(more=len(entries) > page * ON_A_PAGE),
    }
    return Page("timeline.html", context)


def timeline_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker timeline --json`."""
    query, _ = query_of(asking, store, asking.number("limit"))
    return Records(TIMELINE_FIELDS, map(timeline_record, store.timeline(replace(query, fragments=True))))


def search(store: Store, asking: Asking) -> Page:
    """Actors with a name, and statements with the words, the best match first."""
    words = asking.one("q") or ""
    rows = store.search(words, SHOWN_OF_SEARCH)
    context = {
        "words": harmless_line(words),
        "actors": list(map(listed_actor, store.actors(words, TYPED_AHEAD))) if words else [],
        "statements": list(listed_statements(rows, store.people_of([row.id for row in rows]))),
        "most": SHOWN_OF_SEARCH,
    }
    return Page("search.html", context)


def search_records(store: Store, asking: Asking) -> Records:
    """The same as `tracker search --json`."""
    return Records(STATEMENT_FIELDS, map(statement_record, store.search(asking.one("q") or "", asking.number("limit"))))


def typed_ahead(store: Store, asking: Asking) -> Records:
    """What may be meant by words that are still being typed: actors, then statements, with where each leads."""
    typed = asking.one("q") or ""
    actors = store.actors(typed, TYPED_AHEAD) if typed.strip() else []
    rows = store.begun(typed, TYPED_AHEAD)
    found = [
        {"text": each.name, "about": counted(each.statements, "statement"), "address": f"/actors/{each.number}"}
        for each in map(listed_actor, actors)
    ]
    for each in listed_statements(rows, store.people_of([row.id for row in rows])):
        who = ", ".join(person.name for person in each.speakers)
        found.append({"text": each.words, "about": who, "address": f"/statements/{each.number}"})
    return Records(("text", "about", "address"), found)


def _about(store: Store, asking: Asking, query: StatementQuery, told: list[str]) -> dict[str, object]:
    """What every listing of statements says: what was asked, and what is passed over."""
    question = asked(store, query)
    return {
        "title": title_of(question),
        "told": [harmless_line(each) for each in told],
        "passed_over": [harmless_line(each) for each in passed_over_in_words(store.passed_over(query))],
        "given": list(_given(asking, question.actors, question.addressees)),
        "terms": {name: list(terms) for name, terms in TERMS.items()},
        "query_string": asking.with_values().partition("?")[2],
        "outlets": store.outlets(),
    }


def _given(asking: Asking, actors: Sequence[str], addressees: Sequence[str]) -> Iterator[Given]:
    """The filters that are set; actors by their names, whatever they were asked for by."""
    names = {"actor": list(actors), "to": list(addressees)}
    for name in FILTERS:
        values = asking.all(name)
        if not values:
            continue
        if shown := names.get(name):
            yield Given(name, harmless_line(" or ".join(shown)), asking.with_values(without=[name]))
            continue
        for value in values:
            others = [(name, other) for other in values if other != value]
            yield Given(name, harmless_line(value), asking.with_values(others, without=[name]))


def newest(store: Store, query: StatementQuery) -> list[ListedStatement]:
    """The newest statements asked for, as listed."""
    rows = list(store.each_statement(query))
    return list(listed_statements(rows, store.people_of([row.id for row in rows])))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that the listing can be narrowed down to: how many statements have it, and the address of these."""

    name: str
    statements: int
    address: str


def _totals_and_facets(
    store: Store, asking: Asking, query: StatementQuery
) -> tuple[Totals, dict[str, list[FacetValue]]]:
    """The totals, and for each thing that isn't asked for yet, its most frequent values among what they count."""
    wanted = [each for each, instead_of in FACETS.items() if not any(map(asking.all, instead_of))]
    totals, counted = store.totals_by(query, wanted, IN_A_FACET)
    facets = {
        dimension.value: values
        for dimension, counts in counted.items()
        if len(values := list(_values(asking, dimension, counts))) > 1
    }
    return totals, facets


def _values(asking: Asking, dimension: Dimension, counts: Counts) -> Iterator[FacetValue]:
    rows = [row for row in counts.margins[0] if row.values[0].value is not None and not row.values[0].merged]
    for row in rows[: -IN_A_FACET - 1 : -1] if dimension.is_time else rows:
        value = row.values[0]
        address = asking.with_values([(name, str(value.actor_id or value.value)) for name in _set_by(dimension)])
        yield FacetValue(label(dimension, value), row.statements, address)


def _set_by(dimension: Dimension) -> tuple[str, ...]:
    return ("since", "until") if dimension.is_time else (dimension.value,)


def counted_once(
    store: Store, query: StatementQuery, by: tuple[Dimension, ...], limits: tuple[int | None, ...]
) -> Counts:
    """The counts, kept until the database changes: of a large one they take longest of all that a page has."""
    key = (store.path, query, by, _version(store.path))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = store.count(query, by, limits)
    return _kept[key]


def _version(database: Path) -> tuple[int, ...]:
    """What changes whenever the database does: size and time of its file and of its write-ahead log."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return tuple(value for file in files if file.exists() for value in (file.stat().st_mtime_ns, file.stat().st_size))
