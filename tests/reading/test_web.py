"""Fetching from a server that behaves, and from ones that don't."""

import email.utils
import gzip
import io
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from local_server import LocalServer, endless, in_turn, local_server, page, raw, redirect

from tracker.reading.errors import ReadingError
from tracker.reading.web import Fetched, Fetcher, FetchError, Limits, exchange, fetch
from tracker.reading.web.addresses import is_public, parsed

QUICK = Limits(connect=10.0, total=20.0, size=100_000, back_off=0.01, pause=0.0)
IMPATIENT = Limits(connect=0.3, total=0.3, size=100_000, back_off=0.01, pause=0.0)
A_FETCH_AT_MOST = 10  # seconds, for one that is given 0.3, on a machine that is busy; the servers would take for ever


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server() as served:
        yield served


def fetched(server: LocalServer, path: str = "/", limits: Limits = QUICK, **options: object) -> Fetched:
    return fetch(server.url(path), allow_private=True, limits=limits, **options)  # type: ignore[arg-type]


def problem(server: LocalServer, path: str = "/", limits: Limits = QUICK) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetched(server, path, limits)
    message = str(caught.value)
    assert message.startswith(server.url(path) + ": ")
    assert "\n" not in message
    return caught.value


def test_a_page_comes_with_what_the_server_says_about_it(server) -> None:
    server.pages["/news?id=1"] = page(
        "<p>Grüße</p>", Content_Type="text/html; charset=iso-8859-1", ETag='"v1"', Last_Modified="Fri, 21 Jan 2022"
    )
    got = fetched(server, "/news?id=1#comments")
    assert got.data == "<p>Grüße</p>".encode()
    assert (got.status, got.etag, got.last_modified) == (200, '"v1"', "Fri, 21 Jan 2022")
    assert got.url == got.carried.url == server.url("/news?id=1")
    assert got.carried.content_type == "text/html; charset=iso-8859-1"
    assert got.carried.fetched == pytest.approx(time.time(), abs=60)


def test_the_server_is_told_who_asks(server) -> None:
    server.pages["/"] = page("x")
    fetched(server)
    for _, headers in server.requests:
        assert headers["user-agent"].startswith("tracker/")
        assert headers["host"] == f"127.0.0.1:{server.port}"
        assert "cookie" not in headers
        assert "authorization" not in headers


def test_an_error_of_fetching_is_one_of_reading(server) -> None:
    with pytest.raises(ReadingError, match="404"):
        fetched(server, "/missing")


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("file:///etc/passwd", "only http and https are fetched, not file"),
            ("FILE:///etc/passwd", "only http and https"),
            ("ftp://example.org/x", "not ftp"),
            ("data:text/html,hello", "not data"),
            ("javascript:alert(1)", "not javascript"),
            ("gopher://example.org:25/x", "not gopher"),
            ("example.org/feed", "Begin it with https://"),
            ("/etc/passwd", "Begin it with https://"),
            ("", "Begin it with https://"),
            ("http://", "there is no host"),
            ("http:///path", "there is no host"),
            ("http:example.org", "there is no host"),
            ("https://example.org:99999/", "can't be understood"),
            ("http://[::1", "can't be understood"),
            ("http://exa mple.org/", "can't be understood"),
        ],
    )
    def test_what_is_no_web_address_is_refused(self, url: str, said: str) -> None:
        with pytest.raises(FetchError) as caught:
            fetch(url, allow_private=True)
        assert said in str(caught.value)
        assert caught.value.permanent

    @pytest.mark.parametrize(
        "url", ["http://me:secret@127.0.0.1/", "https://secret@example.org/", "http://a:secret@b:secret@c/"]
    )
    def test_credentials_are_neither_sent_nor_shown(self, url: str) -> None:
        with pytest.raises(FetchError, match=r"name or password|understood") as caught:
            fetch(url, allow_private=True)
        assert "secret" not in str(caught.value)

    def test_an_address_is_written_in_one_way(self) -> None:
        assert str(parsed(" HTTPS://Bücher.Example:443/Grüße?q=ä b#top ")) == (
            "https://xn--bcher-kva.example/Gr%C3%BC%C3%9Fe?q=%C3%A4%20b"
        )
        assert str(parsed("http://[2001:DB8::1]:8080")) == "http://[2001:db8::1]:8080/"
        assert str(parsed("http://example.org/a/../b")) == "http://example.org/b"

    @pytest.mark.parametrize("url", ["http://good.example\\@127.0.0.1/", "http://127.0.0.1#@good.example/"])
    def test_an_address_that_programs_read_differently_is_checked_as_it_is_fetched(self, url: str) -> None:
        with pytest.raises(FetchError):
            fetch(url, limits=IMPATIENT)

    @given(st.text(max_size=40))
    def test_no_address_breaks_it(self, text: str) -> None:
        for url in (text, f"http://{text}", f"https://example.org/{text}"):
            with suppress(FetchError):
                address = parsed(url)
                assert parsed(str(address)) == address
                assert str(address).isascii()


