"""From one thread to the next: things in their order, and never more than memory has room for."""

import threading
from collections import deque
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class ConveyorClosedError(Exception):
    """Nobody takes anything any more."""


class Conveyor(Generic[Thing]):
    """Holds things of at most `room` together, or a single one of any size."""

    def __init__(self, room: float) -> None:
        self._room = room
        self._changed = threading.Condition()
        self._things: deque[tuple[Thing, float]] = deque()
        self._taken_up = 0.0
        self._ended = False
        self._closed = False
        self._failure: BaseException | None = None

    def put(self, thing: Thing, size: float) -> None:
        """Put a thing on it, waiting until there is room. Raises ConveyorClosedError."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._things or self._taken_up + size <= self._room)
            if self._closed:
                raise ConveyorClosedError
            self._things.append((thing, size))
            self._taken_up += size
            self._changed.notify_all()

    def take(self) -> Thing | None:
        """The next thing, waiting for it; None behind the last one. Raises what ended it."""
        with self._changed:
            self._changed.wait_for(lambda: self._things or self._ended)
            if self._things:
                thing, size = self._things.popleft()
                self._taken_up -= size
                self._changed.notify_all()
                return thing
        if self._failure:
            raise self._failure
        return None

    def end(self, failure: BaseException | None = None) -> None:
        """Nothing more comes; `failure` is why."""
        with self._changed:
            self._ended = True
            self._failure = failure
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more is taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
