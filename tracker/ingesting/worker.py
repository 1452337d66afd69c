"""The worker that reads: takes files one at a time from the main process and sends back their records."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from tracker.ingesting.messages import IsWanted, Job, JobDone, JobFailed, NeedBytes
from tracker.ingesting.processes import (
    MainProcess,
    Ready,
    allow_more_computing,
    be_worker,
    connect_to_main_process,
    took_much_memory,
)
from tracker.reading.errors import ReadingError, shown
from tracker.reading.framing.detection import BYTES_JUDGED, format_of
from tracker.reading.framing.streams import unpacked_beginning
from tracker.reading.records import Record
from tracker.reading.sources import read_records

LARGEST_PIECE = 65_536  # bytes of a stream that are asked for at once


def main() -> None:
    """Do one job after the other until the main process closes the pipe or is gone."""
    be_worker()
    main_process = connect_to_main_process()
    main_process.send(Ready())
    while True:
        _do(main_process.receive(), main_process)
        leaving = took_much_memory()
        main_process.send(JobDone(leaving))
        if leaving:
            return


class RemoteStream(io.RawIOBase):
    """A stream that the main process reads and sends piece by piece."""

    def __init__(self, main_process: MainProcess) -> None:
        self._main_process = main_process

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as there are bytes; 0 at the end."""
        data: bytes = self._main_process.ask(NeedBytes(min(len(buffer), LARGEST_PIECE)))
        buffer[: len(data)] = data
        return len(data)


def _do(job: Job, main_process: MainProcess) -> None:
    try:
        for record in _records(job, main_process):
            main_process.send(record)
    except MemoryError:
        main_process.send(JobFailed("it takes too much memory"))
    except Exception as error:  # whatever a library raises is this input's problem, not the batch's
        main_process.send(JobFailed(shown(f"{type(error).__name__}: {error}".splitlines()[0])))


def _records(job: Job, main_process: MainProcess) -> Iterator[Record]:
    if job.first == 1 and isinstance(job.contents, Path) and _is_of_one_article(job.contents):
        return  # its one article was number 0
    if job.first:
        allow_more_computing(job.first)
    source: Path | BinaryIO
    if isinstance(job.contents, Path):
        source = job.contents
    elif job.contents is not None:
        source = io.BytesIO(job.contents)
    else:
        source = cast(BinaryIO, RemoteStream(main_process))
    yield from read_records(
        source,
        job.given,
        job.carried,
        name=job.name,
        fields=job.fields,
        wanted=lambda digest: main_process.ask(IsWanted(digest)),
        first=job.first,
    )


def _is_of_one_article(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return format_of(unpacked_beginning(file.read(BYTES_JUDGED), BYTES_JUDGED), path.name).of_one_article
    except (OSError, ReadingError):
        return True
