"""Questions about claims."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.claims.comparing import Evidence, Reason, Relation, compared, differences_of
from tracker.claims.reading import Wording, content_of
from tracker.store import queries
from tracker.store.claims import deciding, opposing, wordings
from tracker.store.rows.claims import ClaimDetails, ClaimRow, ClaimSuggestion, Neighbour, WhyClaims
from tracker.store.timeline import day_of

if TYPE_CHECKING:  # needs numpy
    from tracker.claims.vectors import Vectors

MOST_NEIGHBOURS = 20
NEAREST = 0.84  # the cosine below which nothing is near
DECIDED = "decided"
# Statements that a later version of their article has again are that one's. Boilerplate, which one outlet prints
# again and again without a speaker, is no claim.
MEMBERS = """
    FROM wordings JOIN statement_wordings ON wording_id = wordings.id JOIN statements ON statements.id = statement_id
    JOIN articles ON articles.id = article_id
    WHERE statements.repeated = 0
"""
FEWEST_OF_BOILERPLATE = 3  # articles


def listed(
    connection: sqlite3.Connection,
    statements: Collection[int] | None = None,
    outlets: int = 1,
    languages: int = 1,
    opposed: bool = False,
    limit: int | None = None,
) -> list[ClaimRow]:
    """The claims that any of these statements make, those in most outlets first.

    `outlets` and `languages`: in how many at least. `opposed`: only those that something seems to contradict.
    """
    among = "" if statements is None else "AND claim_id IN (SELECT claim_id FROM chosen)"
    rows = connection.execute(
        f"""WITH chosen AS (
                SELECT claim_id FROM wordings JOIN statement_wordings ON wording_id = wordings.id
                WHERE claim_id IS NOT NULL AND statement_id IN (SELECT value FROM json_each(?1))
            )
            SELECT claim_id, count(DISTINCT coalesce(outlet, '')) AS outlets, count(*) AS said {MEMBERS}
                AND claim_id IS NOT NULL {among}
            GROUP BY claim_id
            HAVING outlets >= ?2 AND count(DISTINCT articles.language) >= ?3 AND NOT (
                outlets = 1 AND count(DISTINCT article_id) >= {FEWEST_OF_BOILERPLATE}
                AND count(DISTINCT wordings.id) = 1 AND max(wordings.speakers) = '[]')
            ORDER BY outlets DESC, said DESC, claim_id""",
        [json.dumps(sorted(statements or ())), outlets, languages],
    )
    numbers = [number for number, _, _ in rows]
    if opposed:
        with_opposed = opposing.to_claims(connection, numbers)
        numbers = [number for number in numbers if with_opposed.get(number)]
    return rows_of(connection, numbers[:limit])


def rows_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[ClaimRow]:
    """The claims with these numbers, in their order."""
    wanted = json.dumps(list(numbers))
    opposed = opposing.to_claims(connection, numbers)
    actors = _actors(connection, wanted)
    rows = connection.execute(
        f"""SELECT claims.id, coalesce(claims.words, central.words), central.language, claims.words IS NOT NULL,
                claims.words IS NULL AND central.denied, said.*
            FROM claims JOIN wordings AS central ON central.id = claims.wording_id JOIN (
                SELECT claim_id, count(*), count(DISTINCT coalesce(day, '') || wordings.speakers), min(day), max(day),
                    json_group_array(DISTINCT outlet), json_group_array(DISTINCT articles.language) {MEMBERS}
                    AND claim_id IN (SELECT value FROM json_each(?1)) GROUP BY claim_id
            ) AS said ON said.claim_id = claims.id""",
        [wanted],
    )
    found = {
        number: ClaimRow(
            id=number,
            words=words,
            language=language,
            statements=statements,
            times=times,
            actors=actors.get(number, []),
            outlets=sorted(filter(None, json.loads(outlets))),
            languages=sorted(filter(None, json.loads(languages))),
            first_on=first,
            last_on=last,
            opposed=opposed.get(number, 0),
            worded=bool(worded),
            denied=bool(denied),
        )
        for number, words, language, worded, denied, _, statements, times, first, last, outlets, languages in rows
    }
    return [found[number] for number in numbers if number in found]


def _actors(connection: sqlite3.Connection, wanted: str) -> dict[int, list[str]]:
    """Who makes each claim, those first who do most often."""
    rows = connection.execute(
        """SELECT claim_id, name FROM wordings JOIN statement_wordings ON wording_id = wordings.id
           JOIN statement_speakers USING (statement_id) JOIN actors ON actors.id = actor_id
           WHERE claim_id IN (SELECT value FROM json_each(?))
           GROUP BY claim_id, actors.id ORDER BY count(*) DESC, actors.id""",
        [wanted],
    )
    names: dict[int, list[str]] = {}
    for claim, name in rows:
        names.setdefault(claim, []).append(name)
    return names


def details(connection: sqlite3.Connection, number: int) -> ClaimDetails | None:
    """A claim with all that is said of it; None where there is none."""
    rows = rows_of(connection, [number])
    if not rows:
        return None
    members = [
        wording for (wording,) in connection.execute("SELECT id FROM wordings WHERE claim_id = ? ORDER BY id", [number])
    ]
    pairs = pairs_of(connection, members)
    inside = {other: [each for each in found if each[0] in members] for other, found in pairs.items()}
    mine = {wording: inside.get(wording, []) for wording in members}
    others = {other: found for other, found in inside.items() if other not in members}
    decided = deciding.holding(connection).same_as(members)
    opposed = {other: found for other, found in others.items() if any(each[1] == Relation.OPPOSED for each in found)}
    suggested = {other: found for other, found in others.items() if other not in opposed}
    said = _neighbours(connection, mine, decided)
    opposing_it = opposing.to_statements(connection, [each.statement.id for each in said])
    return ClaimDetails(
        rows[0],
        said,
        [each for each in _neighbours(connection, opposed) if each.statement.id in opposing_it],
        _neighbours(connection, suggested),
    )


def about(connection: sqlite3.Connection, number: int) -> list[int]:
    """The statements that make a claim, or are related to it by their words, on whatever day."""
    members = [wording for (wording,) in connection.execute("SELECT id FROM wordings WHERE claim_id = ?", [number])]
    rows = connection.execute(
        f"SELECT statement_id {MEMBERS} AND wordings.id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted({*members, *pairs_of(connection, members)}))],
    )
    return [statement for (statement,) in rows]


# Another wording, the relation, its score and evidence: what the other has, and what this one has.
Found = tuple[int, str, float, list[tuple[str, str, str]]]


def pairs_of(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, list[Found]]:
    """What is related to these wordings: by its number, which of them, how and why."""
    rows = connection.execute(
        """SELECT other, one, relation, score, evidence, 0 FROM wording_pairs
           WHERE one IN (SELECT value FROM json_each(?1))
           UNION ALL SELECT one, other, relation, score, evidence, 1 FROM wording_pairs
           WHERE other IN (SELECT value FROM json_each(?1))""",
        [json.dumps(sorted(numbers))],
    )
    found: dict[int, list[Found]] = {}
    for other, mine, relation, score, evidence, is_one in rows:
        sides = [tuple(each) for each in json.loads(evidence)]
        turned = [(reason, *(sides_of if is_one else sides_of[::-1])) for reason, *sides_of in sides]
        found.setdefault(other, []).append((mine, relation, score, turned))
    return found


def _neighbours(
    connection: sqlite3.Connection, found: Mapping[int, Sequence[Found]], decided: Collection[int] = ()
) -> list[Neighbour]:
    """The statements of wordings, by day, each with the surest reason why it stands there."""
    of_wording: dict[int, list[int]] = {}
    rows = connection.execute(
        f"SELECT wordings.id, statement_id {MEMBERS} AND wordings.id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(found))],
    )
    for wording, statement in rows:
        of_wording.setdefault(wording, []).append(statement)
    known = wordings.read(connection, found)
    claim_of = dict(
        connection.execute(
            "SELECT id, claim_id FROM wordings WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(found))],
        ).fetchall()
    )
    best = {wording: min(pairs, key=_surest, default=None) for wording, pairs in found.items()}
    wording_of = {statement: wording for wording, numbers in of_wording.items() for statement in numbers}
    neighbours = []
    for row in queries.rows_of(connection, sorted(wording_of)):
        wording = wording_of[row.id]
        pair = best[wording]
        relation, score, evidence = pair[1:] if pair else (Relation.SAME_WORDS.value, 1.0, [])
        if wording in decided and relation not in (Relation.SAME_WORDS, Relation.SAME):
            relation = DECIDED
        neighbours.append(Neighbour(row, relation or None, score, evidence, known[wording].denied, claim_of[wording]))
    return sorted(neighbours, key=_by_day)


def _by_day(neighbour: Neighbour) -> tuple[bool, str, str, int]:
    """Those without a day last."""
    row = neighbour.statement
    return day_of(row) is None, day_of(row) or "", row.outlet or "", row.id


def _surest(found: Found) -> tuple[int, float]:
    return [*Relation, ""].index(found[1]), -found[2]


def of_statement(connection: sqlite3.Connection, statement: int) -> list[Neighbour]:
    """The statements that are related to one, the surest first."""
    number = deciding.wording_of(connection, statement)
    found = _neighbours(connection, {**pairs_of(connection, [number]), number: []})
    opposed = opposing.to_statements(connection, [statement])
    others = [
        each
        for each in found
        if each.statement.id != statement and (each.relation != Relation.OPPOSED or each.statement.id in opposed)
    ]
    return sorted(others, key=lambda each: (list(Relation).index(Relation(each.relation or "")), -each.score))


def why(connection: sqlite3.Connection, one: int, other: int) -> WhyClaims:
    """Why two statements make the same claim or two."""
    from tracker.claims.vectors import similarities, vectors_of
    from tracker.store.claims import vectors

    numbers = deciding.wording_of(connection, one), deciding.wording_of(connection, other)
    known = wordings.read(connection, numbers)
    first, second = (content_of(known[number]) for number in numbers)
    if all(vectors.is_current(connection, number) for number in numbers):
        cosine = vectors.cosine(connection, *numbers)
    else:  # of another version, and not made anew yet
        made = vectors_of([known[number].words for number in numbers])
        cosine = float(similarities(made[:1], made[1:])[0, 0])
    comparison = compared(first, second, cosine)
    evidence = comparison.evidence if comparison else tuple(differences_of(first, second))
    relation = comparison.relation.value if comparison else None
    if numbers[0] == numbers[1]:
        relation = Relation.SAME_WORDS.value
    first_row, second_row = queries.rows_of(connection, [one, other])
    if relation == Relation.OPPOSED and other not in opposing.to_statements(connection, [one]):
        days = dict(connection.execute("SELECT id, day FROM statements WHERE id IN (?, ?)", [one, other]).fetchall())
        relation, evidence = None, (*evidence, Evidence(Reason.SAID_ON, days[one] or "", days[other] or ""))
    decided = deciding.holding(connection)
    pair = min(numbers), max(numbers)
    claims = claims_of(connection, (one, other))
    return WhyClaims(
        first_row,
        second_row,
        claim=claims.get(one) if claims.get(one) == claims.get(other) else None,
        relation=relation,
        score=cosine,
        decided="same" if pair in decided.same else "apart" if pair in decided.apart else None,
        evidence=[(each.reason.value, each.one, each.other) for each in evidence],
        denied=tuple(each for each, number in zip((one, other), numbers, strict=True) if known[number].denied),
    )


def near(
    connection: sqlite3.Connection, wording: Wording, vector: "Vectors", limit: int = MOST_NEIGHBOURS
) -> list[Neighbour]:
    """The statements that are nearest to words of the user's own, and what they are to these."""
    from tracker.store.claims import vectors

    (found,) = vectors.near(connection, [wording.language], vector, NEAREST)
    nearest = sorted(found, key=lambda each: (-each[1], each[0]))[: 4 * limit]
    known = wordings.read(connection, [number for number, _ in nearest])
    asked = content_of(wording)
    related: dict[int, list[Found]] = {}
    for number, cosine in nearest:
        content = content_of(known[number])
        comparison = compared(replace(asked, speakers=content.speakers), content, cosine)  # nobody's, so anybody's
        found_of = comparison.evidence if comparison else ()
        evidence = [(e.reason.value, e.one, e.other) for e in found_of if e.reason is not Reason.SPEAKER]
        relation = comparison.relation.value if comparison else ""
        related[number] = [(0, relation, cosine, evidence)]
    return _by_relation(connection, related)[:limit]


