"""Feeds that would hold their parser."""

import pytest

from tracker.polling.feed_process import read_feed_guarded
from tracker.reading.errors import ReadingError
from tracker.reading.formats.feeds import read_feed

AT = "https://news.example/rss"
FEED = "<rss><channel><title>Grüße</title><item><title>x</title><link>/x</link>{}</item></channel></rss>"


def test_it_is_read_as_without_a_process_of_its_own() -> None:
    data = FEED.format("<pubDate>2024-03-08</pubDate>").encode()
    assert read_feed_guarded(data, AT, "text/xml") == read_feed(data, AT, "text/xml")


def test_what_is_no_feed_is_said() -> None:
    with pytest.raises(ReadingError, match=r"^https://news\.example/rss: neither RSS nor Atom"):
        read_feed_guarded(b"hello", AT)


def test_one_that_takes_minutes_is_given_up() -> None:
    with pytest.raises(ReadingError, match="reading this feed takes too long"):
        read_feed_guarded(FEED.format(f"<author>{'a' * 300_000}</author>").encode(), AT, seconds=1.5)
