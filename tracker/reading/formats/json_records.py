"""JSON to articles: JSON Lines, an object, an array of objects, or an object that holds such an array."""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import partial
from io import BufferedReader, BytesIO
from typing import BinaryIO

from tracker.reading.article import LARGEST_RECORD, Article
from tracker.reading.errors import ReadingError
from tracker.reading.formats.named_fields import article_of_fields, has_text
from tracker.reading.framing.detection import Format
from tracker.reading.framing.encoding import certain_encoding, decode
from tracker.reading.framing.json_lines import lines_of, value_of
from tracker.reading.framing.json_values import json_values
from tracker.reading.framing.streams import beginning_of
from tracker.reading.records import FileContext, UnreadRecord, unreadable


def unread_values(stream: BinaryIO, beginning: bytes, context: FileContext) -> Iterator[UnreadRecord]:
    """The articles of JSON other than JSON Lines, still to be read; `beginning` is how the stream begins.

    Raises ReadingError where no more can follow.
    """
    if not _begins_in_utf8(beginning):
        data = beginning_of(stream, LARGEST_RECORD + 1)
        if len(data) > LARGEST_RECORD:
            raise ReadingError(f"{context.name}: not UTF-8. Save it as UTF-8.")
        stream = BytesIO(decode(data, context.name).encode())
    values = json_values(stream, context.name, partial(has_text, mapped=context.fields))
    for number, (value, written) in enumerate(values, start=1):
        within = f"article {number}"
        yield UnreadRecord(within, written.encode(), partial(article_of_fields, value, within, Format.JSON, context))


def _begins_in_utf8(beginning: bytes) -> bool:
    try:
        getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return certain_encoding(beginning)[0] is not None
    return True


def unread_lines(stream: BufferedReader, context: FileContext) -> Iterator[UnreadRecord]:
    """The articles of JSON Lines, still to be read. Raises ReadingError where no more can follow."""
    for number, line in lines_of(stream, LARGEST_RECORD):
        within = f"line {number}"
        if line is None:
            too_long = f"{context.name}, {within}: longer than {LARGEST_RECORD // 1_000_000} MB. Split it."
            yield UnreadRecord(within, b"", unreadable(ReadingError(too_long)))
        else:
            yield UnreadRecord(within, line.strip(), partial(_article, line, within, context))


def _article(line: bytes, within: str, context: FileContext) -> Article:
    place = f"{context.name}, {within}"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        line = decode(line, place).encode("utf-8")
    return article_of_fields(value_of(line, place), within, Format.JSON_LINES, context)
