"""Limits of time and size, so that a server can't hold up or fill this program."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one fetch; times are in seconds, sizes in bytes.

    `total` covers everything that belongs to a fetch: robots.txt, redirects, all tries and the waits between them,
    and a server that sends a byte now and then. A wait that a server asks for is skipped if it doesn't fit. Only
    the wait for a turn at the host comes on top: `pause`, from the start of one fetch to that of the next.
    """

    connect: float = 10.0
    total: float = 30.0
    size: int = 20_000_000  # after decompression
    redirects: int = 5
    tries: int = 3
    back_off: float = 1.0  # before the second try; twice as long before each further one
    pause: float = 1.0


class Deadline:
    """The moment by which a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """The seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether no time is left."""
        return self.remaining() == 0

    def extend(self, seconds: float) -> None:
        """Move the end back, for time that wasn't the server's fault."""
        self._end += seconds
