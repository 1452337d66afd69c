"""Families: articles that are nearly the same text, such as an agency report in five papers.

Texts are compared by their runs of five words. Candidates are found by MinHash (A. Broder, On the resemblance and
containment of documents, 1997) and banding (J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets,
chapter 3), so that an article is compared with few others however many there are; the texts of these decide.

Two articles are of one family where a chain of such pairs leads from one to the other, or where one is another
version of the other. A family is known by its first article, the one with the smallest number.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from zlib import crc32

from tracker.spelling import tokens
from tracker.store.duplicates.minhash import minhash

# Measured on pairs made from 1,100 news articles in German and English: reports that were cut to half, got other
# paragraphs or corrections against others on the same subject, footers, and templates with other figures.
RUN = 5  # words
FEWEST_WORDS = 40  # of an article that can be of a family: shorter ones are alike by chance
LEAST_CONTAINED = 0.65  # of the shorter text's runs of words stand in the longer one ...
LEAST_ALIKE = 0.3  # ... and of those that either has, so many stand in both
FEWEST_NUMBERS = 3  # in both texts: then they must agree, for weather and stock reports are templates ...
LEAST_TOGETHER = 1.4  # ... so the share of runs and that of numbers that stand in the other text come to so much

PARAMETERS = 1  # the version of what follows: with another one, signatures can't be compared
PERMUTATIONS = 48  # of the MinHash
BAND = 2  # of its values: 24 bands find 90 % of the pairs with LEAST_ALIKE, and 99.9 % of those half alike
SIGNATURE_SIZE = 4 * PERMUTATIONS  # bytes
MOST_CANDIDATES = 500  # looked up, those with the most bands in common first ...
MOST_COMPARED = 50  # ... and compared in vain
LEAST_ESTIMATED = 0.15  # below that, a pair with LEAST_ALIKE is improbable: 2 standard deviations

Runs = frozenset[tuple[str, ...]]


def add(connection: sqlite3.Connection, article_id: int, text: str) -> None:
    """Sign an article's text, and join its family with those of the articles that are nearly the same."""
    words = tokens(text)
    if not is_comparable(words):
        return
    signature = signature_of(words)
    alike = set(_alike(connection, article_id, words, signature))
    sign(connection, article_id, signature)
    join(connection, {article_id, *alike})


def rebuild(connection: sqlite3.Connection) -> None:
    """Sign all articles and put them into families again; versions aren't looked at."""
    for table in ("article_families", "article_signatures", "article_bands"):
        connection.execute(f"DELETE FROM {table}")
    for (number,) in connection.execute("SELECT id FROM articles ORDER BY id").fetchall():
        (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [number]).fetchone()
        add(connection, number, text)


def is_comparable(words: list[str]) -> bool:
    """Whether a text (as its words) is long enough to be of a family."""
    return len(words) >= FEWEST_WORDS


def sign(connection: sqlite3.Connection, article_id: int, signature: bytes) -> None:
    """Write down an article's signature, and its bands to find it by."""
    connection.execute(
        "INSERT OR REPLACE INTO article_signatures (article_id, parameters, signature) VALUES (?, ?, ?)",
        [article_id, PARAMETERS, signature],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO article_bands (band, article_id) VALUES (?, ?)",
        [(band, article_id) for band in bands_of(signature)],
    )