class TestPrivateNetworks:
    @pytest.mark.parametrize(
        "host",
        [
            *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "0", "localhost"),
            *("10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
            *("255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "１２７.0.0.1", "127。0。0。1"),
            *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[fe80::1]", "[fc00::1]", "[fd12::1]"),
            *("[ff02::1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[::127.0.0.1]", "[2001:db8::1]", "[fec0::1]"),
        ],
    )
    def test_none_is_connected_to(self, host: str, monkeypatch) -> None:
        monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
        with pytest.raises(FetchError, match=r"private network|no host|understood") as caught:
            fetch(f"http://{host}/latest/meta-data", limits=QUICK)
        assert not caught.value.temporary

    def test_a_name_is_judged_by_what_it_leads_to(self, server, monkeypatch) -> None:
        def leads_home(host: str, port: int, **_: object) -> list[object]:
            assert host == "news.example"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", leads_home)
        with pytest.raises(FetchError, match=r"news\.example is in a private network \(127\.0\.0\.1\)"):
            fetch(server.url("/", host="news.example"), limits=QUICK)
        assert server.requests == []

    def test_what_is_checked_is_connected_to_though_the_name_changes(self, server, monkeypatch) -> None:
        """DNS rebinding: a public address for the check, a private one for the connection."""
        lookups, connected = [], []

        def changing(host: str, port: int, *_: object, **__: object) -> list[object]:
            if host[0].isdigit():
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
            lookups.append(host)
            number = "93.184.216.34" if len(lookups) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

        def refused(_: socket.socket, where: tuple[str, int]) -> None:
            connected.append(where[0])
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr(socket, "getaddrinfo", changing)
        monkeypatch.setattr(socket.socket, "connect", refused)
        with pytest.raises(FetchError):
            fetch(server.url("/", host="rebind.example"), limits=QUICK)
        assert connected == ["93.184.216.34"]
        assert "127.0.0.1" not in connected

    def test_of_several_addresses_only_public_ones_are_tried(self, monkeypatch) -> None:
        connected = []

        def both(host: str, port: int, *_: object, **__: object) -> list[object]:
            numbers = ["10.0.0.1", "93.184.216.34"] if host == "both.example" else [host]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

        def refused(_: socket.socket, where: tuple[str, int]) -> None:
            connected.append(where[0])
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr(socket, "getaddrinfo", both)
        monkeypatch.setattr(socket.socket, "connect", refused)
        with pytest.raises(FetchError, match="Connection refused"):
            fetch("http://both.example/", limits=QUICK)
        assert set(connected) == {"93.184.216.34"}

    @given(st.integers(0, 2**32 - 1))
    def test_what_stands_for_an_address_of_ipv4_is_judged_like_it(self, number: int) -> None:
        public = is_public(str(IPv4Address(number)))
        assert is_public(str(IPv6Address((0xFFFF << 32) | number))) == public
        assert is_public(str(IPv6Address((0x64FF9B << 96) | number))) == public
        assert is_public(str(IPv6Address((0x2002 << 112) | (number << 80)))) == public

    @pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
    def test_public_ones_are_public(self, number: str) -> None:
        assert is_public(number)


class TestRedirects:
    def test_the_page_at_the_end_counts(self, server) -> None:
        for step in range(5):
            server.pages[f"/{step}"] = redirect(f"/{step + 1}", (301, 302, 303, 307, 308)[step])
        server.pages["/5"] = page("there")
        got = fetched(server, "/0")
        assert (got.data, got.url, got.carried.url) == (b"there", server.url("/5"), server.url("/5"))

    def test_six_are_too_many(self, server) -> None:
        for step in range(6):
            server.pages[f"/{step}"] = redirect(f"/{step + 1}")
        server.pages["/6"] = page("there")
        assert "redirected more than 5 times" in str(problem(server, "/0"))
        assert server.asked_for("/6") == 0

    def test_a_circle_is_noticed(self, server) -> None:
        server.pages["/a"] = redirect("/b")
        server.pages["/b"] = redirect("/a")
        assert "redirected in a circle" in str(problem(server, "/a"))
        assert len(server.paths) == 3  # with robots.txt

    @pytest.mark.parametrize(
        ("location", "said"),
        [
            ("file:///etc/passwd", "not file"),
            ("ftp://example.org/", "not ftp"),
            ("data:text/html,x", "not data"),
            ("http://me:secret@127.0.0.1/", "name or password"),
            ("http://[::1", "understood"),
        ],
    )
    def test_none_leads_out_of_the_web(self, server, location: str, said: str) -> None:
        server.pages["/"] = redirect(location)
        caught = problem(server)
        assert said in str(caught)
        assert "secret" not in str(caught)

    def test_none_leads_into_a_private_network(self, server, monkeypatch) -> None:
        """The first address passes for a public one here; the second is what it is."""
        monkeypatch.setattr("tracker.reading.web.addresses.is_public", lambda number: number == "127.0.0.1")
        server.pages["/"] = redirect("http://169.254.169.254/latest/")
        with pytest.raises(FetchError, match=r"redirected to http://169\.254\.169\.254/latest/: .*private network"):
            fetch(server.url(), limits=QUICK)

    def test_a_place_that_is_not_escaped_is_understood(self, server) -> None:
        server.pages["/"] = raw("HTTP/1.0 302 Found\r\nLocation: /Grüße\r\n\r\n".encode())
        server.pages["/Gr%C3%BC%C3%9Fe"] = page("there")
        assert fetched(server).data == b"there"

    def test_without_a_place_it_is_an_error(self, server) -> None:
        server.pages["/"] = page("", 302)
        assert "302" in str(problem(server))


class TestSlowServers:
    @pytest.mark.parametrize(
        ("beginning", "piece"),
        [
            (b"", b"H"),
            (b"HTTP/1.1 200 OK\r\n", b"X-Header: y\r\n"),
            (b"HTTP/1.1 200 OK\r\nX-Long: ", b"y"),
            (b"HTTP/1.1 200 OK\r\n\r\n", b"y"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"y"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\3", b"\0\0\0\xff\xff"),
            (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ],
    )
    def test_a_byte_now_and_then_does_not_hold_it(self, server, beginning: bytes, piece: bytes) -> None:
        server.pages["/"] = endless(beginning, piece, 0.02, server)
        began = time.monotonic()
        caught = problem(server, limits=IMPATIENT)
        assert time.monotonic() - began < A_FETCH_AT_MOST
        assert "too long" in str(caught) or "broke off" in str(caught)

    def test_silence_does_not_hold_it(self, server) -> None:
        server.pages["/"] = endless(b"", b"", 60, server)
        began = time.monotonic()
        assert "the server takes too long" in str(problem(server, limits=IMPATIENT))
        assert time.monotonic() - began < A_FETCH_AT_MOST

    def test_a_slow_robots_txt_does_not_hold_it(self, server) -> None:
        server.pages["/robots.txt"] = endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#", 0.02, server)
        began = time.monotonic()
        assert "the server takes too long" in str(problem(server, limits=IMPATIENT))
        assert time.monotonic() - began < A_FETCH_AT_MOST

    def test_a_name_server_does_not_hold_it(self, monkeypatch) -> None:
        over = threading.Event()

        def slow(*_: object, **__: object) -> None:
            over.wait(60)
            raise socket.gaierror

        monkeypatch.setattr(socket, "getaddrinfo", slow)
        began = time.monotonic()
        with pytest.raises(FetchError, match=r"looking up slow\.example took too long"):
            fetch("http://slow.example/", limits=IMPATIENT)
        over.set()
        assert time.monotonic() - began < A_FETCH_AT_MOST

    def test_a_handshake_does_not_hold_it(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            began = time.monotonic()
            with pytest.raises(FetchError, match="too long"):
                fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True, limits=IMPATIENT)
            assert time.monotonic() - began < A_FETCH_AT_MOST


class TestWrongAnswers:
    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"\x00\x01\x02",
            b"SSH-2.0-OpenSSH_9.6\r\n",
            b"HTTP/1.1\r\n\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nonly\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nonly\r\n",
            b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        ],
    )
    def test_what_breaks_off_or_is_no_http_is_said(self, server, answer: bytes) -> None:
        server.pages["/"] = raw(answer)
        caught = problem(server)
        assert "broke off or isn't HTTP" in str(caught)
        assert "0x" not in str(caught)
        assert server.asked_for("/") == 3

    def test_one_that_breaks_off_once_is_fetched(self, server) -> None:
        server.pages["/"] = in_turn(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly"), page("all of it"))
        assert fetched(server).data == b"all of it"

    def test_a_length_that_is_too_small_cuts_off(self, server) -> None:
        server.pages["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nonly this")
        assert fetched(server).data == b"only"

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    def test_what_isnt_compressed_as_it_says_is_said(self, server, encoding: str) -> None:
        server.pages["/"] = page("not compressed at all", Content_Encoding=encoding)
        assert "isn't compressed as it says" in str(problem(server))

    def test_an_encoding_that_wasnt_asked_for_is_refused(self, server) -> None:
        server.pages["/"] = page(b"\x0b\x02\x80", Content_Encoding="br")
        assert "wasn't asked for (br)" in str(problem(server))

    @pytest.mark.parametrize(("encoding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
    def test_compressed_pages_are_decompressed(self, server, encoding: str, compress) -> None:
        server.pages["/"] = page(compress(b"a page " * 1000), Content_Encoding=encoding)
        assert fetched(server).data == b"a page " * 1000


class TestSize:
    def test_the_limit_itself_is_allowed(self, server) -> None:
        server.pages["/"] = page(b"x" * QUICK.size)
        assert len(fetched(server).data) == QUICK.size

    def test_an_announced_size_is_believed_at_once(self, server) -> None:
        server.pages["/"] = endless(b"HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n", b"", 0.02, server)
        caught = problem(server)
        assert "larger than 0.1 MB" in str(caught)
        assert caught.permanent

    @pytest.mark.parametrize("header", [b"", b"Transfer-Encoding: chunked\r\n", b"Content-Length: abc\r\n"])
    def test_one_that_isnt_announced_is_counted(self, server, header: bytes) -> None:
        piece = b"x" * 0x8000
        if header.startswith(b"Transfer"):
            piece = b"8000\r\n" + piece + b"\r\n"
        server.pages["/"] = endless(b"HTTP/1.1 200 OK\r\n" + header + b"\r\n", piece, 0, server)
        assert "larger than 0.1 MB" in str(problem(server))

    @pytest.mark.parametrize("times", [1, 2])
    def test_a_small_page_that_becomes_a_large_one_is_stopped(self, server, times: int) -> None:
        bomb = io.BytesIO()
        with gzip.open(bomb, "wb", 9) as compressing:
            for _ in range(40):
                compressing.write(b"\0" * 1_000_000)
        data = bomb.getvalue() if times == 1 else gzip.compress(bomb.getvalue())
        limits = Limits(total=10, size=500_000, pause=0, back_off=0.01)
        assert len(data) < limits.size
        server.pages["/"] = page(data, Content_Encoding=", ".join(["gzip"] * times))
        assert "larger than 0.5 MB" in str(problem(server, limits=limits))


class TestTryingAgain:
    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_errors_that_pass_are_tried_again(self, server, status: int) -> None:
        server.pages["/"] = in_turn(page("no", status), page("no", status), page("yes"))
        assert fetched(server).data == b"yes"

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
    def test_errors_that_stay_are_not(self, server, status: int) -> None:
        server.pages["/"] = page("no", status)
        assert f"the server answers {status}" in str(problem(server))
        assert server.asked_for("/") == 1

    def test_it_is_given_up_after_the_third_time(self, server) -> None:
        server.pages["/"] = page("no", 503)
        assert "503 (service unavailable)" in str(problem(server))
        assert server.asked_for("/") == 3

    def test_the_wait_that_is_asked_for_is_kept(self, server) -> None:
        server.pages["/"] = in_turn(page("no", 429, Retry_After="1"), page("yes"))
        fetched(server)
        first, second = [at for at, path in zip(server.times, server.paths, strict=True) if path == "/"]
        assert second - first >= 1

    @pytest.mark.parametrize("as_date", [True, False])
    def test_a_wait_that_is_too_long_is_handed_on(self, server, as_date: bool) -> None:
        asked = email.utils.formatdate(time.time() + 3600, usegmt=True) if as_date else "3600"
        server.pages["/"] = page("no", 503, Retry_After=asked)
        began = time.monotonic()
        assert problem(server).retry_after == pytest.approx(3600, abs=60)
        assert time.monotonic() - began < A_FETCH_AT_MOST
        assert server.asked_for("/") == 1

    @pytest.mark.parametrize("asked", ["soon", "-5", "", "1e9", "٣", "Fri, 99 Foo 2022"])
    def test_a_wait_that_says_nothing_is_none(self, server, asked: str) -> None:
        server.pages["/"] = in_turn(raw(f"HTTP/1.0 503 No\r\nRetry-After: {asked}\r\n\r\n".encode()), page("yes"))
        assert fetched(server).data == b"yes"

    def test_a_wait_for_ever_is_one_of_thirty_years(self, server) -> None:
        server.pages["/"] = page("no", 503, Retry_After="9" * 5000)
        assert problem(server).retry_after == 999_999_999

    def test_nobody_there_is_said(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        with pytest.raises(FetchError, match="no connection") as caught:
            fetch(f"http://127.0.0.1:{port}/", allow_private=True, limits=QUICK)
        assert "Check the address and the network." in str(caught.value)

    def test_a_proxy_that_isnt_used_is_mentioned(self, monkeypatch) -> None:
        monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        with pytest.raises(FetchError, match="a proxy from the environment is not used"):
            fetch(f"http://127.0.0.1:{port}/", allow_private=True, limits=QUICK)


class TestConditional:
    def test_what_has_not_changed_is_not_sent_again(self, server) -> None:
        server.pages["/"] = page("", 304)
        got = fetched(server, conditional=('"v1"', "Fri, 21 Jan 2022 10:00:00 GMT"))
        assert (got.status, got.data) == (304, b"")
        _, headers = server.requests[-1]
        assert headers["if-none-match"] == '"v1"'
        assert headers["if-modified-since"] == "Fri, 21 Jan 2022 10:00:00 GMT"

    def test_nothing_is_asked_without_a_copy(self, server) -> None:
        server.pages["/"] = page("x")
        fetched(server, conditional=(None, None))
        assert not {"if-none-match", "if-modified-since"} & set(server.requests[-1][1])

    def test_not_modified_without_a_copy_is_an_error(self, server) -> None:
        server.pages["/"] = page("", 304)
        assert "304" in str(problem(server))


class TestRobots:
    def test_what_is_forbidden_is_not_fetched(self, server) -> None:
        server.pages["/robots.txt"] = page("User-agent: *\nDisallow: /private\nAllow: /private/open")
        server.pages["/private/x"] = server.pages["/private/open"] = page("x")
        caught = problem(server, "/private/x")
        assert "robots.txt of 127.0.0.1 says" in str(caught)
        assert caught.permanent
        assert server.paths == ["/robots.txt"]
        assert fetched(server, "/private/open").data == b"x"

    @pytest.mark.parametrize(
        ("rules", "allowed"),
        [
            ("User-agent: tracker\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
            ("User-agent: Tracker/2.0\nDisallow: /", False),
            ("User-agent: *\nDisallow: /\n\nUser-agent: tracker\nAllow: /", True),
            ("User-agent: trackerbot\nDisallow: /", True),
            ("User-agent: track\nDisallow: /", True),
            ("User-agent: other\nDisallow: /\nUser-agent: more\nDisallow: /", True),
            ("User-agent: other\nUser-agent: *\nDisallow: /", False),
            ("User-agent: *\nDisallow: /*.html$", False),
            ("User-agent: *\nDisallow:", True),
            ("<html><body>Not found</body></html>", True),
            ("\ufeffUser-agent: *\nDisallow: /", False),
            ("", True),
        ],
    )
    def test_the_rules_for_this_program_or_for_all_count(self, server, rules: str, allowed: bool) -> None:
        server.pages["/robots.txt"] = page(rules)
        server.pages["/a.html"] = page("x")
        if allowed:
            assert fetched(server, "/a.html").data == b"x"
        else:
            assert "robots.txt" in str(problem(server, "/a.html"))

    @pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (429, False)])
    def test_without_one_everything_is_allowed_and_without_an_answer_nothing(
        self, server, status: int, allowed: bool
    ) -> None:
        server.pages["/robots.txt"] = page("", status)
        server.pages["/"] = page("x")
        if allowed:
            assert fetched(server).data == b"x"
        else:
            assert "it isn't known what may be fetched" in str(problem(server))
            assert server.asked_for("/") == 0

    def test_every_address_on_the_way_is_looked_up(self, server) -> None:
        server.pages["/robots.txt"] = page("User-agent: *\nDisallow: /b")
        server.pages["/a"] = redirect("/b")
        assert "robots.txt" in str(problem(server, "/a"))
        assert server.asked_for("/b") == 0

    def test_one_that_is_somewhere_else_counts(self, server) -> None:
        server.pages["/robots.txt"] = redirect("/rules")
        server.pages["/rules"] = page("User-agent: *\nDisallow: /")
        assert "robots.txt" in str(problem(server))

    def test_one_that_is_nowhere_does_not(self, server) -> None:
        server.pages["/robots.txt"] = redirect("/robots.txt")
        server.pages["/"] = page("x")
        assert fetched(server).data == b"x"

    def test_it_is_fetched_once(self, server) -> None:
        server.pages["/"] = page("x")
        fetcher = Fetcher(allow_private=True, limits=QUICK)
        for _ in range(3):
            fetcher.fetch(server.url())
        assert server.asked_for("/robots.txt") == 1

    def test_an_endless_one_is_read_in_part(self, server) -> None:
        rules = b"User-agent: *\nDisallow: /x\n"
        server.pages["/robots.txt"] = endless(b"HTTP/1.1 200 OK\r\n\r\n" + rules, b"# more\n" * 9000, 0, server)
        server.pages["/"] = page("x")
        assert fetched(server).data == b"x"

    def test_one_of_very_many_programs_and_rules_is_read(self, server) -> None:
        many = "".join(f"User-agent: program{number}x\n" for number in range(10_000))
        server.pages["/robots.txt"] = page(many + "Disallow: /a\n" * 10_000 + "User-agent: *\nDisallow: /b\n")
        server.pages["/a"] = page("x")
        assert fetched(server, "/a", Limits(size=1_000_000, pause=0, total=10)).data == b"x"
        assert "robots.txt" in str(problem(server, "/b", Limits(pause=0, total=10)))


class TestManners:
    def test_a_host_is_asked_one_thing_at_a_time(self, server) -> None:
        for number in range(6):
            server.pages[f"/{number}"] = raw(b"HTTP/1.0 200 OK\r\n\r\nx", pause=0.03)
        fetcher = Fetcher(allow_private=True, limits=QUICK)
        with ThreadPoolExecutor(6) as threads:
            pages = list(threads.map(lambda number: fetcher.fetch(server.url(f"/{number}")).data, range(6)))
        assert pages == [b"x"] * 6
        assert server.most_at_once == 1
        assert server.asked_for("/robots.txt") == 1

    def test_between_two_fetches_lies_a_pause(self, server) -> None:
        server.pages["/"] = page("x")
        fetcher = Fetcher(allow_private=True, limits=Limits(pause=0.2))
        for _ in range(3):
            fetcher.fetch(server.url())
        times = [at for at, path in zip(server.times, server.paths, strict=True) if path == "/"]
        assert times[2] - times[0] >= 0.35

    def test_a_longer_pause_that_is_asked_for_is_kept(self, server) -> None:
        server.pages["/"] = page("x")
        server.pages["/robots.txt"] = page("User-agent: *\nCrawl-delay: 0.3")
        fetcher = Fetcher(allow_private=True, limits=QUICK)
        for _ in range(3):
            fetcher.fetch(server.url())
        assert server.times[-1] - server.times[-2] >= 0.25

    def test_waiting_for_ones_turn_takes_no_time_of_ones_own(self, server) -> None:
        for number in range(5):
            server.pages[f"/{number}"] = raw(b"HTTP/1.0 200 OK\r\n\r\nx", pause=0.4)
        fetcher = Fetcher(allow_private=True, limits=Limits(total=1.6, pause=0))
        with ThreadPoolExecutor(5) as threads:
            pages = list(threads.map(lambda number: fetcher.fetch(server.url(f"/{number}")).data, range(5)))
        assert pages == [b"x"] * 5


def test_no_thread_is_left_behind(server) -> None:
    server.pages["/"] = page("x")
    before = threading.active_count()
    for _ in range(5):
        fetched(server)
    time.sleep(0.1)
    assert threading.active_count() <= before + 1


class TestCertificates:
    """TLS with a certificate authority of the test's own, which the system trusts where SSL_CERT_FILE says so."""

    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    @pytest.fixture(autouse=True)
    def _nothing_remembered(self) -> Iterator[None]:
        exchange._verifying_context.cache_clear()
        yield
        exchange._verifying_context.cache_clear()

    @contextmanager
    def _served(self, certificate: trustme.LeafCert) -> Iterator[LocalServer]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        with local_server(context) as served:
            served.pages["/"] = page("over TLS")
            yield served

    def _trust(self, authority: trustme.CA, folder: Path, monkeypatch) -> None:
        authority.cert_pem.write_to_path(folder / "authority.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))

    def test_one_that_is_trusted(self, authority, tmp_path, monkeypatch) -> None:
        self._trust(authority, tmp_path, monkeypatch)
        with self._served(authority.issue_cert("localhost")) as served:
            url = f"https://localhost:{served.port}/"
            assert fetch(url, allow_private=True, limits=QUICK).data == b"over TLS"
            assert served.requests[-1][1]["host"] == f"localhost:{served.port}"

    def test_one_for_another_name_is_refused(self, authority, tmp_path, monkeypatch) -> None:
        """Even though the address that is connected to is the right one."""
        self._trust(authority, tmp_path, monkeypatch)
        with self._served(authority.issue_cert("other.example", "127.0.0.1")) as served:
            with pytest.raises(FetchError, match="localhost can't prove that it is the one"):
                fetch(f"https://localhost:{served.port}/", allow_private=True, limits=QUICK)
            assert served.requests == []

    def test_one_of_an_unknown_authority_is_refused(self, authority) -> None:
        with self._served(authority.issue_cert("localhost")) as served:
            with pytest.raises(FetchError, match="localhost can't prove that it is the one") as caught:
                fetch(f"https://localhost:{served.port}/", allow_private=True, limits=QUICK)
            assert served.requests == []
        assert not caught.value.temporary

    def test_a_server_without_tls_is_said(self, server) -> None:
        with pytest.raises(FetchError, match=r"no connection|broke off"):
            fetch(server.url().replace("http:", "https:"), allow_private=True, limits=QUICK)
