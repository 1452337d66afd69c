"""Where else the identical text is printed: in other outlets, or at other addresses."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.reading.article import Article
    from tracker.store.rows import Printing

Place = tuple[str | None, str | None]  # the outlet without case, and what names the page


def add(connection: sqlite3.Connection, article_id: int, article: "Article") -> None:
    """Keep where `article` is printed, the text of which is that of `article_id`, unless that is known."""
    rows = connection.execute(
        """SELECT outlet, url FROM articles WHERE id = ?1
           UNION ALL SELECT outlet, url FROM further_printings WHERE article_id = ?1""",
        [article_id],
    )
    outlet, address = _place(article.outlet, article.url)
    if any(outlet in (None, other) and address in (None, page) for other, page in (_place(*row) for row in rows)):
        return
    connection.execute(
        "INSERT INTO further_printings (article_id, outlet, url, published_on, source) VALUES (?, ?, ?, ?, ?)",
        [
            article_id,
            article.outlet,
            article.url,
            article.published.isoformat() if article.published else None,
            article.source,
        ],
    )


def of(connection: sqlite3.Connection, article_ids: Iterable[int]) -> "dict[int, list[Printing]]":
    """The further printings of these articles, in the order in which they were read."""
    from tracker.store.rows import Printing

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
    from tracker.store.duplicates.addresses import address_of

    # An address that is no page of its own, such as a newsletter's, is still another one.
    return (outlet and outlet.casefold(), url and (address_of(url) or url))
