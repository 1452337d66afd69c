"""How long and how much: what keeps a server from holding or filling this program."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one fetch; times are in seconds, sizes in bytes.

    `total` bounds everything that belongs to a fetch: robots.txt, redirects, all tries and the waits between them, and
    a server that sends a byte now and then. A wait that a server asks for and that doesn't fit in is not made. Only
    the wait for one's turn at a host comes on top: `pause`, from the beginning of one fetch to that of the next.
    """

    connect: float = 10.0
    total: float = 30.0
    size: int = 20_000_000  # of what is left when it is decompressed
    redirects: int = 5
    tries: int = 3
    back_off: float = 1.0  # before the second try; twice as long before each further one
    pause: float = 1.0


class Deadline:
    """The moment by which a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """The seconds left, 0 where none is."""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether no time is left."""
        return self.remaining() == 0

    def extend(self, seconds: float) -> None:
        """Put the end off, for time that was no fault of the server's."""
        self._end += seconds
