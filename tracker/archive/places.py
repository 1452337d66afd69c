"""Files by path or address: on this machine, or on whatever fsspec and Arrow know (s3://, gs://, hdfs://, …)."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from tracker.reading.errors import ReadingError, cannot_read, shown

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

ADDRESS = re.compile(r"(?P<protocol>[A-Za-z][A-Za-z0-9+.-]*)://")
# Read by Arrow, which comes with what these need; the environment says who one is and where (AWS_ENDPOINT_URL, …).
BY_ARROW = ("s3", "gs", "gcs", "hdfs", "abfs", "abfss")
# A file that is written there appears when it is complete, and one that is moved is copied.
OF_WHOLE_FILES = ("s3", "gs", "gcs", "abfs", "abfss")
# Seconds before reading elsewhere is tried again. File systems do that by themselves, but not for long, and not always:
# Arrow gives up a short read at once where the server's error is longer than what was asked for.
WAITS = (1, 2, 4)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Directory:
    """A folder that datasets are in, by path or address."""

    address: str

    def file(self, name: str) -> str:
        """The address of a file below it."""
        return f"{self.address.rstrip('/')}/{name}"

    def names(self, folder: str, suffix: str) -> list[str]:
        """The names of all files below a folder in it that end so, seen from the folder, sorted."""
        system, path = opened_system(self.file(folder))

        def listed() -> list[str]:
            if not system.exists(path):
                return []
            system.invalidate_cache()
            return [str(each) for each in system.find(path)]

        found = reached(self.file(folder), listed)
        return sorted(each.removeprefix(path).lstrip("/") for each in found if each.endswith(suffix))

    @contextmanager
    def written(self, name: str) -> Iterator[BinaryIO]:
        """A file below it, to be written anew: it is there when it is complete, or not at all."""
        system, path = opened_system(self.file(name))
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        whole = protocol_of(self.address) in OF_WHOLE_FILES
        folder, _, file = path.rpartition("/")
        at = path if whole else f"{folder}/.{file}.{uuid.uuid4().hex[:8]}"  # no reader takes what begins with a dot
        try:
            with system.open(at, "wb") as stream:
                yield cast(BinaryIO, stream)
            if not whole:
                _rename(system, at, path)
        except BaseException:
            if not whole and system.exists(at):
                system.rm_file(at)
            raise

    def read(self, name: str) -> bytes:
        """What a file below it holds. Raises FileNotFoundError, and ReadingError where it can't be read."""
        system, path = opened_system(self.file(name))
        return cast(bytes, reached(self.file(name), lambda: system.cat_file(path)))

    def remove(self, name: str) -> None:
        """Remove a file below it, where it is there."""
        system, path = opened_system(self.file(name))
        if system.exists(path):
            system.rm_file(path)

    def remove_all(self, folder: str) -> None:
        """Remove a folder below it with all that is in it, where it is there."""
        system, path = opened_system(self.file(folder))
        if system.exists(path):
            system.rm(path, recursive=True)

    def exists(self, name: str) -> bool:
        """Whether there is a file or folder of this name below it."""
        system, path = opened_system(self.file(name))
        return bool(reached(self.file(name), lambda: system.exists(path)))


def reached(address: str, work: Callable[[], Found]) -> Found:
    """What reading at an address gives, tried again where that is elsewhere and fails.

    Raises ReadingError where it can't be reached; FileNotFoundError and, for what is damaged, ValueError go on.
    """
    waits = iter(WAITS if ADDRESS.match(address) else ())
    while True:
        try:
            return work()
        except (FileNotFoundError, ReadingError):
            raise
        except Exception as error:  # each file system has errors of its own
            wait = next(waits, None)
            if wait is None:
                if isinstance(error, OSError) or (ADDRESS.match(address) and not isinstance(error, ValueError)):
                    raise cannot_read(shown(address), error) from error
                raise
        time.sleep(wait)


def protocol_of(address: str) -> str:
    """The protocol of an address, "file" for a path."""
    found = ADDRESS.match(address)
    return found["protocol"].lower() if found else "file"


def opened_system(address: str) -> "tuple[AbstractFileSystem, str]":
    """The file system that an address or path belongs to, and the path in it.

    Raises ReadingError for a protocol that nothing here knows, and where a connection can't be made.
    """
    from fsspec.core import url_to_fs

    protocol = protocol_of(address)
    try:
        if protocol not in BY_ARROW:
            system, path = url_to_fs(address)
            return system, str(path)
        bare, query, options = address.partition("?")
        return _by_arrow(f"{bare[: bare.index('/', len(protocol) + 3)]}{query}{options}"), bare.partition("://")[2]
    except (ImportError, ValueError, OSError) as error:
        raise ReadingError(f"{shown(address)}: can't be reached ({shown(error)}).") from error


@cache
def _by_arrow(bucket: str) -> Any:
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import FileSystem

    system, _ = FileSystem.from_uri(bucket)
    return ArrowFSWrapper(system)


def _rename(system: "AbstractFileSystem", old: str, new: str) -> None:
    if protocol_of(system.unstrip_protocol(old)) == "file":
        Path(old).replace(new)
        return
    if system.exists(new):
        system.rm_file(new)
    system.mv(old, new)
