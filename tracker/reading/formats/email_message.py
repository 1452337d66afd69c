"""E-mail: newsletters, agency reports and press releases as messages (.eml), and web pages saved as MHTML."""

import re
from collections.abc import Iterable
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import getaddresses
from functools import cache

from tracker.reading.article import Contents
from tracker.reading.errors import ReadingError
from tracker.reading.formats.html import read_html
from tracker.reading.framing.encoding import decode_labelled
from tracker.reading.lexicons import document_words, printing_words

MOST_PARTS = 2_000
LONGEST_HEADER = 2_000  # characters
PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
QUOTED = re.compile(r"^[ \t]*>")
DATE = re.compile(r"(?:[A-Za-z]{2,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}\b|\d{4}-\d{2}-\d{2}")
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post")
SHORTEST_TEXT = 200  # characters; a shorter plain version may only say that there is another


class _BriefHeaders(Compat32):
    """The parser's policy: only the beginning of each header, since the library's time grows with its square.

    This policy leaves headers as they are written; the newer one fails on some broken ones.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header as written; bytes beyond ASCII, which are invalid there, in their likeliest encoding."""
        data = value.encode("utf-8", "surrogateescape")
        return decode_labelled(data, name, []) if any("\udc80" <= each <= "\udcff" for each in value) else value


def read_email(data: bytes, place: str) -> Contents:
    """The text of a message: its plain version or else its HTML one, without quoted messages and signature.

    The subject is the title, the sender the author or outlet, the date the day it was sent. For a web page that a
    browser saved as a message (MHTML), everything is the page's. Raises ReadingError where there is no text in it.
    """
    if data.startswith(b"From "):  # how a mailbox begins
        data = data.partition(b"\n")[2]
    if sum(1 for _ in PART.finditer(data)) > MOST_PARTS:
        raise ReadingError(f"{place}: a message of more than {MOST_PARTS:,} parts. Save its text as plain text.")
    message = BytesParser(policy=_BriefHeaders()).parsebytes(data)
    parts = list(_text_parts(message))
    if address := _header(message, "snapshot-content-location"):
        return _saved_page(parts, place, address)
    text, page = _text_of(parts, place)
    if not text:
        raise ReadingError(f"{place}: there is no text in this message. Save its text as plain text.")
    name, mailbox = _sender(message)
    from_list = any(_header(message, header) for header in LIST_HEADERS)
    from_outlet = from_list or _outlet_mailbox().fullmatch(mailbox.split("@")[0])
    sent = DATE.search(_header(message, "date"))
    return Contents(
        text=text,
        title=printing_words().reply_prefixes.sub("", _header(message, "subject"), count=1)
        or (page.title if page else None),
        outlet=(name if from_outlet else None) or mailbox.rpartition("@")[2] or name or None,
        url=page.url if page else None,
        author=name if name and not from_outlet else None,
        published=sent[0] if sent else None,
    )


@cache
def _outlet_mailbox() -> re.Pattern[str]:
    """The names of mailboxes that belong to outlets, not to persons."""
    words = document_words()
    return re.compile(rf"(?i)(?:.*(?:{words.mailbox_parts}).*|{words.mailboxes})")


def _text_parts(message: Message) -> Iterable[Message]:
    """The parts that are text and not attachments, in order."""
    for part in message.walk():
        with suppress(Exception):  # of a broken header
            if (
                part.get_content_type() in ("text/plain", "text/html")
                and part.get_content_disposition() != "attachment"
            ):
                yield part


def _text_of(parts: list[Message], place: str) -> tuple[str, Contents | None]:
    """The message's own text, and the HTML page that it is taken from, if it is."""
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    text = own_text(_decoded(plain, place)) if plain else ""
    if page and (not text or (len(text) < SHORTEST_TEXT and printing_words().without_html.search(text))):
        with suppress(ReadingError):
            contents = _page(page, place)
            return contents.text, contents
    return text, None


def _decoded(part: Message, place: str) -> str:
    """A part's text, with lines joined that were broken for sending only."""
    text = decode_labelled(_payload(part), place, _charsets(part)).replace("\r\n", "\n")
    return _unflowed(text) if "flowed" in str(part.get("content-type", "")).lower() else text


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charsets(part: Message) -> list[str]:
    with suppress(Exception):  # of a broken header
        return [str(charset)] if (charset := part.get_content_charset()) else []
    return []


def _page(part: Message, place: str, address: str | None = None) -> Contents:
    return read_html(_payload(part), place, next(iter(_charsets(part)), None), address)


def _saved_page(parts: list[Message], place: str, address: str) -> Contents:
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise ReadingError(f"{place}: there is no page in this saved web page. Save it again.")
    return _page(page, place, address)


def _unflowed(text: str) -> str:
    """Text in the format "flowed" (RFC 3676), with lines that end in a space joined to the next."""
    return re.sub(r"(?<!^--)(?<=\S) \n(?=\S)(?!>)", " ", text, flags=re.MULTILINE)


def own_text(text: str) -> str:
    """What the sender wrote: without quoted lines, a forwarded or answered message, and the signature.

    For a message that only forwards another, it is the text of the other.
    """
    own, forwarded = _split_at_forwarded(SIGNATURE.split(text, maxsplit=1)[0].split("\n"))
    kept = "\n".join(_without_quoted(own)).strip()
    return kept or "\n".join(line.removeprefix("> ").removeprefix(">") for line in forwarded).strip()


def _split_at_forwarded(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines above a forwarded message, and the forwarded message's lines below its header."""
    words = printing_words()
    for number, line in enumerate(lines):
        begins = words.forwarded_message.fullmatch(line.strip()) is not None
        if begins or _is_message_header(lines[number : number + 3]):
            below = lines[number + begins :]
            while below and (not below[0].strip() or words.forwarded_field.fullmatch(below[0])):
                below = below[1:]
            return lines[:number], below
    return lines, lines


def _is_message_header(lines: list[str]) -> bool:
    """Whether three lines are the header of a message within a message."""
    field = printing_words().forwarded_field
    return len(lines) == 3 and all(field.fullmatch(line) for line in lines)


def _without_quoted(lines: list[str]) -> list[str]:
    """The lines that aren't quoted, without the line that introduces quoted ones."""
    kept: list[str] = []
    for line in lines:
        if not QUOTED.match(line):
            kept.append(line)
            continue
        while kept and not kept[-1].strip():
            kept.pop()
        for count in (1, 2):  # it may be broken in two
            attribution = " ".join(each.strip() for each in kept[-count:])
            if attribution.endswith(":") and printing_words().quoted_message.fullmatch(attribution[:-1]):
                del kept[-count:]
                break
    return kept


def _header(message: Message, name: str) -> str:
    """A header's text, "" where it is missing or unreadable."""
    with suppress(Exception):  # the library has several for broken ones
        return " ".join(str(make_header(decode_header(str(message.get(name) or "")))).split())
    return ""


def _sender(message: Message) -> tuple[str, str]:
    """The sender's name and address, "" where there is none."""
    with suppress(Exception):  # of a broken header
        name, mailbox = getaddresses([str(message.get("from") or "")])[0]
        return " ".join(str(make_header(decode_header(name))).split()), mailbox.lower()
    return "", ""
