"""How what is new for a watch is delivered: a command that is run, a mail, a webhook that it is posted to.

A database can be handed on. Whoever reads articles into one that somebody else has made must not run commands that
stand in it: only watches that were added by this user on this machine may run commands and send things away.
"""

import hashlib
import hmac
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from platformdirs import user_data_path

from tracker.reading.web import FetchError, Limits
from tracker.reading.web.addresses import Address, parsed, resolved
from tracker.reading.web.exchange import exchange
from tracker.reading.web.limits import Deadline
from tracker.store.rows.watches import Channel, Notice, WatchRow
from tracker.version import __version__
from tracker.views.records import json_line
from tracker.views.watches import in_text, new_in_words, notice_record

COMMAND_SECONDS = 60.0  # until a command counts as stuck
SERVER = "TRACKER_SMTP"  # smtp://NAME:PASSWORD@HOST:587, or smtps://
SENDER = "TRACKER_MAIL_FROM"
MAIL_SECONDS = 30.0
SENDMAIL = "/usr/sbin/sendmail"  # which is often on no PATH but root's
LIMITS = Limits(connect=5.0, total=15.0, size=1_000_000)
ANSWER_READ = 1_000  # bytes
SECRET = "TRACKER_WEBHOOK_SECRET"  # in the environment


class DeliveryError(Exception):
    """What is new for a watch couldn't be told; the message says why, in part of a line."""


def run_command(watch: WatchRow, notices: Sequence[Notice]) -> None:
    """Run the watch's command in the shell, with the notices on its standard input as JSON Lines.

    What it prints goes to standard error. Raises DeliveryError where it fails or takes too long.
    """
    lines = "".join(json_line(notice_record(watch, notice)) for notice in notices)
    running = subprocess.Popen(
        watch.target,
        shell=True,  # the command is the user's own; what articles say is on its standard input alone
        stdin=subprocess.PIPE,
        stdout=2,
        start_new_session=True,
    )
    try:
        running.communicate(lines.encode(), timeout=COMMAND_SECONDS)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise DeliveryError(f"not done after {COMMAND_SECONDS:g} seconds, and ended") from error
        raise
    if running.returncode:
        raise DeliveryError(f"ended with exit code {running.returncode}")


def send_mail(watch: WatchRow, notices: Sequence[Notice]) -> None:
    """Send one mail about all notices. Raises DeliveryError."""
    try:
        message = _message(watch, notices)
        if server := os.environ.get(SERVER):
            _through_server(message, server)
        else:
            _through_sendmail(message, watch.target)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise DeliveryError(f"not sent ({error})") from error


def _message(watch: WatchRow, notices: Sequence[Notice]) -> EmailMessage:
    """The mail. Its Message-ID is made of the notices' keys."""
    message = EmailMessage()
    message["To"] = watch.target
    if sender := os.environ.get(SENDER):
        message["From"] = sender
    message["Subject"] = f"tracker: {new_in_words(watch, len(notices))}"
    message["Message-ID"] = f"<{uuid5(UUID(watch.key), ' '.join(notice.key for notice in notices))}@tracker>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(in_text(watch, notices))
    return message


def _through_server(message: EmailMessage, server: str) -> None:
    import smtplib  # whose errors are OSErrors

    parts = urlsplit(server)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise DeliveryError(f"{SERVER} is no address such as smtp://HOST:587")
    if "From" not in message:
        message["From"] = message["To"]
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname, parts.port or 0, timeout=MAIL_SECONDS) as connection:
        if parts.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls()
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.send_message(message)


def _through_sendmail(message: EmailMessage, address: str) -> None:
    program = shutil.which("sendmail") or SENDMAIL
    if not shutil.which(program):
        raise DeliveryError(f"there is no sendmail; name a server in {SERVER}: smtp://HOST:587")
    done = subprocess.run(
        [program, "-i", "--", address], input=message.as_bytes(), capture_output=True, timeout=MAIL_SECONDS, check=False
    )
    if done.returncode:
        reason = " ".join(done.stderr.decode(errors="replace").split())
        raise DeliveryError(f"sendmail ended with exit code {done.returncode} {reason}".rstrip())


def post_to_webhook(watch: WatchRow, notices: Sequence[Notice]) -> Iterator[Notice]:
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


def checked_webhook(url: str, *, allow_private: bool) -> Address:
    """The address of a webhook. Raises FetchError where that can't be one: no URL, or in a private network."""
    address = parsed(url)
    try:
        resolved(address, Deadline(LIMITS.connect), allow_private=allow_private)
    except FetchError as error:
        if error.permanent:
            raise
    return address


def is_allowed(watch: WatchRow) -> bool:
    """Whether a watch may do what it does."""
    if watch.channel == Channel.TERMINAL:
        return True
    file = _file()
    return file.exists() and _digest(watch) in file.read_text(encoding="ascii").split()


def allow(watch: WatchRow) -> None:
    """Let a watch do exactly what it does now."""
    if is_allowed(watch):
        return
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{_digest(watch)}\n")


def _file() -> Path:
    return user_data_path("tracker", appauthor=False) / "watches-allowed"


def _digest(watch: WatchRow) -> str:
    what = f"{watch.key}\0{watch.channel}\0{watch.target}\0{watch.allow_private}"
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
