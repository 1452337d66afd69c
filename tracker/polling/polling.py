"""One round: the feeds are asked, what they announce anew is fetched and ingested."""

import html
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import urlsplit

from tracker.ingesting import Input, Interruptible, Outcome, ingest
from tracker.polling.feed_process import read_feed_guarded
from tracker.polling.side_by_side import side_by_side
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.feeds import Feed
from tracker.reading.records import Carried
from tracker.reading.web import Fetched, Fetcher, FetchError
from tracker.reading.web.fetching import NOT_MODIFIED
from tracker.store import Store
from tracker.store.feeds import MOST_TRIES, FeedRow, WaitingEntry


@dataclass(frozen=True, slots=True)
class Polled:
    """What became of a new entry: see `Outcome`. `given_up` says that a failed one will not be tried again."""

    outcome: Outcome
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class FeedFailed:
    """A feed that could not be read, or not wholly; `problem` is one line."""

    url: str
    problem: str


@dataclass(frozen=True, slots=True)
class BeingPolled:
    """Another process is polling the same database: nothing was done."""


Event: TypeAlias = Polled | FeedFailed | BeingPolled
Group: TypeAlias = Sequence[WaitingEntry]  # entries with the same address


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking a feed; `feed` is None where it has not changed."""

    row: FeedRow
    fetched: Fetched | None = None
    feed: Feed | None = None
    problem: ReadingError | None = None


class Polling:
    """Polls the feeds of databases; what it has learned of the hosts' rules it keeps from round to round."""

    def __init__(self, fetcher: Fetcher, interruptible: Interruptible | None = None) -> None:
        self._fetcher = fetcher
        self._interruptible = interruptible or Interruptible()

    def poll(self, store: Store) -> Iterator[Event]:
        """Ask the feeds, and ingest what is new; what became of it, as soon as it is in the database.

        A feed or an article that fails is an event, and the others go on. An entry whose page can't be had is tried
        again in the next rounds; then the article that the feed itself carries is taken, where it does, or else it is
        given up. Nothing is lost or doubled where the process is killed: an entry is done when its article is in the
        database. Raises StoreError.
        """
        with store.feeds.polling() as alone:
            if not alone:
                yield BeingPolled()
                return
            yield from self._ask(store)
            yield from self._take(store)

    def _ask(self, store: Store) -> Iterator[FeedFailed]:
        """Ask the feeds what is new, and keep it."""
        answers = side_by_side(self._answer, store.feeds.due())
        while answer := self._waited_for(answers):
            row = answer.row
            if answer.problem is not None:
                again_after = answer.problem.again_after if isinstance(answer.problem, FetchError) else None
                store.feeds.failed(row.id, str(answer.problem), again_after)
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
        except Exception as error:  # one feed that nobody thought of must not end the poll
            return _Answer(row, problem=_unforeseen(row.url, error))

    def _take(self, store: Store) -> Iterator[Polled]:
        """Fetch and ingest the entries that wait, and then from the feeds what can't be had from the pages."""
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
            given_up = group[0].tries + 1 >= MOST_TRIES or group[0].url in pages.lasting
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
        """What becomes of each group's page, or without `pages` of what the feed carries."""
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
    """Fetches the entries' pages for `ingest`, and keeps which of them will never be had."""

    def __init__(self, fetcher: Fetcher, groups: Iterable[Group]) -> None:
        self._fetcher = fetcher
        self._entries = {group[0].url: group[0] for group in groups}
        self.lasting: set[str | None] = set()

    def fetch(self, url: str) -> tuple[bytes, Carried]:
        """The page, with what the feed says about it. Raises FetchError."""
        try:
            fetched = self._fetcher.fetch(url)
        except FetchError as error:
            if error.lasting:
                self.lasting.add(url)
            raise
        except Exception as error:
            raise _unforeseen(url, error) from error
        return fetched.data, _with_entry(fetched.carried, self._entries[url])


def _unforeseen(url: str, error: Exception) -> ReadingError:
    reason = shown(f"{type(error).__name__}: {error}")
    return ReadingError(f"{shown(url)}: not fetched, for tracker failed ({reason}). Please report this.")


def _by_address(entries: Iterable[WaitingEntry]) -> list[Group]:
    """The entries, those with the same address together: several feeds of one outlet announce the same article."""
    groups: defaultdict[str | int, list[WaitingEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.url or entry.id].append(entry)
    return list(groups.values())


def _in_turns(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups of one host in their order, and the hosts by turns, so that none holds up the others."""
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
    """The article that the feed carries, as a page."""
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
