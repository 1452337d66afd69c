"""What is made of statements: their rows after decisions, actors, claims, what verdicts are about, and totals."""

import json
import sqlite3
from collections.abc import Iterator

from tracker.store import articles as stored_articles
from tracker.store import statement_rows
from tracker.store import totals as stored_totals
from tracker.store.actors import rebuild
from tracker.store.checks.check import Check, simple
from tracker.store.decided import articles
from tracker.store.decided.applying import listed
from tracker.store.rows.checked import Mended, Problem, ProblemKind
from tracker.store.verdicts.pairs import against_of, all_pairs, match_verdicts, rated_of
from tracker.verdicts.wording import claim_words

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


def actors(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Mentions, actors and counts that aren't what the statements' roles and the user's decisions make of them."""
    for kind, details in rebuild.problems(connection):
        yield Problem("actors", None, kind, details)


def mend_actors(connection: sqlite3.Connection) -> Mended:
    """Link all names again."""
    rebuild.rebuild(connection)
    return Mended("actors")


def claims(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Wordings, vectors and pairs that aren't those of the statements, and claims that aren't made of them."""
    from tracker.store.claims import rebuilding  # compares, with numpy

    for kind, details in rebuilding.problems(connection):
        yield Problem("statements" if kind is ProblemKind.WRONG_WORDING else "wordings", None, kind, details)


def mend_claims(connection: sqlite3.Connection) -> Mended:
    """Read what all statements claim, and compare them again."""
    from tracker.store.claims import rebuilding

    rebuilding.read_again(connection)
    return Mended("claims")


def verdict_words(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Verdicts that aren't found by the words of their claims."""
    for number in _all_verdicts(connection):
        (rated,) = rated_of(connection, [number]).values()
        rows = connection.execute("SELECT word FROM verdict_words WHERE verdict_id = ?", [number])
        if {word for (word,) in rows} != claim_words(rated.claim, rated.claimants):
            yield Problem("verdict_words", number, ProblemKind.WRONG_VERDICT_WORDS)


def verdict_matches(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Statements that other verdicts, or verdicts in another way, have something in common with than is stored."""
    if not _all_verdicts(connection):
        return
    for statements, pairs in all_pairs(connection):
        expected = {(*key, pair.score, against_of(pair)) for key, pair in pairs.items()}
        rows = connection.execute(
            """SELECT verdict_id, statement_id, score, against FROM verdict_matches
               WHERE statement_id IN (SELECT value FROM json_each(?))""",
            [json.dumps(statements)],
        )
        for statement in sorted({statement for _, statement, *_ in expected ^ set(rows)}):
            yield Problem("verdict_matches", statement, ProblemKind.WRONG_VERDICT_MATCHES)


def mend_verdicts(connection: sqlite3.Connection) -> Mended:
    """Match all verdicts with all statements again."""
    numbers = _all_verdicts(connection)
    match_verdicts(connection, numbers)
    return Mended("verdicts", len(numbers))


def _all_verdicts(connection: sqlite3.Connection) -> list[int]:
    return [number for (number,) in connection.execute("SELECT id FROM verdicts ORDER BY id")]


def totals(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Totals that aren't what the statements come to, taken together."""
    if stored_totals.are_wrong(connection):
        yield Problem("statement_totals", None, ProblemKind.WRONG_TOTALS)


def mend_totals(connection: sqlite3.Connection) -> Mended:
    """Write them down again."""
    stored_totals.write_down(connection)
    return Mended("totals")


DECISIONS = Check("decisions", simple(decisions_applied), mend_decisions)
ACTORS = Check("actors", simple(actors), mend_actors)
CLAIMS = Check("claims", simple(claims), mend_claims)
VERDICTS = (
    Check("verdict words", simple(verdict_words), mend_verdicts),
    Check("verdicts", simple(verdict_matches), mend_verdicts),
)
TOTALS = Check("totals", simple(totals), mend_totals)
