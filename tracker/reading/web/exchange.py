"""One HTTP request to one server, and its response, within the limits."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tracker.reading.errors import shown
from tracker.reading.web.addresses import Address, resolved
from tracker.reading.web.errors import FetchError
from tracker.reading.web.limits import Deadline, Limits

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

_PIECE = 65_536  # bytes
_ENCODINGS = ("gzip", "deflate")
_PLAIN_ENCODINGS = ("", "identity")


@dataclass(frozen=True, slots=True)
class Response:
    """A server's response. Names of `headers` ignore case; `data` is decompressed, empty unless the status is 2xx."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def exchange(
    address: Address,
    headers: Mapping[str, str],
    deadline: Deadline,
    limits: Limits,
    *,
    allow_private: bool,
    beginning: int | None = None,
    posted: bytes | None = None,
) -> Response:
    """The response of the server at `address`; only its first `beginning` bytes where that many are enough.

    With `posted` that is sent to the server (POST), else only asked (GET).

    Raises FetchError where there is no response, or it is not valid HTTP, too large or too slow.
    """
    from urllib3.exceptions import HTTPError

    connection = _connected(address, deadline, limits, allow_private=allow_private)
    with _ended_at(deadline, connection):
        try:
            connection.timeout = max(deadline.remaining(), 0.001)  # 0 would mean not to wait at all
            connection.request(
                "GET" if posted is None else "POST",
                address.target,
                body=posted,
                headers={
                    "Host": address.host_header,
                    "Accept-Encoding": ", ".join(_ENCODINGS),
                    "Connection": "close",
                    **headers,
                },
                preload_content=False,
            )
            answer = connection.getresponse()
            data = _body(answer, address, limits.size, beginning) if 200 <= answer.status < 300 else b""
        except FetchError:
            raise
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _too_slow(address) if _out_of_time(deadline, error) else _broken(address, error) from error
    if deadline.over:  # a response that was cut off may look complete
        raise _too_slow(address)
    return Response(answer.status, answer.headers, data)


def _connected(address: Address, deadline: Deadline, limits: Limits, *, allow_private: bool) -> "HTTPConnection":
    """A connection to the first of the host's addresses that accepts one."""
    from urllib3.exceptions import HTTPError

    problem: Exception | None = None
    for number in resolved(address, deadline, allow_private=allow_private):
        if deadline.over:
            break
        connection = _connection(address, number, min(limits.connect, deadline.remaining()))
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            connection.close()
            raise FetchError(
                address,
                f"{shown(address.host)} can't prove that it is the one ({error.verify_message}). "
                "Check the address; nothing was fetched.",
            ) from error
        except (HTTPError, OSError, ValueError) as error:
            connection.close()
            problem = error
        else:
            return connection
    if problem is None or _is_timeout(problem):
        raise _too_slow(address) from problem
    raise FetchError(
        address,
        f"no connection ({_reason(problem)}). Check the address and the network{_about_proxies(address)}.",
        temporary=True,
    ) from problem


def _connection(address: Address, number: str, timeout: float) -> "HTTPConnection":
    """A connection to the numeric address, not yet open, that expects the host's certificate."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=timeout)
    return HTTPSConnection(
        number, address.port, timeout=timeout, server_hostname=address.host, ssl_context=_verifying_context()
    )


@cache
def _verifying_context() -> ssl.SSLContext:
    """A TLS context that trusts the system's certificates."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@contextmanager
def _ended_at(deadline: Deadline, connection: "HTTPConnection") -> Iterator[None]:
    """Close the connection in the end, and cut it off when time is up.

    The socket's own timeout starts again with each byte that arrives.
    """
    channel = connection.sock

    def cut_off() -> None:
        with suppress(OSError):
            socket.socket.shutdown(channel, socket.SHUT_RDWR)  # also wakes a thread that waits for the socket

    watch = threading.Timer(deadline.remaining(), cut_off)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        connection.close()
        with suppress(OSError):
            channel.close()


def _body(answer: "BaseHTTPResponse", address: Address, largest: int, beginning: int | None) -> bytes:
    """The response's body, decompressed piece by piece, so that a small one can't grow without end."""
    encodings = [each.strip().lower() for each in answer.headers.get("content-encoding", "").split(",")]
    if strange := [each for each in encodings if each not in (*_PLAIN_ENCODINGS, *_ENCODINGS, "x-gzip")]:
        raise FetchError(address, f"sent in an encoding that wasn't asked for ({shown(strange[0])}).")
    announced = answer.headers.get("content-length", "")
    if beginning is None and announced.isdecimal() and int(announced) > largest:
        raise _too_large(address, largest)
    enough = largest + 1 if beginning is None else beginning
    data = bytearray()
    while len(data) < enough and (piece := answer.read(min(_PIECE, enough - len(data)), decode_content=True)):
        data += piece
    if beginning is None and len(data) > largest:
        raise _too_large(address, largest)
    return bytes(data)


def _out_of_time(deadline: Deadline, error: Exception) -> bool:
    return deadline.over or _is_timeout(error)


def _is_timeout(error: Exception) -> bool:
    from urllib3 import exceptions

    if isinstance(error, exceptions.NewConnectionError):  # urllib3 counts all of them as time-outs
        return isinstance(error.__cause__, TimeoutError)
    return isinstance(error, TimeoutError | exceptions.TimeoutError)


def _too_slow(address: Address) -> FetchError:
    return FetchError(address, "the server takes too long. Try again later.")


def _too_large(address: Address, largest: int) -> FetchError:
    return FetchError(address, f"larger than {_megabytes(largest)}; not fetched.", permanent=True)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


def _broken(address: Address, error: Exception) -> FetchError:
    """The error for a response that isn't valid HTTP or ends too early."""
    from urllib3.exceptions import DecodeError

    if isinstance(error, DecodeError):
        return FetchError(address, "what the server sent isn't compressed as it says, or is damaged.")
    return FetchError(address, f"the answer broke off or isn't HTTP ({_reason(error)}).", temporary=True)


def _reason(error: Exception) -> str:
    """The innermost reason in the system's words, without an object's address in memory."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return shown(text or type(error).__name__)


def _about_proxies(address: Address) -> str:
    """A hint where the environment names a proxy; behind one this program couldn't see where a connection ends."""
    from urllib.request import getproxies

    return "; a proxy from the environment is not used" if address.scheme in getproxies() else ""


def seconds_asked_for(retry_after: str | None) -> float | None:
    """The seconds that a Retry-After header asks to wait, None where it has no usable value (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    written = retry_after.strip()
    if written.isdecimal() and written.isascii():
        return float(written[:9])
    from email.utils import mktime_tz, parsedate_tz

    try:
        when = parsedate_tz(written)
        return max(0.0, mktime_tz(when) - time.time()) if when else None
    except (ValueError, OverflowError):
        return None
