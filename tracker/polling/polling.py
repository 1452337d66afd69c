"""Polling in rounds: the feeds are fetched, and the articles that are new in them are fetched and ingested."""

import html
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit

from tracker.ingesting.batch import ingest
from tracker.ingesting.inputs import Input
from tracker.ingesting.interruption import Interruptible
from tracker.ingesting.outcomes import Outcome
from tracker.polling.feed_process import read_feed_guarded
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.feeds import Feed
from tracker.reading.records import Carried
from tracker.reading.web import Fetched, Fetcher, FetchError
from tracker.reading.web.fetching import NOT_MODIFIED
from tracker.store import Store
from tracker.store.feeds import MOST_TRIES, FeedRow, WaitingEntry

FEEDS_AT_ONCE = 8

Item = TypeVar("Item")
Result = TypeVar("Result")
SHORTEST = 60.0  # seconds: feeds of news change more rarely, and their servers belong to others
LONGEST_NAP = 30.0
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_WRITTEN = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Polled:
    """What became of a new entry: see `Outcome`. `given_up` says that a failed entry won't be tried again."""

    outcome: Outcome
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class FeedFailed:
    """A feed that couldn't be read completely; `problem` is one line."""

    url: str
    problem: str


@dataclass(frozen=True, slots=True)
class BeingPolled:
    """Another process is polling the same database; nothing was done."""


Event: TypeAlias = Polled | FeedFailed | BeingPolled
Group: TypeAlias = Sequence[WaitingEntry]  # entries with the same address


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a feed answered; `feed` is None where it hasn't changed."""

    row: FeedRow
    fetched: Fetched | None = None
    feed: Feed | None = None
    problem: ReadingError | None = None


class Polling:
    """Polls the feeds of databases. It remembers the hosts' rules from round to round."""

    def __init__(self, fetcher: Fetcher, interruptible: Interruptible | None = None) -> None:
        self._fetcher = fetcher
        self._interruptible = interruptible or Interruptible()

    def poll(self, store: Store) -> Iterator[Event]:
        """Fetch the feeds, and ingest what is new; each event comes as soon as its article is in the database.

        A feed or an article that fails is an event, and the others go on. An entry whose page can't be fetched is tried
        again in the next rounds; after that the article is taken from the feed, where the feed carries it, or else
        given up. If the process is killed, nothing is lost or doubled: an entry is done when its article is in the
        database. Raises StoreError.
        """
        with store.feeds.polling() as alone:
            if not alone:
                yield BeingPolled()
                return
            yield from self._ask(store)
            yield from self._take(store)

    def _ask(self, store: Store) -> Iterator[FeedFailed]:
        """Fetch the feeds, and store their new entries."""
        answers = _at_the_same_time(self._answer, store.feeds.due())
        while answer := self._waited_for(answers):
            row = answer.row
            if answer.problem is not None:
                retry_after = answer.problem.retry_after if isinstance(answer.problem, FetchError) else None
                store.feeds.failed(row.id, str(answer.problem), retry_after)
                yield FeedFailed(row.url, str(answer.problem))
            elif answer.feed is None or answer.fetched is None:
                store.feeds.unchanged(row.id)
            else:
                feed, fetched = answer.feed, answer.fetched
                store.feeds.polled(
                    row.id,
                    title=feed.title,
                    etag=fetched.etag,
                    last_modified=fetched.last_modified,
                    entries=feed.entries,
                )
                if feed.left_out:
                    problem = (
                        f"{shown(row.url)}: {feed.left_out} entries beyond the first {len(feed.entries)} left out."
                    )
                    yield FeedFailed(row.url, problem)

    def _waited_for(self, answers: Iterator[_Answer]) -> _Answer | None:
        with self._interruptible.waiting():
            return next(answers, None)

    def _answer(self, row: FeedRow) -> _Answer:
        try:
            fetched = self._fetcher.fetch(row.url, (row.etag, row.last_modified))
            if fetched.status == NOT_MODIFIED:
                return _Answer(row, fetched)
            return _Answer(row, fetched, read_feed_guarded(fetched.data, fetched.url, fetched.carried.content_type))
        except ReadingError as error:
            return _Answer(row, problem=error)
        except Exception as error:  # an unforeseen error with one feed must not end the poll
            return _Answer(row, problem=_unforeseen(row.url, error))

    def _take(self, store: Store) -> Iterator[Polled]:
        """Fetch and ingest the waiting entries; then take from the feeds what the pages don't give."""
        groups = []
        for group in _by_address(store.feeds.waiting()):
            known = store.feeds.article_at(group[0].url) if group[0].url else None
            if known is None:
                groups.append(group)
            else:
                _mark_done(store, group, known)
        pages = _Pages(self._fetcher, groups)
        last_resort: list[Group] = []
        for group, outcome in self._outcomes(store, [group for group in _in_turns(groups) if group[0].url], pages):
            given_up = group[0].tries + 1 >= MOST_TRIES or group[0].url in pages.permanent
            if outcome.problem is None:
                _mark_done(store, group, outcome.article_id)
                yield Polled(outcome)
            elif given_up and group[0].content:
                last_resort.append(group)
            else:
                yield _mark_failed(store, group, outcome, given_up=given_up)
        last_resort += [group for group in groups if not group[0].url]
        for group, outcome in self._outcomes(store, last_resort, None):
            if outcome.problem is None:
                _mark_done(store, group, outcome.article_id)
                yield Polled(outcome)
            else:
                yield _mark_failed(store, group, outcome, given_up=True)

    def _outcomes(
        self, store: Store, groups: Sequence[Group], pages: "_Pages | None"
    ) -> Iterator[tuple[Group, Outcome]]:
        """What became of each group's page or, without `pages`, of the article that the feed carries."""
        if not groups:
            return
        if pages is None:
            inputs = [_carried_by_feed(group[0]) for group in groups]
        else:
            inputs = [Input(place=group[0].url or "", url=group[0].url) for group in groups]
        missing = dict(enumerate(groups))
        outcomes = ingest(store, inputs, fetch=pages.fetch if pages else None, interruptible=self._interruptible)
        for outcome in outcomes:
            if group := missing.pop(outcome.inputs_done, None):  # of a page with several articles the first one counts
                yield group, outcome
        for number, group in missing.items():
            yield group, Outcome(inputs[number].place, problem=f"{shown(inputs[number].place)}: no article in it.")


