"""Ctrl-C and SIGTERM: they end a batch between two articles, never in the middle of one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class InterruptedBySignal(BaseException):
    """The user, or the system, wants the program to end: no error, like KeyboardInterrupt. `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interruptible:
    """Turns the first signal into an InterruptedBySignal in the main thread. Use it as a context manager.

    It is raised at once where the program waits, and elsewhere by the next `check`, so that what is being written is
    written wholly; at once by a second signal too. What comes after that changes nothing, for tidying up takes but a
    moment. Where this isn't entered, or not in the main thread, signals do what they did before.
    """

    def __init__(self) -> None:
        self._waiting = False
        self._raised = False
        self._number: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._receive) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Inside, nothing is lost where a signal breaks in."""
        self._waiting = True
        try:
            self.check()
            yield
        finally:
            self._waiting = False

    def check(self) -> None:
        """Raise what was held back. Raises InterruptedBySignal."""
        if self._number is not None and not self._raised:
            self._raised = True
            raise InterruptedBySignal(self._number)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        again = self._number is not None
        self._number = number if self._number is None else self._number
        if self._waiting or again:
            self.check()
