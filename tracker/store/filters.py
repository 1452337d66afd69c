"""Which statements are asked for: a question as filters that know their SQL."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.terms import CheckStatus

# The articles that an outlet has printed, also those whose identical text was read from another one first.
PRINTED_BY = """
    SELECT article_id FROM (
        SELECT id AS article_id, outlet FROM articles UNION ALL SELECT article_id, outlet FROM further_printings
    ) WHERE outlet = ? COLLATE NOCASE
"""
CLAIMING = "SELECT statement_id FROM statement_wordings JOIN wordings ON wordings.id = wording_id WHERE claim_id = ?"
OPEN = CheckStatus.OPEN.value


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that statements must meet: SQL with its parameters.

    `leaves_most` says that most statements meet it: with only such filters, the newest statements are soon found by
    going through all of them in the order of their days. `of_totals`: that it asks for nothing but what
    `tracker.store.totals` tells statements apart by.
    """

    sql: str
    parameters: tuple[str | int | float, ...] = ()
    leaves_most: bool = False
    of_totals: bool = False


DATED = Filter("statements.day IS NOT NULL", leaves_most=True)
UNDATED = Filter("statements.day IS NULL")
# Of a statement that several versions of an article have, the one in the newest counts.
NOT_REPEATED = Filter("statements.repeated = 0", leaves_most=True)
# Written as indexes have it: `tracker.store.sureness` says which are doubtful.
SURE = Filter("statements.doubtful = 0", leaves_most=True, of_totals=True)
DOUBTFUL = Filter("statements.doubtful > 0", of_totals=True)


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """Which statements are asked for; None and empty filters leave everything in.

    Of `topics` one is enough: words that must all be found, in their inflected, derived and compound forms, or phrases
    in quotation marks; `scope` is how far from the statement: "statement", "paragraph" or "article".
    `since` and `until` are days, both included, on which it was said, or else published. `outlet` is compared
    without case; an identical text that was read from several outlets is from each of them. `limit` is the number of
    statements, or of a timeline's entries, that are returned at most.
    `statuses` and `verdicts` are of the checking of what was said; of the `tags`, compared without case, one is enough.
    Without `fragments`, what stands inside another statement that is asked for, of the same speakers and within the
    words that are shown of it, is left out: `tracker.store.fragments`.
    `undated` is whether statements without a day are in the period, too, or `only` these.
    With `rated`, only statements that a verdict is surely about, a fact-checker's or the user's own.
    `claim` is the number of a claim that they make.
    With `sure`, statements with a speaker who is a guess are left out, with False all others.
    A statement that a later version of its article has too is left out, unless `all_versions` or `article_id` is given.
    `after_article` leaves the articles that were read after the one of this number.
    """

    actor_ids: tuple[int, ...] | None = None
    addressee_ids: tuple[int, ...] | None = None
    topics: tuple[str, ...] = ()
    scope: str = "paragraph"
    kinds: tuple[str, ...] | None = None
    acts: tuple[str, ...] | None = None
    standings: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    article_id: int | None = None
    limit: int | None = None
    min_confidence: float | None = None
    min_act_confidence: float | None = None
    all_versions: bool = False
    statuses: tuple[str, ...] | None = None
    verdicts: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    fragments: bool = True
    sure: bool | None = None
    undated: Literal["too", "only"] | None = None
    after_article: int | None = None
    rated: bool = False
    claim: int | None = None


def filters_of(query: StatementQuery) -> list[Filter]:
    """The filters of a question, except for its topic, its limit, and whether there is a verdict."""
    filters = []
    for table, actors in (("statement_speakers", query.actor_ids), ("statement_addressees", query.addressee_ids)):
        if actors:
            having = f"SELECT statement_id FROM {table} WHERE actor_id IN (SELECT value FROM json_each(?))"
            filters.append(Filter(f"statements.id IN ({having})", (json.dumps(actors),)))
    for column, values in (("kind", query.kinds), ("act", query.acts), ("standing", query.standings)):
        if values:
            filters.append(_one_of(column, values))
    if query.statuses:
        filters.append(_one_of("status", query.statuses))
        if OPEN not in query.statuses:  # which the index is without
            filters.append(Filter(f"statements.status <> '{OPEN}'", of_totals=True))
    if query.verdicts:
        filters.append(_one_of("verdict", query.verdicts))
    if query.tags:
        tagged = "SELECT statement_id FROM statement_tags WHERE tag COLLATE NOCASE IN (SELECT value FROM json_each(?))"
        filters.append(Filter(f"statements.id IN ({tagged})", (json.dumps(query.tags),)))
    filters += _of_period(query)
    if query.outlet is not None:
        filters.append(Filter(f"statements.article_id IN ({PRINTED_BY})", (query.outlet,)))
    if query.article_id is not None:
        filters.append(Filter("statements.article_id = ?", (query.article_id,)))
    if query.claim is not None:
        filters.append(Filter(f"statements.id IN ({CLAIMING})", (query.claim,)))
    if query.after_article is not None:
        filters.append(Filter("statements.article_id > ?", (query.after_article,)))
    if query.sure is not None:
        filters.append(SURE if query.sure else DOUBTFUL)
    if query.min_confidence is not None:
        filters.append(Filter("statements.confidence >= ?", (query.min_confidence,)))
    if query.min_act_confidence is not None:
        filters.append(Filter("statements.act_confidence >= ?", (query.min_act_confidence,)))
    if not query.all_versions and query.article_id is None:
        filters.append(NOT_REPEATED)
    return filters


def _of_period(query: StatementQuery) -> list[Filter]:
    """The filters of the days, and of what has none."""
    if query.undated == "only":
        return [UNDATED]
    borders = ((">=", query.since), ("<=", query.until))
    or_none = " OR statements.day IS NULL" if query.undated == "too" else ""
    return [
        Filter(f"(statements.day {compared} ?{or_none})", (day.isoformat(),), leaves_most=True)
        for compared, day in borders
        if day is not None
    ]


def among(numbers: Iterable[int]) -> Filter:
    """The statements with these numbers."""
    return _one_of("id", tuple(numbers))


def _one_of(column: str, values: tuple[str | int, ...] | tuple[str, ...] | tuple[int, ...]) -> Filter:
    chosen = f"statements.{column} IN (SELECT value FROM json_each(?))"
    return Filter(chosen, (json.dumps(values),), of_totals=column != "id")
