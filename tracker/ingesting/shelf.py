"""Where read records wait to be taken: in the order of their inputs, and never more than memory has room for."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.ingesting.inputs import Input
from tracker.reading.records import Record

MOST_RECORDS = 200
MOST_CHARACTERS = 20_000_000  # of their texts
IMPATIENT = 0.5  # seconds


@dataclass(slots=True, eq=False)
class Reading:
    """An input that is being read: the records that wait, and whether more will come.

    `failure` is what kept them from coming: an error that is not the input's, such as one of the database.
    """

    source: Input
    waiting: deque[Record] = field(default_factory=deque)
    ended: bool = False
    failure: BaseException | None = None


class Shelf:
    """Between the threads that read and the one that takes the records.

    `on_impatience` is called when the taker has waited for a while, though there is more to read.
    """

    def __init__(self, on_impatience: Callable[[], None]) -> None:
        self._on_impatience = on_impatience
        self._changed = threading.Condition()
        self._to_read: deque[Reading] = deque()
        self._taken_from: Reading | None = None
        self._records = 0
        self._characters = 0
        self.closed = False

    def begin(self, source: Input) -> Reading:
        """Have an input read when its turn comes."""
        reading = Reading(source)
        with self._changed:
            self._to_read.append(reading)
            self._changed.notify_all()
        return reading

    def next_to_read(self) -> Reading | None:
        """The next input, waiting for one; None where there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._to_read or self.closed)
            return None if self.closed else self._to_read.popleft()

    def put(self, reading: Reading, record: Record) -> None:
        """Put a record there, waiting until there is room. There always is for one that is waited for."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room(reading, record) or self.closed)
            reading.waiting.append(record)
            self._records += 1
            self._characters += weight(record)
            self._changed.notify_all()

    def end(self, reading: Reading, failure: BaseException | None = None) -> None:
        """Say that no more records of an input will come, and what kept them from coming."""
        with self._changed:
            reading.failure = failure
            reading.ended = True
            self._changed.notify_all()

    def take(self, reading: Reading) -> Record | None:
        """The next record of an input, waiting for it; None where there is no more.

        Inputs must be taken from in the order in which they were begun. Raises what the input failed with.
        """
        with self._changed:
            if self._taken_from is not reading:
                self._taken_from = reading
                self._changed.notify_all()
            while not (reading.waiting or reading.ended or self.closed):
                if not self._changed.wait(IMPATIENT) and self._to_read:
                    self._on_impatience()
            if reading.waiting:
                record = reading.waiting.popleft()
                self._records -= 1
                self._characters -= weight(record)
                self._changed.notify_all()
                return record
        if reading.failure:
            raise reading.failure
        return None

    def close(self) -> None:
        """Nothing more is to be read or taken: whoever waits, waits no longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def _has_room(self, reading: Reading, record: Record) -> bool:
        if reading is self._taken_from and not reading.waiting:
            return True
        return self._records < MOST_RECORDS and self._characters + weight(record) <= MOST_CHARACTERS


def weight(record: Record) -> int:
    """The characters of a record's text."""
    return len(record.article.text) if record.article else 0
