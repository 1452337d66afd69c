"""Rows as records for programs: JSON, JSON Lines and CSV.

A statement's fields are part of the interface; they are those of `StatementRow`. Dates are ISO 8601, spans
are [start, end] pairs in code points of the article's text.

JSON is written in UTF-8, one record a line; control and formatting characters in it are written as escapes,
so that it can be looked at in a terminal, and mean what the article printed.

CSV follows RFC 4180, with a line of headings; lists are joined by "; ", spans are "start-end". Text is
written as printed, even where a cell begins with "=", "+", "-" or "@": a quote is never altered, and most
readers of CSV are programs. A spreadsheet may take such a cell for a formula, so there the columns must be
imported as text. Only where CSV goes straight to a terminal are characters that could act on it replaced.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import IO, TYPE_CHECKING

from tracker.store.rows.actors import ActorRow
from tracker.store.rows.articles import ArticleRow
from tracker.store.rows.statements import StatementRow
from tracker.views.console import on_terminal
from tracker.views.formats import Format
from tracker.views.harmless import escaped_in_json, harmless
from tracker.views.links import link_to

if TYPE_CHECKING:
    from tracker.store.rows.statements import StatementInPlace, TimelineEntry

Record = Mapping[str, object]

STATEMENT_FIELDS = (*(field.name for field in fields(StatementRow)), "link")
FURTHER_FIELDS = ("paragraph",)  # which a record has where they are asked for
ACTOR_FIELDS = tuple(field.name for field in fields(ActorRow))
ARTICLE_FIELDS = tuple(field.name for field in fields(ArticleRow))
TIMELINE_FIELDS = ("day", *STATEMENT_FIELDS, "sources")
BEGINNINGS_OF_FORMULAS = ("=", "+", "-", "@")
_SOURCE_FIELDS = ("id", "article_id", "published_on", "outlet", "title", "url", "family", "article_own_id")


def statement_record(row: StatementRow) -> Record:
    """The statement's fields, and a link to its words."""
    return {**asdict(row), "link": link_to(row)}


def chosen_columns(records: Iterable[Record], columns: Sequence[str]) -> Iterator[Record]:
    """The records with these fields alone."""
    return ({name: record[name] for name in columns} for record in records)


def actor_record(row: ActorRow) -> Record:
    """The actor's fields."""
    return asdict(row)


def article_record(row: ArticleRow) -> Record:
    """The article's fields."""
    return asdict(row)


def timeline_record(entry: "TimelineEntry") -> Record:
    """The day, the fields of the statement printed first, and all its sources."""
    sources = [{name: getattr(source, name) for name in _SOURCE_FIELDS} for source in entry.sources]
    return {"day": entry.day, **statement_record(entry.statement), "sources": sources}


def place_record(found: "StatementInPlace") -> Record:
    """The statement's fields and those of its place."""
    place = asdict(found)
    return {**place.pop("statement"), "link": link_to(found.statement), **place}


def write_records(records: Iterable[Record], written_as: Format, names: Sequence[str]) -> None:
    """Write records to standard output as they come; `names` are the fields, in order, for CSV's headings."""
    output = _machine_output()
    for piece in records_in(records, written_as, names, harmless if on_terminal() else str):
        output.write(piece)


def records_in(
    records: Iterable[Record], written_as: Format, names: Sequence[str], shown: Callable[[str], str] = str
) -> Iterator[str]:
    """Records as text, in pieces, as they come; `shown` is applied to each cell of CSV."""
    match written_as:
        case Format.JSON:
            yield from _json_array(records)
        case Format.JSON_LINES:
            yield from (_json(record) + "\n" for record in records)
        case Format.CSV:
            yield from _csv(records, names, shown=shown)


def write_for_excel(records: Iterable[Record], names: Sequence[str]) -> None:
    """Write CSV to standard output that Excel opens as it is, in Germany too.

    It has a byte order mark, semicolons between the cells, and an apostrophe before what would be taken for a formula.
    """
    output = _machine_output()
    output.write("\ufeff")
    shown = harmless if on_terminal() else str
    for piece in _csv(records, names, ";", lambda cell: shown(_no_formula(cell))):
        output.write(piece)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(BEGINNINGS_OF_FORMULAS) else cell


def write_json_line(record: Record) -> None:
    """Write one record as a line of JSON to standard output."""
    _machine_output().write(json_line(record))


def json_line(record: Record) -> str:
    """One record as a line of JSON."""
    return _json(record) + "\n"


def _machine_output() -> IO[str]:
    """Standard output in UTF-8 and with its line ends left alone, whatever the locale says."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace", newline="")
    return sys.stdout


def _json(record: Record) -> str:
    return escaped_in_json(json.dumps(record, ensure_ascii=False))


def _json_array(records: Iterable[Record]) -> Iterator[str]:
    """An array with a record on each line, made without holding all of them."""
    before = "["
    for record in records:
        yield before + _json(record)
        before = ",\n "
    yield "[]\n" if before == "[" else "]\n"


def _csv(
    records: Iterable[Record], names: Sequence[str], separator: str = ",", shown: Callable[[str], str] = str
) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, delimiter=separator, lineterminator="\r\n")
    writer.writerow(names)
    yield line.text
    for record in records:
        writer.writerow(shown(_cell(record[name])) for name in names)
        yield line.text


class _Line:
    """What csv writes to: has the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(_item, value)) if isinstance(value, list) else str(value)


def _item(item: object) -> str:
    """One item of a list: a span, a pronoun with its name, a source, where else a text is printed, or a name."""
    match item:
        case [start, end]:
            return f"{start}-{end}"
        case {"start": start, "end": end, "name": name}:
            return f"{start}-{end} {name}"
        case {"rating": rating, "said_by": by}:
            return f"{rating} ({by})" if by else str(rating)
        case {"id": number}:
            return str(number)
        case {"outlet": outlet, "url": url}:
            return " ".join(part for part in (outlet, url) if part)
        case _:
            return str(item)
