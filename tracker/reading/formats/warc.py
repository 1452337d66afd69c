"""Web archives (WARC, compressed record by record or not): the pages in them, one article each.

The records are separated here: libraries that read WARC stop at the first damage, and return a truncated record as if
it were whole. FastWARC undoes what HTTP did to a page.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from tracker.reading.article import LARGEST_RECORD, Article
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError, shown
from tracker.reading.framing.detection import Format
from tracker.reading.framing.warc_framing import (
    HEADERS_END,
    LONGEST_HEADERS,
    Damage,
    RawRecord,
    header_of,
    raw_records,
)
from tracker.reading.records import FileContext, UnreadRecord, unreadable

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

PAGE_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.PLAIN,
}
RECORD_TYPES = frozenset(("response", "resource", "conversion"))
PAGE_STATUS = frozenset((200, 203))
STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(?P<status>\d{3})\b")
# The headers by which FastWARC recognises HTTP in a record, whatever the record's own say.
HTTP_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
# Files in plain text that sites write for programs.
FOR_PROGRAMS = re.compile(
    r"/(?:robots|ads|app-ads|humans|security|llms)\.txt(?:[?#]|$)|\.(?:js|css|map|json)(?:[?#]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A record that holds a page: its content type as the header gives it, and where the content begins."""

    content_type: str
    is_http: bool
    content_at: int


def unread_pages(stream: BinaryIO, context: FileContext, on_skipped: Callable[[str], None]) -> Iterator[UnreadRecord]:
    """The pages of a WARC file, still to be read.

    Records that are no page (requests, images, redirects, errors) are skipped, and `on_skipped` is called with
    their place. A damaged record is returned as such, and reading goes on with the next sound one. Raises
    ReadingError where FastWARC isn't installed or there is no page at all.
    """
    _need_fastwarc(context.name)
    pages = others = 0
    for number, record in enumerate(raw_records(stream, context.name), start=1):
        within = f"record {number}"
        if isinstance(record, Damage):
            pages += 1
            problem = ReadingError(f"{context.name}, {within}: {record.problem}")
            yield UnreadRecord(within, b"", unreadable(problem))
        elif page := _page_of(record):
            pages += 1
            yield UnreadRecord(within, record.data, partial(_article, record, page, within, context))
        else:
            others += 1
            on_skipped(f"{context.name}, {within}")
    if not pages:
        counted = f"{others:,} record{'' if others == 1 else 's'} of other kinds" if others else "no record"
        raise ReadingError(f"{context.name}: no page in this WARC file, but {counted}. Nothing to read.")


def _need_fastwarc(name: str) -> None:
    try:
        import fastwarc  # noqa: F401
    except ImportError:
        needed = "to read WARC files, install the extra: pip install 'quote-claim-tracker[warc]'"
        raise ReadingError(f"{name}: {needed}") from None


def _page_of(record: RawRecord) -> _Page | None:
    """The page in a record; None where it is something else."""
    if not record.block or record.header("WARC-Type") not in RECORD_TYPES:
        return None
    if FOR_PROGRAMS.search(record.header("WARC-Target-URI")):
        return None
    if not record.block.startswith(b"HTTP/"):
        content_type = record.header("Content-Type")
        return _Page(content_type, False, 0) if _format_of(content_type) else None
    ending = HEADERS_END.search(record.block, 0, LONGEST_HEADERS)
    status = STATUS_LINE.match(record.block)
    if not ending or not status or int(status["status"]) not in PAGE_STATUS:
        return None
    content_type = header_of(record.block[: ending.end()], "Content-Type")
    return _Page(content_type, True, ending.end()) if _format_of(content_type) else None


def _format_of(content_type: str) -> Format | None:
    return PAGE_TYPES.get(content_type.partition(";")[0].strip().lower())


def _article(record: RawRecord, page: _Page, within: str, context: FileContext) -> Article:
    source, place = f"{context.source}, {within}", f"{context.name}, {within}"
    data = _content(record, page, place) if page.is_http else record.block
    if len(data) > LARGEST_RECORD:
        raise ReadingError(f"{place}: a page of more than {LARGEST_RECORD // 1_000_000} MB, which is no article.")
    carried = replace(
        context.carried,
        url=record.header("WARC-Target-URI").strip("<>") or context.carried.url,
        content_type=page.content_type,
        fetched=_seconds(record.header("WARC-Date")) or context.carried.fetched,
    )
    form = _format_of(page.content_type)
    return read_document(data, source, context.given, carried, today=context.today, format=form)


def _content(record: RawRecord, page: _Page, place: str) -> bytes:
    """The page before HTTP split and compressed it; as it is where its headers are wrong about that."""
    from fastwarc import ArchiveIterator

    whole = io.BytesIO(HTTP_RECORD % len(record.block) + record.block)
    try:
        for parsed in ArchiveIterator(whole, auto_decode="all", strict_mode=False):
            return _all_of(parsed.reader)
    except Exception as error:
        # Some crawlers store the original headers with content that they have already decompressed.
        content = record.block[page.content_at :]
        if b"<" in content[:LONGEST_HEADERS] and b"\x00" not in content[:LONGEST_HEADERS]:
            return content
        raise ReadingError(f"{place}: its content can't be unpacked ({shown(error)}). Get it again.") from None
    raise ReadingError(f"{place}: no record that can be read.")


def _all_of(reader: "WarcReader") -> bytes:
    """Everything there is to read, up to one byte more than a record may have."""
    content = bytearray()
    while len(content) <= LARGEST_RECORD and (more := reader.read(LARGEST_RECORD + 1 - len(content))):
        content += more
    return bytes(content)


def _seconds(moment: str) -> float | None:
    """A WARC-Date in seconds since 1970."""
    try:
        return datetime.fromisoformat(moment).timestamp()
    except (ValueError, OverflowError):
        return None
