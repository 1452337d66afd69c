"""JSON of any size, an article at a time: an object, an array of them, or an object around an array of them."""

import codecs
import gc
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from tracker.reading.article import LARGEST_RECORD
from tracker.reading.errors import ReadingError
from tracker.reading.framing.streams import CHUNK

# Under which names an object has its articles, in small letters and without hyphens and underscores.
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
        "artikel",
        "rows",
    ]
)
BLANK = re.compile(r"[ \t\n\r\ufeff]*")

DECODER = json.JSONDecoder()
MUCH = 1_000_000  # characters

# A value and the JSON that it is written as.
Written = tuple[Any, str]


@contextmanager
def without_collecting(size: int) -> Iterator[None]:
    """Keep Python from looking for garbage while much JSON is read: with millions of lists it does nothing else."""
    if size < MUCH or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def json_values(stream: BinaryIO, name: str, has_text: Callable[[dict[str, Any]], bool]) -> Iterator[Written]:
    """The values that are articles or should be, each with its JSON; `name` is what errors call the file.

    Of an array these are its members. Of an object that has an array of objects under a name such as `articles`, and
    no text before it, these are that array's members; any other object is one itself. Several values may follow each
    other. Raises ReadingError at what is no JSON, after which nothing can be read.
    """
    window = _Window(stream, name)
    while sign := window.sign():
        if sign == "[":
            yield from _members(window)
        elif sign == "{":
            yield from _of_object(window, has_text)
        else:
            yield window.value()


def _members(window: "_Window") -> Iterator[Written]:
    """The members of the array that begins here."""
    window.take("[")
    if window.sign() == "]":
        window.take("]")
        return
    while True:
        yield window.value()
        if window.sign() != ",":
            break
        window.take(",")
    window.take("]")


def _of_object(window: "_Window", has_text: Callable[[dict[str, Any]], bool]) -> Iterator[Written]:
    """The object that begins here, or the articles in its lists."""
    fields: dict[str, Any] = {}
    written: list[str] = []
    size = 0
    wraps = holds_text = False
    window.take("{")
    while window.sign() != "}":
        key, key_written = window.value()
        if not isinstance(key, str):
            raise window.error("a name without quotation marks")
        window.take(":")
        if window.sign() == "[" and _plain(key) in LISTS and not holds_text and window.sign_after_bracket() == "{":
            wraps = True
            yield from _members(window)
        else:
            fields[key], value_written = window.value()
            holds_text = holds_text or has_text({key: fields[key]})
            written.append(f"{key_written}:{value_written}")
            size += len(written[-1])
            if size > LARGEST_RECORD:
                raise window.too_large()
        if window.sign() != ",":
            break
        window.take(",")
    window.take("}")
    if holds_text or not wraps:
        yield fields, "{" + ",".join(written) + "}"


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").casefold()


class _Window:
    """The part of a JSON text that is looked at; it moves on as values are taken."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._position = 0
        self._passed = 0  # characters before the window
        self._ended = False

    def sign(self) -> str:
        """The next character that isn't blank, which stays where it is; "" at the end."""
        while True:
            found = BLANK.match(self._text, self._position)
            self._position = found.end() if found else self._position
            if self._position < len(self._text):
                return self._text[self._position]
            self._pass_over()
            if not self._more(CHUNK):
                return ""

    def sign_after_bracket(self) -> str:
        """The character that follows the one here, blanks passed over."""
        while True:
            found = BLANK.match(self._text, self._position + 1)
            end = found.end() if found else len(self._text)
            if end < len(self._text):
                return self._text[end]
            if len(self._text) - self._position > LARGEST_RECORD or not self._more(CHUNK):
                return ""

    def take(self, sign: str) -> None:
        """Pass over a character that must come next. Raises ReadingError where it doesn't."""
        if self.sign() != sign:
            raise self.error(f"without the `{sign}` that belongs there")
        self._position += 1

    def value(self) -> Written:
        """Take the value that comes next. Raises ReadingError where there is none."""
        if not self.sign():
            raise self.error("cut off")
        self._pass_over()
        failed_at = -1
        while True:
            try:
                with without_collecting(len(self._text)):
                    value, end = DECODER.raw_decode(self._text, self._position)
            except json.JSONDecodeError as error:
                problem = self.error(error.msg, error.pos)
                # Where more of the text changes nothing, it isn't that the value goes on after the window.
                if error.pos == failed_at and not error.msg.startswith("Unterminated"):
                    raise problem from None
                failed_at = error.pos
            except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested as deep
                raise self.error("a number too long or brackets too deep") from None
            else:
                # A number may go on in what isn't in the window yet.
                if end < len(self._text) or not self._more(CHUNK):
                    written = self._text[self._position : end]
                    self._position = end
                    return value, written
                continue
            if len(self._text) - self._position > LARGEST_RECORD:
                raise self.too_large()
            # Twice as much each time: a long value is looked through a few times, not hundreds.
            if not self._more(max(CHUNK, len(self._text) - self._position)):
                raise problem

    def error(self, what: str, position: int | None = None) -> ReadingError:
        """What is wrong, and where."""
        at = self._passed + (self._position if position is None else position) + 1
        return ReadingError(f"{self._name}: not JSON from character {at:,} on ({what}). The rest isn't read.")

    def too_large(self) -> ReadingError:
        """A value that is no article, by its size."""
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
        """Lengthen the window; False where the stream has no more."""
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
