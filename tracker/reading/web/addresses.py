"""Addresses on the web, and the network addresses that they resolve to.

A URL is parsed once, and the address that is checked is the one that is connected to: the numeric address that the name
resolved to is used for the connection, so that a name server can't give one answer to the check and another to the
connection (DNS rebinding).
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

# IPv6 addresses that are reachable from everywhere: https://www.iana.org/assignments/ipv6-address-space
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# RFC 6052: IPv4 addresses as they are reached from networks without IPv4.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed URL. `target` is the path with the query; `host` is in ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host, and the port where it isn't the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def host_header(self) -> str:
        """The value of the Host header."""
        return self.origin.partition("//")[2]

    def __str__(self) -> str:
        return self.origin + self.target


def parsed(url: str) -> Address:
    """The parts of a URL that a user or a page gives, normalised.

    Raises FetchError where it is neither http nor https, or has a name and password in it, which would be stored
    and shown with the articles.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    written = url.strip()
    name = _TO_LAST_AT.sub("//", written)
    scheme = _SCHEME.match(written)
    if not scheme:
        raise FetchError(name, "no address of a web page. Begin it with https:// or http://.", permanent=True)
    if scheme[1].lower() not in _PORTS:
        raise FetchError(name, f"only http and https are fetched, not {scheme[1].lower()}.", permanent=True)
    try:
        parts = parse_url(written)
    except (LocationParseError, ValueError):
        raise FetchError(name, "this address can't be understood. Check how it is written.", permanent=True) from None
    if not parts.scheme or not parts.host:
        raise FetchError(name, "there is no host in this address. Check how it is written.", permanent=True)
    if parts.auth is not None:
        raise FetchError(name, "addresses with a name or password are not fetched; leave that out.", permanent=True)
    host = parts.host.strip("[]")
    return Address(parts.scheme, host, parts.port or _PORTS[parts.scheme], parts.request_uri)


def joined(base: Address, reference: str) -> Address:
    """The address that `reference` on the page at `base` leads to. Raises FetchError like `parsed`."""
    try:
        whole = urljoin(str(base), reference.strip())
    except ValueError:
        raise FetchError(reference, "this address can't be understood.", permanent=True) from None
    return parsed(whole)


def is_public(address: str) -> bool:
    """Whether a numeric address is reachable from everywhere on the internet.

    False for loopback, private, link-local, shared, multicast, documentation and reserved addresses, for IPv6 that
    isn't global unicast, and for an IPv6 address that stands for such an IPv4 one.
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

    However the host is written (a name, 127.1, 2130706433, 0x7f000001), the address that the system resolves it to
    is checked. Raises FetchError where there is none.
    """
    found = _looked_up(address, deadline)
    allowed = [number for number in found if allow_private or is_public(number)]
    if not allowed:
        raise FetchError(
            address,
            f"{shown(address.host)} is in a private network ({found[0]}). If you want that, say --allow-private.",
            permanent=True,
        )
    return allowed


def _looked_up(address: Address, deadline: Deadline) -> list[str]:
    """The numeric addresses of the host. A look-up can't be interrupted, so its thread is abandoned when time is up."""
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
        temporary=isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN,
    )
