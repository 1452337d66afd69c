"""A worker whose files are scripts: each line is a record, or what goes wrong with it."""

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterator
from typing import Any

from tracker.ingesting import processes, reading_pool, worker
from tracker.reading.article import Article
from tracker.reading.records import Record

PROGRAM = processes.program("scripted_worker")


def scripted_records(source: Any, given: Any, carried: Any = None, **options: Any) -> Iterator[Record]:
    """A line is the text of an article, or the name of a disaster; a file that begins with one never asks."""
    file = source.open("rb") if hasattr(source, "open") else source
    for number, line in enumerate(file):
        words = line.decode().strip()
        if number < options["first"]:
            continue
        digest = hashlib.sha256(line).hexdigest()
        if words.startswith("early"):
            _go_wrong(words.removeprefix("early "))
        if not options["wanted"](digest):
            yield Record(number, f"{options['name']}, line {number + 1}", digest)
            continue
        _go_wrong(words)
        article = Article(words, source=options["name"], format="json_lines")
        yield Record(number, f"{options['name']}, line {number + 1}", digest, article)


def _go_wrong(words: str) -> None:
    match words:
        case "hang":
            time.sleep(1000)
        case "spin":  # and never lets another thread of the process run
            re.match(r"(a|a)*b", "a" * 60)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(3)
        case "much memory":
            len(bytearray(b"1") * 420_000_000)
        case "memory":
            len(bytes(3_000_000_000))
        case "raise":
            raise KeyError("\x1b[2J\nnobody thought of this")


def main() -> None:
    """Be the worker."""
    worker.read_records = scripted_records  # type: ignore[assignment]
    worker.main()


def use(monkeypatch: Any) -> None:
    """Have workers read scripts from now on."""
    monkeypatch.setattr(reading_pool, "PROGRAM", PROGRAM)
