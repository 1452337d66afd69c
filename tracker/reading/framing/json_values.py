"""JSON of any size, an article at a time: an object, an array of objects, or an object that holds such an array.

Packages that read JSON piece by piece give its values only, not the text that they are written as, which digests are
made of.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

from tracker.garbage_collection import without_collecting
from tracker.reading.article import LARGEST_RECORD
from tracker.reading.errors import ReadingError
from tracker.reading.framing.streams import CHUNK
from tracker.reading.lexicons import document_words

# The names under which an object has its articles, in lower case and without hyphens and underscores.
LISTS = frozenset(
    [
        "articles",
        "article",
        "items",
        "results",
        "documents",
        "docs",
        "entries",
        "records",
        "data",
        "news",
        "stories",
        "posts",
        "rows",
    ]
)
BLANK = re.compile(r"[ \t\n\r\ufeff]*")

DECODER = json.JSONDecoder()
LONG_JSON = 1_000_000  # characters

# A value, and the JSON text of it.
Written = tuple[Any, str]


def without_collecting_much(size: int) -> AbstractContextManager[None]:
    """Suspend garbage collection while much JSON is read: with millions of lists Python does little else."""
    return without_collecting() if size >= LONG_JSON else nullcontext()


def json_values(
    stream: BinaryIO,
    name: str,
    has_text: Callable[[dict[str, Any]], bool],
    is_list: Callable[[str, str], bool] | None = None,
) -> Iterator[Written]:
    """The values that are or should be articles, each with its JSON; `name` is what errors call the file.

    For an array they are its members. For an object that holds an array of objects under a name such as `articles`,
    and no text before it, they are that array's members; any other object is a value itself. Several values may
    follow each other. `is_list` says of a name, and of the character that the array's first member begins with, whether
    that is such an array. Raises ReadingError at invalid JSON, after which nothing can be read.
    """
    window = _Window(stream, name)
    while first := window.peek():
        if first == "[":
            yield from _members(window)
        elif first == "{":
            yield from _of_object(window, has_text, is_list or _lists_articles)
        else:
            yield window.value()


def _members(window: "_Window") -> Iterator[Written]:
    """The members of the array that begins here."""
    window.take("[")
    if window.peek() == "]":
        window.take("]")
        return
    while True:
        yield window.value()
        if window.peek() != ",":
            break
        window.take(",")
    window.take("]")


def _of_object(
    window: "_Window", has_text: Callable[[dict[str, Any]], bool], is_list: Callable[[str, str], bool]
) -> Iterator[Written]:
    """The object that begins here, or the articles in its lists."""
    fields: dict[str, Any] = {}
    written: list[str] = []
    size = 0
    wraps = holds_text = False
    window.take("{")
    while window.peek() != "}":
        key, key_written = window.value()
        if not isinstance(key, str):
            raise window.error("a name without quotation marks")
        window.take(":")
        if window.peek() == "[" and not holds_text and is_list(key, window.peek_after_bracket()):
            wraps = True
            yield from _members(window)
        else:
            fields[key], value_written = window.value()
            holds_text = holds_text or has_text({key: fields[key]})
            written.append(f"{key_written}:{value_written}")
            size += len(written[-1])
            if size > LARGEST_RECORD:
                raise window.too_large()
        if window.peek() != ",":
            break
        window.take(",")
    window.take("}")
    if holds_text or not wraps:
        yield fields, "{" + ",".join(written) + "}"


def _lists_articles(key: str, first: str) -> bool:
    """Whether an array of objects has a name that lists of articles have."""
    if first != "{":
        return False
    plain = key.replace("_", "").replace("-", "").casefold()
    return plain in LISTS or plain in document_words().lists


class _Window:
    """The part of a JSON text that is in memory; it moves on as values are taken."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._position = 0
        self._passed = 0  # characters before the window
        self._ended = False

    def peek(self) -> str:
        """The next character that isn't blank, without taking it; "" at the end."""
        while True:
            found = BLANK.match(self._text, self._position)
            self._position = found.end() if found else self._position
            if self._position < len(self._text):
                return self._text[self._position]
            self._pass_over()
            if not self._more(CHUNK):
                return ""

    def peek_after_bracket(self) -> str:
        """The character after the current one that isn't blank, without taking it."""
        while True:
            found = BLANK.match(self._text, self._position + 1)
            end = found.end() if found else len(self._text)
            if end < len(self._text):
                return self._text[end]
            if len(self._text) - self._position > LARGEST_RECORD or not self._more(CHUNK):
                return ""

    def take(self, expected: str) -> None:
        """Take a character that must come next. Raises ReadingError where it doesn't."""
        if self.peek() != expected:
            raise self.error(f"without the `{expected}` that belongs there")
        self._position += 1

    def value(self) -> Written:
        """Take the value that comes next. Raises ReadingError where there is none."""
        if not self.peek():
            raise self.error("cut off")
        self._pass_over()
        failed_at = -1
        while True:
            try:
                with without_collecting_much(len(self._text)):
                    value, end = DECODER.raw_decode(self._text, self._position)
            except json.JSONDecodeError as error:
                problem = self.error(error.msg, error.pos)
                # If more text changes nothing, the value is invalid rather than cut off by the window.
                if error.pos == failed_at and not error.msg.startswith("Unterminated"):
                    raise problem from None
                failed_at = error.pos
            except (ValueError, RecursionError):  # a number with thousands of digits, or as many nested brackets
                raise self.error("a number too long or brackets too deep") from None
            else:
                # A number may continue beyond the window.
                if end < len(self._text) or not self._more(CHUNK):
                    written = self._text[self._position : end]
                    self._position = end
                    return value, written
                continue
            if len(self._text) - self._position > LARGEST_RECORD:
                raise self.too_large()
            # Twice as much each time, so that a long value is parsed a few times, not hundreds.
            if not self._more(max(CHUNK, len(self._text) - self._position)):
                raise problem

    def error(self, what: str, position: int | None = None) -> ReadingError:
        """The error at a position."""
        at = self._passed + (self._position if position is None else position) + 1
        return ReadingError(f"{self._name}: not JSON from character {at:,} on ({what}). The rest isn't read.")

    def too_large(self) -> ReadingError:
        """The error for a value that is too large for an article."""
        at = self._passed + self._position + 1
        return ReadingError(
            f"{self._name}: what begins at character {at:,} is longer than {LARGEST_RECORD // 1_000_000} MB. Split it, "
            "or write it as JSON Lines. The rest isn't read."
        )

    def _pass_over(self) -> None:
        if self._position > CHUNK:
            self._passed += self._position
            self._text = self._text[self._position :]
            self._position = 0

    def _more(self, size: int) -> bool:
        """Extend the window; False at the stream's end."""
        if self._ended:
            return False
        data = self._stream.read(size)
        self._ended = not data
        try:
            self._text += self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError:
            raise ReadingError(
                f"{self._name}: not UTF-8 after character {self._passed + len(self._text):,}. Save it as UTF-8. "
                "The rest isn't read."
            ) from None
        return not self._ended
