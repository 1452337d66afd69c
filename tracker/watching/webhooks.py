"""Posting what is new to an address."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Sequence

from tracker.reading.web import FetchError, Limits
from tracker.reading.web.addresses import Address, parsed, resolved
from tracker.reading.web.exchange import exchange
from tracker.reading.web.limits import Deadline
from tracker.store.rows.watches import Notice, WatchRow
from tracker.version import __version__
from tracker.views.watches import notice_record
from tracker.watching.errors import DeliveryError

LIMITS = Limits(connect=5.0, total=15.0, size=1_000_000)
ANSWER_READ = 1_000  # bytes
SECRET = "TRACKER_WEBHOOK_SECRET"  # in the environment


def post(watch: WatchRow, notices: Sequence[Notice]) -> Iterator[Notice]:
    """Post one notice after the other as JSON, and give each that the server has accepted (2xx).

    `Idempotency-Key` is the notice's key, the same in every try. Redirects aren't followed: an answer can't send what
    is posted elsewhere. With a secret in the environment what is posted is signed. Raises DeliveryError.
    """
    for notice in notices:
        body = json.dumps(notice_record(watch, notice), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Idempotency-Key": notice.key,
            "User-Agent": f"tracker/{__version__}",
            **_signature(body),
        }
        try:
            status = exchange(
                parsed(watch.target),
                headers,
                Deadline(LIMITS.total),
                LIMITS,
                allow_private=watch.allow_private,
                beginning=ANSWER_READ,
                posted=body,
            ).status
        except FetchError as error:
            raise DeliveryError(error.reason) from error
        if not 200 <= status < 300:
            raise DeliveryError(f"the server answers {status}")
        yield notice


def _signature(body: bytes) -> dict[str, str]:
    """The header by which the receiver knows who has sent it, as GitHub has it; nothing without a secret.

    https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    """
    secret = os.environ.get(SECRET)
    if not secret:
        return {}
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"}


def checked(url: str, *, allow_private: bool) -> Address:
    """The address of a webhook. Raises FetchError where that can't be one: no URL, or in a private network."""
    address = parsed(url)
    try:
        resolved(address, Deadline(LIMITS.connect), allow_private=allow_private)
    except FetchError as error:
        if error.permanent:
            raise
    return address
