"""What the main process and a worker that reads send each other, pickled, over two pipes."""

from dataclasses import dataclass
from pathlib import Path

from tracker.reading.field_map import FieldMap
from tracker.reading.records import Carried, Given


@dataclass(frozen=True, slots=True)
class Job:
    """What to read: its records from number `first` on.

    `contents` is None for a stream, whose bytes the worker asks for piece by piece.
    """

    contents: Path | bytes | None
    name: str
    given: Given
    carried: Carried
    fields: FieldMap | None
    first: int = 0


@dataclass(frozen=True, slots=True)
class IsWanted:
    """Asks whether the record with this digest is wanted; the answer is a bool."""

    digest: str


@dataclass(frozen=True, slots=True)
class NeedBytes:
    """Asks for the stream's next bytes, at most `size`; the answer is bytes, empty at the stream's end."""

    size: int


@dataclass(frozen=True, slots=True)
class JobDone:
    """All records were sent. `leaving` says that the worker takes no further job."""

    leaving: bool


@dataclass(frozen=True, slots=True)
class JobFailed:
    """An error that should have been a record's problem ended the job; `reason` is one line."""

    reason: str
