"""Any file or stream to its articles, in memory that doesn't grow with its size."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from tracker.reading.article import LARGEST_ARTICLE
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.field_map import NO_MAP, FieldMap
from tracker.reading.formats.csv_rows import unread_rows
from tracker.reading.formats.json_records import unread_lines, unread_values
from tracker.reading.formats.parquet_rows import unread_parquet
from tracker.reading.formats.warc import unread_pages
from tracker.reading.framing.detection import BYTES_JUDGED, Format, format_of, hinted_format
from tracker.reading.framing.json_lines import has_lines_after_damage
from tracker.reading.framing.streams import (
    PACKED_SUFFIXES,
    Joined,
    Unpacked,
    beginning_of,
    buffered,
    in_utf8,
    packed_as,
    unpacked_beginning,
)
from tracker.reading.records import (
    NOTHING_CARRIED,
    NOTHING_GIVEN,
    Carried,
    FileContext,
    Given,
    Record,
    UnreadRecord,
    begun_digest,
)

if TYPE_CHECKING:
    from hashlib import _Hash

# After this many unreadable records in a row the rest is skipped: something is wrong with the file, or the map.
MOST_PROBLEMS = 5_000


def all_wanted(digest: str) -> bool:
    """Accepts every record, whatever its digest."""
    return True


def read_records(
    source: Path | BinaryIO,
    given: Given = NOTHING_GIVEN,
    carried: Carried = NOTHING_CARRIED,
    *,
    name: str | None = None,
    fields: FieldMap | None = None,
    wanted: Callable[[str], bool] = all_wanted,
    first: int = 0,
    today: date | None = None,
    on_skipped: Callable[[str], None] = lambda place: None,
) -> Iterator[Record]:
    """The articles of a file or stream of any format, one after the other.

    A file of one article is one record; JSON, JSON Lines, tables and WARC files have one record per article, in
    order. gzip, bzip2 and xz are decompressed. `name` is what the file is called, "-" for stdin; its path where it
    is None. `carried` is what came with it, `fields` the user's map for JSON and tables. `wanted` is asked with a
    record's digest before the record is read; where it says no, the record has neither article nor problem. Records
    before number `first` are skipped. `today` is the last day that a published date may fall on; the current day
    where it is None. `on_skipped` is called with the place of each record of a WARC file that isn't a page.

    Raises only what `wanted` raises. What can't be read is a record with a problem, the last one where nothing
    after it can be read.
    """
    called = name or (str(source) if isinstance(source, Path) else "-")
    context = FileContext(
        source=called,
        name="stdin" if called == "-" else shown(called),
        given=given,
        carried=carried,
        fields=fields or NO_MAP,
        today=today or date.today(),
    )
    begun = begun_digest(context.given, context.fields)
    problems = 0
    for number, found in enumerate(_found(source, context, on_skipped)):
        if number < first:
            continue
        if isinstance(found, str) or problems == MOST_PROBLEMS:
            many = f"{context.name}: {problems:,} records one after the other can't be read. The rest isn't read."
            yield Record(number, context.name, "", problem=found if isinstance(found, str) else many)
            return
        record = _record(number, found, context.name, begun, wanted)
        problems = problems + 1 if record.problem else 0
        yield record


def _found(
    source: Path | BinaryIO, context: FileContext, on_skipped: Callable[[str], None]
) -> Iterator[UnreadRecord | str]:
    """The records in a file, and the problem where no more can follow."""
    empty = True
    try:
        with opened(source, context.name) as stream:
            for unread in _unread(stream, source, context, on_skipped):
                empty = False
                yield unread
        if empty:
            yield f"{context.name}: empty. Nothing to read."
    except ReadingError as error:
        yield str(error)
    except Exception as error:
        yield f"{context.name}: {unforeseen(error)}"


def _record(number: int, unread: UnreadRecord, name: str, begun: "_Hash", wanted: Callable[[str], bool]) -> Record:
    """The record, read if it is wanted; `begun` is the digest that its bytes are added to."""
    place = f"{name}, {unread.within}" if unread.within else name
    digest = ""
    if unread.data:
        of_record = begun.copy()
        of_record.update(unread.data)
        digest = of_record.hexdigest()
        if not wanted(digest):
            return Record(number, place, digest)
    try:
        return Record(number, place, digest, unread.read())
    except ReadingError as error:
        return Record(number, place, digest, problem=str(error))
    # An unforeseen error may not keep other records from being read either.
    except Exception as error:
        return Record(number, place, digest, problem=f"{place}: {unforeseen(error)}")


def unforeseen(error: Exception) -> str:
    """The words for an error that no reader expects."""
    if isinstance(error, MemoryError):
        return "takes more memory than there is. Split it."
    return f"can't be read; it is damaged, or tracker has a fault ({type(error).__name__})."


@contextmanager
def opened(source: Path | BinaryIO, name: str) -> Iterator[BinaryIO]:
    """The file or stream, open for reading bytes. Raises ReadingError where it can't be read, or not to its end."""
    try:
        if isinstance(source, Path):
            with source.open("rb", buffering=0) as file:
                yield cast(BinaryIO, file)
        else:
            yield source
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        if isinstance(error, ReadingError):
            raise
        raise cannot_read(name, error) from None


