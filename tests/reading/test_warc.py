import gzip
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from record_building import TEXT, articles, http, page, problems, records, warc_record

from tracker.reading.article import PublishedBasis

INFO = warc_record(b"software: test\r\n", kind="warcinfo", content_type="application/warc-fields")


def packed(*parts: bytes) -> bytes:
    """Compressed record by record, as WARC files are."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def whole(*parts: bytes) -> bytes:
    return gzip.compress(b"".join(parts), mtime=0)


def plain(*parts: bytes) -> bytes:
    return b"".join(parts)


EACH_WAY = pytest.mark.parametrize("write", [plain, packed, whole])
PAGES = [warc_record(http(page(number)), f"https://bote.example/{number}") for number in range(6)]


def urls(data: bytes) -> list[str | None]:
    return [record.article.url if record.article else None for record in records(data)]


@EACH_WAY
def test_the_pages_are_articles(write: Callable[..., bytes]) -> None:
    request = warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request")
    found = records(write(INFO, request, PAGES[0], request, PAGES[1]), name="crawl.warc.gz")
    assert [(record.number, record.place) for record in found] == [
        (0, "crawl.warc.gz, record 3"),
        (1, "crawl.warc.gz, record 5"),
    ]
    first = found[0].article
    assert first
    assert TEXT in first.text
    assert (first.title, first.url, first.outlet) == ("Hafen 0", "https://bote.example/0", "bote.example")
    assert (str(first.published), first.published_basis) == ("2022-01-22", PublishedBasis.FILE_TIME)
    assert (first.source, first.format) == ("crawl.warc.gz, record 3", "html")


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    others = [
        warc_record(http(b"\x89PNG\r\n", "image/png")),
        warc_record(http(page(), status="404 Not Found")),
        warc_record(http(b"", status="301 Moved", more="Location: /\r\n")),
        warc_record(http(b"User-agent: *", "text/plain"), "https://bote.example/robots.txt"),
        warc_record(http(b"{}", "application/json")),
        warc_record(http(page()), kind="revisit"),
        warc_record(b"20220122 1.2.3.4", "dns:bote.example", content_type="text/dns"),
        INFO,
    ]
    passed: list[str] = []
    assert len(articles(plain(*others, PAGES[0]), on_skipped=passed.append)) == 1
    assert passed == [f"stdin, record {number}" for number in range(1, 9)]
    assert "no page in this WARC file, but 8 records" in problems(records(plain(*others)))[0]


def test_resources_and_conversions() -> None:
    resource = warc_record(page(3), kind="resource", content_type="text/html")
    conversion = warc_record(TEXT.encode(), kind="conversion", content_type="text/plain")
    assert [article.format for article in articles(plain(resource, conversion))] == ["html", "plain"]


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(page()), "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(page(), mtime=0), "Content-Encoding: gzip\r\n"),
        (zlib.compress(page()), "Content-Encoding: deflate\r\n"),
        (brotli.compress(page()), "Content-Encoding: br\r\n"),
        (chunked(gzip.compress(page(), mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (page(), "Content-Encoding: gzip\r\n"),  # unpacked by the crawler, which kept the header
        (page(), "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_what_http_did_is_undone(body: bytes, headers: str) -> None:
    [article] = articles(warc_record(http(body, more=headers)))
    assert TEXT in article.text


def test_content_that_cannot_be_unpacked() -> None:
    bad = warc_record(http(b"\x00\x01\x02" * 50, more="Content-Encoding: gzip\r\n"))
    found = records(plain(bad, PAGES[0]))
    assert "stdin, record 1: its content can't be unpacked" in problems(found)[0]
    assert found[1].article


def test_the_charset_of_the_header() -> None:
    body = page().decode().encode("cp1252")
    assert TEXT in articles(warc_record(http(body, "text/html; charset=windows-1252")))[0].text


@EACH_WAY
def test_a_file_cut_off(write: Callable[..., bytes]) -> None:
    data = write(*PAGES)
    end = len(write(*PAGES[:4])) + 100 if write is packed else len(data) * 4 // 5
    found = records(data[:end])
    assert [record.article is not None for record in found] == [True] * (len(found) - 1) + [False]
    assert len(found) == (5 if write is packed else len(found))
    assert len(problems(found)) == 1


def test_a_damaged_member_is_named_and_the_rest_is_read() -> None:
    start = len(packed(*PAGES[:2]))
    data = bytearray(packed(*PAGES))
    data[start + 40 : start + 60] = b"\xff" * 20
    assert urls(bytes(data)) == [f"https://bote.example/{number}" if number != 2 else None for number in range(6)]


@pytest.mark.parametrize("length", [b"10", b"99999", b"99999999999", b"x", b"-1"])
def test_a_wrong_length_costs_one_record(length: bytes) -> None:
    block = http(page(2))
    wrong = PAGES[2].replace(b"Content-Length: %d" % len(block), b"Content-Length: " + length)
    assert wrong != PAGES[2]
    assert urls(plain(*PAGES[:2], wrong, *PAGES[3:])) == [
        f"https://bote.example/{number}" if number != 2 else None for number in range(6)
    ]


def test_bytes_between_records() -> None:
    found = urls(plain(PAGES[0], b"\x00" * 3000 + b"\r\n", PAGES[1]))
    assert found == ["https://bote.example/0", None, "https://bote.example/1"]


def test_a_record_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.framing.warc_framing.LARGEST_RECORD", 100_000)
    film = warc_record(http(b"\x00" * 300_000, "video/mp4"))
    assert len(articles(plain(film, PAGES[0]))) == 1


def test_a_bomb_within_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.formats.warc.LARGEST_RECORD", 1_000_000)
    bomb = warc_record(http(gzip.compress(b"<p>" + bytes(10_000_000), mtime=0), more="Content-Encoding: gzip\r\n"))
    found = records(plain(bomb, PAGES[0]))
    assert "which is no article" in problems(found)[0]
    assert found[1].article


def test_a_bomb_around_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.framing.warc_framing.BYTES_BEFORE_RATIO", 100_000)
    assert "200 times" in problems(records(packed(PAGES[0], bytes(10_000_000))))[-1]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    assert problems(records(plain(*PAGES), name="crawl.warc")) == [
        "crawl.warc: to read WARC files, install the extra: pip install 'quote-claim-tracker[warc]'"
    ]


def test_known_pages_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.formats.warc.read_document", lambda *how, **more: pytest.fail("read"))
    found = records(packed(*PAGES), wanted=lambda digest: False)
    assert len({record.digest for record in found}) == 6


@settings(max_examples=50)
@example(0, 0, b"\x1f\x8b", plain)
@given(st.integers(0, 5), st.integers(0, 10_000), st.binary(min_size=1, max_size=60), st.sampled_from([plain, packed]))
def test_damage_to_one_record_leaves_the_others(
    number: int, place: int, damage: bytes, write: Callable[..., bytes]
) -> None:
    written = [write(each) for each in PAGES]
    at = place % (len(written[number]) - len(damage) - 4)
    written[number] = written[number][:at] + damage + written[number][at + len(damage) :]
    found = [record.article.url for record in records(b"".join(written), name="a.warc.gz") if record.article]
    others = [f"https://bote.example/{each}" for each in range(6) if each != number]
    assert [url for url in found if url in others] == others
