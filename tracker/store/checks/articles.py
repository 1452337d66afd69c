"""Articles and what was found in them: every span is one of the text, and says what is stored."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from tracker.extraction.statements import Act, DateBasis, Kind, Span, Standing, words_of
from tracker.reading.article import PublishedBasis
from tracker.store.checks.check import Advance, Check
from tracker.store.rows.checked import Problem, ProblemKind
from tracker.store.statement_rows import WITH_A_DAY

ROLES = ("quote", "speaker", "cue", "frame", "addressee", "said_on_words", "matter")
STATEMENT_COLUMNS = (
    *("id", "paragraph_id", "start", "kind", "act", "standing", "confidence", "act_confidence", "inside"),
    *("said_on", "said_on_basis", "day", "pronouns"),
    *ROLES,
    *(f"{role}_spans" for role in ROLES),
)
OF_COLUMNS: dict[str, type[StrEnum]] = {"kind": Kind, "act": Act, "standing": Standing, "said_on_basis": DateBasis}
VALUES = {column: frozenset(values) for column, values in OF_COLUMNS.items()}
PUBLISHED_BASES = frozenset(PublishedBasis)

Row: TypeAlias = dict[str, Any]
Found: TypeAlias = tuple[Any, ...]  # the kind of a problem, and its details
Paragraphs: TypeAlias = dict[int, tuple[int, int]]  # by number, where it begins and ends


def articles(connection: sqlite3.Connection, advance: Advance) -> Iterator[Problem]:
    """Each article with its paragraphs, statements and mentions; one article at a time is in memory."""
    rows = connection.execute(
        "SELECT id, text, text_hash, words, published_on, published_on_basis FROM articles ORDER BY id"
    )
    for number, text, *stored in rows:
        yield from _article(number, text, *stored)
        paragraphs = _paragraphs(connection, number)
        yield from _paragraph_problems(paragraphs, text)
        statements = _statements(connection, number)
        numbers = {row["id"] for row in statements}
        for row in statements:
            for kind, *details in _statement(row, text, stored[2], paragraphs, numbers):
                yield _wrong("statements", row["id"], kind, *details)
        yield from _mentions(connection, number, text)
        advance(1)


def _wrong(table: str, row: int, kind: ProblemKind, *details: str | int | float | None) -> Problem:
    return Problem(table, row, kind, details, can_be_mended=False)


def _article(
    number: int, text: str, text_hash: str, words: int, published_on: str | None, basis: str
) -> Iterator[Problem]:
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != text_hash:
        yield _wrong("articles", number, ProblemKind.TEXT_CHANGED)
    if len(text.split()) != words:
        yield _wrong("articles", number, ProblemKind.WORDS_MISCOUNTED, words, len(text.split()))
    if basis not in PUBLISHED_BASES:
        yield _wrong("articles", number, ProblemKind.UNKNOWN_VALUE, "published_on_basis", basis)


def _paragraphs(connection: sqlite3.Connection, article_id: int) -> Paragraphs:
    rows = connection.execute(
        'SELECT id, start, "end" FROM paragraphs WHERE article_id = ? ORDER BY start', [article_id]
    )
    return {number: (start, end) for number, start, end in rows}


def _paragraph_problems(paragraphs: Paragraphs, text: str) -> Iterator[Problem]:
    before = 0
    for number, (start, end) in paragraphs.items():
        if not before <= start < end <= len(text):
            yield _wrong("paragraphs", number, ProblemKind.NO_PARAGRAPH, start, end, len(text))
        before = end


def _statements(connection: sqlite3.Connection, article_id: int) -> list[Row]:
    rows = connection.execute(
        f"SELECT {', '.join(STATEMENT_COLUMNS)} FROM statements WHERE article_id = ? ORDER BY start", [article_id]
    )
    return [dict(zip(STATEMENT_COLUMNS, row, strict=True)) for row in rows]


def _statement(
    row: Row, text: str, published_on: str | None, paragraphs: Paragraphs, numbers: set[int]
) -> Iterator[Found]:
    """What is wrong with a statement of a text. `numbers` are those of the article's statements."""
    for role in ROLES:
        yield from _span_problems(role, row[role] or "", row[f"{role}_spans"], text)
    quote = _spans(row["quote_spans"])
    places = _places_of_pronouns(row["pronouns"])
    if not all(any(span.start <= start < end <= span.end for span in quote) for start, end in places):
        yield (ProblemKind.PRONOUNS_ELSEWHERE,)
    if not quote or quote[0].start != row["start"]:
        yield (ProblemKind.START_NOT_OF_QUOTE,)
    if row["paragraph_id"] is not None and row["paragraph_id"] not in paragraphs:
        yield ProblemKind.PARAGRAPH_OF_ANOTHER, row["paragraph_id"]
    if row["inside"] is not None and (row["inside"] not in numbers or row["inside"] == row["id"]):
        yield ProblemKind.INSIDE_NO_OTHER, row["inside"]
    yield from _value_problems(row, published_on)


def _value_problems(row: Row, published_on: str | None) -> Iterator[Found]:
    for column, known in VALUES.items():
        if row[column] not in known:
            yield ProblemKind.UNKNOWN_VALUE, column, row[column]
    if not isinstance(row["confidence"], float) or not 0 <= row["confidence"] <= 1:
        yield ProblemKind.NO_CONFIDENCE, row["confidence"]
    of_act = row["act_confidence"]
    if of_act is not None and not (isinstance(of_act, float) and 0 <= of_act <= 1):
        yield ProblemKind.NO_CONFIDENCE, of_act
    fallback = published_on if row["said_on_basis"] not in WITH_A_DAY else None
    if row["day"] != (row["said_on"] or fallback):
        yield ProblemKind.WRONG_DAY, row["day"]


def _span_problems(role: str, stored: str, spans_stored: str, text: str) -> Iterator[Found]:
    spans = _spans(spans_stored)
    if any(not 0 <= span.start < span.end <= len(text) for span in spans):
        yield ProblemKind.SPANS_OUTSIDE, role, spans_stored[:60]
    elif words_of(text, spans) != stored:
        yield ProblemKind.WORDS_NOT_AT_SPANS, role


def _spans(stored: str) -> Sequence[Span]:
    """The spans of a column; none where it holds something else."""
    try:
        return [Span(int(start), int(end)) for start, end in json.loads(stored)]
    except (ValueError, TypeError):
        return []


def _places_of_pronouns(stored: str) -> Sequence[tuple[int, int]]:
    """Where a statement's pronouns stand; nowhere in its quote where the column holds something else."""
    try:
        return [(int(each["start"]), int(each["end"])) for each in json.loads(stored)]
    except (ValueError, TypeError, KeyError):
        return [(-1, -1)]


def _mentions(connection: sqlite3.Connection, article_id: int, text: str) -> Iterator[Problem]:
    rows: Iterable[tuple[int, int, int, str]] = connection.execute(
        'SELECT id, start, "end", text FROM mentions WHERE article_id = ?', [article_id]
    )
    for number, start, end, printed in rows:
        if not 0 <= start < end <= len(text) or text[start:end] != printed:
            yield _wrong("mentions", number, ProblemKind.MENTION_NOT_AT_SPAN)


CHECKS = (Check("articles", articles),)