class _Pages:
    """Fetches the entries' pages for `ingest`, and remembers in `permanent` which will never be fetched."""

    def __init__(self, fetcher: Fetcher, groups: Iterable[Group]) -> None:
        self._fetcher = fetcher
        self._entries = {group[0].url: group[0] for group in groups}
        self.permanent: set[str | None] = set()

    def fetch(self, url: str) -> tuple[bytes, Carried]:
        """The page, with what the feed says about it. Raises FetchError."""
        try:
            fetched = self._fetcher.fetch(url)
        except FetchError as error:
            if error.permanent:
                self.permanent.add(url)
            raise
        except Exception as error:
            raise _unforeseen(url, error) from error
        return fetched.data, _with_entry(fetched.carried, self._entries[url])


def _unforeseen(url: str, error: Exception) -> ReadingError:
    reason = shown(f"{type(error).__name__}: {error}")
    return ReadingError(f"{shown(url)}: not fetched, for tracker failed ({reason}). Please report this.")


def _by_address(entries: Iterable[WaitingEntry]) -> list[Group]:
    """The entries by address, since several feeds of one outlet announce the same article."""
    groups: defaultdict[str | int, list[WaitingEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.url or entry.id].append(entry)
    return list(groups.values())


def _in_turns(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups with the hosts taking turns, so that no host holds up the others."""
    hosts: defaultdict[str, deque[Group]] = defaultdict(deque)
    for group in groups:
        hosts[_host(group[0].url or "")].append(group)
    while hosts:
        for host in list(hosts):
            yield hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _with_entry(carried: Carried, entry: WaitingEntry) -> Carried:
    return replace(carried, title=entry.title, author=entry.author, outlet=entry.outlet, published=entry.published)


def _carried_by_feed(entry: WaitingEntry) -> Input:
    """The article that the feed carries, as an HTML page."""
    title = html.escape(entry.title or "")
    page = f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{entry.content or ''}</article>"
    carried = Carried(url=entry.url, content_type="text/html; charset=utf-8")
    return Input(
        place=entry.url or entry.title or "an entry without an address",
        data=page.encode("utf-8", "replace"),
        carried=_with_entry(carried, entry),
    )


def _mark_done(store: Store, group: Group, article_id: int | None) -> None:
    for entry in group:
        store.feeds.done(entry.id, article_id)


def _mark_failed(store: Store, group: Group, outcome: Outcome, *, given_up: bool) -> Polled:
    for entry in group:
        store.feeds.entry_failed(entry.id, outcome.problem or "", given_up=given_up)
    return Polled(outcome, given_up)


def _at_the_same_time(do: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """The results of `do` for each item, as they come, in any order. Raises what `do` raises.

    Unlike an executor's, its threads don't keep the program from ending: a slow server may hold them for long.
    """
    waiting: SimpleQueue[Item] = SimpleQueue()
    results: SimpleQueue[Result | BaseException] = SimpleQueue()
    for item in items:
        waiting.put(item)

    def work() -> None:
        while True:
            try:
                item = waiting.get_nowait()
            except Empty:
                return
            try:
                results.put(do(item))
            except BaseException as error:
                results.put(error)

    for _ in range(min(FEEDS_AT_ONCE, len(items))):
        threading.Thread(target=work, daemon=True).start()
    for _ in items:
        result = results.get()
        if isinstance(result, BaseException):
            raise result
        yield result


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
