"""From the arguments of `tracker ingest` to what is to be read."""

import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.ingesting.inputs import Input
from tracker.reading.errors import ReadingError
from tracker.reading.field_map import FieldMap
from tracker.reading.folders import files_in
from tracker.reading.records import Given

STDIN = "-"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
PATTERN = re.compile(r"[*?\[]")
MOST_NAMED_ONE_BY_ONE = 10


@dataclass(frozen=True, slots=True)
class Arguments:
    """Files, folders, patterns, addresses and standard input, and what was said about all of them."""

    words: Sequence[str]
    exclude: Sequence[str]
    given: Given
    fields: FieldMap | None

    @property
    def name_each(self) -> bool:
        """Whether they name a few files one by one, and no folders."""
        return len(self.words) <= MOST_NAMED_ONE_BY_ONE and not any(map(names_several, self.words))

    def inputs(self) -> Iterator[Input]:
        """What is to be read, in order; folders are gone through as they are reached."""
        for word in self.words:
            if word == STDIN:
                yield self._about(_standard_input())
            elif not word:
                yield Input(word, problem="“”: an empty name. Check what the shell made of the arguments.")
            elif ADDRESS.match(word):
                yield self._about(Input(word, url=word))
            else:
                yield from map(self._about, self._files(word))

    def each(self) -> Iterator[object]:
        """As many things as there are inputs, to count them: without what is known of each, in half the time."""
        for word in self.words:
            if not word or word == STDIN or ADDRESS.match(word):
                yield word
            else:
                yield from files_in([word], self.exclude)

    def _files(self, word: str) -> Iterator[Input]:
        for found in files_in([word], self.exclude):
            if isinstance(found, ReadingError):
                yield Input(word, problem=str(found))
            else:
                yield Input(_storable(str(found)), path=Path(found))

    def _about(self, source: Input) -> Input:
        return replace(source, given=self.given, fields=self.fields)


class Count:
    """Counts inputs in the background, for whoever wants to know how far a batch is."""

    def __init__(self, inputs: Callable[[], Iterator[object]]) -> None:
        self._counted: int | None = None
        self._inputs = inputs
        threading.Thread(target=self._count, daemon=True).start()

    def __call__(self) -> int | None:
        """How many there are; None as long as they are being counted."""
        return self._counted

    def _count(self) -> None:
        self._counted = sum(1 for _ in self._inputs())


def names_several(word: str) -> bool:
    """Whether an argument may stand for several files: a folder, or a pattern that the shell has left."""
    if word in ("", STDIN) or ADDRESS.match(word):
        return False
    try:
        path = Path(word)
        return path.is_dir() or (PATTERN.search(word) is not None and not path.exists())
    except (OSError, ValueError):  # a name that no file can have
        return False


def _standard_input() -> Input:
    if sys.stdin is None:
        return Input(STDIN, problem="stdin: closed. There is nothing to read.")
    return Input(STDIN, stream=sys.stdin.buffer)


def _storable(name: str) -> str:
    """A file's name as the database can have it: bytes that are no UTF-8 become a replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
