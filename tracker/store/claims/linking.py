"""Bringing claims in step with the statements: new wordings are compared with all others, and claims made of them.

The result depends on the statements and the user's decisions alone, not on the order in which they came: all pairs that
are near enough are compared, and claims are made anew of whatever hangs together with what has changed.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from tracker.claims.clustering import Pair, grouped, ordered
from tracker.claims.comparing import Relation, compared
from tracker.claims.reading import Wording, content_of
from tracker.claims.runs import runs
from tracker.claims.vectors import Vectors
from tracker.store.claims import deciding, vectors, wordings

SURE = (Relation.SAME_WORDS.value, Relation.SAME.value)


def link(connection: sqlite3.Connection, statements: Collection[int], vector_of: Mapping[str, Vectors]) -> int:
    """Compare these statements with all others; how many were compared.

    `vector_of`: vectors of new wordings, by words. A statement whose words lack one, for it has changed since, waits.
    """
    said = wordings.of_statements(connection, statements)
    lacking = {each.digest for each in wordings.unknown(connection, said.values()) if each.words not in vector_of}
    done = [number for number in statements if number not in said or said[number].digest not in lacking]
    said = {number: said[number] for number in done if number in said}
    forget(connection, [number for number in done if number not in said])
    new, touched = wordings.write(connection, said)
    compare(connection, new, [vector_of[wording.words] for _, wording in new])
    connection.execute(
        "DELETE FROM statements_to_compare WHERE statement_id IN (SELECT value FROM json_each(?))", [json.dumps(done)]
    )
    regroup(connection, touched | clear_away(connection))
    return len(done)


def forget(connection: sqlite3.Connection, statements: Sequence[int]) -> None:
    """These claim nothing, or nothing any more."""
    connection.execute(
        "DELETE FROM statement_wordings WHERE statement_id IN (SELECT value FROM json_each(?))",
        [json.dumps(statements)],
    )


def compare(connection: sqlite3.Connection, new: Sequence[wordings.Numbered], of_new: Sequence[Vectors]) -> None:
    """Write the vectors and runs of new wordings, and how they are related to all others."""
    if not new:
        return
    for (number, wording), vector in zip(new, of_new, strict=True):
        vectors.write(connection, number, wording.language, vector)
    of_words = {number: runs(content_of(wording).tokens) for number, wording in new}
    connection.executemany(
        "INSERT OR IGNORE INTO wording_runs (run, wording_id) VALUES (?, ?)",
        [(run, number) for number, kept in of_words.items() for run in kept],
    )
    near = vectors.near(connection, [wording.language for _, wording in new], np.stack(of_new))
    cosines = {number: dict(found) for (number, _), found in zip(new, near, strict=True)}
    for number, kept in of_words.items():
        for other in _with_a_run(connection, kept) - cosines[number].keys():
            if vectors.is_current(connection, other):  # or its turn comes when it has a vector of this version
                cosines[number][other] = vectors.cosine(connection, number, other)
    known = dict(new) | wordings.read(connection, {other for found in cosines.values() for other in found})
    connection.executemany(
        "INSERT OR REPLACE INTO wording_pairs (one, other, relation, score, evidence) VALUES (?, ?, ?, ?, ?)",
        _pairs(cosines, known),
    )


def renew(connection: sqlite3.Connection, numbers: Collection[int], vector_of: Mapping[str, Vectors]) -> None:
    """Give wordings vectors of this version, by their words, and compare them anew with all that have one already.

    Claims are made anew with the last that had none: those of half the wordings would be others.
    """
    connection.execute(
        """DELETE FROM wording_pairs WHERE one IN (SELECT value FROM json_each(?1))
               OR other IN (SELECT value FROM json_each(?1))""",
        [json.dumps(list(numbers))],
    )
    known = sorted(wordings.read(connection, numbers).items())
    compare(connection, known, [vector_of[wording.words] for _, wording in known])
    if not vectors.outdated(connection):
        regroup(connection, [number for (number,) in connection.execute("SELECT id FROM wordings")])


def _pairs(
    cosines: Mapping[int, Mapping[int, float]], known: Mapping[int, Wording]
) -> Iterator[tuple[int, int, str, float, str]]:
    """How the wordings are related; they are compared in the order of their digests, whatever their numbers are."""
    contents = {number: content_of(wording) for number, wording in known.items()}
    digests = {number: wording.digest for number, wording in known.items()}
    for number, found in cosines.items():
        for other, cosine in found.items():
            if other == number or (other in cosines and other < number) or other not in contents:
                continue  # itself, or it has its turn
            first, second = sorted((number, other), key=digests.__getitem__)
            if comparison := compared(contents[first], contents[second], cosine):
                sides = [(each.reason.value, each.one, each.other) for each in comparison.evidence]
                turned = [(reason, *(pair if first < second else pair[::-1])) for reason, *pair in sides]
                evidence = json.dumps(turned, ensure_ascii=False)
                yield (
                    min(number, other),
                    max(number, other),
                    comparison.relation.value,
                    round(comparison.score, 4),
                    evidence,
                )


def _with_a_run(connection: sqlite3.Connection, kept: Collection[int]) -> set[int]:
    rows = connection.execute(
        "SELECT wording_id FROM wording_runs WHERE run IN (SELECT value FROM json_each(?))", [json.dumps(list(kept))]
    )
    return {number for (number,) in rows}


def clear_away(connection: sqlite3.Connection) -> set[int]:
    """Remove wordings that no statement has any more; gives those that have lost a statement or a neighbour."""
    left = {number for (number,) in connection.execute("SELECT wording_id FROM wordings_left")}
    connection.execute("DELETE FROM wordings_left")
    unused = {
        number
        for number in left
        if connection.execute("SELECT 1 FROM statement_wordings WHERE wording_id = ?", [number]).fetchone() is None
    }
    touched = left - unused
    for number, wording in wordings.read(connection, unused).items():
        touched |= neighbours(connection, [number], tuple(Relation))
        touched |= _of_claims(connection, [number])
        connection.execute("DELETE FROM wording_pairs WHERE one = ?1 OR other = ?1", [number])
        connection.executemany(
            "DELETE FROM wording_runs WHERE run = ? AND wording_id = ?",
            [(run, number) for run in runs(content_of(wording).tokens)],
        )
        vectors.remove(connection, number)
        connection.execute("DELETE FROM wordings WHERE id = ?", [number])
    return touched - unused


def neighbours(connection: sqlite3.Connection, numbers: Collection[int], relations: Collection[str]) -> set[int]:
    """The wordings that are related so to any of these."""
    rows = connection.execute(
        """SELECT other FROM wording_pairs WHERE one IN (SELECT value FROM json_each(?1))
               AND relation IN (SELECT value FROM json_each(?2))
           UNION SELECT one FROM wording_pairs WHERE other IN (SELECT value FROM json_each(?1))
               AND relation IN (SELECT value FROM json_each(?2))""",
        [json.dumps(sorted(numbers)), json.dumps(list(relations))],
    )
    return {number for (number,) in rows}


def _of_claims(connection: sqlite3.Connection, numbers: Collection[int]) -> set[int]:
    """The wordings that are in a claim with any of these."""
    rows = connection.execute(
        """SELECT id FROM wordings WHERE claim_id IN (
               SELECT claim_id FROM wordings WHERE id IN (SELECT value FROM json_each(?)))""",
        [json.dumps(sorted(numbers))],
    )
    return {number for (number,) in rows}


def regroup(connection: sqlite3.Connection, touched: Collection[int]) -> None:
    """Make claims anew of all that hangs together with these wordings."""
    remaining = set(touched) | _of_claims(connection, touched)
    decided = deciding.holding(connection)
    while remaining:
        component = _component(connection, min(remaining), decided)
        remaining -= component
        _claim(connection, component, decided)
    connection.execute("DELETE FROM claims WHERE NOT EXISTS (SELECT 1 FROM wordings WHERE claim_id = claims.id)")


def _component(connection: sqlite3.Connection, first: int, decided: deciding.Holding) -> set[int]:
    """All that is surely the same as one wording, or was decided to be, however indirectly."""
    found, border = {first}, {first}
    while border:
        border = (neighbours(connection, border, SURE) | decided.same_as(border)) - found
        found |= border
    return found


def _claim(connection: sqlite3.Connection, component: Collection[int], decided: deciding.Holding) -> None:
    """Make claims of a component. One that has most of a former one keeps its number."""
    wanted = json.dumps(sorted(component))
    rows = connection.execute(
        """SELECT id, digest, claim_id, denied, (SELECT count(*) FROM statement_wordings WHERE wording_id = wordings.id)
           FROM wordings WHERE id IN (SELECT value FROM json_each(?))""",
        [wanted],
    ).fetchall()
    number_of = {digest: number for number, digest, *_ in rows}
    digest_of = {number: digest for number, digest, *_ in rows}
    former = {digest: claim for _, digest, claim, _, _ in rows}
    denied = {digest for _, digest, _, denied, _ in rows if denied}
    statements = {digest: count for _, digest, _, _, count in rows}
    pairs = _pairs_among(connection, wanted, digest_of)
    same, apart = (
        [(digest_of[one], digest_of[other]) for one, other in some if one in digest_of and other in digest_of]
        for some in (decided.same, decided.apart)
    )
    groups = grouped(list(number_of), pairs, same, apart)
    taken: set[int] = set()
    for group in sorted(groups, key=lambda each: (-len(each), each)):
        claim = None
        if sum(statements[digest] for digest in group) > 1 or any(number_of[each] in decided.worded for each in group):
            claim = _number(connection, [former[digest] for digest in group], taken)
            taken.add(claim)
            words = next((decided.worded[number_of[each]] for each in group if number_of[each] in decided.worded), None)
            connection.execute(
                "UPDATE claims SET wording_id = ?, words = ? WHERE id = ?",
                [number_of[_central(group, pairs, denied)], words, claim],
            )
        connection.execute(
            "UPDATE wordings SET claim_id = ? WHERE id IN (SELECT value FROM json_each(?))",
            [claim, json.dumps([number_of[digest] for digest in group])],
        )


def _pairs_among(
    connection: sqlite3.Connection, wanted: str, digest_of: Mapping[int, str]
) -> dict[Pair, tuple[Relation, float]]:
    rows = connection.execute(
        """SELECT one, other, relation, score FROM wording_pairs
           WHERE one IN (SELECT value FROM json_each(?1)) AND other IN (SELECT value FROM json_each(?1))""",
        [wanted],
    )
    return {
        ordered(digest_of[one], digest_of[other]): (Relation(relation), score) for one, other, relation, score in rows
    }


def _number(connection: sqlite3.Connection, former: Iterable[int | None], taken: Collection[int]) -> int:
    """The number of the former claim that most are from, or a new one."""
    counts = Counter(claim for claim in former if claim is not None and claim not in taken)
    if counts:
        return min(counts, key=lambda claim: (-counts[claim], claim))
    return int(connection.execute("INSERT INTO claims DEFAULT VALUES").lastrowid or 0)


def _central(group: Sequence[str], pairs: Mapping[Pair, tuple[Relation, float]], denied: Collection[str]) -> str:
    """The wording that is most like the others, rather one that isn't denied: its words say what is claimed."""
    likeness: defaultdict[str, float] = defaultdict(float)
    for (one, other), (relation, score) in pairs.items():
        if one in group and other in group and relation != Relation.OPPOSED:
            likeness[one] += score
            likeness[other] += score
    return min(group, key=lambda digest: (digest in denied, -round(likeness[digest], 3), digest))
