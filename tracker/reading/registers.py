"""Registers of names that a newsroom brings along: tables of names, and files from Wikidata.

A table (CSV) has a line of headings with the columns `actor` (the name to show) and `name` (a further name), and may
have `kind` and `qid`. Separators may be commas, semicolons or tabs.

A file from Wikidata has one entity a line, as in its dumps
(https://www.wikidata.org/wiki/Wikidata:Database_download), or in short:
{"id": "Q1", "labels": {"de": "…"}, "aliases": {"en": ["…"]}}. Names are taken in the languages that articles are in, or
in all languages if there are none in these.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tracker.lexicon import languages
from tracker.terms import ReferentKind

COLUMNS = ("actor", "name", "kind", "qid")
LONGEST_NAME = 200  # characters; what is longer is a sentence
_APOSTROPHE_BEFORE_FORMULA = re.compile(r"^'(?=[=+@-])")  # written to make Excel take a cell for text
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
class RegisterProblem:
    """A line that can't be used, and why."""

    place: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.place}, line {self.line}: {self.problem}"


class _LineError(ValueError):
    """What is wrong with a line."""


class RegisterRow(NamedTuple):
    """One row of a table: an actor and a further name; `kind` is a `ReferentKind` value."""

    actor: str
    name: str
    kind: str | None
    qid: str | None


class RegisterEntity(NamedTuple):
    """One entity of Wikidata: its names, the label first; `kind` is a `ReferentKind` value."""

    names: tuple[str, ...]
    kind: str | None
    qid: str


def is_json(beginning: str) -> bool:
    """Whether a file with this beginning is JSON Lines and not a table."""
    return beginning.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def read_entities(lines: Iterable[str], place: str) -> Iterator[RegisterEntity | RegisterProblem]:
    """The entities of a file from Wikidata, or what is wrong with its lines. `place` is what messages call the file."""
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


def read_table(lines: Iterable[str], place: str) -> Iterator[RegisterRow | RegisterProblem]:
    """The rows of a table, or what is wrong with them. `place` is what messages call the file."""
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
            # No name continues on the next line, so that an unclosed quotation mark spoils one line only.
            if any(map(str.strip, cells := _cells(line, separator))):
                yield _row(cells, columns)
        except _LineError as error:
            yield RegisterProblem(place, number, str(error))


def _says_nothing(line: str) -> bool:
    """Whether a line before the headings is empty, or only names the separator for Excel."""
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


def _row(cells: list[str], columns: list[str]) -> RegisterRow:
    if any(map(str.strip, cells[len(columns) :])):
        raise _LineError(
            f"{len(cells)} cells for {len(columns)} columns; put a name with a separator in quotation marks"
        )
    row = dict(zip(columns, cells, strict=False))
    return RegisterRow(
        actor=_name(row.get("actor", ""), "actor"),
        name=_name(row.get("name", ""), "name"),
        kind=_kind(row.get("kind", "")),
        qid=_qid(row.get("qid", "")),
    )


def _name(text: object, called: str) -> str:
    """A name on one line. Raises _LineError if it is unusable; `called` is its column in messages."""
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


# Wikidata.


def _entity(record: str) -> RegisterEntity:
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
    return RegisterEntity(tuple(names), _kind_of(entity), qid)


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
    """A name from Wikidata; None if it is unusable: an emoji, a chemical formula of 300 letters."""
    try:
        return _name(text, "name")
    except _LineError:
        return None


def _chosen(labels: dict[str, list[str]], aliases: dict[str, list[str]]) -> Iterator[str]:
    """The names in the languages of articles, labels first; or in all languages if there are none in these."""
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
    """The kind of an entity: as given, or by the class that it is an instance of."""
    if (kind := entity.get("kind")) in tuple(ReferentKind):
        return str(kind)
    claims = entity.get("claims")
    listed = claims.get(_INSTANCE_OF) if isinstance(claims, dict) else None
    for claim in listed if isinstance(listed, list) else ():
        if found := _KINDS_OF_CLASSES.get(_class_of(claim)):
            return found.value
    return None


def _class_of(claim: object) -> str:
    """The class in an "instance of" claim; empty if there is none."""
    value = claim
    for part in ("mainsnak", "datavalue", "value", "id"):
        value = value.get(part) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
