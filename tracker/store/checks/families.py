"""What is known of articles together: inputs, families, versions, and where texts are printed besides."""

import sqlite3
from collections.abc import Iterator

from tracker.spelling import tokens
from tracker.store.checks.check import Advance, Check, simple
from tracker.store.duplicates import families, printings
from tracker.store.duplicates import versions as later_versions
from tracker.store.duplicates.addresses import address_of
from tracker.store.rows.checked import Mended, Problem, ProblemKind


def inputs(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Inputs that can't have been: of no digest, or of one article and several."""
    rows = connection.execute(
        """SELECT digest, articles FROM inputs
           WHERE digest = '' OR articles < 0 OR (article_id IS NOT NULL AND articles <> 1)"""
    )
    for digest, count in rows:
        yield Problem("inputs", digest[:12], ProblemKind.IMPOSSIBLE_INPUT, (count,))


def mend_inputs(connection: sqlite3.Connection) -> Mended:
    """Forget inputs that make no sense: they are read again when they come again, and their articles are known."""
    done = connection.execute(
        "DELETE FROM inputs WHERE digest = '' OR articles < 0 OR (article_id IS NOT NULL AND articles <> 1)"
    ).rowcount
    return Mended("inputs", done)


def signatures(connection: sqlite3.Connection, advance: Advance) -> Iterator[Problem]:
    """Articles that aren't found as nearly the same as others, for their signature or its bands are missing."""
    rows = connection.execute(
        """SELECT articles.id, parameters, signature, (SELECT text FROM articles AS the WHERE the.id = articles.id
               AND signature IS NULL) FROM articles
           LEFT JOIN article_signatures ON article_id = articles.id ORDER BY articles.id"""
    )
    for number, parameters, signature, text in rows:
        if signature is None:
            if families.is_comparable(tokens(text)):
                yield Problem("article_signatures", number, ProblemKind.SIGNATURE_MISSING)
        elif parameters != families.PARAMETERS or len(signature) != families.SIGNATURE_SIZE:
            yield Problem("article_signatures", number, ProblemKind.SIGNATURE_OUTDATED)
        advance(1)
    yield from _band_problems(connection)


def _band_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Signatures whose bands aren't those that are stored, compared by their sums."""
    rows = connection.execute(
        """SELECT article_signatures.article_id, signature, counted.bands, counted.total
           FROM article_signatures LEFT JOIN (
               SELECT article_id, count(*) AS bands, sum(band) AS total FROM article_bands GROUP BY article_id
           ) AS counted ON counted.article_id = article_signatures.article_id"""
    )
    for number, signature, count, total in rows:
        bands = set(families.bands_of(signature))
        if (len(bands), sum(bands)) != (count, total):
            yield Problem("article_bands", number, ProblemKind.WRONG_BANDS)


def mend_signatures(connection: sqlite3.Connection) -> Mended:
    """Sign all articles and look for families again."""
    _rebuild(connection)
    return Mended("signatures")


def mend_families(connection: sqlite3.Connection) -> Mended:
    """The same, where only the families are wrong."""
    _rebuild(connection)
    return Mended("families")


def _rebuild(connection: sqlite3.Connection) -> None:
    families.rebuild(connection)
    later_versions.rebuild(connection)


def family_members(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Families whose first article isn't the first of them, or that have no other."""
    rows = connection.execute(
        "SELECT family, min(article_id), count(*) FROM article_families GROUP BY family ORDER BY family"
    )
    for family, first, count in rows:
        if family != first or count < 2:
            yield Problem("article_families", first, ProblemKind.WRONG_FAMILY, (family, first, count))


def versions(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Articles that aren't among the versions at their address, or not in their place there."""
    for number, url, address in connection.execute(
        "SELECT id, url, address FROM articles LEFT JOIN article_addresses ON article_id = id ORDER BY id"
    ):
        if address_of(url) != address:
            yield Problem("article_addresses", number, ProblemKind.WRONG_ADDRESS)
    yield from later_versions.problems(connection)


def mend_versions(connection: sqlite3.Connection) -> Mended:
    """Put the versions in order again."""
    later_versions.rebuild(connection)
    return Mended("versions")


def outlets(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Articles of which other outlets are written down than those that have printed them."""
    for number in printings.with_wrong_outlets(connection):
        yield Problem("article_outlets", number, ProblemKind.WRONG_OUTLETS)


def mend_outlets(connection: sqlite3.Connection) -> Mended:
    """Write them down again."""
    printings.list_outlets(connection)
    return Mended("outlets")


CHECKS = (
    Check("inputs", simple(inputs), mend_inputs),
    Check("signatures", signatures, mend_signatures),
    Check("families", simple(family_members), mend_families),
    Check("versions", simple(versions), mend_versions),
    Check("outlets", simple(outlets), mend_outlets),
)
