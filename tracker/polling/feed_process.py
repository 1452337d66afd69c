"""Reading a feed in a process of its own, which is ended when it takes too long or too much memory.

There are feeds of a hundred kilobytes that hold a parser for a minute.
"""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from tracker.ingesting.limits import limit_memory
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.feeds import Feed, FeedEntry, read_feed

SECONDS = 10.0
# The path to the modules is handed on, so that the process finds what this one found.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from tracker.polling.feed_process import main; main()"


def read_feed_guarded(data: bytes, url: str, content_type: str | None = None, seconds: float = SECONDS) -> Feed:
    """The same as `read_feed`, whatever the feed does to its parser. Raises ReadingError."""
    head = json.dumps({"url": url, "content_type": content_type}).encode() + b"\n"
    try:
        process = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            input=head + data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadingError(f"{shown(url)}: reading this feed takes too long; it was given up.") from None
    except OSError as error:
        raise ReadingError(f"{shown(url)}: no process could be started to read it ({error.strerror}).") from error
    if process.returncode:
        raise ReadingError(f"{shown(url)}: this feed can't be read; reading it ended the process that tried.")
    return _feed(json.loads(process.stdout))


def main() -> None:
    """Read one feed from standard input, behind a line of JSON, and write it to standard output as JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the main one decides
    limit_memory()
    head = json.loads(sys.stdin.buffer.readline())
    try:
        answer: dict[str, Any] = asdict(read_feed(sys.stdin.buffer.read(), head["url"], head["content_type"]))
    except ReadingError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


def _feed(answer: dict[str, Any]) -> Feed:
    if "error" in answer:
        raise ReadingError(answer["error"])
    return Feed(answer["title"], tuple(FeedEntry(**entry) for entry in answer["entries"]), answer["left_out"])
