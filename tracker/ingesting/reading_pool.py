"""A pool of workers that read: several inputs at the same time, ahead of whoever takes their records."""

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

from tracker.ingesting.inputs import Input
from tracker.ingesting.messages import IsWanted, Job, JobDone, JobFailed, NeedBytes
from tracker.ingesting.processes import SECONDS_TO_PASS_OVER, ProcessEndedError, Watchdog, WorkerProcess, program
from tracker.ingesting.queues import PendingInput, RecordBuffer
from tracker.reading.errors import ReadingError, shown
from tracker.reading.records import Carried, Record

SECONDS_A_RECORD = 10.0
PROGRAM = program("tracker.ingesting.worker")
ADVICE = "Leave it out, or save it as plain text."

Wanted = Callable[[str], bool]
OpenWanted = Callable[[], AbstractContextManager[Wanted]]
Fetch = Callable[[str], tuple[bytes, Carried]]


class ReadingPool:
    """Reads inputs in worker processes, each of which is replaced where an input hangs, crashes or exhausts it.

    The first worker is started with the first input; others, up to `processes`, only when their records are waited
    for. `open_wanted` opens what answers whether the record with a digest is wanted; it is opened once in each thread
    that needs it. `fetch` gets what an address holds, and raises ReadingError. Use it as a context manager.
    """

    def __init__(self, processes: int, open_wanted: OpenWanted, fetch: Fetch) -> None:
        self._processes = processes
        self._open_wanted = open_wanted
        self._fetch = fetch
        self._buffer = RecordBuffer(on_long_wait=self._start_supervisor)
        self._watchdog: Watchdog | None = None
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "ReadingPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, source: Input) -> PendingInput:
        """Have an input read as soon as a worker is free."""
        if not self._threads:
            self._start_supervisor()
        return self._buffer.begin(source)

    def records(self, pending: PendingInput) -> Iterator[Record]:
        """The records of an input as they come. Inputs must be taken in the order in which they were begun."""
        while record := self._buffer.take(pending):
            yield record

    @property
    def closed(self) -> bool:
        """Whether nothing more is read; `records` then ends early."""
        return self._buffer.closed

    def close(self) -> None:
        """Stop reading, and end the workers. Any thread may call it."""
        self._buffer.close()
        if self._watchdog:
            self._watchdog.close()
        for thread in self._threads:
            thread.join(1)  # one that waits for standard input may never end

    def _start_supervisor(self) -> None:
        if len(self._threads) < self._processes:
            self._watchdog = self._watchdog or Watchdog()
            supervisor = Supervisor(self._buffer, self._watchdog, self._open_wanted, self._fetch)
            self._threads.append(threading.Thread(target=supervisor.run, daemon=True))
            self._threads[-1].start()


class Supervisor:
    """A thread of the main process that keeps one worker busy, and replaces it where it ends."""

    def __init__(self, buffer: RecordBuffer, watchdog: Watchdog, open_wanted: OpenWanted, fetch: Fetch) -> None:
        self._buffer = buffer
        self._watchdog = watchdog
        self._open_wanted = open_wanted
        self._fetch = fetch
        self._worker: WorkerProcess | None = None
        self._wanted: Wanted | None = None

    def run(self) -> None:
        """Read one input after the other."""
        with ExitStack() as resources:
            resources.callback(self._dismiss)
            while pending := self._buffer.next_to_read():
                failure = None
                try:
                    self._wanted = self._wanted or resources.enter_context(self._open_wanted())
                    self._read(pending)
                except BaseException as error:
                    failure = error  # for the thread that takes the records
                self._buffer.end(pending, failure)

    def _read(self, pending: PendingInput) -> None:
        source = pending.source
        with ExitStack() as opened:
            try:
                contents, stream, carried = self._opened(source, opened)
            except (ReadingError, OSError) as error:
                problem = str(error) if isinstance(error, ReadingError) else _cannot_read(source.place, error)
                self._buffer.put(pending, Record(0, source.place, "", problem=problem))
                return
            job: Job | None = Job(contents, source.place, source.given, carried, source.fields, source.first)
            seconds = SECONDS_A_RECORD + source.first * SECONDS_TO_PASS_OVER
            while job and not self._buffer.closed:
                began = time.monotonic()
                job = self._attempt(pending, job, stream, seconds)
                seconds += 2 * (time.monotonic() - began)  # the next attempt passes over what was read in this one

    def _opened(self, source: Input, opened: ExitStack) -> tuple[Path | bytes | None, BinaryIO | None, Carried]:
        """What is to be read: a path or bytes to hand on, or else a stream; and what came with it.

        A pipe is opened here, since /dev/fd/63 would be another one in the worker. Raises ReadingError and OSError.
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

    def _attempt(self, pending: PendingInput, job: Job, stream: BinaryIO | None, seconds: float) -> Job | None:
        """Do a job as far as it goes. Returns what is left to do after a record that couldn't be read, or None."""
        number, reached = job.first, False  # the record that comes next, and whether the worker has come to it
        reason = None
        try:
            worker = self._started_worker()
            worker.send(job)
            while True:
                message = worker.receive(seconds)
                if isinstance(message, Record):
                    self._buffer.put(pending, message)
                    number, reached = message.number + 1, False
                    seconds = SECONDS_A_RECORD
                elif isinstance(message, JobFailed):
                    reason = message.reason
                elif isinstance(message, JobDone):
                    if message.leaving:
                        self._dismiss()
                    break
                else:
                    reached = reached or isinstance(message, IsWanted)
                    worker.send(self._answer(message, stream))
        except ProcessEndedError as error:
            self._dismiss()
            reason = str(error)
        if reason is None or self._buffer.closed:
            return None
        goes_on = reached and job.contents is not None
        self._buffer.put(pending, _unread(job, number, reason, goes_on=goes_on))
        return replace(job, first=number + 1) if goes_on else None

    def _answer(self, question: Any, stream: BinaryIO | None) -> bool | bytes:
        if isinstance(question, IsWanted):
            return bool(self._wanted and self._wanted(question.digest))
        assert isinstance(question, NeedBytes)
        return _piece(stream, question.size) if stream else b""

    def _started_worker(self) -> WorkerProcess:
        """The worker, started where there is none. Raises ProcessEndedError."""
        if self._worker is None:
            self._worker = WorkerProcess(PROGRAM)
            self._watchdog.add(self._worker)
            self._worker.wait_until_ready()
        return self._worker

    def _dismiss(self) -> None:
        if self._worker:
            self._watchdog.remove(self._worker)
            self._worker.close()
            self._worker = None


def _unread(job: Job, number: int, reason: str, *, goes_on: bool) -> Record:
    """What stands in the place of a record that couldn't be read."""
    place = job.name if number == 0 else f"{job.name}, record {number + 1}"
    name = "stdin" if job.name == "-" and number == 0 else shown(place)
    rest = "" if goes_on or number == 0 else " What stands behind it was not read."
    return Record(number, place, "", problem=f"{name}: {reason}. {ADVICE}{rest}")


def _is_pipe(path: Path) -> bool:
    """Whether a path is a pipe or device, which can be read only once and only in order."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _piece(stream: BinaryIO, size: int) -> bytes:
    """The stream's next bytes as soon as there are any; empty at its end."""
    try:
        descriptor = stream.fileno()
    except (AttributeError, io.UnsupportedOperation):
        return stream.read(size)
    # Not through a buffer: a thread that waits for ever would hold its lock when the interpreter ends.
    return os.read(descriptor, size)


def _cannot_read(place: str, error: OSError) -> str:
    return f"{shown(place)}: can't be read ({error.strerror or error})."
