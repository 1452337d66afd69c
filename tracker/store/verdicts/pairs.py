"""Which verdicts and statements have something in common, written down as either comes. Call inside a transaction.

The same pairs come out whichever came first: both ways look up by the same words, and `paired` decides.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tracker.terms import Act, DateBasis, Kind, PublishedBasis, Standing
from tracker.verdicts.matching import LEAST_SHARED, Pair, Rated, Said, paired
from tracker.verdicts.wording import claim_words, content_words

# With so many verdicts, or as few statements for each, it is sooner done to go through all statements once.
MANY_VERDICTS, FEW_STATEMENTS = 400, 20
BATCH = 1_000

Pairs: TypeAlias = Mapping[tuple[int, int], Pair]  # by the numbers of verdict and statement

STATEMENTS = """
    SELECT statements.id, article_id, quote, statements.kind, act, standing, said_on, said_on_basis, published_on_basis
    FROM statements JOIN articles ON articles.id = article_id
"""
LINKED = """
    SELECT verdict_id, article_addresses.article_id FROM verdict_appearances
    JOIN article_addresses ON article_addresses.address = verdict_appearances.address
"""


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with what is compared of it."""

    id: int
    article_id: int
    said: Said


def match_article(connection: sqlite3.Connection, article_id: int) -> None:
    """Write down which verdicts an article's statements have something in common with."""
    if connection.execute("SELECT 1 FROM verdicts LIMIT 1").fetchone() is None:
        return
    connection.execute(
        "DELETE FROM verdict_matches WHERE statement_id IN (SELECT id FROM statements WHERE article_id = ?)",
        [article_id],
    )
    _insert(connection, pairs_of_article(connection, article_id))


def match_verdicts(connection: sqlite3.Connection, verdict_ids: Sequence[int]) -> None:
    """Write down which statements these verdicts have something in common with, and the words they are found by."""
    listed = json.dumps(list(verdict_ids))
    for table in ("verdict_matches", "verdict_words"):
        connection.execute(f"DELETE FROM {table} WHERE verdict_id IN (SELECT value FROM json_each(?))", [listed])
    rated = rated_of(connection, verdict_ids)
    connection.executemany(
        "INSERT INTO verdict_words (word, verdict_id) VALUES (?, ?)",
        [(word, number) for number, each in rated.items() for word in sorted(claim_words(each.claim, each.claimants))],
    )
    (statements,) = connection.execute("SELECT count(*) FROM statements").fetchone()
    if len(rated) >= MANY_VERDICTS or statements < FEW_STATEMENTS * len(rated):
        with_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in rated.items():
            for word in claim_words(each.claim, each.claimants):
                with_word[word].append(number)
        for found in _batches(connection):
            candidates = {(number, each.id) for each in found for number in _sharing(with_word, each.said.quote)}
            _insert(connection, _pairs(connection, found, candidates, rated))
        return
    for number, each in rated.items():
        _insert(connection, _pairs_of_verdict(connection, number, each))


def pairs_of_article(connection: sqlite3.Connection, article_id: int) -> Pairs:
    """The verdicts that an article's statements have something in common with."""
    return _pairs(connection, _statements(connection, "article_id = ?", [article_id]))


def all_pairs(connection: sqlite3.Connection) -> Iterator[tuple[list[int], Pairs]]:
    """Statements (by number), a batch at a time, and the verdicts that they have something in common with."""
    for found in _batches(connection):
        yield [each.id for each in found], _pairs(connection, found)


def rated_of(connection: sqlite3.Connection, verdict_ids: Iterable[int]) -> dict[int, Rated]:
    """What is compared of verdicts, by their numbers."""
    rows = connection.execute(
        """SELECT id, claim, claimants, claimed_on, reviewed_on FROM verdicts
           WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id""",
        [json.dumps(list(verdict_ids))],
    )
    return {
        number: Rated(claim, tuple(json.loads(claimants)), _day(claimed_on), _day(reviewed_on))
        for number, claim, claimants, claimed_on, reviewed_on in rows
    }


def _batches(connection: sqlite3.Connection) -> Iterator[list[StoredStatement]]:
    last = 0
    while found := _statements(connection, "statements.id > ? ORDER BY statements.id LIMIT ?", [last, BATCH]):
        yield found
        last = found[-1].id


