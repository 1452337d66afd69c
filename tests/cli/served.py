"""`tracker serve` in a process of its own, and a client that says of itself what a test wants."""

import base64
import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import urllib3

SECONDS = 180  # to start, to answer, to end: where the machine has much else to do
TOKEN = re.compile(r'name="csrftoken" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')


@contextmanager
def serving(database: Path, *options: str, **environment: str) -> Iterator[str]:
    """The address of a site that is served while the block runs; Ctrl-C ends it, with exit code 0."""
    process = started(database, *options, "--port", "0", **environment)
    try:
        yield address_of(process)
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=SECONDS)
        assert (process.returncode, said) == (0, "")


def started(database: Path, *options: str, **environment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tracker", "serve", "--db", str(database), *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment}
    )


def address_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], SECONDS)
    assert ready, "it doesn't say where it is"
    line = process.stdout.readline()
    found = re.search(r" is at (http://\S+)/", line)
    assert found, line + process.stdout.read()
    return found[1]


@dataclass
class Client:
    """Asks a site as a browser would that is signed in, with its cookies."""

    site: str
    headers: dict[str, str] = field(default_factory=dict)
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=SECONDS))

    @classmethod
    def signed_in(cls, site: str, name: str, password: str) -> "Client":
        credentials = base64.b64encode(f"{name}:{password}".encode()).decode()
        return cls(site, {"Authorization": f"Basic {credentials}"})

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        return self._asked("GET", path, None, headers)

    def json(self, path: str) -> Any:
        return json.loads(self.get(path).data)

    def post(self, path: str, values: Mapping[str, str], **headers: str) -> urllib3.BaseHTTPResponse:
        own = {"Origin": self.site, "Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, urlencode(values), own | headers)

    def form(self, page: str) -> dict[str, str]:
        """What every form of a page sends: the token, and what was seen. Keeps the token's cookie."""
        answer = self.get(page)
        if cookie := answer.headers.get("set-cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        text = answer.data.decode()
        token, seen = TOKEN.search(text), SEEN.search(text)
        assert token, text
        return {"csrftoken": token[1], "seen": seen[1] if seen else ""}

    def decide(self, number: int, what: str, **values: str) -> urllib3.BaseHTTPResponse:
        """Decide about a statement by its page's form."""
        return self.post(f"/statements/{number}/{what}", {**self.form(f"/statements/{number}"), **values})

    def _asked(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.pool.request(method, self.site + path, body=body, headers={**self.headers, **named}, redirect=False)
