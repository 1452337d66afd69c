"""Reading in guarded processes: several inputs side by side, ahead of whoever takes their records."""

import io
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from tracker.ingesting.guard import ProcessEndedError, ReadingProcess, Watch
from tracker.ingesting.inputs import Input
from tracker.ingesting.messages import Asked, Broken, Finished, Hungry, Job
from tracker.ingesting.shelf import Reading, Shelf
from tracker.reading.errors import ReadingError, shown
from tracker.reading.records import Carried, Record

SECONDS_A_RECORD = 10.0
ADVICE = "Leave it out, or save it as plain text."

Wanted = Callable[[str], bool]
Fetch = Callable[[str], tuple[bytes, Carried]]


class GuardedReading:
    """Reads inputs, each in a process of its own that is replaced where an input hangs, crashes or exhausts it.

    The first process is started with the first input; others, up to `processes`, only where their records are waited
    for. `asking` opens what answers whether the record with a digest is wanted; it is opened once in each thread that
    needs it. `fetch` gets what an address holds, and raises ReadingError. Use it as a context manager.
    """

    def __init__(self, processes: int, asking: Callable[[], AbstractContextManager[Wanted]], fetch: Fetch) -> None:
        self._processes = processes
        self._asking = asking
        self._fetch = fetch
        self._shelf = Shelf(on_impatience=self._start_supervisor)
        self._watch: Watch | None = None
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "GuardedReading":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, source: Input) -> Reading:
        """Have an input read as soon as a process is free."""
        if not self._threads:
            self._start_supervisor()
        return self._shelf.begin(source)

    def records(self, reading: Reading) -> Iterator[Record]:
        """The records of an input as they come. Inputs must be taken in the order in which they were begun."""
        while record := self._shelf.take(reading):
            yield record

    @property
    def closed(self) -> bool:
        """Whether nothing more is read: then `records` ends before its end."""
        return self._shelf.closed

    def close(self) -> None:
        """Stop reading, and end the processes. Any thread may call it."""
        self._shelf.close()
        if self._watch:
            self._watch.close()
        for thread in self._threads:
            thread.join(1)  # one that waits for standard input may do so for ever

    def _start_supervisor(self) -> None:
        if len(self._threads) < self._processes:
            self._watch = self._watch or Watch()
            supervisor = Supervisor(self._shelf, self._watch, self._asking, self._fetch)
            self._threads.append(threading.Thread(target=supervisor.run, daemon=True))
            self._threads[-1].start()


class Supervisor:
    """A thread of the main process that keeps one reading process busy, and replaces it where it ends."""

    def __init__(
        self, shelf: Shelf, watch: Watch, asking: Callable[[], AbstractContextManager[Wanted]], fetch: Fetch
    ) -> None:
        self._shelf = shelf
        self._watch = watch
        self._asking = asking
        self._fetch = fetch
        self._process: ReadingProcess | None = None
        self._wanted: Wanted | None = None

    def run(self) -> None:
        """Read one input after the other."""
        with ExitStack() as resources:
            resources.callback(self._dismiss)
            while reading := self._shelf.next_to_read():
                failure = None
                try:
                    self._wanted = self._wanted or resources.enter_context(self._asking())
                    self._read(reading)
                except BaseException as error:
                    failure = error  # for the thread that takes the records
                self._shelf.end(reading, failure)

    def _read(self, reading: Reading) -> None:
        source = reading.source
        with ExitStack() as opened:
            try:
                contents, stream, carried = self._opened(source, opened)
            except (ReadingError, OSError) as error:
                problem = str(error) if isinstance(error, ReadingError) else _cannot_read(source.place, error)
                self._shelf.put(reading, Record(0, source.place, "", problem=problem))
                return
            job: Job | None = Job(contents, source.place, source.given, carried, source.fields)
            seconds = SECONDS_A_RECORD
            while job and not self._shelf.closed:
                began = time.monotonic()
                job = self._attempt(reading, job, stream, seconds)
                seconds += 2 * (time.monotonic() - began)  # the next attempt passes over what was read in this one

    def _opened(self, source: Input, opened: ExitStack) -> tuple[Path | bytes | None, BinaryIO | None, Carried]:
        """What is to be read: a path or bytes to hand on, or else a stream; and what came with it.

        A pipe is opened here, for /dev/fd/63 is another one in another process. Raises ReadingError and OSError.
        """
        if source.url is not None:
            data, carried = self._fetch(source.url)
            return data, None, carried
        if source.path is None:
            return source.data, source.stream, source.carried
        if not _is_pipe(source.path):
            return source.path, None, source.carried
        stream = cast(BinaryIO, opened.enter_context(source.path.open("rb", buffering=0)))
        return None, stream, source.carried

    def _attempt(self, reading: Reading, job: Job, stream: BinaryIO | None, seconds: float) -> Job | None:
        """Do a job as far as it goes. What remains to be done, behind a record that could not be read; or None."""
        number, reached = job.first, False
        reason = None
        try:
            process = self._working_process()
            process.say(job)
            while True:
                message = process.hear(seconds)
                if isinstance(message, Record):
                    self._shelf.put(reading, message)
                    number, reached = message.number + 1, False
                    seconds = SECONDS_A_RECORD
                elif isinstance(message, Broken):
                    reason = message.reason
                elif isinstance(message, Finished):
                    if message.leaving:
                        self._dismiss()
                    break
                else:
                    reached = reached or isinstance(message, Asked)
                    process.say(self._answer(message, stream))
        except ProcessEndedError as error:
            self._dismiss()
            reason = str(error)
        if reason is None or self._shelf.closed:
            return None
        goes_on = reached and job.contents is not None
        self._shelf.put(reading, _unread(job, number, reason, goes_on=goes_on))
        return replace(job, first=number + 1) if goes_on else None

    def _answer(self, question: Any, stream: BinaryIO | None) -> bool | bytes:
        if isinstance(question, Asked):
            return bool(self._wanted and self._wanted(question.digest))
        assert isinstance(question, Hungry)
        return _piece(stream, question.size) if stream else b""

    def _working_process(self) -> ReadingProcess:
        """The process, started where there is none. Raises ProcessEndedError."""
        if self._process is None:
            self._process = ReadingProcess()
            self._watch.add(self._process)
            self._process.hear_ready()
        return self._process

    def _dismiss(self) -> None:
        if self._process:
            self._watch.remove(self._process)
            self._process.close()
            self._process = None


def _unread(job: Job, number: int, reason: str, *, goes_on: bool) -> Record:
    """In the place of a record that could not be read."""
    place = job.name if number == 0 else f"{job.name}, record {number + 1}"
    name = "stdin" if job.name == "-" and number == 0 else shown(place)
    rest = "" if goes_on or number == 0 else " What stands behind it was not read."
    return Record(number, place, "", problem=f"{name}: {reason}. {ADVICE}{rest}")


def _is_pipe(path: Path) -> bool:
    """Whether it is a pipe or device, which can be read only once and only in order."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _piece(stream: BinaryIO, size: int) -> bytes:
    """The stream's next bytes as soon as there are any; none at its end."""
    try:
        descriptor = stream.fileno()
    except (AttributeError, io.UnsupportedOperation):
        return stream.read(size)
    # Not through a buffer, whose lock a thread that waits for ever would hold when the interpreter ends.
    return os.read(descriptor, size)


def _cannot_read(place: str, error: OSError) -> str:
    return f"{shown(place)}: can't be read ({error.strerror or error})."
