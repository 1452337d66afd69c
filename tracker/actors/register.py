"""Registers of names that a newsroom brings along: tables of names, and files from Wikidata, to entries.

A table (CSV) has a line of headings with the columns `actor` (the name to show) and `name` (a further name), and may
have `kind` and `qid`. The rows of one actor are one entry; they are of one actor where actor, kind and QID agree.
An empty kind or QID agrees with any, where there is only one. Separators may be commas, semicolons or tabs.

A file from Wikidata has one entity a line, as its dumps have them (https://www.wikidata.org/wiki/Wikidata:Database_download)
or in short: {"id": "Q1", "labels": {"de": "…"}, "aliases": {"en": ["…"]}}. Names in German and English are taken;
where there are none, those in all other languages.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.extraction.statements import ReferentKind
from tracker.lexicon import languages
from tracker.spelling import folded

COLUMNS = ("actor", "name", "kind", "qid")
LONGEST_NAME = 200  # characters; what is longer is a sentence
_APOSTROPHE_BEFORE_FORMULA = re.compile(r"^'(?=[=+@-])")  # written so that Excel takes a cell for text
_SEPARATORS = ",;\t"
_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)", re.IGNORECASE)
_IN_ALL_LANGUAGES = "mul"
_INSTANCE_OF = "P31"
_KINDS_OF_CLASSES = {
    "Q5": ReferentKind.PERSON,
    "Q6256": ReferentKind.PLACE,  # country
    "Q3624078": ReferentKind.PLACE,  # sovereign state
    "Q43229": ReferentKind.ORGANISATION,
}


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An actor of a register: the names that are theirs, sorted, `name` among them.

    `kind` is a `ReferentKind` value, None where the register doesn't say. `shown` says whether `name` is to be shown
    for the actor; names of Wikidata are not, since articles seldom print them so.
    """

    name: str
    names: tuple[str, ...]
    kind: str | None = None
    qid: str | None = None
    shown: bool = True

    @property
    def key(self) -> str:
        """What tells the entry from others: its QID, else its name and kind."""
        return self.qid or f"{' '.join(folded(self.name).split())}|{self.kind or ''}"


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """A line that says nothing about any actor, and why."""

    place: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.place}, line {self.line}: {self.problem}"


class _LineError(ValueError):
    """What is wrong with a line."""


@dataclass(frozen=True, slots=True)
class _Row:
    actor: str
    name: str
    kind: str | None
    qid: str | None


def is_json(beginning: str) -> bool:
    """Whether a file that begins so is of JSON Lines, and not a table."""
    return beginning.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def read_names(lines: Iterable[str], place: str) -> Iterator[RegisterEntry | RegisterProblem]:
    """The entries of a table of names, after the problems of its lines. `place` is what messages call it."""
    rows: list[_Row] = []
    for found in _rows(lines, place):
        if isinstance(found, RegisterProblem):
            yield found
        else:
            rows.append(found)
    yield from _entries(rows)


def entries_of(rows: Iterable[tuple[str, str, str | None, str | None]]) -> list[RegisterEntry]:
    """The entries that a table with these rows has: actor, name, kind and QID of each."""
    return list(_entries([_Row(*row) for row in rows]))


def changed(entries: Iterable[RegisterEntry], before: Collection[RegisterEntry]) -> list[RegisterEntry]:
    """The entries that are not as `before`: what was exported and comes back unaltered says nothing new.

    A name that several entries have, altered or not, is left out of all of them.
    """
    listed = list(entries)
    known = set(before)
    counts = Counter(words for entry in listed for words in {_words(name) for name in entry.names})
    return [
        replace(entry, names=tuple(name for name in entry.names if counts[_words(name)] == 1))
        for entry in listed
        if entry not in known
    ]


