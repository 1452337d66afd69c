"""Fetching an address: redirects, retries, waiting between requests, and what is passed on with a page.

Proxies from the environment are not used: behind one it can't be seen where a connection ends. Cookies are not kept.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from tracker.reading.errors import shown
from tracker.reading.records import Carried
from tracker.reading.web.addresses import Address, joined, parsed
from tracker.reading.web.errors import FetchError
from tracker.reading.web.exchange import Response, exchange, seconds_asked_for
from tracker.reading.web.limits import Deadline, Limits
from tracker.reading.web.robots import PRODUCT, SIZE_READ, Robots
from tracker.version import __version__

USER_AGENT = f"{PRODUCT}/{__version__} (quotes and claims in the news; fetches articles and feeds for one reader)"
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/pdf, */*;q=0.5"
_MOVED = (301, 302, 303, 307, 308)
_PASSING = (429, 500, 502, 503, 504)
NOT_MODIFIED = 304

# The ETag and Last-Modified that the server sent with the stored copy.
Conditional = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched. `url` is the address after redirects; `data` is decompressed, and empty with status 304."""

    data: bytes
    carried: Carried
    etag: str | None
    last_modified: str | None
    status: int
    url: str


def fetch(
    url: str, *, allow_private: bool = False, conditional: Conditional | None = None, limits: Limits | None = None
) -> Fetched:
    """Fetch one address as a `Fetcher` does. Raises FetchError."""
    return Fetcher(allow_private=allow_private, limits=limits).fetch(url, conditional)


class Fetcher:
    """Fetches addresses, and remembers what the hosts allow. May be used by several threads.

    It makes one request to a host at a time, with a pause between the starts of two fetches.
    """

    def __init__(self, *, allow_private: bool = False, limits: Limits | None = None) -> None:
        self._allow_private = allow_private
        self._limits = limits or Limits()
        self._turns = _Turns()
        self._robots = Robots(lambda address, deadline: self._exchange(address, {}, deadline, beginning=SIZE_READ))

    def fetch(self, url: str, conditional: Conditional | None = None) -> Fetched:
        """Fetch `url`; with `conditional`, status 304 and no data where it hasn't changed.

        Failed connections, 429 and 5xx are retried while time is left. Raises FetchError, whose message is one
        line: not http or https, in a private network, forbidden by robots.txt, too slow, too large, too many
        redirects, a server error.
        """
        address = parsed(url)
        self._turns.pause(address.host, max(self._limits.pause, self._robots.delay(address)))
        deadline = Deadline(self._limits.total)
        wait = self._limits.back_off
        for tries_left in reversed(range(self._limits.tries)):
            try:
                return self._followed(address, conditional, deadline)
            except FetchError as error:
                asked = max(wait, error.retry_after or 0.0)
                if not error.temporary or not tries_left or asked >= deadline.remaining():
                    raise
                time.sleep(asked)
                wait *= 2
        raise FetchError(address, "not tried.")  # reached only with Limits(tries=0)

    def _followed(self, start: Address, conditional: Conditional | None, deadline: Deadline) -> Fetched:
        """What is at the end of the redirects. Every address on the way is checked like the first."""
        address, visited = start, {start}
        while True:
            try:
                self._robots.check(address, deadline)
                response = self._exchange(address, _headers(conditional), deadline)
                if response.status not in _MOVED or "location" not in response.headers:
                    return _fetched(address, response, conditional)
            except FetchError as error:
                raise error if address is start else error.about(start, f"redirected to {shown(address)}: ") from None
            try:
                address = joined(address, _location(response))
            except FetchError as error:
                raise error.about(start, "redirected to what can't be fetched: ") from None
            if address in visited:
                raise FetchError(start, f"redirected in a circle, to {shown(address)} again.")
            if len(visited) > self._limits.redirects:
                raise FetchError(start, f"redirected more than {self._limits.redirects} times.")
            visited.add(address)

    def _exchange(
        self, address: Address, headers: dict[str, str], deadline: Deadline, *, beginning: int | None = None
    ) -> Response:
        named = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, **headers}
        with self._turns.turn(address.host, deadline):
            return exchange(
                address, named, deadline, self._limits, allow_private=self._allow_private, beginning=beginning
            )


class _Turns:
    """Lets requests to the same host take turns."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_from: dict[str, float] = {}

    def pause(self, host: str, seconds: float) -> None:
        """Wait until `seconds` have passed since the last fetch from the host began."""
        with self._guard:
            now = time.monotonic()
            begin = max(now, self._free_from.get(host, now))
            self._free_from[host] = begin + seconds
        time.sleep(begin - now)

    @contextmanager
    def turn(self, host: str, deadline: Deadline) -> Iterator[None]:
        """Be the only one to use the host; the wait for that is added to the deadline."""
        with self._guard:
            lock = self._locks[host]
        began = time.monotonic()
        with lock:
            deadline.extend(time.monotonic() - began)
            yield


def _headers(conditional: Conditional | None) -> dict[str, str]:
    etag, last_modified = conditional or (None, None)
    names = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in names.items() if value}


def _location(response: Response) -> str:
    """Where a response redirects to. http.client decodes headers as Latin-1; some servers send UTF-8."""
    location = response.headers["location"]
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _fetched(address: Address, response: Response, conditional: Conditional | None) -> Fetched:
    """What a response holds. Raises FetchError for a status that means there is nothing."""
    headers, status = response.headers, response.status
    if not 200 <= status < 300 and not (status == NOT_MODIFIED and conditional):
        raise FetchError(
            address,
            f"the server answers {_described(status)}.",
            temporary=status in _PASSING,
            retry_after=seconds_asked_for(headers.get("retry-after")),
        )
    url = str(address)
    carried = Carried(url=url, content_type=headers.get("content-type"), fetched=time.time())
    return Fetched(response.data, carried, headers.get("etag"), headers.get("last-modified"), status, url)


def _described(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)
