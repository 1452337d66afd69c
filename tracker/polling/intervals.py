"""How often feeds are polled: the interval that a user writes, and the rounds that follow from it."""

import re
import time
from collections.abc import Callable, Iterator

SHORTEST = 60.0  # seconds: feeds of news change more rarely, and their servers belong to others
LONGEST_NAP = 30.0
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_WRITTEN = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)


def parse_interval(written: str) -> float:
    """The seconds of "90s", "15m", "1h" or "1d". Raises ValueError, with what to write instead."""
    found = _WRITTEN.fullmatch(written.strip().lower())
    if not found:
        raise ValueError(f"“{written}” is no interval: write it as 90s, 15m, 1h or 1d")
    seconds = float(int(found[1]) * _SECONDS[found[2]])
    if seconds < SHORTEST:
        raise ValueError(f"“{written}” is too often for other people's servers: 1m is the shortest")
    return seconds


def rounds(
    interval: float, clock: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Yields at each round: at once, then `interval` seconds after the previous round began.

    A round that takes longer is followed at once by the next; missed rounds are not made up for. The clock is the
    wall's and is read again and again, so that a laptop that was asleep polls soon after it wakes.
    """
    while True:
        began = clock()
        yield
        while (left := began + interval - clock()) > 0:
            sleep(min(left, interval, LONGEST_NAP))  # at most the interval: somebody may set the clock back
            began = min(began, clock())
