"""Ctrl-C and SIGTERM end a batch between two articles, never in the middle of one."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class InterruptedBySignal(BaseException):
    """The user or the system wants the program to end. Like KeyboardInterrupt no error; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Interruptible:
    """Turns the first signal into an InterruptedBySignal in the main thread. Use it as a context manager.

    It is raised at once while the program waits, and otherwise by the next `check`, so that an article is written
    completely; a second signal raises it at once too. Later signals change nothing, since tidying up takes only a
    moment. Outside this context manager, or outside the main thread, signals do what they did before.
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
        """Let a signal raise at once inside, where nothing would be lost."""
        self._waiting = True
        try:
            self.check()
            yield
        finally:
            self._waiting = False

    def check(self) -> None:
        """Raise InterruptedBySignal if a signal came that hasn't been raised yet."""
        if self._number is not None and not self._raised:
            self._raised = True
            raise InterruptedBySignal(self._number)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        again = self._number is not None
        self._number = number if self._number is None else self._number
        if self._waiting or again:
            self.check()
