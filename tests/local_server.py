"""A web server on this machine that answers as a test says, however badly."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class LocalServer:
    """`pages` are the answers by path; `requests` are the paths asked for, in order, with their headers.

    `posted` is what was sent to which path, in order.
    """

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self.pages: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.posted: list[tuple[str, bytes]] = []
        self.times: list[float] = []
        self.at_once = 0
        self.most_at_once = 0
        self.stopped = threading.Event()
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked_for(self, path: str) -> int:
        return self.paths.count(path)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.requests.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
            self.times.append(time.monotonic())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.pages.get(handler.path, page("nothing here", 404))(handler)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self.at_once -= 1


@contextmanager
def local_server(tls: ssl.SSLContext | None = None) -> Iterator[LocalServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.answer(self)
            self.close_connection = True

        def do_POST(self) -> None:
            served.posted.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
            self.do_GET()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    served = LocalServer(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stopped.set()
        server.shutdown()
        server.server_close()


def page(body: str | bytes, status: int = 200, /, **headers: str) -> Answer:
    """A well-behaved answer; the headers' names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if status != 304:
            named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))} | named
        for name, value in named.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(b"" if status == 304 else data)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    return page("", status, Location=location)


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """Bytes as they are, with a pause before each."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            time.sleep(pause)
            handler.wfile.write(piece)
            handler.wfile.flush()

    return answer


def endless(beginning: bytes, piece: bytes, pause: float, server: LocalServer) -> Answer:
    """A beginning, and then the same piece again and again until the test is over."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(beginning)
        while not server.stopped.wait(pause):
            handler.wfile.write(piece)
            handler.wfile.flush()

    return answer


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request, the second to the second, and the last to all others."""
    left = list(answers)
    lock = threading.Lock()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            chosen = left.pop(0) if len(left) > 1 else left[0]
        chosen(handler)

    return answer
