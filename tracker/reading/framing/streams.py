"""Streams of bytes: looking at their beginning, decompressing them, converting them to UTF-8."""

import bz2
import codecs
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from tracker.reading.errors import ReadingError
from tracker.reading.framing.encoding import certain_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 16  # bytes
GZIP = b"\x1f\x8b"
PACKED = (
    (re.compile(re.escape(GZIP)), "gzip"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2"),  # with a block, or empty
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
)
PACKED_SUFFIXES = (".gz", ".bz2", ".xz")
MOST_MEMORY = 200_000_000  # bytes for xz's dictionary, which is 65 MB at most with the usual settings

# Text and pages shrink to a tenth, very repetitive lines to a fiftieth of their size; a thousandth is meant to do harm.
LARGEST_RATIO = 200
BYTES_BEFORE_RATIO = 100_000_000

TWO_OBJECTS = re.compile(rb"(?:\{[^\n]*\}\r?\n){2}")  # each on its line

DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


def bomb(place: str) -> ReadingError:
    """The error for data that unpack to far more than any text does."""
    return ReadingError(
        f"{place}: unpacks to more than {LARGEST_RATIO} times its size. If it is sound, unpack it first."
    )


def packed_as(beginning: bytes) -> str | None:
    """The compression of data that begin like this, None where there is none."""
    return next((name for mark, name in PACKED if mark.match(beginning)), None)


def beginning_of(stream: BinaryIO, size: int) -> bytes:
    """The first `size` bytes of a stream, or all of it.

    Fewer for JSON Lines: it doesn't wait for a program that writes an article now and then.
    """
    beginning = bytearray()
    while len(beginning) < size and not TWO_OBJECTS.match(beginning):
        if not (more := stream.read(size - len(beginning))):
            break
        beginning += more
    return bytes(beginning)


def unpacked_beginning(beginning: bytes, size: int, place: str | None = None) -> bytes:
    """The first `size` bytes of decompressed data, or as many as can be read; other data as they are.

    Where `place` is given, raises ReadingError, which names it, if they are damaged from the first byte on.
    """
    packed_with = packed_as(beginning)
    if not packed_with:
        return beginning
    read = _read_method(_decompressed(io.BytesIO(beginning), packed_with))
    found = bytearray()
    try:
        while len(found) < size and (more := read(CHUNK // 64)):
            found += more
    except DAMAGED as error:
        cut_off = isinstance(error, EOFError)
        if place is not None and not found and not cut_off:
            raise ReadingError(f"{place}: the {packed_with} data is damaged. Get it again.") from None
    return bytes(found)


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """A raw stream with a buffer."""
    return io.BufferedReader(raw, CHUNK)


class Joined(io.RawIOBase):
    """A stream whose beginning was already read, from the start. `position` counts the bytes read."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning = memoryview(beginning)
        self._rest = rest
        self._read = _read_method(rest)
        self.position = 0

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """As io.RawIOBase has it."""
        room = memoryview(buffer).cast("B")
        data = self._beginning[: len(room)] if self._beginning else self._read(len(room))
        self._beginning = self._beginning[len(data) :]
        room[: len(data)] = data
        self.position += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """A decompressed stream. Reading raises ReadingError where it is damaged or a bomb."""

    def __init__(self, packed: Joined, packed_with: str, place: str) -> None:
        self._packed = packed
        self._packed_with = packed_with
        self._stream = _decompressed(buffered(packed), packed_with)
        self._read = _read_method(self._stream)
        self._place = place
        self._size = 0

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """As io.RawIOBase has it."""
        room = memoryview(buffer).cast("B")
        try:
            data = self._read(len(room))
        except DAMAGED:
            raise ReadingError(
                f"{self._place}: the {self._packed_with} data is damaged after {self._size:,} bytes. Get it again."
            ) from None
        self._size += len(data)
        if self._size > max(BYTES_BEFORE_RATIO, LARGEST_RATIO * self._packed.position):
            raise bomb(self._place)
        room[: len(data)] = data
        return len(data)


class Recoded(io.RawIOBase):
    """A stream of text in UTF-16 or UTF-32, converted to UTF-8; damage becomes the replacement character."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """As io.RawIOBase has it."""
        room = memoryview(buffer).cast("B")
        while not self._ready:
            data = self._stream.read(CHUNK)
            text = self._decoder.decode(data, final=not data)
            # Halves of surrogate pairs are not characters, and UTF-8 doesn't encode them.
            self._ready = text.encode("utf-8", "replace")
            if not data:
                break
        data, self._ready = self._ready[: len(room)], self._ready[len(room) :]
        room[: len(data)] = data
        return len(data)


def in_utf8(stream: io.BufferedReader, beginning: bytes) -> io.BufferedReader:
    """The stream without a byte order mark, converted to UTF-8 if it is UTF-16 or UTF-32.

    `beginning` is how the stream begins.
    """
    encoding, mark = certain_encoding(beginning)
    if mark:
        stream.read(len(mark))
    return stream if encoding in (None, "utf-8") else buffered(Recoded(stream, encoding or ""))


class _Decompressed(io.RawIOBase):
    """bzip2 or xz data, decompressed a little at a time, stream after stream, with a limit on memory."""

    def __init__(self, packed: BinaryIO, packed_with: str) -> None:
        self._packed = packed
        self._packed_with = packed_with
        self._unpacker = self._new()

    def _new(self) -> bz2.BZ2Decompressor | lzma.LZMADecompressor:
        return bz2.BZ2Decompressor() if self._packed_with == "bzip2" else lzma.LZMADecompressor(memlimit=MOST_MEMORY)

    def readable(self) -> bool:
        """As io.RawIOBase has it."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """As io.RawIOBase has it."""
        room = memoryview(buffer).cast("B")
        data = b""
        while not data:
            given = self._packed.read(CHUNK) if self._unpacker.needs_input else b""
            if self._unpacker.eof:
                rest = self._unpacker.unused_data.lstrip(b"\x00") or self._packed.read(CHUNK)
                if not rest:
                    return 0
                self._unpacker, given = self._new(), rest
            elif self._unpacker.needs_input and not given:
                raise EOFError
            data = self._unpacker.decompress(given, len(room))
        room[: len(data)] = data
        return len(data)


def _read_method(stream: BinaryIO) -> Callable[[int], bytes]:
    """A stream's method that reads what is available, without waiting for all bytes or losing those before damage."""
    return cast(Callable[[int], bytes], getattr(stream, "read1", stream.read))


def _decompressed(packed: BinaryIO, packed_with: str) -> BinaryIO:
    """A stream that decompresses data as it is read."""
    unpacked = gzip.GzipFile(fileobj=packed) if packed_with == "gzip" else _Decompressed(packed, packed_with)
    return cast(BinaryIO, unpacked)
