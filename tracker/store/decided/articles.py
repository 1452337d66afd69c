"""Bringing an article's statements in step with what was found in it and what was decided about that."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.statements import Mention
from tracker.reading.article import Article
from tracker.store import articles as stored_articles
from tracker.store import statement_rows
from tracker.store.decided.applying import Found, Judged, Outcome, listed, outcomes, unchanged
from tracker.store.decided.statements import fields_of, read, statement_of
from tracker.store.duplicates import versions as later_versions
from tracker.store.verdicts import pairs as verdict_pairs
from tracker.terms import Judgement


def found_in(connection: sqlite3.Connection, article_id: int) -> list[Found]:
    """What was found in an article, whatever was decided about it."""
    row = connection.execute("SELECT statements FROM found_statements WHERE article_id = ?", [article_id]).fetchone()
    if row is None:
        return statement_rows.read(connection, article_id)
    return [
        Found(each["number"], replace(statement_of(each["statement"]), inside=each["inside"]))
        for each in json.loads(row[0])
    ]


def outcomes_of(connection: sqlite3.Connection, article_id: int) -> list[Outcome]:
    """What comes of the decisions for all statements of an article, those that were rejected included."""
    found = found_in(connection, article_id)
    article, digest = _article(connection, article_id)
    results = _outcomes(found, judged_about(connection, article_id), article, digest)
    number_of = {quote: number for number, quote in statement_rows.quotes_of(connection, article_id).items()}
    return [
        each
        if each.number is not None or each.rejected
        else replace(each, number=number_of.get(each.statement.quote))  # added in another printing
        for each in results
    ]


def decisions_on(connection: sqlite3.Connection, article_id: int, outcome: Outcome) -> list[Judged]:
    """The decisions that an outcome comes of, in the order in which they were made."""
    return [each for each in judged_about(connection, article_id) if each.id in outcome.decisions]


def bring_in_step(
    connection: sqlite3.Connection, article_id: int, found: Sequence[Found], mentioned: Sequence[Mention]
) -> None:
    """Put what was found, as far as it wasn't decided otherwise, in place of the statements that an article has."""
    article, digest = _article(connection, article_id)
    judged = judged_about(connection, article_id)
    results = _outcomes(found, judged, article, digest)
    kept = listed(results)
    numbers = statement_rows.put(connection, article_id, article, kept, mentioned, replacing=True)
    for each, number in zip(kept, numbers, strict=True):
        if each.number is None and each.decisions:
            _number_decisions(connection, digest, each.decisions, number)
    connection.execute("DELETE FROM found_statements WHERE article_id = ?", [article_id])
    if judged:
        number_of = {each.found: each.number for each in results if each.rejected}
        number_of |= {each.found: number for each, number in zip(kept, numbers, strict=True)}
        _remember(connection, article_id, [Found(number_of.get(i, f.number), f.statement) for i, f in enumerate(found)])


def apply_again(connection: sqlite3.Connection, article_id: int) -> None:
    """Bring an article in step with the decisions that hold now."""
    mentioned = statement_rows.read_mentions(connection, article_id)
    bring_in_step(connection, article_id, found_in(connection, article_id), mentioned)
    later_versions.compare_again(connection, article_id)
    verdict_pairs.match_article(connection, article_id)


def apply_to_printings(connection: sqlite3.Connection, digest: str) -> None:
    """Bring the article of a text, and all of its family, in step with the decisions that hold now."""
    for article_id in _printings(connection, digest):
        apply_again(connection, article_id)


def apply_to_new(connection: sqlite3.Connection, article_id: int) -> None:
    """Bring a new article, and those that it has made one family of, in step with what was decided before."""
    if connection.execute("SELECT 1 FROM statement_decisions LIMIT 1").fetchone() is None:
        return
    for each in _family(connection, article_id):
        if judged_about(connection, each):
            apply_again(connection, each)


def judged_about(connection: sqlite3.Connection, article_id: int) -> list[Judged]:
    """The decisions that hold about an article and its other printings, in the order in which they were made."""
    rows = connection.execute(
        """SELECT decisions.id, judgement, article, statement_id, statement, decisions.words, speaker, changes,
               decided_by
           FROM statement_decisions AS decisions JOIN articles ON text_hash = article
           WHERE undone_at IS NULL AND articles.id IN (SELECT value FROM json_each(?)) ORDER BY decisions.id""",
        [json.dumps(_family(connection, article_id))],
    )
    return [
        Judged(number, Judgement(judgement), article, of, read(statement), words, speaker, json.loads(changes), by)
        for number, judgement, article, of, statement, words, speaker, changes, by in rows
    ]


def _outcomes(found: Sequence[Found], judged: Sequence[Judged], article: Article, digest: str) -> list[Outcome]:
    if not judged:
        return unchanged(found)
    return outcomes(found, judged, digest, article.text, article.published)


def _article(connection: sqlite3.Connection, article_id: int) -> tuple[Article, str]:
    (digest,) = connection.execute("SELECT text_hash FROM articles WHERE id = ?", [article_id]).fetchone()
    return stored_articles.read(connection, article_id), digest


def _family(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """The articles of an article's family, itself among them."""
    rows = connection.execute(
        """SELECT article_id FROM article_families WHERE family = (
               SELECT family FROM article_families WHERE article_id = ?) ORDER BY article_id""",
        [article_id],
    )
    return [number for (number,) in rows] or [article_id]


def _printings(connection: sqlite3.Connection, digest: str) -> list[int]:
    row = connection.execute("SELECT id FROM articles WHERE text_hash = ?", [digest]).fetchone()
    return [] if row is None else _family(connection, row[0])


def _number_decisions(connection: sqlite3.Connection, digest: str, decisions: Sequence[int], number: int) -> None:
    """Write down in decisions about a text which number the statement has got that they have added."""
    connection.execute(
        """UPDATE statement_decisions SET statement_id = ?
           WHERE article = ? AND statement_id IS NULL AND id IN (SELECT value FROM json_each(?))""",
        [number, digest, json.dumps(decisions)],
    )


def _remember(connection: sqlite3.Connection, article_id: int, found: Sequence[Found]) -> None:
    """Write down what was found: the rows have what was decided."""
    statements = [
        {"number": each.number, "inside": each.statement.inside, "statement": fields_of(each.statement)}
        for each in found
    ]
    connection.execute(
        "INSERT INTO found_statements (article_id, statements) VALUES (?, ?)",
        [article_id, json.dumps(statements, ensure_ascii=False)],
    )
