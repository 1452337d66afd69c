"""Addresses on the web, and the network addresses that they lead to.

A URL is taken apart once, and what is checked is what is connected to: the numeric address that a name was resolved
to goes into the connection, so that a name server can't give one answer to the check and another to the connection
(DNS rebinding).
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urljoin

from tracker.reading.errors import shown
from tracker.reading.web.errors import FetchError
from tracker.reading.web.limits import Deadline

_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_TO_LAST_AT = re.compile(r"//.*@", re.DOTALL)

# Where addresses of IPv6 that everybody can reach are: https://www.iana.org/assignments/ipv6-address-space
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# RFC 6052: an address of IPv4 as a network without IPv4 reaches it.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is on the web. `target` is the path with the query, `host` in ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as far as they must be said."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def host_header(self) -> str:
        """What the server is told that it is called."""
        return self.origin.partition("//")[2]

    def __str__(self) -> str:
        return self.origin + self.target


def parsed(url: str) -> Address:
    """The parts of an address that a user or a page gives, normalised.

    Raises FetchError where it isn't one of http or https, or has a name and password in it: that would be kept and
    shown with the articles.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    written = url.strip()
    name = _TO_LAST_AT.sub("//", written)
    scheme = _SCHEME.match(written)
    if not scheme:
        raise FetchError(name, "no address of a web page. Begin it with https:// or http://.", lasting=True)
    if scheme[1].lower() not in _PORTS:
        raise FetchError(name, f"only http and https are fetched, not {scheme[1].lower()}.", lasting=True)
    try:
        parts = parse_url(written)
    except (LocationParseError, ValueError):
        raise FetchError(name, "this address can't be understood. Check how it is written.", lasting=True) from None
    if not parts.scheme or not parts.host:
        raise FetchError(name, "there is no host in this address. Check how it is written.", lasting=True)
    if parts.auth is not None:
        raise FetchError(name, "addresses with a name or password are not fetched; leave that out.", lasting=True)
    host = parts.host.strip("[]")
    return Address(parts.scheme, host, parts.port or _PORTS[parts.scheme], parts.request_uri)


def joined(base: Address, reference: str) -> Address:
    """The address that `reference` means on the page at `base`. Raises FetchError like `parsed`."""
    try:
        whole = urljoin(str(base), reference.strip())
    except ValueError:
        raise FetchError(reference, "this address can't be understood.", lasting=True) from None
    return parsed(whole)


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the internet that everybody can reach.

    False for loopback, private, link-local, shared, multicast, documentation and reserved ones, for anything of IPv6
    that isn't global unicast, and for an address of IPv6 that stands for such a one of IPv4.
    """
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv4Address):
        return number.is_global and not number.is_multicast and not number.is_reserved
    if number.ipv4_mapped:
        return is_public(str(number.ipv4_mapped))
    if number in _TRANSLATED:
        return is_public(str(ipaddress.IPv4Address(int(number) & 0xFFFF_FFFF)))
    if number.sixtofour:
        return is_public(str(number.sixtofour))
    if number.teredo:
        return False
    return number in _GLOBAL_UNICAST and number.is_global


def resolved(address: Address, deadline: Deadline, *, allow_private: bool) -> list[str]:
    """The numeric addresses of the host that may be connected to, in the order in which to try them.

    Whatever the host is written as (a name, 127.1, 2130706433, 0x7f000001) is judged by what the system takes it for.
    Raises FetchError where there is none.
    """
    found = _looked_up(address, deadline)
    allowed = [number for number in found if allow_private or is_public(number)]
    if not allowed:
        raise FetchError(
            address,
            f"{shown(address.host)} is in a private network ({found[0]}). If you want that, say --allow-private.",
            lasting=True,
        )
    return allowed


def _looked_up(address: Address, deadline: Deadline) -> list[str]:
    """The numeric addresses of the host. A look-up can't be interrupted, so it is left behind when time is up."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.remaining())
    except queue.Empty:
        raise FetchError(address, f"looking up {shown(address.host)} took too long. Try again later.") from None
    if isinstance(answer, list):
        return answer
    raise FetchError(
        address,
        f"no host {shown(address.host)} is known. Check the address and the network.",
        passing=isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN,
    )
