"""Statements to wordings, and wordings as rows."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.claims.reading import Said, Wording, wording_of
from tracker.terms import Kind

Numbered = tuple[int, Wording]
GAP = " … "  # between two spans of a quote, as `words_of` has it


def to_compare(connection: sqlite3.Connection, most: int) -> list[int]:
    """The statements that are new or changed since they were compared, the newest first."""
    rows = connection.execute("SELECT statement_id FROM statements_to_compare ORDER BY 1 DESC LIMIT ?", [most])
    return [number for (number,) in rows]


def of_statements(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Wording]:
    """What these statements claim, by number; those that claim nothing, or are part of another one, aren't in it."""
    wanted = json.dumps(sorted(numbers))
    speakers = _speakers(connection, wanted)
    names = _names(connection, wanted)
    rows = connection.execute(
        """SELECT statements.id, language, kind, act, standing, cue, quote, quote_spans, speaker_spans
           FROM statements JOIN articles ON articles.id = article_id
           WHERE fragment = 0 AND statements.id IN (SELECT value FROM json_each(?))""",
        [wanted],
    )
    found = {}
    for number, language, kind, act, standing, cue, quote, spans, speaker in rows:
        words = spoken_words(quote, json.loads(spans), json.loads(speaker) if kind == Kind.REPORTED else ())
        said = Said(words, language or "", kind, act, standing, cue, speakers[number], names[number])
        if wording := wording_of(said):
            found[number] = wording
    return found


def spoken_words(quote: str, spans: Sequence[Sequence[int]], without: Sequence[Sequence[int]]) -> str:
    """The words of a quote without those that are printed for the speaker, whom a summary begins with."""
    pieces, at = [], 0  # where the span's words begin in the quote, which has GAP between two
    for start, end in spans:
        place = start
        for first, last in without:
            if place <= first and last <= end:
                pieces.append(quote[at + place - start : at + first - start])
                place = last
        pieces.append(quote[at + place - start : at + end - start])
        at += end - start + len(GAP)
    return " ".join(" ".join(pieces).split())


def _speakers(connection: sqlite3.Connection, wanted: str) -> Mapping[int, tuple[str, ...]]:
    rows = connection.execute(
        """SELECT statement_id, name FROM statement_speakers JOIN actor_names ON actor_names.id = actor_name_id
           WHERE statement_id IN (SELECT value FROM json_each(?)) ORDER BY statement_id, position""",
        [wanted],
    )
    return _gathered(rows)


def _names(connection: sqlite3.Connection, wanted: str) -> Mapping[int, tuple[str, ...]]:
    """The names in the quotes of statements, in their order."""
    rows = connection.execute(
        """SELECT statements.id, mentions.name FROM statements, json_each(quote_spans) AS span
           JOIN mentions ON mentions.article_id = statements.article_id
               AND mentions.start >= json_extract(span.value, '$[0]')
               AND mentions."end" <= json_extract(span.value, '$[1]')
           WHERE statements.id IN (SELECT value FROM json_each(?)) ORDER BY statements.id, mentions.start""",
        [wanted],
    )
    return _gathered(rows)


def _gathered(rows: Iterable[tuple[int, str]]) -> Mapping[int, tuple[str, ...]]:
    gathered: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for number, name in rows:
        gathered[number] += (name,)
    return gathered


def unknown(connection: sqlite3.Connection, some: Iterable[Wording]) -> list[Wording]:
    """Those of these wordings that aren't in the database yet, in the order of their digests."""
    by_digest = {wording.digest: wording for wording in some}
    known = connection.execute(
        "SELECT digest FROM wordings WHERE digest IN (SELECT value FROM json_each(?))", [json.dumps(list(by_digest))]
    )
    return [by_digest[digest] for digest in sorted(by_digest.keys() - {digest for (digest,) in known})]


def write(connection: sqlite3.Connection, wordings: Mapping[int, Wording]) -> tuple[list[Numbered], set[int]]:
    """Write what statements claim; gives the wordings that are new, and the numbers of all that have got statements."""
    numbers: dict[str, int] = {}
    new = []
    for wording in sorted(set(wordings.values()), key=lambda each: each.digest):
        row = connection.execute("SELECT id FROM wordings WHERE digest = ?", [wording.digest]).fetchone()
        if row is None:
            added = connection.execute(
                """INSERT INTO wordings (digest, language, words, denied, wants, speakers, names)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                [wording.digest, wording.language, wording.words, wording.denied, wording.wants]
                + [json.dumps(each, ensure_ascii=False) for each in (wording.speakers, wording.names)],
            )
            numbers[wording.digest] = int(added.lastrowid or 0)
            new.append((numbers[wording.digest], wording))
        else:
            numbers[wording.digest] = row[0]
    connection.executemany(
        """INSERT INTO statement_wordings (statement_id, wording_id) VALUES (?, ?)
           ON CONFLICT (statement_id) DO UPDATE SET wording_id = excluded.wording_id""",
        [(statement, numbers[wording.digest]) for statement, wording in wordings.items()],
    )
    return new, set(numbers.values())


def read(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Wording]:
    """The wordings with these numbers."""
    rows = connection.execute(
        """SELECT id, language, words, denied, wants, speakers, names FROM wordings
           WHERE id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(numbers))],
    )
    return {
        number: Wording(
            language, words, bool(denied), bool(wants), tuple(json.loads(speakers)), tuple(json.loads(names))
        )
        for number, language, words, denied, wants, speakers, names in rows
    }
