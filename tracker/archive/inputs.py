"""What an archive is extracted from: files here or anywhere, and the digests that they are known by."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tracker.archive.places import ADDRESS, opened_system
from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.field_map import FieldMap
from tracker.reading.folders import files_in
from tracker.reading.framing.detection import FORMAT_OF_SUFFIX
from tracker.reading.framing.streams import PACKED_SUFFIXES
from tracker.reading.records import NOTHING_GIVEN, begun_digest, digest_of

MAGIC = frozenset("*?[")
CHANGES = ("size", "etag", "ETag", "mtime", "LastModified", "last_modified", "created")  # what tells two versions apart


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `digest` is that of its bytes or, of a file elsewhere, of its address, size and time of change."""

    place: str
    digest: str
    of_one_article: bool  # by its name: many of these are read together

    @property
    def is_here(self) -> bool:
        """Whether it is a file that has a path."""
        return ADDRESS.match(self.place) is None


def sources_of(
    words: Iterable[str], exclude: Iterable[str] = (), fields: FieldMap | None = None
) -> Iterator[Source | ReadingError]:
    """The files that arguments name, in order: those of `tracker ingest`, and addresses of files, folders and patterns.

    A problem is a ReadingError in place of the files.
    """
    for word in words:
        if ADDRESS.match(word):
            yield from _elsewhere(word, fields)
            continue
        for found in files_in([word], tuple(exclude)):
            if isinstance(found, Path):
                digest = digest_of(found, NOTHING_GIVEN, fields)
                yield Source(str(found), digest, _of_one_article(found.name)) if digest else _unreadable(found)
            else:
                yield found if isinstance(found, ReadingError) else ReadingError(f"{shown(word)}: give a file.")


def _unreadable(path: Path) -> ReadingError:
    try:
        path.open("rb").close()
    except OSError as error:
        return cannot_read(shown(path), error)
    return ReadingError(f"{shown(path)}: no file that can be read twice. Save it first.")


def _elsewhere(address: str, fields: FieldMap | None) -> Iterator[Source | ReadingError]:
    try:
        system, path = opened_system(address)
        if MAGIC & set(path):
            listed = sorted(system.glob(path))
        else:
            listed = sorted(system.find(path)) if system.isdir(path) else [path]
        if not listed:
            yield ReadingError(f"{shown(address)}: no file there. Check the address.")
        scheme = address[: address.index("://") + 3]
        options = address.partition("?")[1:] if not MAGIC & set(path) else ("", "")
        for each in listed:
            info = system.info(each)
            place = scheme + str(each).removeprefix(scheme) + "".join(options)
            known = [place, *(str(info.get(name)) for name in CHANGES)]
            begun = begun_digest(NOTHING_GIVEN, fields)
            begun.update(json.dumps(known).encode())
            yield Source(place, begun.hexdigest(), _of_one_article(str(each)))
    except ReadingError as error:
        yield error
    except Exception as error:  # each file system has errors of its own
        reason = "no such file" if isinstance(error, FileNotFoundError) else shown(error)
        yield ReadingError(f"{shown(address)}: can't be read ({reason}).")


def _of_one_article(name: str) -> bool:
    path = PurePosixPath(name.lower())
    suffix = PurePosixPath(path.stem).suffix if path.suffix in PACKED_SUFFIXES else path.suffix
    known = FORMAT_OF_SUFFIX.get(suffix)
    return suffix in (".pdf", ".docx") or (known is not None and known.of_one_article)


def joint_digest(digests: Iterable[str]) -> str:
    """The digest that stands for several in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
