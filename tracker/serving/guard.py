"""Who may ask what of the site: a layer around all of Datasette.

A page of another site must neither read nor write here. It can't forge the headers Host, Origin and Sec-Fetch-Site, so
these decide: a Host that isn't ours is a name that somebody has pointed at this machine (DNS rebinding); an Origin that
isn't ours is another site's page. Forms have Datasette's token besides.
"""

import asyncio
import base64
import binascii
import hmac
import ipaddress
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from tracker.serving.options import SiteOptions

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LONGEST_FORM = 100_000  # bytes
READING = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    # Not no-referrer: with that, browsers hide the Origin of our own forms, too.
    (b"referrer-policy", b"same-origin"),
)
EDITOR = "tracker.editor"  # in a request's scope: in whose name it decides


class Guard:
    """An ASGI application that lets through to another one what may ask."""

    def __init__(self, application: Application, options: SiteOptions) -> None:
        self._application, self._options = application, options
        self._key = secrets.token_bytes(32)
        self._accepted: set[bytes] = set()  # of the last credentials that were right: scrypt is slow on purpose
        self._one_guess_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in ours]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if reason := self._why_refused(scope["method"], headers):
            await _answer(guarded, 403, f"Refused: {reason}.")
            return
        editor = await self._editor(headers)
        if editor is None:
            challenge = (b"www-authenticate", b'Basic realm="tracker: your name and the password", charset="UTF-8"')
            await _answer(guarded, 401, "Sign in with your name and the password.", challenge)
            return
        await self._application({**scope, EDITOR: editor}, receive, guarded)

    def _why_refused(self, method: str, headers: dict[bytes, str]) -> str:
        """Why a request isn't answered; nothing where it is."""
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        if not self._is_ours(host):
            return "this site isn't reached under that name (tracker serve --name NAME allows one)"
        if origin is not None and (urlsplit(origin).scheme not in ("http", "https") or urlsplit(origin).netloc != host):
            return "another site's page asks"
        navigating = method == "GET" and headers.get(b"sec-fetch-mode") == "navigate"
        if headers.get(b"sec-fetch-site", "none") not in ("none", "same-origin") and not navigating:
            return "another site's page asks"
        if method in READING:
            return ""
        if origin is None or b"cookie" not in headers:  # without a cookie the token of a form would not be looked for
            return "this can be sent by a form of the site itself alone"
        length = headers.get(b"content-length", "")
        return "" if length.isdecimal() and int(length) <= LONGEST_FORM else "this is too long for a form"

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._options.hosts:
            return True
        return self._options.any_address and _is_address(name)

    async def _editor(self, headers: dict[bytes, str]) -> str | None:
        """In whose name the request decides; None where the password is wrong or wasn't given."""
        password = self._options.password
        if password is None:
            return self._options.editor
        name, given = _credentials(headers.get(b"authorization", ""))
        digest = hmac.digest(self._key, given.encode(), sha256)
        if digest not in self._accepted:
            async with self._one_guess_at_a_time:
                if not given or not await asyncio.to_thread(password.is_it, given):
                    return None
            self._accepted = {digest}
        return " ".join(name.split()) or self._options.editor


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _credentials(header: str) -> tuple[str, str]:
    """Name and password of HTTP's Basic authentication (RFC 7617); empty where there are none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


async def _answer(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    plain = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [plain, *headers]})
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})