def shared_names(entries: Iterable[RegisterEntry]) -> list[str]:
    """The names that several entries have, each once, sorted."""
    shown: dict[str, str] = {}
    having: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.names:
            shown.setdefault(_words(name), name)
            having[_words(name)].add(entry.key)
    return sorted(shown[words] for words, keys in having.items() if len(keys) > 1)


def read_register(lines: Iterable[str], place: str) -> Iterator[RegisterEntry | RegisterProblem]:
    """The entries of a file from Wikidata, and the problems of its lines, in their order."""
    for number, line in enumerate(lines, start=1):
        # Dumps are one array with an entity on each line.
        record = line.strip("\ufeff \t\r\n,")
        if record in ("", "[", "]"):
            continue
        try:
            yield _entity(record)
        except _LineError as error:
            yield RegisterProblem(place, number, str(error))


# Tables.


def _rows(lines: Iterable[str], place: str) -> Iterator[_Row | RegisterProblem]:
    """The rows below the headings, or what is wrong with them."""
    numbered = iter(enumerate(lines, start=1))
    number, headings = next(((number, line) for number, line in numbered if not _says_nothing(line)), (1, ""))
    separator = max(_SEPARATORS, key=headings.count)
    try:
        columns = _columns(headings.lstrip("\ufeff"), separator)
    except _LineError as error:
        yield RegisterProblem(place, number, str(error))
        return
    for number, line in numbered:
        try:
            # No name goes on in the next line: a quotation mark that isn't closed spoils its own line alone.
            if any(map(str.strip, cells := _cells(line, separator))):
                yield _row(cells, columns)
        except _LineError as error:
            yield RegisterProblem(place, number, str(error))


def _says_nothing(line: str) -> bool:
    """Whether a line before the headings is empty, or tells Excel what separates the columns."""
    return not line.strip("\ufeff \t\r\n,;") or line.lstrip("\ufeff").lower().startswith("sep=")


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error as error:
        raise _LineError("a quotation mark that isn't closed, or stands within a cell") from error


def _columns(headings: str, separator: str) -> list[str]:
    columns = [cell.strip().casefold() for cell in _cells(headings, separator)]
    if missing := [column for column in COLUMNS[:2] if column not in columns]:
        raise _LineError(f"no column “{missing[0]}”; the first line must name the columns: {','.join(COLUMNS)}")
    return columns


def _row(cells: list[str], columns: list[str]) -> _Row:
    if any(map(str.strip, cells[len(columns) :])):
        raise _LineError(
            f"{len(cells)} cells for {len(columns)} columns; put a name with a separator in quotation marks"
        )
    row = dict(zip(columns, cells, strict=False))
    return _Row(
        actor=_name(row.get("actor", ""), "actor"),
        name=_name(row.get("name", ""), "name"),
        kind=_kind(row.get("kind", "")),
        qid=_qid(row.get("qid", "")),
    )


def _name(text: object, called: str) -> str:
    """A name on one line. Raises _LineError where it is none; `called` is what it is called there."""
    name = " ".join(text.split()) if isinstance(text, str) else ""
    name = _APOSTROPHE_BEFORE_FORMULA.sub("", name)
    if not name:
        raise _LineError(f"no {called}")
    if not any(map(str.isalnum, name)):
        raise _LineError(f"“{name[:LONGEST_NAME]}” is no name")
    if len(name) > LONGEST_NAME:
        raise _LineError(f"“{name[:20]}…” is too long for a name")
    if not _is_unicode(name):
        raise _LineError("a character in the name is no valid Unicode")
    return name


