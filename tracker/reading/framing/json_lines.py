"""The lines of JSON Lines and the value on each, in bounded memory."""

import gzip
import json
import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import Any, cast

from tracker.reading.article import LARGEST_ARTICLE
from tracker.reading.errors import ReadingError
from tracker.reading.framing.encoding import refuse_other_formats
from tracker.reading.framing.json_values import without_collecting_much
from tracker.reading.framing.streams import GZIP

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BEGINNING_JUDGED = 100_000  # bytes
LONGEST_LINE = 6 * LARGEST_ARTICLE  # bytes: JSON may write a character as six


def numbered_lines(data: bytes | BufferedReader, name: str) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1; `name` is what errors call the file.

    Raises ReadingError where no more can follow.
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
    """The lines that are not blank, numbered from 1, without a byte order mark; None for a line of more bytes."""
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
    """Skip the blank lines that come next, of which there may be millions; returns their number."""
    passed = 0
    while ahead := stream.peek():
        blank = ahead[: len(ahead) - len(ahead.lstrip())]
        lines = blank.count(b"\n")
        if not lines:
            break
        stream.read(blank.rindex(b"\n") + 1)
        passed += lines
    return passed


def value_of(line: bytes, place: str) -> Any:
    """The JSON value on a line; `place` is what errors call the line. Raises ReadingError where there is none."""
    try:
        with without_collecting_much(len(line)):
            return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ReadingError(f"{place}: not UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ReadingError(f"{place}: not JSON ({error.msg} at character {error.colno}).") from None
    except (ValueError, RecursionError):  # a number with thousands of digits, or as many nested brackets
        raise ReadingError(f"{place}: not JSON that can be read.") from None


def has_lines_after_damage(beginning: bytes) -> bool:
    """Whether a file that doesn't begin like JSON Lines is JSON Lines with a damaged first line."""
    lines = [line for line in beginning[:BEGINNING_JUDGED].splitlines() if line.strip()][:3]
    return len(lines) > 1 and [_is_object(line) for line in lines] == [False, True, True][: len(lines)]


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
