"""Statements as a chronicle: the same words printed in several articles are one entry.

As many entries as are asked for are found without reading all statements where there are many.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from typing import TypeAlias

from tracker.spelling import tokens
from tracker.store import queries
from tracker.store.filters import StatementQuery
from tracker.store.rows.statements import StatementRow, TimelineEntry
from tracker.terms import DateBasis

# What is said again in the same words on another day is another statement, unless it is long enough to be a
# quotation that later articles repeat, under their own published date.
FEWEST_WORDS_REPEATED = 4
FEWEST_WORDS_SHORTENED = 8  # with which a part of a quotation is the same one
MOST_DAYS_APART = 7
Words = tuple[str, ...]
TOLD = (DateBasis.WORDS, DateBasis.DECISION)  # whose day counts before that of publication
FEWEST_READ = 500  # statements at once

WordsAndSpeakers: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


def entries(connection: sqlite3.Connection, query: StatementQuery) -> list[TimelineEntry]:
    """The entries asked for, oldest first and undated last.

    Statements are read from the oldest on until enough entries are complete: until no later statement can be another
    source of theirs.
    """
    query = replace(query, all_versions=True)
    if query.limit is None:
        return timeline(queries.statements(connection, query))
    count = max(FEWEST_READ, 4 * query.limit)
    everything = replace(query, limit=None)
    undated = list(queries.undated(connection, everything))
    rows: list[StatementRow] = []
    while True:
        rows = queries.oldest(connection, replace(query, limit=count), {row.id: row for row in rows})
        if len(rows) < count:
            return timeline(queries.statements(connection, everything))[: query.limit]
        versions = queries.other_versions(connection, everything, rows)
        found = timeline({row.id: row for row in (*rows, *versions, *undated)}.values())
        complete = list(takewhile(_is_complete(day_of(rows[-1])), found))
        if len(complete) >= query.limit:
            return complete[: query.limit]
        count *= 4


def _is_complete(last_day: str | None) -> Callable[[TimelineEntry], bool]:
    """Whether no statement of the last day read, or of a later one, belongs to an entry."""
    before = (date.fromisoformat(last_day or "") - timedelta(days=MOST_DAYS_APART)).isoformat()
    return lambda entry: all((day_of(source) or before) < before for source in entry.sources)


def timeline(rows: Iterable[StatementRow]) -> list[TimelineEntry]:
    """The statements as entries, oldest first and undated last."""
    alike: defaultdict[WordsAndSpeakers, list[StatementRow]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        alike[words_and_speakers(row)].append(row)
    entries = [_entry(sources) for words, rows in _with_shortened(alike) for sources in _occasions(rows, len(words))]
    return sorted(entries, key=lambda entry: (entry.day is None, entry.day or "", _order(entry.statement)))


def words_and_speakers(row: StatementRow) -> WordsAndSpeakers:
    """What statements have in common that say the same, on whatever occasion."""
    words = tuple(tokens(row.quote)) or (row.quote,)
    return words, tuple(sorted(row.actors)) or tuple(tokens(row.speaker))


def is_same_occasion(row: StatementRow, other: StatementRow, words: int | None = None) -> bool:
    """Whether statements of the same words and speakers are from so few days that it was said once.

    `words`: how many these are, by default those of `row`; fewer may be said again on the next day.
    """
    count = len(tokens(row.quote) or (row.quote,)) if words is None else words
    return _days_between(other, row) <= (MOST_DAYS_APART if count >= FEWEST_WORDS_REPEATED else 0)


def _with_shortened(alike: Mapping[WordsAndSpeakers, list[StatementRow]]) -> list[tuple[Words, list[StatementRow]]]:
    """Statements by their words, the longest of several that are one claim of one speaker and shortened by some."""
    found: list[tuple[Words, Words, list[StatementRow]]] = []
    for (words, who), rows in sorted(alike.items(), key=lambda each: (-len(each[0][0]), each[0])):
        claims = {row.claim for row in rows} - {None}
        longer = (each for each in found if claims and each[1] == who and claims & {row.claim for row in each[2]})
        whole = next((each for each in longer if len(words) >= FEWEST_WORDS_SHORTENED and _part(words, each[0])), None)
        if whole:
            whole[2].extend(rows)
        else:
            found.append((words, who, list(rows)))
    return [(words, sorted(rows, key=_order)) for words, _, rows in found]


def _part(words: Words, longer: Words) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(longer)} "


def _occasions(rows: list[StatementRow], words: int) -> list[list[StatementRow]]:
    """Statements of the same words, taken apart by when they were made. `rows` are in order of their days."""
    occasions: list[list[StatementRow]] = []
    for row in rows:
        if occasions and (is_same_occasion(row, occasions[-1][-1], words) or _is_version(row, occasions[-1])):
            occasions[-1].append(row)
        else:
            occasions.append([row])
    return occasions


def _is_version(row: StatementRow, others: list[StatementRow]) -> bool:
    """Whether an earlier or later version of the article has the statement: it isn't said again by that."""
    return not _in_newest(row).isdisjoint(number for other in others for number in _in_newest(other))


def _in_newest(row: StatementRow) -> set[int]:
    return {row.id if row.repeated_in is None else row.repeated_in}


def _days_between(earlier: StatementRow, later: StatementRow) -> int:
    """Days between two statements; 0 where neither is dated, too many where one is."""
    first, second = day_of(earlier), day_of(later)
    if first is None or second is None:
        return 0 if first == second else MOST_DAYS_APART + 1
    return abs((date.fromisoformat(second) - date.fromisoformat(first)).days)


def _entry(sources: list[StatementRow]) -> TimelineEntry:
    """The entry of one occasion, on the day that an article states, or else the first published day."""
    stated = [row.said_on for row in sources if row.said_on and row.said_on_basis in TOLD]
    printed = sorted(sources, key=lambda row: (row.published_on is None, row.published_on or "", _order(row)))
    day = min(stated) if stated else day_of(sources[0])
    return TimelineEntry(day, printed[0], printed)


def day_of(row: StatementRow) -> str | None:
    """The day on which a statement stands in the timeline: when it was said, or else when its article was published."""
    return row.said_on or row.published_on


def _order(row: StatementRow) -> tuple[bool, str, str, int, int, int]:
    day = day_of(row)
    return (day is None, day or "", row.published_on or "", row.article_id, row.quote_spans[0][0], row.id)
