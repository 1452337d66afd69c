"""JSON Lines to articles: one article a line, as corpora and pipelines hand them on."""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BufferedReader, BytesIO
from typing import Any, cast

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.containers import LARGEST_RECORD, Reading, Unread, unreadable
from tracker.reading.documents import LARGEST_ARTICLE, LONGEST_TEXT
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.named_fields import article_of_fields
from tracker.reading.framing.detection import Format
from tracker.reading.framing.encoding import decode, refuse_other_formats
from tracker.reading.framing.json_values import without_collecting
from tracker.reading.framing.streams import GZIP
from tracker.reading.metadata.dates import parse_date
from tracker.reading.metadata.front_matter import language_code

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BEGINNING_JUDGED = 100_000  # bytes
LONGEST_LINE = 6 * LARGEST_ARTICLE  # bytes: JSON may write a character as six


def read_articles_jsonl(
    data: bytes | BufferedReader, source: str = "-"
) -> Iterator[tuple[str, Article | ReadingError]]:
    """The articles of a JSON Lines file, plain or gzip-compressed, each with its `id`.

    A stream is read a line at a time, so that a file of any size takes the memory of its longest line.
    A line is an object with `id` and `text` and, where known, `title`, `date`, `language`, `outlet`, `url`
    and `author`; other fields are passed over. The text is kept to the code point, since its spans are
    counted in it. For a line that can't be read a ReadingError that names file and line stands in the
    article's place, with the `id` or, where that is missing too, ""; the lines after it are read all the
    same.
    """
    name = "stdin" if source == "-" else shown(source)
    line_count = 0
    try:
        for number, line in numbered_lines(data, name):
            line_count += 1
            yield _identified(line, f"{name}, line {number}", source)
    except ReadingError as error:
        yield "", error
    else:
        if not line_count:
            yield "", ReadingError(f"{name}: empty. Nothing to read.")


def numbered_lines(data: bytes | BufferedReader, name: str) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1; `name` is what errors call the file.

    Raises ReadingError where none can follow.
    """
    plain = BufferedReader(BytesIO(data)) if isinstance(data, bytes) else data
    beginning = plain.peek()
    compressed = beginning.startswith(GZIP)
    if not compressed:
        refuse_other_formats(beginning, name)
    stream = BufferedReader(gzip.GzipFile(fileobj=plain)) if compressed else plain
    number = 0
    try:
        for number, line in lines_of(cast(BufferedReader, stream), LONGEST_LINE):
            if line is None:
                raise ReadingError(f"{name}, line {number}: longer than {LONGEST_LINE // 1_000_000} MB. Split it.")
            yield number, line
    except (EOFError, OSError, zlib.error):
        raise ReadingError(f"{name}: the gzip data is damaged after line {number}. Get it again.") from None


def lines_of(stream: BufferedReader, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, numbered from 1, without a byte order mark; None for one of more bytes."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest:
            yield number, None
            while line and not line.endswith(b"\n"):
                line = stream.readline(longest)
            continue
        line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if line.strip():
            yield number, line
        else:
            number += _pass_blank_lines(stream)


def _pass_blank_lines(stream: BufferedReader) -> int:
    """Pass over the blank lines that come next, of which there may be millions; how many they are."""
    passed = 0
    while ahead := stream.peek():
        blank = ahead[: len(ahead) - len(ahead.lstrip())]
        lines = blank.count(b"\n")
        if not lines:
            break
        stream.read(blank.rindex(b"\n") + 1)
        passed += lines
    return passed


def unread_lines(stream: BufferedReader, reading: Reading) -> Iterator[Unread]:
    """The articles of JSON Lines, each still to be read. Raises ReadingError where none can follow."""
    for number, line in lines_of(stream, LARGEST_RECORD):
        within = f"line {number}"
        if line is None:
            too_long = f"{reading.name}, {within}: longer than {LARGEST_RECORD // 1_000_000} MB. Split it."
            yield Unread(within, b"", unreadable(ReadingError(too_long)))
        else:
            yield Unread(within, line.strip(), partial(_article, line, within, reading))


def lines_after_all(beginning: bytes) -> bool:
    """Whether a file that doesn't begin like JSON Lines is that all the same: its first line alone is damaged."""
    lines = [line for line in beginning[:BEGINNING_JUDGED].splitlines() if line.strip()][:3]
    return len(lines) > 1 and [_is_object(line) for line in lines] == [False, True, True][: len(lines)]


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _article(line: bytes, within: str, reading: Reading) -> Article:
    place = f"{reading.name}, {within}"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        line = decode(line, place).encode("utf-8")
    return article_of_fields(value_of(line, place), within, Format.JSON_LINES, reading)


def _identified(line: bytes, place: str, source: str) -> tuple[str, Article | ReadingError]:
    identifier = ""
    try:
        fields = fields_of(line, place)
        identifier = identifier_of(fields, place)
        return identifier, article_of(fields, place, source)
    except ReadingError as error:
        return identifier, error


def fields_of(line: bytes, place: str) -> dict[str, Any]:
    """The object on a line; `place` is what errors call the line. Raises ReadingError where it is none."""
    fields = value_of(line, place)
    if not isinstance(fields, dict):
        raise ReadingError(f"{place}: not a JSON object with `id` and `text`.")
    return fields


def value_of(line: bytes, place: str) -> Any:
    """The JSON value on a line; `place` is what errors call the line. Raises ReadingError where it is none."""
    try:
        with without_collecting(len(line)):
            return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ReadingError(f"{place}: not UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ReadingError(f"{place}: not JSON ({error.msg} at character {error.colno}).") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested as deep
        raise ReadingError(f"{place}: not JSON that can be read.") from None


def identifier_of(fields: dict[str, Any], place: str) -> str:
    """The object's `id`. Raises ReadingError where it has none."""
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        return str(identifier)
    if isinstance(identifier, str) and identifier:
        return _of_characters(identifier, "id", place)
    raise ReadingError(f"{place}: without an `id`, which must be a string or a whole number.")


def article_of(fields: dict[str, Any], place: str, source: str) -> Article:
    """The article in an object. Raises ReadingError where its text or metadata are missing or unusable."""
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadingError(f"{place}: without a `text`, which must be a string that is not blank.")
    if len(text) > LONGEST_TEXT:
        raise ReadingError(f"{place}: a text of more than {LONGEST_TEXT // 1_000_000} million characters.")
    published = _published(fields, place)
    return Article(
        text=_of_characters(text, "text", place),
        title=_optional(fields, "title", place),
        outlet=_optional(fields, "outlet", place),
        url=_optional(fields, "url", place),
        author=_optional(fields, "author", place),
        published=published,
        published_basis=PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN,
        language=language_code(_optional(fields, "language", place) or ""),
        source=source,
    )


def _published(fields: dict[str, Any], place: str) -> date | None:
    words = _optional(fields, "date", place)
    if words is None:
        return None
    try:
        return parse_date(words)
    except ValueError as error:
        raise ReadingError(f"{place}: `date`: {error}.") from None


def _optional(fields: dict[str, Any], name: str, place: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ReadingError(f"{place}: `{name}` must be a string.")
    return _of_characters(value, name, place)


def _of_characters(value: str, name: str, place: str) -> str:
    """`value`, unless it holds half of a surrogate pair, which is no character and can't be stored."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ReadingError(f"{place}: `{name}` holds half of a surrogate pair, which is no character.") from None
    return value
