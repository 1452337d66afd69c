"""JSON other than JSON Lines to articles: an object, an array of them, or an object around one."""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from tracker.reading.containers import LARGEST_RECORD, Reading, Unread
from tracker.reading.errors import ReadingError
from tracker.reading.formats.named_fields import article_of_fields, has_text
from tracker.reading.framing.detection import Format
from tracker.reading.framing.encoding import decode, told_encoding
from tracker.reading.framing.json_values import json_values
from tracker.reading.framing.streams import beginning_of


def unread_values(stream: BinaryIO, beginning: bytes, reading: Reading) -> Iterator[Unread]:
    """The articles of JSON other than JSON Lines, each still to be read; `beginning` is what the stream begins with.

    Raises ReadingError where none can follow.
    """
    if not _begins_in_utf8(beginning):
        data = beginning_of(stream, LARGEST_RECORD + 1)
        if len(data) > LARGEST_RECORD:
            raise ReadingError(f"{reading.name}: not UTF-8. Save it as UTF-8.")
        stream = BytesIO(decode(data, reading.name).encode())
    values = json_values(stream, reading.name, partial(has_text, mapped=reading.fields))
    for number, (value, written) in enumerate(values, start=1):
        within = f"article {number}"
        yield Unread(within, written.encode(), partial(article_of_fields, value, within, Format.JSON, reading))


def _begins_in_utf8(beginning: bytes) -> bool:
    try:
        getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return told_encoding(beginning)[0] is not None
    return True