def join(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Make one family of the families of these articles."""
    listed = json.dumps(sorted(article_ids))
    rows = connection.execute(
        """SELECT DISTINCT coalesce(family, value) FROM json_each(?)
           LEFT JOIN article_families ON article_id = value""",
        [listed],
    )
    firsts = sorted(first for (first,) in rows)
    if len(firsts) < 2:
        return
    connection.execute(
        "UPDATE article_families SET family = ? WHERE family IN (SELECT value FROM json_each(?))",
        [firsts[0], json.dumps(firsts)],
    )
    connection.execute(
        "INSERT OR IGNORE INTO article_families (article_id, family) SELECT value, ?1 FROM json_each(?2)",
        [firsts[0], json.dumps(firsts)],
    )


def like(connection: sqlite3.Connection, article_id: int) -> int | None:
    """The first article of an article's family, None where it is that itself."""
    row = connection.execute(
        "SELECT family FROM article_families WHERE article_id = ? AND family <> article_id", [article_id]
    ).fetchone()
    return None if row is None else int(row[0])


def signature_of(words: list[str]) -> bytes:
    """The MinHash of a text's runs of words: PERMUTATIONS numbers of 32 bits, the lowest byte first.

    The same on every machine: SHA-1 of the runs in UTF-8, and permutations that a fixed seed gives.
    """
    runs = (" ".join(run).encode() for run in _runs(words))
    return minhash(runs, PERMUTATIONS).astype("<u4").tobytes()


def bands_of(signature: bytes) -> list[int]:
    """The bands of a signature, each as a number of 32 bits with a sign; an article is found by any of them."""
    size = 4 * BAND
    return [crc32(signature[at : at + size], at) - 2**31 for at in range(0, len(signature), size)]


def are_alike(words: list[str], others: list[str]) -> bool:
    """Whether two texts (as their words) are nearly the same: one is the other, cut, corrected or added to."""
    if not (is_comparable(words) and is_comparable(others)):
        return False
    first, second = _runs(words), _runs(others)
    shared = len(first & second)
    contained = shared / min(len(first), len(second))
    if contained < LEAST_CONTAINED or shared < LEAST_ALIKE * len(first | second):
        return False
    return contained + _numbers_shared(set(words), set(others)) >= LEAST_TOGETHER


def _alike(connection: sqlite3.Connection, article_id: int, words: list[str], signature: bytes) -> Iterator[int]:
    """One article of each family that the text is nearly the same as an article of."""
    joined: set[int] = set()
    in_vain = 0
    for number, family in _candidates(connection, article_id, signature):
        if family in joined:
            continue
        (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [number]).fetchone()
        if are_alike(words, tokens(text)):
            joined.add(family)
            yield number
        elif (in_vain := in_vain + 1) == MOST_COMPARED:
            return


def _candidates(connection: sqlite3.Connection, article_id: int, signature: bytes) -> list[tuple[int, int]]:
    """Articles that may be nearly the same, with their families: the most similar by their signatures first."""
    rows = connection.execute(
        """SELECT found.article_id, coalesce(family, found.article_id), signature
           FROM (SELECT article_id FROM article_bands
                 WHERE band IN (SELECT value FROM json_each(?1)) AND article_id <> ?2
                 GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT ?3) AS found
           JOIN article_signatures ON article_signatures.article_id = found.article_id AND parameters = ?4
           LEFT JOIN article_families ON article_families.article_id = found.article_id""",
        [json.dumps(bands_of(signature)), article_id, MOST_CANDIDATES, PARAMETERS],
    )
    estimated = sorted((-similarity(signature, other), number, family) for number, family, other in rows)
    return [(number, family) for negative, number, family in estimated if -negative >= LEAST_ESTIMATED]


def similarity(signature: bytes, other: bytes) -> float:
    """How many of the runs that either text has stand in both: an estimate, from 0 to 1."""
    same = sum(signature[at : at + 4] == other[at : at + 4] for at in range(0, len(signature), 4))
    return same / PERMUTATIONS


def _runs(words: list[str]) -> Runs:
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def _numbers_shared(words: set[str], others: set[str]) -> float:
    """The share of the numbers of the text with fewer that stand in the other; all where there are few."""
    first, second = _numbers(words), _numbers(others)
    fewer = min(len(first), len(second))
    return 1.0 if fewer < FEWEST_NUMBERS else len(first & second) / fewer


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if not word.isalpha() and any(character.isdigit() for character in word)}
