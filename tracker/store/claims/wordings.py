"""Statements to wordings, and wordings as rows."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from tracker.claims.reading import Said, Wording, wording_of
from tracker.extraction.statements import Pronoun
from tracker.store.decided.statements import pronoun_of
from tracker.terms import Kind, ReferentKind

Numbered = tuple[int, Wording]
Gathered = TypeVar("Gathered")
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
        """SELECT statements.id, language, kind, act, standing, cue, quote, quote_spans, speaker_spans, pronouns
           FROM statements JOIN articles ON articles.id = article_id
           WHERE fragment = 0 AND statements.id IN (SELECT value FROM json_each(?))""",
        [wanted],
    )
    found = {}
    for number, language, kind, act, standing, cue, quote, spans, speaker, pronouns in rows:
        without = dict.fromkeys(map(tuple, json.loads(speaker)), "") if kind == Kind.REPORTED else {}
        meant = [pronoun_of(fields) for fields in json.loads(pronouns)]
        put_in = in_place_of(meant, speakers[number])
        said = Said(
            spoken_words(quote, json.loads(spans), without),
            language or "",
            kind,
            act,
            standing,
            cue,
            speakers[number],
            with_pronouns(names[number], meant, speakers[number]),
            spoken_words(quote, json.loads(spans), {**put_in, **without}) if put_in else None,
        )
        if wording := wording_of(said):
            found[number] = wording
    return found


def spoken_words(quote: str, spans: Sequence[Sequence[int]], put_in: Mapping[tuple[int, int], str]) -> str:
    """The words of a quote with others in place of some: without those that are printed for the speaker, with whom a
    summary begins; with names for pronouns. `put_in`: by where they stand in the text.
    """
    pieces: list[str] = []
    at = 0  # where the span's words begin in the quote, which has GAP between two
    for start, end in spans:
        place = start
        for (first, last), words in sorted(put_in.items()):
            if place <= first and last <= end:
                pieces += quote[at + place - start : at + first - start], words
                place = last
        pieces.append(quote[at + place - start : at + end - start])
        at += end - start + len(GAP)
    return " ".join(" ".join(pieces).split())


def in_place_of(pronouns: Iterable[Pronoun], speakers: Collection[str]) -> dict[tuple[int, int], str]:
    """What is compared in place of pronouns, unless they mean who speaks: others as news calls them later on."""
    return {
        (each.span.start, each.span.end): each.name.split()[-1] if each.kind is ReferentKind.PERSON else each.name
        for each in pronouns
        if each.name not in speakers
    }


def with_pronouns(
    names: Iterable[tuple[int, str]], pronouns: Iterable[Pronoun], speakers: Collection[str]
) -> tuple[str, ...]:
    """The names in a quote and those for which its pronouns stand, in the order of their places."""
    meant = ((each.span.start, each.name) for each in pronouns if each.name not in speakers)
    return tuple(name for _, name in sorted([*names, *meant]))


def _speakers(connection: sqlite3.Connection, wanted: str) -> Mapping[int, tuple[str, ...]]:
    rows = connection.execute(
        """SELECT statement_id, name FROM statement_speakers JOIN actor_names ON actor_names.id = actor_name_id
           WHERE statement_id IN (SELECT value FROM json_each(?)) ORDER BY statement_id, position""",
        [wanted],
    )
    return _gathered(rows)


def _names(connection: sqlite3.Connection, wanted: str) -> Mapping[int, tuple[tuple[int, str], ...]]:
    """The names in the quotes of statements, with where they begin in the text."""
    rows = connection.execute(
        """SELECT statements.id, mentions.start, mentions.name FROM statements, json_each(quote_spans) AS span
           JOIN mentions ON mentions.article_id = statements.article_id
               AND mentions.start >= json_extract(span.value, '$[0]')
               AND mentions."end" <= json_extract(span.value, '$[1]')
           WHERE statements.id IN (SELECT value FROM json_each(?)) ORDER BY statements.id, mentions.start""",
        [wanted],
    )
    return _gathered((number, (start, name)) for number, start, name in rows)


def _gathered(rows: Iterable[tuple[int, Gathered]]) -> Mapping[int, tuple[Gathered, ...]]:
    gathered: defaultdict[int, tuple[Gathered, ...]] = defaultdict(tuple)
    for number, value in rows:
        gathered[number] += (value,)
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
                """INSERT INTO wordings (digest, language, words, denied, wants, named, speakers, names)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                [wording.digest, wording.language, wording.words, wording.denied, wording.wants, wording.named]
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
        """SELECT id, language, words, denied, wants, speakers, names, named FROM wordings
           WHERE id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(numbers))],
    )
    return {
        number: Wording(
            language,
            words,
            bool(denied),
            bool(wants),
            tuple(json.loads(speakers)),
            tuple(json.loads(names)),
            bool(named),
        )
        for number, language, words, denied, wants, speakers, names, named in rows
    }