def _by_relation(connection: sqlite3.Connection, related: Mapping[int, Sequence[Found]]) -> list[Neighbour]:
    """The statements of wordings, those first that are surest the same, last those that are only near."""
    listed: list[Neighbour] = []
    for relation in (*Relation, ""):
        some = {number: found for number, found in related.items() if found[0][1] == relation}
        listed += sorted(_neighbours(connection, some), key=lambda each: (-each.score, each.statement.id))
    return listed


def suggestions(connection: sqlite3.Connection, limit: int) -> list[ClaimSuggestion]:
    """Pairs of statements that may make the same claim, the likeliest first, without those that were decided."""
    decided = deciding.holding(connection)
    without = {tuple(sorted(pair)) for pair in (*decided.same, *decided.apart)}
    rows = connection.execute(
        """SELECT one, other, score, evidence,
               (SELECT min(statement_id) FROM statement_wordings WHERE wording_id = one),
               (SELECT min(statement_id) FROM statement_wordings WHERE wording_id = other)
           FROM wording_pairs JOIN wordings AS first ON first.id = one JOIN wordings AS second ON second.id = other
           WHERE relation = 'suggested' AND (first.claim_id IS NULL OR first.claim_id IS NOT second.claim_id)
           ORDER BY score DESC, one, other LIMIT ?""",
        [limit + len(without)],
    )
    found = [row for row in rows if tuple(sorted(row[:2])) not in without][:limit]
    statement = {row.id: row for row in queries.rows_of(connection, sorted({n for row in found for n in row[4:]}))}
    return [
        ClaimSuggestion(statement[one], statement[other], score, [tuple(each) for each in json.loads(evidence)])
        for _, _, score, evidence, one, other in found
    ]


def wordings_of(connection: sqlite3.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The wording of each of these statements that claims something."""
    rows = connection.execute(
        """SELECT statement_id, wording_id FROM statement_wordings
           WHERE statement_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(statements))],
    )
    return dict(rows.fetchall())


def claims_of(connection: sqlite3.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The claim that each of these statements makes, of those that make one that others make too."""
    rows = connection.execute(
        """SELECT statement_id, claim_id FROM statement_wordings JOIN wordings ON wordings.id = wording_id
           WHERE claim_id IS NOT NULL AND statement_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(statements))],
    )
    return dict(rows.fetchall())
