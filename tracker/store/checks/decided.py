"""Statements that were decided about: their rows are what the decisions make of what was found."""

import sqlite3
from collections.abc import Iterator

from tracker.store import articles as stored_articles
from tracker.store import statement_rows
from tracker.store.checks.check import Check, simple
from tracker.store.decided import articles
from tracker.store.decided.applying import listed
from tracker.store.rows.checked import Mended, Problem, ProblemKind

# Articles that have decisions of their own, or whose decisions are of another printing, or had some.
CONCERNED = """
    SELECT articles.id FROM articles JOIN statement_decisions ON article = text_hash AND undone_at IS NULL
    UNION SELECT article_id FROM found_statements
    UNION SELECT others.article_id FROM statement_decisions
        JOIN articles ON text_hash = article AND undone_at IS NULL
        JOIN article_families AS its ON its.article_id = articles.id
        JOIN article_families AS others ON others.family = its.family
    ORDER BY 1
"""


def decisions_applied(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Articles whose statements aren't what the decisions about them say."""
    for (article_id,) in connection.execute(CONCERNED).fetchall():
        if not _in_step(connection, article_id):
            yield Problem("statement_decisions", article_id, ProblemKind.DECISIONS_NOT_APPLIED)


def mend_decisions(connection: sqlite3.Connection) -> Mended:
    """Apply the decisions to what was found."""
    wrong = [problem.row for problem in decisions_applied(connection)]
    for article_id in wrong:
        articles.apply_again(connection, int(article_id or 0))
    return Mended("decisions", len(wrong))


def _in_step(connection: sqlite3.Connection, article_id: int) -> bool:
    article = stored_articles.read(connection, article_id)
    kept = listed(articles.outcomes_of(connection, article_id))
    expected = [statement_rows.row_of(each, article.text, article.published) for each in kept]
    columns = list(expected[0]) if expected else ["start"]
    rows = connection.execute(
        f"SELECT {', '.join(columns)} FROM statements WHERE article_id = ?", [article_id]
    ).fetchall()
    return sorted(map(str, rows)) == sorted(str(tuple(row.values())) for row in expected)


CHECKS = (Check("decisions", simple(decisions_applied), mend_decisions),)
