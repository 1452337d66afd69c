"""Tables (CSV, TSV) to articles: one per row, in columns that are named like JSON's fields."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from tracker.reading.article import LARGEST_RECORD, Article
from tracker.reading.errors import ReadingError, shown
from tracker.reading.field_map import FieldMap
from tracker.reading.formats.named_fields import NAMES, article_of_fields, names_of, plain_name
from tracker.reading.framing.detection import Format
from tracker.reading.framing.encoding import decode
from tracker.reading.framing.streams import CHUNK
from tracker.reading.records import FileContext, UnreadRecord, unreadable

DELIMITERS = (",", ";", "\t", "|")
LONGEST_HEADER = 100_000  # characters
LINE_END = re.compile(r"\r?\n|\r")
EMPTY_LINES = re.compile(r"(?:\r?\n|\r)+")
MOST_NAMES_SHOWN = 20


def unread_rows(stream: BinaryIO, context: FileContext) -> Iterator[UnreadRecord]:
    """The articles of a table in UTF-8 or an old encoding, still to be read; the first row names the columns.

    Rows are counted as in a spreadsheet, so that the first article is in row 2. Raises ReadingError where no column
    holds the text, or where no row can follow.
    """
    csv.field_size_limit(LARGEST_RECORD)  # for all tables that this process reads
    lines = _Lines(stream, context.name)
    header, delimiter = _header(lines, context)
    lines.number = 1
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin_row()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadingError(_unclosed(f"{context.name}, row {lines.number}", error)) from None
        if any(map(str.strip, row)):
            yield _unread(row, header, f"row {lines.number}", context)


def _unread(row: list[str], header: list[str], within: str, context: FileContext) -> UnreadRecord:
    whole = len(row) <= len(header) or not any(map(str.strip, row[len(header) :]))
    data = json.dumps([header, row[: len(header)]]).encode() if whole else b""
    if not whole:
        # Reading it all the same would lose the end of a text that contains the delimiter.
        problem = f"{len(row)} cells for {len(header)} columns. Put cells with a delimiter in them in quotation marks."
        return UnreadRecord(within, data, unreadable(ReadingError(f"{context.name}, {within}: {problem}")))
    return UnreadRecord(within, data, partial(_article, row, header, within, context))


def _article(row: list[str], header: list[str], within: str, context: FileContext) -> Article:
    place = f"{context.name}, {within}"
    cells = [_decoded(cell, place) for cell in row]
    # Of a name that occurs twice the first counts.
    record: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        record.setdefault(name, cell)
    return article_of_fields(record, within, Format.CSV, context)


def _decoded(cell: str, place: str) -> str:
    """The cell's text, decoded again where it is in an old encoding. Raises ReadingError."""
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return decode(cell.encode("utf-8", "surrogateescape"), place)
    return cell


class _Lines:
    """A table's lines, as csv.reader takes them. `number` counts rows; none is longer than LARGEST_RECORD."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        # Old encodings are decoded cell by cell; line ends within a cell stay as they are.
        self._text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
        self._name = name
        self._window = self._text.read(CHUNK)
        self._position = 0
        first_end = LINE_END.search(self._window)
        self._line_end = "\r" if first_end and first_end[0] == "\r" else "\n"  # as on old Macintoshes
        self._size = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while (end := self._window.find(self._line_end, self._position) + 1) == 0:
            if not self._more():
                end = len(self._window)
                break
        if end == self._position:
            raise StopIteration
        line = self._window[self._position : end]
        self._position = end
        self._size += len(line)
        self._check_size(self._size)
        return line

    def begin_row(self) -> None:
        """Count a row, and skip the empty lines before it, of which there may be millions."""
        self.number += 1
        self._size = 0
        while found := EMPTY_LINES.match(self._window, self._position):
            self._position = found.end()
            if self._position < len(self._window) or not self._more():
                break

    def _more(self) -> bool:
        """Extend the window; False at the file's end. Raises ReadingError where a line is too long."""
        rest = self._window[self._position :]
        self._check_size(self._size + len(rest))
        # Twice as much each time, so that a long line is copied a few times, not hundreds.
        more = self._text.read(max(CHUNK, len(rest)))
        self._window, self._position = rest + more, 0
        return bool(more)

    def _check_size(self, size: int) -> None:
        if size > LARGEST_RECORD:
            raise ReadingError(_unclosed(f"{self._name}, row {self.number}", None))


def _header(lines: _Lines, context: FileContext) -> tuple[list[str], str]:
    """The names of the columns and the delimiter. Raises ReadingError where no column holds the text."""
    lines.begin_row()
    first = next(lines, "")
    while first and not first.strip():
        first = next(lines, "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # tells Excel the delimiter
        first = next(lines, "")
    if not first:
        raise ReadingError(f"{context.name}: empty. Nothing to read.")
    if len(first) > LONGEST_HEADER:
        raise ReadingError(f"{context.name}: the first line is too long to name a table's columns.")
    found = {delimiter: _names(first, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: (_known(found[each], context.fields), len(found[each])))
    header = found[delimiter]
    if not _has_text(header, context.fields):
        named = ", ".join(shown(name) for name in header[:MOST_NAMES_SHOWN]) + (
            ", …" * (len(header) > MOST_NAMES_SHOWN)
        )
        raise ReadingError(
            f"{context.name}: no column of this table is known to have the text. Name it with --map text=COLUMN; "
            f"the columns are: {named}."
        )
    return header, delimiter


def _names(line: str, delimiter: str) -> list[str]:
    try:
        return [_legible(name).strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _legible(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not name.isascii() else name


def _known(header: list[str], fields: FieldMap) -> int:
    """How many columns have a known name or one that the user mapped."""
    known = names_of(*NAMES) | {plain_name(path) for _, path in fields.paths}
    return sum(plain_name(name) in known for name in header)


def _has_text(header: list[str], fields: FieldMap) -> bool:
    mapped = {plain_name(path) for field, path in fields.paths if field in ("text", "html")}
    return any(plain_name(name) in (mapped or names_of("text", "html")) for name in header)


def _unclosed(place: str, error: csv.Error | None) -> str:
    if error and "limit" not in str(error):
        return f"{place}: can't be read ({shown(error)}). The rest isn't read."
    return (
        f"{place}: longer than {LARGEST_RECORD // 1_000_000} MB; a quotation mark may not be closed. Mend it. "
        "The rest isn't read."
    )
