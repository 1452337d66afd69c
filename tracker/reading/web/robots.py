"""robots.txt: what a host's owner allows programs to fetch (RFC 9309)."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.reading.errors import shown
from tracker.reading.web.addresses import Address, joined
from tracker.reading.web.errors import FetchError
from tracker.reading.web.exchange import Response
from tracker.reading.web.limits import Deadline

if TYPE_CHECKING:
    from protego import Protego

PRODUCT = "tracker"  # this program's name in robots.txt
SIZE_READ = 512_000  # bytes; RFC 9309 asks for at least 500 KiB
LONGEST_DELAY = 30.0  # seconds; a longer Crawl-delay is shortened to this
_REDIRECTS = 5
_KEPT = 3600.0  # seconds; RFC 9309 allows a day
_MOVED = (301, 302, 303, 307, 308)
_USER_AGENT_LINE = re.compile(r"^([ \t]*user-?agent[ \t]*:[ \t]*)([^#\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)

Get = Callable[[Address, Deadline], Response]


@dataclass(frozen=True, slots=True)
class _Rules:
    """A host's robots.txt, None where there is none, and until when it is valid (monotonic seconds)."""

    protego: "Protego | None"
    until: float


class Robots:
    """The hosts' rules, each fetched once an hour. `get` makes one request. May be used by several threads."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._rules: dict[str, _Rules] = {}
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def check(self, address: Address, deadline: Deadline) -> None:
        """Raise FetchError where the host's owner doesn't allow `address` to be fetched.

        Following RFC 9309, everything may be fetched where there is no robots.txt (4xx), and nothing where the
        server fails to give one (5xx, no response). 429, "too many requests", counts as a failure.
        """
        rules = self._of(address, deadline).protego
        if rules is not None and not rules.can_fetch(str(address), PRODUCT):
            raise FetchError(
                address,
                f"robots.txt of {shown(address.host)} says that programs may not fetch this. "
                "Save it with your browser and give the file.",
                permanent=True,
            )

    def delay(self, address: Address) -> float:
        """The seconds between two fetches that the rules ask for, 0 where they are unknown or ask for none."""
        known = self._rules.get(address.origin)
        asked = known.protego.crawl_delay(PRODUCT) if known and known.protego else None
        return min(max(asked or 0.0, 0.0), LONGEST_DELAY)

    def _of(self, address: Address, deadline: Deadline) -> _Rules:
        with self._guard:
            lock = self._locks[address.origin]
        with lock:
            known = self._rules.get(address.origin)
            if known is None or known.until < time.monotonic():
                try:
                    known = _Rules(self._fetched(address, deadline), time.monotonic() + _KEPT)
                except FetchError as error:
                    raise error.about(address) from None
                self._rules[address.origin] = known
            return known

    def _fetched(self, address: Address, deadline: Deadline) -> "Protego | None":
        at = joined(address, "/robots.txt")
        for _ in range(_REDIRECTS + 1):
            response = self._get(at, deadline)
            if response.status in _MOVED and "location" in response.headers:
                at = joined(at, response.headers["location"])
                continue
            if 200 <= response.status < 300:
                return _parsed(response.data)
            if response.status == 429 or response.status >= 500:
                raise FetchError(
                    at,
                    f"robots.txt of {shown(address.host)} fails ({response.status}), so that it isn't known what may "
                    "be fetched. Try again later.",
                    temporary=True,
                )
            return None
        return None  # RFC 9309, 2.3.1.2: after five redirects robots.txt counts as missing


def _parsed(data: bytes) -> "Protego":
    """The rules for this program and for all; those of other programs, which may be many, are merged."""
    from protego import Protego

    return Protego.parse(_USER_AGENT_LINE.sub(_of_three, data.decode("utf-8-sig", "replace")))


def _of_three(line: re.Match[str]) -> str:
    token = _PRODUCT_TOKEN.match(line[2])
    name = token.group().lower() if token else ""
    return line[1] + (name if name in (PRODUCT, "*") else "others")
