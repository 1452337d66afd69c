"""Questions about verdicts: which there are, all that is known of one, and which statements they may be about."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.spelling import loosely_folded
from tracker.store import queries
from tracker.store.errors import StoreError
from tracker.store.rows.verdicts import FormerVerdict, Origin, Tier, VerdictDetails, VerdictMatch, VerdictRow
from tracker.store.verdicts.answers import judged

COLUMNS = """
    id, origin, statement_id, claim, claimants, claimed_on, rating, label, said_by, site, url, title, reviewed_on,
    language
"""


@dataclass(frozen=True, slots=True)
class VerdictQuery:
    """Which verdicts are asked for; None leaves everything in.

    `by` is a part of the name or site of whoever found it, `claimant` of who made the claim; `rating` is the rating as
    printed, or what it stands for (`false`), without case. `since` is the first day of the review.
    """

    by: str | None = None
    claimant: str | None = None
    rating: str | None = None
    since: date | None = None
    limit: int | None = None


def verdicts(connection: sqlite3.Connection, query: VerdictQuery) -> Iterator[VerdictRow]:
    """The verdicts asked for, the newest first; those without a day last."""
    connection.create_function("folded", 1, lambda text: loosely_folded(text or ""), deterministic=True)
    conditions, values = ["true"], []
    for condition, value in (
        ("instr(folded(coalesce(said_by, '') || ' ' || coalesce(site, '')), ?)", query.by),
        ("instr(folded(claimants), ?)", query.claimant),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(loosely_folded(" ".join(value.split())))
    if query.rating is not None:
        wanted = loosely_folded(" ".join(query.rating.split()))
        conditions.append("(folded(rating) = ? OR label = ?)")
        values += [wanted, wanted.replace(" ", "_")]
    if query.since is not None:
        conditions.append("reviewed_on >= ?")
        values.append(query.since.isoformat())
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM all_verdicts WHERE {" AND ".join(conditions)}
            ORDER BY reviewed_on DESC, origin, id DESC, statement_id DESC LIMIT ?""",
        [*values, -1 if query.limit is None else query.limit],
    )
    for row in rows:
        yield _row(*row)


def verdict(connection: sqlite3.Connection, number: int) -> VerdictDetails:
    """All that is known of a fact-checker's verdict. Raises StoreError where there is none of that number."""
    found = _numbered(connection, [number])
    if not found:
        raise StoreError(f"there is no verdict {number}; `tracker verdicts list` lists them")
    value, best, worst, licence, source, imported_at = connection.execute(
        "SELECT rating_value, best_rating, worst_rating, licence, source, imported_at FROM verdicts WHERE id = ?",
        [number],
    ).fetchone()
    urls = connection.execute("SELECT url FROM verdict_appearances WHERE verdict_id = ? ORDER BY url", [number])
    former = connection.execute(
        "SELECT replaced_at, fields FROM former_verdicts WHERE verdict_id = ? ORDER BY id DESC", [number]
    ).fetchall()
    return VerdictDetails(
        verdict=found[number],
        rating_value=value,
        best_rating=best,
        worst_rating=worst,
        appearances=[url for (url,) in urls],
        licence=licence,
        source=source,
        imported_at=imported_at,
        former=[
            FormerVerdict(at, {**(said := json.loads(fields)), "claimants": json.loads(said["claimants"])})
            for at, fields in former
        ],
        matches=matches(connection, verdict=number),
    )


def matches(
    connection: sqlite3.Connection,
    tiers: Collection[Tier] | None = None,
    verdict: int | None = None,
    statement: int | None = None,
    limit: int | None = None,
) -> list[VerdictMatch]:
    """Which statements verdicts may be about, by verdict, the surest first; `tiers` are all but those kept apart."""
    wanted = [tier for tier in Tier if tier is not Tier.APART] if tiers is None else list(tiers)
    order = list(Tier)
    found = [
        each
        for each in judged(connection, None if statement is None else json.dumps([statement]))
        if each.tier in wanted and verdict in (None, each.verdict)
    ]
    found.sort(key=lambda each: (each.verdict, order.index(each.tier), -each.score, each.statement))
    found = found[:limit]
    listed = _numbered(connection, [each.verdict for each in found])
    rows = {row.id: row for row in queries.rows_of(connection, sorted({each.statement for each in found}))}
    return [
        VerdictMatch(
            listed[each.verdict], rows[each.statement], each.tier.value, each.score, list(each.against), each.decision
        )
        for each in found
    ]


def _numbered(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, VerdictRow]:
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM all_verdicts
            WHERE origin = '{Origin.IMPORTED}' AND id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(set(numbers)))],
    )
    return {row[0]: _row(*row) for row in rows}


def _row(
    number: int | None, origin: str, statement: int | None, claim: str, claimants: str, *others: str | None
) -> VerdictRow:
    return VerdictRow(number, origin, statement, claim, json.loads(claimants), *others)  # type: ignore[arg-type]
