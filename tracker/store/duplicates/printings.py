"""Where else the identical text is printed: in other outlets, or at other addresses."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from tracker.store.duplicates.addresses import address_of
from tracker.store.rows import Printing

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
