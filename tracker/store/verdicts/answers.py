"""How sure it is that verdicts are about statements, asked of the actors and the user's decisions as they are now."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.spelling import tokens
from tracker.store import sureness
from tracker.store.rows.verdicts import Origin, StatementVerdict, Tier

if TYPE_CHECKING:
    from tracker.verdicts.matching import Speaker

NOTHING_AGAINST = "[]"

DECIDED = """
    SELECT decisions.id, same, decisions.statement_id, decisions.words, verdicts.id, statements.id, quote
    FROM verdict_decisions AS decisions JOIN verdicts ON identity = decisions.verdict
    JOIN articles ON text_hash = decisions.article
    LEFT JOIN article_families AS its ON its.article_id = articles.id
    LEFT JOIN article_families AS printings ON printings.family = its.family
    JOIN statements ON statements.article_id = coalesce(printings.article_id, articles.id)
    WHERE undone_at IS NULL ORDER BY decisions.id
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and a statement, by number, and how sure it is that the one is about the other."""

    verdict: int
    statement: int
    tier: Tier
    score: float
    against: tuple[str, ...]
    decision: int | None = None


def of_statements(connection: sqlite3.Connection, wanted: str) -> Mapping[int, list[StatementVerdict]]:
    """The verdicts that are surely about each of the statements (a JSON array of numbers), the user's own first."""
    found: defaultdict[int, list[StatementVerdict]] = defaultdict(list)
    for number, *fields in connection.execute(
        """SELECT statement_id, rating, label, said_by, reviewed_on, url, claimants FROM all_verdicts
           WHERE origin = 'own' AND statement_id IN (SELECT id FROM statements WHERE verdict IS NOT NULL
               AND id IN (SELECT value FROM json_each(?)))""",
        [wanted],
    ):
        found[number].append(_verdict(None, *fields, tier=Origin.OWN))
    about = [each for each in judged(connection, wanted, sure=True) if each.tier in (Tier.DECIDED, Tier.SURE)]
    for each, verdict in _with_verdicts(connection, about):
        found[each.statement].append(verdict)
    return found


def similar_of(connection: sqlite3.Connection, statement: int) -> list[StatementVerdict]:
    """The verdicts about the same words by somebody else, or at another time."""
    found = [each for each in judged(connection, json.dumps([statement])) if each.tier is Tier.SIMILAR]
    return [verdict for _, verdict in _with_verdicts(connection, found)]


def rated(connection: sqlite3.Connection) -> list[int]:
    """The statements that a verdict is about, a fact-checker's or the user's own."""
    own = [number for (number,) in connection.execute("SELECT id FROM statements WHERE verdict IS NOT NULL")]
    about = judged(connection, None, sure=True)
    return sorted({*own, *(each.statement for each in about if each.tier in (Tier.DECIDED, Tier.SURE))})


def counted_as(connection: sqlite3.Connection) -> Mapping[str, list[int]]:
    """Fact-checkers' verdicts on statements without one of the user's own: under what the rating stands for, or else as
    it is printed, the statements that it is surely about.
    """
    about = [each for each in judged(connection, None, sure=True) if each.tier in (Tier.DECIDED, Tier.SURE)]
    own = "SELECT id FROM statements WHERE verdict IS NOT NULL"
    decided = {number for (number,) in connection.execute(own)} if about else set()
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each, verdict in _with_verdicts(connection, about):
        if each.statement not in decided:
            found[verdict.label or verdict.rating].add(each.statement)
    return {value: sorted(statements) for value, statements in found.items()}


def judged(connection: sqlite3.Connection, statements: str | None, *, sure: bool = False) -> list[Judged]:
    """The matches of statements (a JSON array of numbers, None for all), by statement, the surest first.

    With `sure` only those that may be sure. Those that have other words and another claimant are no matches.
    """
    decided = _decided(connection)
    rows = connection.execute(
        f"""SELECT verdict_id, statement_id, score, against, claimants
            FROM verdict_matches JOIN verdicts ON verdicts.id = verdict_id
            WHERE (?1 IS NULL OR statement_id IN (SELECT value FROM json_each(?1)))
                {f"AND against = '{NOTHING_AGAINST}'" if sure else ""}""",
        [statements],
    ).fetchall()
    speakers = _speakers(connection, {statement for _, statement, *_ in rows}) if rows else {}
    found = {}
    for verdict, statement, score, against, claimants in rows:
        each = _judged(verdict, statement, score, json.loads(against), json.loads(claimants), speakers[statement])
        if each is not None:
            found[verdict, statement] = each
    among = None if statements is None else set(json.loads(statements))
    for (verdict, statement), (same, decision) in decided.items():
        if among is None or statement in among:
            before = found.get((verdict, statement))
            tier = Tier.DECIDED if same else Tier.APART
            score, reasons = (before.score, before.against) if before else (0.0, ())
            found[verdict, statement] = Judged(verdict, statement, tier, score, reasons, decision)
    order = list(Tier)
    return sorted(found.values(), key=lambda each: (each.statement, order.index(each.tier), -each.score, each.verdict))


