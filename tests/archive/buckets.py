"""An S3 server on this machine (moto), and one in front of it that answers 500 every third time."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def failing_every_third(port: int) -> "Iterator[tuple[int, list[int]]]":
    """Run a server that hands requests on to another, but for every third; gives its port, and what it has answered."""
    answered: list[int] = []
    asked = count(1)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self._body()
            status, headers, content = 500, [("Content-Length", str(len(ERROR)))], ERROR
            if next(asked) % 3:
                status, headers, content = self._handed_on(body)
            answered.append(status)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
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


ERROR = b"<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>"
CHANGED = ("transfer-encoding", "content-length", "connection", "expect")
