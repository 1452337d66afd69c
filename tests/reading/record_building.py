"""What the tests of files with many articles write and read."""

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tracker.reading.article import Article
from tracker.reading.records import Record
from tracker.reading.sources import read_records

TODAY = date(2022, 2, 1)
TEXT = "Der Rat hat am Abend getagt. „Der Hafen bleibt offen“, sagte Ministerin Klara Voss."


def records(data: bytes | Path, **how: Any) -> list[Record]:
    """The records in bytes or a file."""
    source = data if isinstance(data, Path) else io.BytesIO(data)
    return list(read_records(source, today=TODAY, **how))


def articles(data: bytes | Path, **how: Any) -> list[Article]:
    """The articles in bytes or a file that has no problem."""
    found = records(data, **how)
    assert [record.problem for record in found if record.problem] == []
    return [record.article for record in found if record.article]


def problems(found: Iterable[Record]) -> list[str]:
    """The problems among records."""
    return [record.problem for record in found if record.problem]


def http(body: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


def warc_record(
    block: bytes,
    url: str = "https://bote.example/hafen",
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
) -> bytes:
    """A record of a WARC file."""
    headers = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-01-22T10:00:00Z\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def page(number: int = 0, words: str = TEXT) -> bytes:
    """A web page with an article."""
    paragraphs = "".join(f"<p>{words} Das war der {number}. Tag.</p>" for _ in range(3))
    return (
        f"<html><head><title>Hafen {number}</title></head><body><article>{paragraphs}</article></body></html>".encode()
    )
