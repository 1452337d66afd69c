"""Decisions taken out and brought in, so that several people can decide, and what they make of articles as gold."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Spans, Statement
from tracker.store import articles as stored_articles
from tracker.store import statement_rows
from tracker.store.database import transaction
from tracker.store.decided import articles
from tracker.store.decided.applying import Changes, Checking, Judged, Outcome, changed, checked, listed
from tracker.store.decided.conflicts import accepted_otherwise, contradicted
from tracker.store.decided.decisions import StatementDecisions
from tracker.store.decided.places import best_overlaps
from tracker.store.decided.statements import ROLES, spans_of, statement_of
from tracker.store.errors import StoreError, explained
from tracker.store.rows.decided import Conflict, DecisionsImported
from tracker.terms import DateBasis, Judgement

Record = Mapping[str, Any]

TEXTS = ("words", "speaker", "by", "at")  # fields of a decision that are strings


def decisions(connection: sqlite3.Connection, path: Path) -> Iterator[Record]:
    """All decisions that hold, in the order in which they were made, for another database."""
    with explained(path):
        rows = connection.execute(
            """SELECT judgement, article, statement, words, speaker, changes, note, decided_by, decided_at
               FROM statement_decisions WHERE undone_at IS NULL ORDER BY id"""
        )
        for judgement, article, statement, words, speaker, changes, note, by, at in rows:
            yield {
                "judgement": judgement,
                "article": article,
                "statement": json.loads(statement),
                "words": words,
                "speaker": speaker,
                "changes": json.loads(changes),
                "note": note,
                "by": by,
                "at": at,
            }


def expect_decision(record: object) -> Record:
    """The record, if it is one that `decisions` gives. Raises ValueError, which says what is wrong with it."""
    if not isinstance(record, dict):
        raise ValueError("no JSON object")
    try:
        Judgement(record["judgement"])
        statement = statement_of(record["statement"])
        if not isinstance(record["changes"], dict):
            raise ValueError("changes must be an object")
        if record["judgement"] == Judgement.CHECK:
            checked(Checking(), record["changes"])
        elif not changed(statement, record["changes"]).quote:
            raise ValueError("a quote without words")
        if not all(isinstance(record[name], str) for name in (*TEXTS, "article")):
            raise ValueError(f"{', '.join(TEXTS)} and article must be strings")
        datetime.fromisoformat(record["at"])
    except KeyError as error:
        raise ValueError(f"no decision: {error} is missing or unknown") from error
    except (TypeError, AttributeError) as error:
        raise ValueError(f"no decision: {error}") from error
    return record


def bring_in(
    connection: sqlite3.Connection, path: Path, records: Iterable[Record], *, override: bool
) -> DecisionsImported:
    """Write down what others have decided, all or nothing, as far as the articles are here, and apply it.

    What goes against what somebody else has decided here is left out and listed, unless `override`; and with it what
    the same person decided of that statement later, which may build on it.
    """
    known = elsewhere = later = 0
    new: list[str] = []  # the texts' digests
    conflicts: list[Conflict] = []
    left_out: set[tuple[str, str, Spans]] = set()  # who, and which statement of which text
    ours = StatementDecisions(connection, path)
    with explained(path), transaction(connection):
        for record in sorted(records, key=lambda each: str(each["at"])):
            row = connection.execute("SELECT id FROM articles WHERE text_hash = ?", [record["article"]]).fetchone()
            if row is None:
                elsewhere += 1
            elif _is_known(connection, record):
                known += 1
            elif (about := (record["by"], record["article"], spans_of(record["statement"]["quote"]))) in left_out:
                later += 1
            elif (against := None if override else _against(connection, row[0], record)) is not None:
                conflicts.append(Conflict(record, ours.one(against)))
                left_out.add(about)
            else:
                _write(connection, row[0], record)
                new.append(record["article"])
        for digest in dict.fromkeys(new):
            articles.apply_to_printings(connection, digest)
    return DecisionsImported(len(new), known, elsewhere, conflicts, later)


def gold(connection: sqlite3.Connection, path: Path) -> Iterator[Record | None]:
    """The articles that were decided about, as gold to measure by and to learn from.

    None for an article that has other statements, too, which nobody has decided about yet.
    """
    with explained(path):
        rows = connection.execute("SELECT article_id FROM found_statements ORDER BY article_id").fetchall()
        for (article_id,) in rows:
            results = articles.outcomes_of(connection, article_id)
            whole = all(each.decided or each.rejected for each in results)
            yield _gold_article(connection, article_id, listed(results)) if whole else None


def _is_known(connection: sqlite3.Connection, record: Record) -> bool:
    """Whether the same decision was made or brought in before, also if it was undone since.

    What was accepted may have got values of fields that were decided otherwise here.
    """
    is_accepted = record["judgement"] == Judgement.ACCEPT
    rows = connection.execute(
        """SELECT statement, changes FROM statement_decisions
           WHERE (judgement, article, decided_by, decided_at) = (?, ?, ?, ?)""",
        [record["judgement"], record["article"], record["by"], record["at"]],
    )
    return any(
        json.loads(statement)["quote"] == record["statement"]["quote"]
        and (is_accepted or json.loads(changes) == record["changes"])
        for statement, changes in rows
    )


def _against(connection: sqlite3.Connection, article_id: int, record: Record) -> int | None:
    """The decision here that a record would overrule."""
    outcome = _same(connection, article_id, statement_of(record["statement"]))
    if outcome is None:
        return None
    about = articles.decisions_on(connection, article_id, outcome)
    judgement, statement = Judgement(record["judgement"]), statement_of(record["statement"])
    new = Judged(0, judgement, record["article"], None, statement, "", "", record["changes"], record["by"])
    found = contradicted(about, new)
    return found.id if found else None


def _same(connection: sqlite3.Connection, article_id: int, statement: Statement) -> Outcome | None:
    """What comes here of the statement that was decided about elsewhere."""
    results = articles.outcomes_of(connection, article_id)
    same = best_overlaps({0: statement.quote}, [each.base.quote for each in results])
    return results[next(iter(same))] if same else None


def _changes(record: Record, statement: Statement, outcome: Outcome | None) -> Changes:
    """What a record changes here: of what was accepted, also the fields that were corrected to something else here."""
    changes: Changes = record["changes"]
    if outcome is None or record["judgement"] != Judgement.ACCEPT:
        return changes
    return {**changes, **accepted_otherwise(statement, changes, outcome.corrections)}


def _write(connection: sqlite3.Connection, article_id: int, record: Record) -> None:
    text = stored_articles.read(connection, article_id).text
    statement = statement_of(record["statement"])
    told = statement if record["judgement"] == Judgement.CHECK else changed(statement, record["changes"])
    if any(span.end > len(text) for each in (statement, told) for role in ROLES for span in getattr(each, role)):
        raise StoreError(f"A decision on article {article_id} is about words beyond its end.")
    outcome = _same(connection, article_id, statement)
    row: statement_rows.Row = {
        "judgement": record["judgement"],
        "article": record["article"],
        "statement_id": outcome.number if outcome else None,
        "statement": json.dumps(record["statement"], ensure_ascii=False),
        "words": record["words"],
        "speaker": record["speaker"],
        "changes": json.dumps(_changes(record, statement, outcome), ensure_ascii=False),
        "note": record.get("note"),
        "decided_by": record["by"],
        "decided_at": record["at"],
    }
    statement_rows.insert(connection, "statement_decisions", row)


def _gold_article(connection: sqlite3.Connection, article_id: int, results: Iterable[Outcome]) -> Record:
    article = stored_articles.read(connection, article_id)
    digest = stored_articles.digest_of(article.text)
    return {
        "id": digest[:16],
        "language": article.language,
        "date": article.published.isoformat() if article.published else None,
        "title": article.title,
        "text": article.text,
        "sha256": digest,
        "statements": [_gold_statement(each.statement) for each in results],
    }


def _gold_statement(statement: Statement) -> Record:
    told = statement.said.basis in (DateBasis.WORDS, DateBasis.DECISION) and statement.said.day
    return {
        "type": statement.kind.value,
        **{role: [list(span) for span in getattr(statement, role)] for role in ROLES},
        "act": statement.act.value,
        "standing": statement.standing.value,
        "actors": [each.name for each in statement.actors],
        "addressee_actors": [each.name for each in statement.addressee_actors],
        "said_on": told.isoformat() if told else None,
    }
