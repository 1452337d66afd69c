"""Mail about what is new, through an SMTP server named in the environment or the system's sendmail."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from tracker.store.rows.watches import Notice, WatchRow
from tracker.views.watches import in_text, new_in_words
from tracker.watching.errors import DeliveryError

SERVER = "TRACKER_SMTP"  # smtp://NAME:PASSWORD@HOST:587, or smtps://
SENDER = "TRACKER_MAIL_FROM"
SECONDS = 30.0
SENDMAIL = "/usr/sbin/sendmail"  # which is often on no PATH but root's


def send(watch: WatchRow, notices: Sequence[Notice]) -> None:
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
    with kind(parts.hostname, parts.port or 0, timeout=SECONDS) as connection:
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
        [program, "-i", "--", address], input=message.as_bytes(), capture_output=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        reason = " ".join(done.stderr.decode(errors="replace").split())
        raise DeliveryError(f"sendmail ended with exit code {done.returncode} {reason}".rstrip())