def _pairs(
    connection: sqlite3.Connection,
    statements: Sequence[StoredStatement],
    candidates: set[tuple[int, int]] | None = None,
    rated: Mapping[int, Rated] | None = None,
) -> Pairs:
    """The verdicts that statements have something in common with: those of `rated`, or all.

    `candidates` are the verdicts and statements that share enough words, looked up where they aren't given.
    """
    if candidates is None:
        candidates = {
            (number, each.id) for each in statements for number in _found_by_words(connection, each.said.quote)
        }
    by_article: defaultdict[int, list[int]] = defaultdict(list)
    for each in statements:
        by_article[each.article_id].append(each.id)
    linked = {
        (number, statement)
        for number, article_id in connection.execute(
            f"{LINKED} WHERE article_addresses.article_id IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(by_article))],
        )
        for statement in by_article[article_id]
        if rated is None or number in rated
    }
    candidates |= linked
    verdicts = rated_of(connection, {number for number, _ in candidates}) if rated is None else rated
    said = {each.id: each.said for each in statements}
    pairs = {key: paired(verdicts[key[0]], said[key[1]], linked=key in linked) for key in sorted(candidates)}
    return {key: pair for key, pair in pairs.items() if pair}


def _sharing(with_word: Mapping[str, Sequence[int]], quote: str) -> list[int]:
    """The verdicts that share enough words with a quote; `with_word` has them by their words."""
    words = content_words(quote)
    counted = Counter(number for word in words for number in with_word.get(word, ()))
    return [number for number, shared in counted.items() if shared >= min(LEAST_SHARED, len(words))]


def _found_by_words(connection: sqlite3.Connection, quote: str) -> list[int]:
    """The verdicts that share enough words with a quote, among all."""
    words = sorted(content_words(quote))
    rows = connection.execute(
        """SELECT verdict_id FROM verdict_words WHERE word IN (SELECT value FROM json_each(?))
           GROUP BY verdict_id HAVING count(*) >= ?""",
        [json.dumps(words), min(LEAST_SHARED, len(words))],
    )
    return [number for (number,) in rows] if words else []


def _pairs_of_verdict(connection: sqlite3.Connection, number: int, rated: Rated) -> Pairs:
    """The statements that a verdict has something in common with."""
    linked = {article for _, article in connection.execute(f"{LINKED} WHERE verdict_id = ?", [number])}
    found = _statements(connection, "article_id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(linked))])
    if query := _query(sorted(claim_words(rated.claim, rated.claimants))):
        with_words = "statements.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
        found += _statements(connection, with_words, [query])
    pairs = {(number, each.id): paired(rated, each.said, linked=each.article_id in linked) for each in found}
    return {key: pair for key, pair in pairs.items() if pair}


def _query(words: Sequence[str]) -> str:
    """A full-text query for the quotes that have at least two of the words, or the only one."""
    quoted = [f'"{word}"' for word in words]
    if len(quoted) < 2:
        return f"quote : {quoted[0]}" if quoted else ""
    pairs = [f"({word} AND ({' OR '.join(quoted[at + 1 :])}))" for at, word in enumerate(quoted[:-1])]
    return f"quote : ({' OR '.join(pairs)})"


def _statements(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[StoredStatement]:
    rows = connection.execute(f"{STATEMENTS} WHERE {where}", list(values))
    return [
        StoredStatement(
            number,
            article_id,
            Said(
                quote, Kind(kind), Act(act), Standing(standing), _known_day(said_on, said_on_basis, published_on_basis)
            ),
        )
        for number, article_id, quote, kind, act, standing, said_on, said_on_basis, published_on_basis in rows
    ]


def _known_day(said_on: str | None, said_on_basis: str, published_on_basis: str) -> date | None:
    """The day of a statement, None where it isn't known, or is that of a file."""
    of_file = said_on_basis == DateBasis.PUBLISHED and published_on_basis == PublishedBasis.FILE_TIME
    return None if of_file else _day(said_on)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _insert(connection: sqlite3.Connection, pairs: Pairs) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO verdict_matches (verdict_id, statement_id, score, against) VALUES (?, ?, ?, ?)",
        [(*key, pair.score, against_of(pair)) for key, pair in pairs.items()],
    )


def against_of(pair: Pair) -> str:
    """What speaks against a match as it is stored."""
    return json.dumps([each.value for each in pair.against])
