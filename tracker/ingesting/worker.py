"""A reading process: takes files one at a time from the main process and hands back their records.

It is a process of its own, light and with limits, so that no input can take the others down: one that hangs, crashes a
library or exhausts the memory ends this process, and the main process starts another.
"""

import io
import os
import pickle
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, cast

from tracker.ingesting import limits
from tracker.ingesting.messages import Asked, Broken, Finished, Hungry, Job, Ready
from tracker.reading.errors import ReadingError, shown
from tracker.reading.records import Record

LARGEST_PIECE = 65_536  # bytes of a stream that are asked for at once


def main() -> None:
    """Do one job after the other until the main process closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the main one decides
    conversation = Conversation(*_private_pipes())
    limits.limit_memory()
    conversation.say(Ready())
    while True:
        job = conversation.hear()
        _do(job, conversation)
        leaving = limits.took_much()
        conversation.say(Finished(leaving))
        if leaving:
            return


class Conversation:
    """The pipes to and from the main process."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._outgoing = outgoing
        self._heard: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=self._listen, args=[incoming], daemon=True).start()

    def say(self, message: object) -> None:
        """Send a message; waits where the main process has no room for it yet."""
        try:
            self._outgoing.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            self._outgoing.flush()
        except OSError:  # nobody is there any more
            os._exit(0)
        limits.allow_more_computing()

    def hear(self) -> Any:
        """The next message, waiting for it."""
        return self._heard.get()

    def ask(self, question: object) -> Any:
        """The answer to a question."""
        self.say(question)
        return self.hear()

    def _listen(self, incoming: BinaryIO) -> None:
        """Collect what is heard. The main process's end ends this one, whatever it is doing."""
        try:
            while True:
                self._heard.put(pickle.load(incoming))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


class Streamed(io.RawIOBase):
    """A stream that the main process reads and sends piece by piece."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there is something; 0 at the end."""
        data: bytes = self._conversation.ask(Hungry(min(len(buffer), LARGEST_PIECE)))
        buffer[: len(data)] = data
        return len(data)


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes on standard input and output, which lead nowhere from then on: libraries may print."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return incoming, outgoing


def _do(job: Job, conversation: Conversation) -> None:
    try:
        for record in _records(job, conversation):
            conversation.say(record)
    except MemoryError:
        conversation.say(Broken("it takes too much memory"))
    except Exception as error:  # whatever a library raises is this input's problem, not the batch's
        conversation.say(Broken(shown(f"{type(error).__name__}: {error}".splitlines()[0])))


def _records(job: Job, conversation: Conversation) -> Iterator[Record]:
    from tracker.reading.sources import read_records

    if job.first == 1 and isinstance(job.contents, Path) and _is_of_one_article(job.contents):
        return  # its one article was number 0
    source: Path | BinaryIO
    if isinstance(job.contents, Path):
        source = job.contents
    elif job.contents is not None:
        source = io.BytesIO(job.contents)
    else:
        source = cast(BinaryIO, Streamed(conversation))
    yield from read_records(
        source,
        job.given,
        job.carried,
        name=job.name,
        fields=job.fields,
        wanted=lambda digest: conversation.ask(Asked(digest)),
        first=job.first,
    )


def _is_of_one_article(path: Path) -> bool:
    from tracker.reading.framing.detection import BYTES_JUDGED, format_of
    from tracker.reading.framing.streams import unpacked_beginning

    try:
        with path.open("rb") as file:
            return format_of(unpacked_beginning(file.read(BYTES_JUDGED), BYTES_JUDGED), path.name).of_one_article
    except (OSError, ReadingError):
        return True
