"""What waits between the threads of a batch, in order, and never more than memory has room for."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tracker.ingesting.inputs import Input
from tracker.reading.records import Record

MOST_RECORDS = 200
MOST_CHARACTERS = 20_000_000  # of the texts of records that wait
LONG_WAIT = 0.5  # seconds
SECONDS_TO_NOTICE_A_SIGNAL = 1.0

Item = TypeVar("Item")


class QueueClosedError(Exception):
    """Nobody takes from the queue any more."""


class WeightedQueue(Generic[Item]):
    """A queue of items whose weights add up to at most `capacity`, or of a single item of any weight.

    Unlike `queue.Queue` it weighs its items, and ends: for the taker with an error, for the giver when it is closed.
    """

    def __init__(self, capacity: float) -> None:
        self._capacity = capacity
        self._changed = threading.Condition()
        self._items: deque[tuple[Item, float]] = deque()
        self._weight = 0.0
        self._ended = False
        self._closed = False
        self._failure: BaseException | None = None

    def put(self, item: Item, weight: float) -> None:
        """Add an item, waiting until there is room. Raises QueueClosedError."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._items or self._weight + weight <= self._capacity)
            if self._closed:
                raise QueueClosedError
            self._items.append((item, weight))
            self._weight += weight
            self._changed.notify_all()

    def take(self) -> Item | None:
        """The next item, waiting for it; None after the last one. Raises the error that ended the queue."""
        with self._changed:
            # A signal that comes just before the wait begins would only be noticed when the wait ends.
            while not self._changed.wait_for(lambda: self._items or self._ended, timeout=SECONDS_TO_NOTICE_A_SIGNAL):
                pass
            if self._items:
                item, weight = self._items.popleft()
                self._weight -= weight
                self._changed.notify_all()
                return item
        if self._failure:
            raise self._failure
        return None

    def end(self, failure: BaseException | None = None) -> None:
        """Say that nothing more comes; `failure` is why."""
        with self._changed:
            self._ended = True
            self._failure = failure
            self._changed.notify_all()

    def close(self) -> None:
        """Say that nothing more is taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


@dataclass(slots=True, eq=False)
class PendingInput:
    """An input that is to be read or being read: the records that wait to be taken, and whether more will come.

    `failure` is an error that ended the reading and isn't the input's, such as one of the database.
    """

    source: Input
    waiting: deque[Record] = field(default_factory=deque)
    ended: bool = False
    failure: BaseException | None = None


class RecordBuffer:
    """Records between the threads that read several inputs and the one that takes them input by input.

    `on_long_wait` is called when the taker has waited for a while though there is more to read.
    """

    def __init__(self, on_long_wait: Callable[[], None]) -> None:
        self._on_long_wait = on_long_wait
        self._changed = threading.Condition()
        self._to_read: deque[PendingInput] = deque()
        self._taken_from: PendingInput | None = None
        self._records = 0
        self._characters = 0
        self.closed = False

    def begin(self, source: Input) -> PendingInput:
        """Have an input read when its turn comes."""
        pending = PendingInput(source)
        with self._changed:
            self._to_read.append(pending)
            self._changed.notify_all()
        return pending

    def next_to_read(self) -> PendingInput | None:
        """The next input to read, waiting for one; None when the buffer is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._to_read or self.closed)
            return None if self.closed else self._to_read.popleft()

    def put(self, pending: PendingInput, record: Record) -> None:
        """Add a record, waiting until there is room. There always is for a record that the taker waits for."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_room(pending, record) or self.closed)
            pending.waiting.append(record)
            self._records += 1
            self._characters += _characters(record)
            self._changed.notify_all()

    def end(self, pending: PendingInput, failure: BaseException | None = None) -> None:
        """Say that no more records of an input will come, and what kept them from coming."""
        with self._changed:
            pending.failure = failure
            pending.ended = True
            self._changed.notify_all()

    def take(self, pending: PendingInput) -> Record | None:
        """The next record of an input, waiting for it; None after the last one.

        Inputs must be taken from in the order in which they were begun. Raises the input's `failure`.
        """
        with self._changed:
            if self._taken_from is not pending:
                self._taken_from = pending
                self._changed.notify_all()
            while not (pending.waiting or pending.ended or self.closed):
                if not self._changed.wait(LONG_WAIT) and self._to_read:
                    self._on_long_wait()
            if pending.waiting:
                record = pending.waiting.popleft()
                self._records -= 1
                self._characters -= _characters(record)
                self._changed.notify_all()
                return record
        if pending.failure:
            raise pending.failure
        return None

    def close(self) -> None:
        """Read and take nothing more; whoever waits stops waiting."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def _has_room(self, pending: PendingInput, record: Record) -> bool:
        if pending is self._taken_from and not pending.waiting:
            return True
        return self._records < MOST_RECORDS and self._characters + _characters(record) <= MOST_CHARACTERS


def _characters(record: Record) -> int:
    """The characters of a record's text."""
    return len(record.article.text) if record.article else 0
