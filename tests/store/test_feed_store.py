"""Feeds and their entries in the database."""

import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from store_building import VERSIONS, article, extraction

from tracker.reading.formats.feeds import FeedEntry
from tracker.store import Store, StoreError
from tracker.store.feeds import LONGEST_WAIT, FeedRow

URL = "https://news.example/rss"


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "tracker.db") as opened:
        yield opened


def entry(number: int, **fields: str) -> FeedEntry:
    return FeedEntry(f"key {number}", f"https://news.example/{number}", f"Title {number}", **fields)


def announce(store: Store, feed: int, *entries: FeedEntry, etag: str | None = None) -> int:
    return store.feeds.polled(feed, title="News", etag=etag, last_modified=None, entries=entries)


def added(store: Store, text: str) -> int:
    return store.add(article(text), extraction(), VERSIONS).article_id


def only(store: Store) -> FeedRow:
    [row] = store.feeds.all()
    return row


def test_a_feed_is_added_once(store) -> None:
    assert store.feeds.add(URL) == (1, True)
    assert store.feeds.add(URL) == (1, False)
    row = only(store)
    assert (row.id, row.url, row.title, row.polled_at, row.problem) == (1, URL, None, None, None)


def test_a_feed_is_removed_by_its_number_or_address_and_its_articles_stay(store) -> None:
    for url in (URL, f"{URL}2"):
        number, _ = store.feeds.add(url)
        announce(store, number, entry(number))
        store.feeds.done(store.feeds.waiting()[0].id, added(store, f"Text {number}."))
    assert store.feeds.remove(1).url == URL
    assert store.feeds.remove(f"{URL}2").id == 2
    assert store.feeds.all() == []
    assert [row.id for row in store.articles()] == [2, 1]
    assert store.feeds.add(URL) == (3, True)


@pytest.mark.parametrize("feed", [7, "https://other.example/", "1"])
def test_a_feed_that_is_not_there_is_said(store, feed: int | str) -> None:
    store.feeds.add(URL)
    with pytest.raises(StoreError, match="there is no feed"):
        store.feeds.remove(feed)


def test_only_new_entries_are_taken_the_oldest_first(store) -> None:
    store.feeds.add(URL)
    assert announce(store, 1, entry(2), entry(1)) == 2
    assert announce(store, 1, entry(3), entry(2), entry(1)) == 1
    assert [each.url for each in store.feeds.waiting()] == [f"https://news.example/{n}" for n in (1, 2, 3)]


def test_the_same_key_in_two_feeds_is_two_entries(store) -> None:
    for url in (URL, f"{URL}2"):
        number, _ = store.feeds.add(url)
        assert announce(store, number, entry(1)) == 1


def test_what_the_feed_says_comes_back(store) -> None:
    store.feeds.add(URL)
    announce(store, 1, entry(1, author="Petra Lindholm", published="2024-03-08", content="<p>x</p>"), etag='"1"')
    [waiting] = store.feeds.waiting()
    assert (waiting.title, waiting.author, waiting.published) == ("Title 1", "Petra Lindholm", "2024-03-08")
    assert (waiting.content, waiting.outlet, waiting.tries) == ("<p>x</p>", "News", 0)
    assert (only(store).etag, only(store).waiting) == ('"1"', 1)


def test_an_entry_that_is_done_waits_no_more_and_is_known_by_its_address(store) -> None:
    store.feeds.add(URL)
    announce(store, 1, entry(1, content="<p>x</p>"))
    number = added(store, "A text.")
    store.feeds.done(store.feeds.waiting()[0].id, number)
    assert store.feeds.waiting() == []
    assert announce(store, 1, entry(1)) == 0
    assert store.feeds.article_at("https://news.example/1") == number
    assert store.feeds.article_at("https://news.example/2") is None
    assert (only(store).articles, only(store).waiting) == (1, 0)


def test_an_entry_that_fails_waits_until_it_is_given_up(store) -> None:
    store.feeds.add(URL)
    announce(store, 1, entry(1, content="<p>x</p>"))
    [waiting] = store.feeds.waiting()
    store.feeds.entry_failed(waiting.id, "no", given_up=False)
    [again] = store.feeds.waiting()
    assert (again.tries, again.content) == (1, "<p>x</p>")
    store.feeds.entry_failed(waiting.id, "no", given_up=True)
    assert store.feeds.waiting() == []
    assert announce(store, 1, entry(1)) == 0
    assert (only(store).waiting, only(store).failed) == (0, 1)


def test_failures_are_counted_until_one_poll_succeeds(store) -> None:
    store.feeds.add(URL)
    announce(store, 1, etag='"1"')
    for _ in range(2):
        store.feeds.failed(1, "the server is away")
    assert (only(store).failures, only(store).problem, only(store).etag) == (2, "the server is away", '"1"')
    store.feeds.unchanged(1)
    assert (only(store).failures, only(store).problem, only(store).etag) == (0, None, '"1"')


def test_a_server_that_asks_for_time_gets_it(store) -> None:
    store.feeds.add(URL)
    store.feeds.failed(1, "too many requests", retry_after=3600)
    assert store.feeds.due() == []
    assert only(store).not_before > only(store).polled_at
    store.feeds.failed(1, "too many requests", retry_after=10 * LONGEST_WAIT)
    wait = datetime.fromisoformat(only(store).not_before) - datetime.fromisoformat(only(store).polled_at)
    assert wait.total_seconds() == pytest.approx(LONGEST_WAIT, abs=2)
    store.feeds.failed(1, "too many requests", retry_after=-5)
    assert [row.id for row in store.feeds.due()] == [1]


def test_entries_and_what_to_ask_with_are_written_together(store) -> None:
    """A failure in between leaves the old ETag, so that the feed is sent again."""
    store.feeds.add(URL)
    announce(store, 1, entry(1), etag='"1"')
    broken = FeedEntry("key 2", "https://news.example/2", "\ud800")
    with pytest.raises(StoreError):
        announce(store, 1, entry(3), broken, etag='"2"')
    assert (only(store).etag, only(store).waiting) == ('"1"', 1)


def test_entries_of_a_feed_that_was_removed_meanwhile_are_dropped(store) -> None:
    store.feeds.add(URL)
    store.feeds.remove(1)
    announce(store, 1, entry(1))
    assert store.feeds.waiting() == []


def test_an_article_that_is_deleted_takes_nothing_with_it(store, tmp_path) -> None:
    store.feeds.add(URL)
    announce(store, 1, entry(1))
    store.feeds.done(store.feeds.waiting()[0].id, added(store, "A text."))
    with sqlite3.connect(tmp_path / "tracker.db") as other:
        other.execute("PRAGMA foreign_keys = ON")
        other.execute("DELETE FROM articles")
    assert announce(store, 1, entry(1)) == 0
    assert store.feeds.article_at("https://news.example/1") is None


def test_only_one_polls_at_a_time(store, tmp_path) -> None:
    with store.feeds.polling() as first, Store.open(tmp_path / "tracker.db") as other:
        assert first
        with other.feeds.polling() as second:
            assert not second
        other.feeds.add(URL)  # the database itself is free
    with store.feeds.polling() as again:
        assert again


def test_a_killed_poll_locks_nobody_out(store, tmp_path) -> None:
    program = (
        "import sys, time; from tracker.store import Store\n"
        "with Store.open(sys.argv[1]) as store, store.feeds.polling() as alone:\n"
        "    print(alone, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "tracker.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        with store.feeds.polling() as second:
            assert not second
        process.kill()
    with store.feeds.polling() as second:
        assert second