def _is_unicode(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _kind(text: object) -> str | None:
    kind = text.strip().casefold() if isinstance(text, str) else ""
    if kind and kind not in tuple(ReferentKind):
        raise _LineError(f"“{kind[:LONGEST_NAME]}” is no kind; there are {', '.join(ReferentKind)}")
    return kind or None


def _qid(text: object) -> str | None:
    qid = text.strip() if isinstance(text, str) else ""
    if not qid:
        return None
    if not (found := _QID.fullmatch(qid)):
        raise _LineError(f"“{qid[:LONGEST_NAME]}” is no QID, such as Q567")
    return found[1].upper()


def _entries(rows: Iterable[_Row]) -> Iterator[RegisterEntry]:
    """The rows gathered by actor, in the order of the first row of each."""
    of_actor: dict[str, list[_Row]] = {}
    for row in rows:
        of_actor.setdefault(_words(row.actor), []).append(row)
    for same_name in of_actor.values():
        kinds = {row.kind for row in same_name} - {None}
        qids = {row.qid for row in same_name} - {None}
        gathered: dict[tuple[str | None, str | None], list[_Row]] = {}
        for row in same_name:
            kind = row.kind or (next(iter(kinds)) if len(kinds) == 1 else None)
            qid = row.qid or (next(iter(qids)) if len(qids) == 1 else None)
            gathered.setdefault((kind, qid), []).append(row)
        for (kind, qid), together in gathered.items():
            name = together[0].actor
            names = {name, *(row.name for row in together)}
            yield RegisterEntry(name, tuple(sorted(names)), kind, qid)


def _words(name: str) -> str:
    return " ".join(folded(name).split())


# Wikidata.


def _entity(record: str) -> RegisterEntry:
    try:
        entity = json.loads(record)
    except (ValueError, RecursionError) as error:
        raise _LineError("no valid JSON; each line must have one entity") from error
    if not isinstance(entity, dict):
        raise _LineError("no entity; each line must have one JSON object")
    qid = _qid(entity.get("id") or entity.get("qid"))
    if qid is None:
        raise _LineError("no QID under “id” or “qid”")
    labels = _by_language(entity.get("labels"))
    names = list(_chosen(labels, _by_language(entity.get("aliases"))))
    if not names:
        raise _LineError(f"{qid} has no labels")
    return RegisterEntry(names[0], tuple(sorted(set(names))), _kind_of(entity), qid, shown=False)


def _by_language(value: object) -> dict[str, list[str]]:
    """The names of each language: {"de": "…"}, {"de": ["…"]}, or with objects that have it under "value"."""
    if not isinstance(value, dict):
        return {}
    found: dict[str, list[str]] = {}
    for language, given in value.items():
        values = given if isinstance(given, list) else [given]
        texts = [each.get("value") if isinstance(each, dict) else each for each in values]
        found[language] = [name for text in texts if (name := _usable(text))]
    return found


def _usable(text: object) -> str | None:
    """A name of Wikidata's, None where it is none: an emoji, a chemical formula of 300 letters."""
    try:
        return _name(text, "name")
    except _LineError:
        return None


def _chosen(labels: dict[str, list[str]], aliases: dict[str, list[str]]) -> Iterator[str]:
    """The names in the languages that articles are in, labels first; in all others where there are none."""
    read = (*languages(), _IN_ALL_LANGUAGES)  # and their variants: de-at, en-gb
    for each in (labels, aliases):
        for language in read:
            for code in sorted(each):
                if code == language or code.startswith(f"{language}-"):
                    yield from each[code]
    if not any(code.split("-")[0] in read for code in labels):
        for each in (labels, aliases):
            for code in sorted(each):
                yield from each[code]


def _kind_of(entity: dict[str, object]) -> str | None:
    """What an entity is: as it says, or of which of a few classes it is an instance."""
    if (kind := entity.get("kind")) in tuple(ReferentKind):
        return str(kind)
    claims = entity.get("claims")
    listed = claims.get(_INSTANCE_OF) if isinstance(claims, dict) else None
    for claim in listed if isinstance(listed, list) else ():
        if found := _KINDS_OF_CLASSES.get(_class_of(claim)):
            return found.value
    return None


def _class_of(claim: object) -> str:
    """The class that a statement "instance of" names; empty where it names none."""
    value = claim
    for part in ("mainsnak", "datavalue", "value", "id"):
        value = value.get(part) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