def _unread(
    stream: BinaryIO, source: Path | BinaryIO, context: FileContext, on_skipped: Callable[[str], None]
) -> Iterator[UnreadRecord]:
    """The records in the stream, in order. Raises ReadingError where no more can follow."""
    start = beginning_of(stream, BYTES_JUDGED)
    joined = Joined(start, stream)
    packed_with = packed_as(start)
    unpacked = buffered(Unpacked(joined, packed_with, context.name) if packed_with else joined)
    beginning = unpacked_beginning(start, BYTES_JUDGED)
    file_name = _unpacked_name(source.name if isinstance(source, Path) else context.source, packed_with)
    detected = _detected_format(beginning, file_name, context)
    if detected is Format.WARC:
        # gzip is decompressed there, a record at a time, so that damage to one record doesn't end the reading.
        yield from unread_pages(buffered(joined) if packed_with == "gzip" else unpacked, context, on_skipped)
    elif not beginning:
        unpacked.read(1)  # raises where it isn't empty but damaged
    elif detected.of_one_article:
        yield _document(unpacked, detected, source, file_name, context)
    elif detected is Format.PARQUET:
        yield from unread_parquet(source, context)
    elif detected is Format.CSV:
        yield from unread_rows(in_utf8(unpacked, beginning), context)
    elif detected is Format.JSON_LINES or has_lines_after_damage(beginning):
        yield from unread_lines(in_utf8(unpacked, beginning), context)
    else:
        yield from unread_values(in_utf8(unpacked, beginning), beginning, context)


def _unpacked_name(name: str, packed_with: str | None) -> str:
    return PurePath(name).stem if packed_with and name.lower().endswith(PACKED_SUFFIXES) else name


def _detected_format(beginning: bytes, file_name: str, context: FileContext) -> Format:
    """The format that the file is read as. Raises ReadingError where it is neither text nor holds any."""
    # A web archive that is damaged at its beginning can't be detected by its content.
    if hinted_format(file_name, context.carried.content_type) is Format.WARC:
        return Format.WARC
    return format_of(beginning, file_name, context.carried.content_type, place=context.name)


def _document(
    stream: BinaryIO, detected: Format, source: Path | BinaryIO, file_name: str, context: FileContext
) -> UnreadRecord:
    """The whole stream as one article."""
    data = beginning_of(stream, LARGEST_ARTICLE + 1)
    read = partial(
        read_document,
        data,
        context.source,
        context.given,
        context.carried,
        file_name=file_name if isinstance(source, Path) else None,
        file_time=_changed(source) if isinstance(source, Path) else None,
        today=context.today,
        format=detected,
    )
    return UnreadRecord("", data, read)


def _changed(path: Path) -> float | None:
    """When a file was last changed in seconds since 1970, None for a pipe."""
    status = path.stat()
    return status.st_mtime if stat.S_ISREG(status.st_mode) else None
