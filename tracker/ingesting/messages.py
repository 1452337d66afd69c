"""What the main process and a reading process say to each other, pickled, over two pipes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.reading.records import Carried, Given

if TYPE_CHECKING:
    from tracker.reading.field_map import FieldMap


@dataclass(frozen=True, slots=True)
class Job:
    """What to read: its records from number `first` on.

    `contents` is None for a stream, whose bytes are asked for piece by piece.
    """

    contents: Path | bytes | None
    name: str
    given: Given
    carried: Carried
    fields: "FieldMap | None"
    first: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """The reading process has started."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether the record with this digest is wanted: the answer is a bool."""

    digest: str


@dataclass(frozen=True, slots=True)
class Hungry:
    """The stream's next bytes, at most `size`: the answer is bytes, none at its end."""

    size: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The job is done: all records were handed on. `leaving`: the process takes no further job."""

    leaving: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """An error that reading should have said in a record ended the job; `reason` is one line."""

    reason: str
