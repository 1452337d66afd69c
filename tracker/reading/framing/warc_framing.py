"""WARC records separated: their bytes one after the other, sound or damaged, in bounded memory."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tracker.reading.article import LARGEST_RECORD
from tracker.reading.framing.streams import BYTES_BEFORE_RATIO, CHUNK, GZIP, LARGEST_RATIO, bomb

BEGINNING = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
# Hardly ever within a record: a line of its own with the version, and the first header.
NEXT_BEGINNING = re.compile(rb"\nWARC/\d\.\d{1,2}\r?\nWARC-")
LONGEST_BEGINNING = 24  # bytes of either pattern
HEADERS_END = re.compile(rb"\r?\n\r?\n")
LONGEST_HEADERS = 65_536  # bytes
RECORD_END = b"\r\n\r\n"

MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")  # how a gzip member begins
MISSING = b"\r\n\r\n\x00damaged\x00\r\n"  # put in place of damaged compressed data
# Bytes decompressed at once: more than most pages, so that their checksum is checked before they are returned.
LONGEST_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record's bytes: its headers with the blank line after them, and the block that they describe."""

    headers: bytes
    block: bytes

    @property
    def data(self) -> bytes:
        """The whole record, as it is in the file."""
        return self.headers + self.block + RECORD_END

    def header(self, name: str) -> str:
        """The value of a header, "" where it is missing."""
        return header_of(self.headers, name)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is found in place of a record. `problem` says what is wrong, and what to do."""

    problem: str


def header_of(headers: bytes, name: str) -> str:
    """The value of a header of WARC or HTTP, "" where it is missing."""
    found = re.search(rb"(?im)^" + re.escape(name.encode()) + rb":[ \t]*([^\r\n]*)", headers)
    return found[1].decode("utf-8", "replace").strip() if found else ""


def raw_records(stream: BinaryIO, name: str) -> Iterator[RawRecord | Damage]:
    """The records of a WARC file, compressed or not, in order, and the damage among them.

    A record too large to be an article comes without its block. After damage, reading goes on where the next record
    begins. Raises ReadingError, naming the file as `name`, for a bomb.
    """
    window = _Window(_unpacked(stream, name))
    while window.skip_blank_lines():
        window.fill(LONGEST_BEGINNING)
        if BEGINNING.match(window.data):
            yield from _record(window)
        else:
            yield Damage("damaged: no record begins here. Get the file again to have what is missing.")
            window.skip_to_record()


def _record(window: "_Window") -> Iterator[RawRecord | Damage]:
    """The record that begins here, without its block where that is too large; or the damage."""
    ending = window.find(HEADERS_END, LONGEST_HEADERS)
    length = _length(bytes(window.data[:ending])) if ending else None
    if not ending or length is None:
        yield Damage("its headers are damaged or cut off. Get the file again.")
        window.skip_to_record()
    elif length > LARGEST_RECORD:
        headers = bytes(window.data[:ending])
        if window.skip_to_record(ending + length):
            yield RawRecord(headers, b"")
        else:
            yield Damage("damaged: the next record begins before this one's length is over. Get the file again.")
    elif not window.fill(ending + length) or not window.ends_record(ending + length):
        yield Damage("damaged: cut off, or of another length than its headers give. Get the file again.")
        window.skip_to_record()
    else:
        yield RawRecord(bytes(window.data[:ending]), bytes(window.data[ending : ending + length]))
        window.drop(ending + length)


def _length(headers: bytes) -> int | None:
    written = header_of(headers, "Content-Length")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None


class _Window:
    """The part of the unpacked file that is in memory: `data`, from where reading goes on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.data = bytearray()

    def fill(self, size: int) -> bool:
        """Have at least `size` bytes in the window; False where the file has fewer."""
        while len(self.data) < size:
            piece = next(self._pieces, None)
            if piece is None:
                return False
            self.data += piece
        return True

    def find(self, pattern: re.Pattern[bytes], within: int) -> int | None:
        """Where a pattern ends that is found within this many bytes."""
        for size in (within // 16, within):
            self.fill(size)
            if found := pattern.search(self.data, 0, size):
                return found.end()
        return None

    def skip_blank_lines(self) -> bool:
        """Skip line ends; whether anything follows."""
        while self.fill(1):
            if self.data[0] not in b"\r\n":
                return True
            del self.data[: len(self.data) - len(self.data.lstrip(b"\r\n"))]
        return False

    def ends_record(self, position: int) -> bool:
        """Whether a record's block can end at a position: blank lines, another record or nothing follows."""
        self.fill(position + LONGEST_BEGINNING)
        after = bytes(self.data[position : position + LONGEST_BEGINNING])
        return after.startswith(RECORD_END) or not after.strip() or BEGINNING.match(after.lstrip()) is not None

    def drop(self, size: int) -> None:
        """Move on by `size` bytes."""
        del self.data[:size]

    def skip_to_record(self, length: int | None = None) -> bool:
        """Move on to the next record, or by `length` bytes; whether no record began before that."""
        while True:
            more = self.fill(CHUNK)
            found = NEXT_BEGINNING.search(self.data)
            if found and (length is None or found.start() < length):
                self.drop(found.start() + 1)
                return False
            if length is not None and length <= len(self.data):
                self.drop(length)
                return True
            if not more:
                self.data.clear()
                return True
            passed = len(self.data) - LONGEST_BEGINNING
            self.drop(passed)
            length = None if length is None else length - passed


def _unpacked(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """The file's bytes piece by piece, decompressed, with MISSING in place of damaged ones."""
    packed = _Packed(stream)
    if _is_packed(packed.data):
        yield from _members(packed, name)
        return
    while packed.data:
        yield packed.data
        packed.data = b""
        packed.fill()


def _is_packed(beginning: bytes) -> bool:
    """Whether a file that begins like this is compressed, even where its first bytes are damaged."""
    if BEGINNING.match(beginning) or NEXT_BEGINNING.search(beginning):
        return False  # damage to an uncompressed file can look like the beginning of gzip
    return beginning.startswith(GZIP) or MEMBER.search(beginning) is not None


def _members(packed: "_Packed", name: str) -> Iterator[bytes]:
    """The contents of gzip members; a damaged member is left for the next one. Raises ReadingError for a bomb."""
    size = 0
    while packed.fill():
        unpacker = zlib.decompressobj(wbits=31)
        begun = False
        while not unpacker.eof and packed.fill():
            try:
                piece = unpacker.decompress(packed.data, LONGEST_PIECE)
            except zlib.error:
                yield MISSING
                packed.skip_to_member(0 if begun else 1)
                break
            begun = True
            packed.data = unpacker.unconsumed_tail
            size += len(piece)
            if size > max(BYTES_BEFORE_RATIO, LARGEST_RATIO * packed.size):
                raise bomb(name)
            yield piece
        else:
            if not unpacker.eof:
                yield MISSING
            packed.data = unpacker.unused_data.lstrip(b"\x00")


class _Packed:
    """Compressed bytes: `data` are those not decompressed yet, `size` counts all that were read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.data = stream.read(CHUNK)
        self.size = len(self.data)

    def fill(self) -> bool:
        """Have some data; False at the file's end."""
        if not self.data:
            self.data = self._stream.read(CHUNK)
            self.size += len(self.data)
        return bool(self.data)

    def skip_to_member(self, position: int) -> None:
        """Move on to where a gzip member begins, at `position` or after it."""
        self.data = self.data[position:]
        while self.data and not (found := MEMBER.search(self.data)):
            # The last bytes may begin a member.
            last, self.data = self.data[-3:], b""
            self.data = last + self.data if self.fill() else b""
        if self.data and found:
            self.data = self.data[found.start() :]
