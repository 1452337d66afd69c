"""An S3 server on this machine (moto), and one in front of it that fails as it is told."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

SERVER = os.environ.get("MOTO_SERVER")  # not whatever is on the path: Arrow and older ones misunderstand each other
HOST = "127.0.0.1"
SECONDS_TO_START = 60
PASSED_ON = ("content-type", "etag", "last-modified", "content-range", "accept-ranges", "location")


@contextmanager
def bucket_server() -> Iterator[int]:
    """Run moto; gives its port."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    assert SERVER is not None
    running = subprocess.Popen(
        [SERVER, "-H", HOST, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(SECONDS_TO_START * 10):
            try:
                urlopen(f"http://{HOST}:{port}/moto-api/").close()
                break
            except URLError:
                time.sleep(0.1)
        yield port
    finally:
        running.kill()
        running.wait()


class Failure(IntEnum):
    """What comes instead of an answer: an error, or the first half of the content before the connection is closed."""

    ERROR = 500
    BUSY = 503
    CUT = 0


@contextmanager
def failing(port: int, fails: "Callable[[int, str, str], Failure | None]") -> "Iterator[tuple[int, list[int]]]":
    """Run a server that hands requests on to another; gives its port, and what it has answered.

    `fails` is told of each request which it is (from 1), its method and its path, and says how it fails, if it does.
    """
    answered: list[int] = []
    asked = count(1)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self._body()
            failure = fails(next(asked), self.command, self.path)
            if failure in ERRORS:
                content = f"<Error><Code>{ERRORS[failure]}</Code><Message>Try again.</Message></Error>".encode()
                status, headers = int(failure), [("Content-Length", str(len(content)))]
            else:
                status, headers, content = self._handed_on(body)
            answered.append(Failure.CUT if failure is Failure.CUT else status)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            if failure is Failure.CUT:
                self.wfile.write(content[: len(content) // 2])
                self.close_connection = True
            elif self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer  # noqa: N815

        def _body(self) -> bytes:
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def _handed_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            connection = HTTPConnection(HOST, port, timeout=60)
            kept = {name: value for name, value in self.headers.items() if name.lower() not in CHANGED}
            connection.request(self.command, self.path, body or None, kept | {"Content-Length": str(len(body))})
            response = connection.getresponse()
            content = response.read()
            content = content.replace(
                b"CompleteMultipartUploadResponse", b"CompleteMultipartUploadResult"
            )  # as S3 says
            headers = [(name, value) for name, value in response.getheaders() if name.lower() in PASSED_ON]
            length = response.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
            connection.close()
            return response.status, [*headers, ("Content-Length", length or "0")], content

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer((HOST, 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, answered
    finally:
        server.shutdown()
        server.server_close()


ERRORS = {Failure.ERROR: "InternalError", Failure.BUSY: "SlowDown"}
CHANGED = ("transfer-encoding", "content-length", "connection", "expect")
