"""What is to be read, before it is known what it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.reading.field_map import FieldMap
from tracker.reading.records import NOTHING_CARRIED, NOTHING_GIVEN, Carried, Given


@dataclass(frozen=True, slots=True)
class Input:
    """One file, address or stream, of one article or many.

    `place` is what messages call it. It is read from exactly one of `path`, `url` (fetched when its turn comes),
    `data` (bytes that were fetched already) and `stream` (read piece by piece to its end). Where there is none of
    these, `problem` says in one line why it can't be read. `fields` maps the field names of JSON and CSV.
    Records before number `first` are passed over.
    """

    place: str
    path: Path | None = None
    url: str | None = None
    data: bytes | None = None
    stream: BinaryIO | None = None
    problem: str | None = None
    given: Given = NOTHING_GIVEN
    carried: Carried = NOTHING_CARRIED
    fields: FieldMap | None = None
    first: int = 0
