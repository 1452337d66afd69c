"""Taking articles out again, with what was found in them; what was decided stays, for it is about words."""

import json
import sqlite3

from tracker.store import articles, statement_rows
from tracker.store.decided import articles as decided
from tracker.store.duplicates import families
from tracker.store.duplicates import versions as later_versions


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article out; raises KeyError for an unknown one. Call it in a transaction.

    Files that it was read from are read anew when they come again. Of its family the others stay one as far as they
    are alike without it.
    """
    article = articles.read(connection, article_id)
    alike = _family_of(connection, article_id)
    numbers = list(statement_rows.quotes_of(connection, article_id))
    statement_rows.put(connection, article_id, article, [], [], replacing=True)
    connection.execute(
        "DELETE FROM statement_sample_members WHERE statement_id IN (SELECT value FROM json_each(?))",
        [json.dumps(numbers)],
    )
    later_versions.place(connection, article_id, None)
    connection.execute(
        "DELETE FROM article_families WHERE article_id IN (SELECT value FROM json_each(?))", [json.dumps(alike)]
    )
    connection.execute(
        "DELETE FROM inputs WHERE article_id IS NULL AND substr(?1, 1, length(source) + 1) IN (source, source || ',')",
        [article.source or ""],
    )
    connection.execute("DELETE FROM articles WHERE id = ?", [article_id])
    for each in alike:
        if each != article_id:
            families.add(connection, each, articles.read(connection, each).text)
            later_versions.join_again(connection, each)
    for each in alike:
        if each != article_id:
            decided.apply_again(connection, each)  # what was decided about the text that is gone holds no more there


def _family_of(connection: sqlite3.Connection, article_id: int) -> list[int]:
    rows = connection.execute(
        """SELECT article_id FROM article_families
           WHERE family = (SELECT family FROM article_families WHERE article_id = ?) ORDER BY article_id""",
        [article_id],
    )
    return [number for (number,) in rows]
