"""Reads a feed in a process of its own, which is killed when it takes too long or too much memory.

There are feeds of a hundred kilobytes that keep a parser busy for a minute.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from tracker.ingesting.processes import be_worker, command, program
from tracker.reading.errors import ReadingError, shown
from tracker.reading.formats.feeds import Feed, FeedEntry, read_feed

SECONDS = 10.0
_PROGRAM = program("tracker.polling.feed_process")


def read_feed_guarded(data: bytes, url: str, content_type: str | None = None, seconds: float = SECONDS) -> Feed:
    """Like `read_feed`, but safe from feeds that keep the parser busy or crash it. Raises ReadingError."""
    head = json.dumps({"url": url, "content_type": content_type}).encode() + b"\n"
    try:
        process = subprocess.run(
            command(_PROGRAM),
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
    """Read a line of JSON and then a feed from standard input, and write the feed to standard output as JSON."""
    be_worker()
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