def _judged(
    verdict: int,
    statement: int,
    score: float,
    against: Sequence[str],
    claimants: Sequence[str],
    speakers: "Sequence[Speaker]",
) -> Judged | None:
    from tracker.verdicts.matching import ELSEWHERE, OTHER_CLAIM, Against, against_claimant

    claimant = against_claimant(claimants, speakers)
    reasons = (*against, *((claimant.value,) if claimant else ()))
    same_claim = not OTHER_CLAIM & set(reasons)
    if claimant is Against.ANOTHER_CLAIMANT and not same_claim:
        return None
    tier = Tier.SUGGESTED if reasons else Tier.SURE
    if same_claim and ELSEWHERE & set(reasons):
        tier = Tier.SIMILAR
    return Judged(verdict, statement, tier, score, reasons)


def _decided(connection: sqlite3.Connection) -> dict[tuple[int, int], tuple[bool, int]]:
    """What the user decided of verdicts and statements that there are now, and the decision's number; the last counts.

    A decision is about a statement of its number in that article, or of the same words there or in another printing.
    """
    return {
        (verdict, statement): (bool(same), number)
        for number, same, decided_about, words, verdict, statement, quote in connection.execute(DECIDED)
        if statement == decided_about or folded(quote) == words
    }


def folded(quote: str) -> str:
    """The words that a decision knows a statement by."""
    return " ".join(tokens(quote)) or quote


def _speakers(connection: sqlite3.Connection, statements: Iterable[int]) -> "Mapping[int, list[Speaker]]":
    """Who speaks in each of the statements, with all of their names."""
    from tracker.verdicts.matching import Speaker

    found: defaultdict[int, list[Speaker]] = defaultdict(list)
    listed = json.dumps(sorted(statements))
    by_statement = sureness.speakers(connection, listed)
    actors = json.dumps(sorted({each.actor_id for speakers in by_statement.values() for each in speakers}))
    names = _names(connection, actors)
    shared = _shared(connection, actors)
    for number, speakers in by_statement.items():
        found[number] = [
            Speaker(tuple(sorted(names[each.actor_id])), each.kind, each.is_guess, each.actor_id in shared)
            for each in speakers
        ]
    return found


def _names(connection: sqlite3.Connection, actors: str) -> Mapping[int, set[str]]:
    names: defaultdict[int, set[str]] = defaultdict(set)
    rows = connection.execute(
        """WITH wanted AS (SELECT value AS actor FROM json_each(?))
           SELECT name_groups.actor_id, name FROM name_groups JOIN actor_names ON actor_names.id = name_id
               WHERE name_groups.actor_id IN (SELECT actor FROM wanted)
           UNION SELECT actor_id, name FROM actor_names WHERE actor_id IN (SELECT actor FROM wanted)
           UNION SELECT id, name FROM actors WHERE id IN (SELECT actor FROM wanted)""",
        [actors],
    )
    for actor, name in rows:
        names[actor].add(name)
    return names


def _shared(connection: sqlite3.Connection, actors: str) -> set[int]:
    """Those of the actors whose full name is another actor's, too."""
    rows = connection.execute(
        """SELECT DISTINCT its.actor_id FROM name_groups AS its JOIN name_groups AS others USING (name_id)
           JOIN actor_names ON actor_names.id = name_id
           WHERE its.actor_id IN (SELECT value FROM json_each(?)) AND others.actor_id <> its.actor_id
               AND (instr(name, ' ') OR kind <> 'person')""",
        [actors],
    )
    return {actor for (actor,) in rows}


def _with_verdicts(
    connection: sqlite3.Connection, found: Sequence[Judged]
) -> Iterator[tuple[Judged, StatementVerdict]]:
    rows = connection.execute(
        """SELECT id, rating, label, said_by, reviewed_on, url, claimants FROM all_verdicts
           WHERE origin = 'imported' AND id IN (SELECT value FROM json_each(?))""",
        [json.dumps([each.verdict for each in found])],
    )
    fields = {number: rest for number, *rest in rows} if found else {}
    for each in found:
        yield each, _verdict(each.verdict, *fields[each.verdict], tier=each.tier)


def _verdict(
    number: int | None,
    rating: str,
    label: str | None,
    said_by: str | None,
    reviewed_on: str | None,
    url: str | None,
    claimants: str,
    *,
    tier: str,
) -> StatementVerdict:
    return StatementVerdict(number, rating, label, said_by, reviewed_on, url, json.loads(claimants), str(tier))
