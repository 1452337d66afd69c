"""Polling: how often, and a feed read in a process of its own."""

from itertools import islice

import pytest

from tracker.polling.feed_process import read_feed_guarded
from tracker.polling.polling import parse_interval, rounds
from tracker.reading.errors import ReadingError
from tracker.reading.formats.feeds import read_feed

AT = "https://news.example/rss"
FEED = "<rss><channel><title>Grüße</title><item><title>x</title><link>/x</link>{}</item></channel></rss>"


class Clock:
    """A clock that only sleeping moves; `jumps` are moves that happen on the way, by the number of the nap."""

    def __init__(self, jumps: dict[int, float] | None = None) -> None:
        self.now = 1000.0
        self.naps: list[float] = []
        self._jumps = jumps or {}

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.naps.append(seconds)
        self.now += seconds + self._jumps.get(len(self.naps), 0)


def begun(clock: Clock, interval: float, *durations: float) -> list[float]:
    """When each round begins, where the rounds before it take so long."""
    times = []
    for duration, _ in zip([*durations, 0], rounds(interval, clock.read, clock.sleep), strict=False):
        times.append(clock.now - 1000)
        clock.now += duration
    return times


@pytest.mark.parametrize(
    ("written", "seconds"), [("90s", 90), ("15m", 900), ("1h", 3600), ("1d", 86_400), (" 2 H ", 7200), ("060s", 60)]
)
def test_an_interval_is_read(written: str, seconds: float) -> None:
    assert parse_interval(written) == seconds


@pytest.mark.parametrize("written", ["", "15", "m", "-5m", "1.5h", "15min", "1w", "٣m", "9999999m", "1h30m"])
def test_what_is_none_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="no interval: write it as 90s, 15m, 1h or 1d"):
        parse_interval(written)


@pytest.mark.parametrize("written", ["0s", "5s", "59s", "0d"])
def test_less_than_a_minute_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="1m is the shortest"):
        parse_interval(written)


def test_rounds_begin_at_their_times_however_long_they_take() -> None:
    assert begun(Clock(), 900, 5, 300, 0) == [0, 900, 1800, 2700]


def test_one_that_takes_longer_is_followed_at_once_and_not_made_up_for() -> None:
    assert begun(Clock(), 900, 2000, 5) == [0, 2000, 2900]


def test_a_laptop_that_slept_polls_soon_after_it_wakes() -> None:
    clock = Clock(jumps={3: 5000})
    assert begun(clock, 900, 0)[1] == 5090
    assert max(clock.naps) <= 30


def test_a_clock_that_is_set_back_delays_it_by_an_interval_at_most() -> None:
    clock = Clock(jumps={2: -100_000})
    assert len(list(islice(rounds(900, clock.read, clock.sleep), 2))) == 2
    assert sum(clock.naps) <= 900 + 60


def test_it_is_read_as_without_a_process_of_its_own() -> None:
    data = FEED.format("<pubDate>2024-03-08</pubDate>").encode()
    assert read_feed_guarded(data, AT, "text/xml") == read_feed(data, AT, "text/xml")


def test_what_is_no_feed_is_said() -> None:
    with pytest.raises(ReadingError, match=r"^https://news\.example/rss: neither RSS nor Atom"):
        read_feed_guarded(b"hello", AT)


def test_one_that_takes_minutes_is_given_up() -> None:
    with pytest.raises(ReadingError, match="reading this feed takes too long"):
        read_feed_guarded(FEED.format(f"<author>{'a' * 300_000}</author>").encode(), AT, seconds=1.5)
