"""Where else the identical text is printed: in other outlets, or at other addresses."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tracker.store.duplicates.addresses import address_of
from tracker.store.rows.articles import Printing

Place = tuple[str | None, str | None]  # the outlet without case, and what names the page


def add(connection: sqlite3.Connection, article_id: int, printing: Printing) -> None:
    """Keep where else the text of an article is printed, unless that is known."""
    rows = connection.execute(
        """SELECT outlet, url FROM articles WHERE id = ?1
           UNION ALL SELECT outlet, url FROM further_printings WHERE article_id = ?1""",
        [article_id],
    )
    outlet, address = _place(printing.outlet, printing.url)
    if any(outlet in (None, other) and address in (None, page) for other, page in (_place(*row) for row in rows)):
        return
    connection.execute(
        "INSERT INTO further_printings (article_id, outlet, url, published_on, source) VALUES (?, ?, ?, ?, ?)",
        [article_id, printing.outlet, printing.url, printing.published_on, printing.source],
    )


def of(connection: sqlite3.Connection, article_ids: Iterable[int]) -> dict[int, list[Printing]]:
    """The further printings of these articles, in the order in which they were read."""
    rows = connection.execute(
        """SELECT article_id, outlet, url, published_on, source FROM further_printings
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY id""",
        [json.dumps(list(article_ids))],
    )
    printings: defaultdict[int, list[Printing]] = defaultdict(list)
    for number, *printed in rows:
        printings[number].append(Printing(*printed))
    return printings


def _place(outlet: str | None, url: str | None) -> Place:
    # An address that is no page of its own, such as a newsletter's, is still another one.
    return (outlet and outlet.casefold(), url and (address_of(url) or url))


def list_outlets(connection: sqlite3.Connection) -> None:
    """Write down the outlets of all articles, as triggers do from then on."""
    connection.execute("DELETE FROM article_outlets")
    connection.execute("INSERT INTO article_outlets SELECT id, outlet FROM articles WHERE outlet IS NOT NULL")
    connection.execute(
        """INSERT OR IGNORE INTO article_outlets
           SELECT article_id, outlet FROM further_printings WHERE outlet IS NOT NULL ORDER BY id"""
    )


def with_wrong_outlets(connection: sqlite3.Connection) -> Iterator[int]:
    """The articles whose outlets aren't those that are written down."""
    rows = connection.execute(
        """WITH printed AS (
               SELECT id AS article_id, outlet FROM articles
               UNION SELECT article_id, outlet FROM further_printings
           )
           SELECT article_id FROM printed WHERE outlet IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM article_outlets WHERE article_id = printed.article_id AND outlet = printed.outlet)
           UNION SELECT article_id FROM article_outlets AS listed WHERE listed.outlet NOT IN (
               SELECT coalesce(outlet, '') FROM articles WHERE id = listed.article_id
               UNION SELECT coalesce(outlet, '') FROM further_printings WHERE article_id = listed.article_id)"""
    )
    yield from (article_id for (article_id,) in rows)
