"""The vectors of wordings in the database: 256 in a row, each written in its place, all of them compared exactly."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.claims.comparing import least_cosine
from tracker.claims.vectors import SCALE, WIDTH, Vectors, similarities
from tracker.claims.version import VERSION
from tracker.lexicon import languages as lexicon_languages

Chunks: TypeAlias = list[tuple[int, bytes]]

IN_A_CHUNK = 256
LANGUAGE = 4  # bytes
ROW = LANGUAGE + WIDTH
CHUNKS_AT_ONCE = 8  # 2,048 vectors: as floats they still fit into a processor's cache
MAPPED = 2**40  # bytes of the file, at most, that are read where they lie: SQLite takes what it can
FEW = 4  # vectors
ROWS_ALONE = 16  # vectors: OpenBLAS multiplies smaller matrices than 9,216 numbers by a vector in one thread
ROUNDING = 0.01  # by how much a cosine may seem smaller for the lengths of rounded vectors


def write(connection: sqlite3.Connection, number: int, language: str, vector: Vectors) -> None:
    """Put a wording's vector in its place."""
    _write(connection, number, _coded(language) + vector.tobytes())


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Empty a wording's place; in a chunk of another version there is nothing that would be found."""
    if not is_current(connection, number):
        return
    _write(connection, number, bytes(ROW))


def is_current(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a wording's chunk has vectors of this version."""
    found = connection.execute(
        "SELECT 1 FROM wording_vectors WHERE chunk = ? AND version = ?", [number // IN_A_CHUNK, VERSION]
    )
    return found.fetchone() is not None


def read(connection: sqlite3.Connection, number: int) -> Vectors:
    """The vector of a wording whose chunk is of this version: int8 (WIDTH,)."""
    chunk, place = divmod(number, IN_A_CHUNK)
    with connection.blobopen("wording_vectors", "vectors", chunk, readonly=True) as blob:
        blob.seek(place * ROW + LANGUAGE)
        return np.frombuffer(blob.read(WIDTH), np.int8)


def cosine(connection: sqlite3.Connection, one: int, other: int) -> float:
    """How near two wordings are."""
    first, second = (read(connection, number) for number in (one, other))
    return float(similarities(first[None], second[None])[0, 0])


def present(connection: sqlite3.Connection) -> set[int]:
    """The numbers of the wordings that have a vector of this version."""
    found: set[int] = set()
    for chunk, data in _chunks(connection):
        languages = _rows(data)[:, :LANGUAGE]
        found.update((chunk * IN_A_CHUNK + np.flatnonzero(languages.any(axis=1))).tolist())
    return found


def outdated(connection: sqlite3.Connection) -> list[range]:
    """The numbers of wordings, a chunk each, that have vectors of another version: the last ones first."""
    rows = connection.execute("SELECT chunk FROM wording_vectors WHERE version <> ? ORDER BY chunk DESC", [VERSION])
    return [range(chunk * IN_A_CHUNK, (chunk + 1) * IN_A_CHUNK) for (chunk,) in rows]


def near(
    connection: sqlite3.Connection, languages: Sequence[str], vectors: Vectors, floor: float | None = None
) -> list[list[tuple[int, float]]]:
    """For each vector the wordings that are near enough to be compared with it, and their cosines.

    `languages` are those of the vectors. `floor` is how near in place of what two languages need.
    """
    found: list[list[tuple[int, float]]] = [[] for _ in vectors]
    if not len(vectors):
        return found
    sought = _Sought(languages, vectors, floor)
    for some in _batches(connection):
        for column, number, measured in sought.among(some):
            found[column].append((number, measured))
    return found


class Near(NamedTuple):
    """A wording that is near to one of the vectors that are looked for, by its place among them."""

    sought: int
    number: int
    cosine: float


class _Sought:
    """Vectors to which near ones are looked for, some chunks at a time."""

    def __init__(self, languages: Sequence[str], vectors: Vectors, floor: float | None) -> None:
        self._vectors = vectors
        self._wanted = np.ascontiguousarray((_unit(vectors) / SCALE).T)
        self._limits = {
            _code(code): np.array([floor or least_cosine(each, code) for each in languages])
            for code in lexicon_languages("claims")
        }
        self._least = min(limits.min() for limits in self._limits.values()) - ROUNDING
        self._floats = np.empty((CHUNKS_AT_ONCE, IN_A_CHUNK, WIDTH), np.float32)

    def among(self, chunks: Chunks) -> Iterator[Near]:
        """Those in these chunks, at most `CHUNKS_AT_ONCE`, that are near enough."""
        floats = self._floats[: len(chunks)]
        for place, (_, data) in zip(floats, chunks, strict=True):
            place[:] = _rows(data)[:, LANGUAGE:].view(np.int8)
        # All vectors are nearly as long: only those that pass are measured.
        passing = (_products(floats.reshape(-1, WIDTH), self._wanted) >= self._least).any(axis=1)
        for (chunk, data), of_chunk in zip(chunks, passing.reshape(len(chunks), IN_A_CHUNK), strict=True):
            places = np.flatnonzero(of_chunk)
            if len(places):
                yield from self._measured(chunk, _rows(data)[places], places)

    def _measured(self, chunk: int, rows: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]) -> Iterator[Near]:
        languages = np.ascontiguousarray(rows[:, :LANGUAGE]).view(np.uint32).ravel()
        cosines = similarities(rows[:, LANGUAGE:].view(np.int8), self._vectors)
        for code, limits in self._limits.items():
            near_enough = (cosines >= limits) & (languages == code)[:, None]
            for row, column in zip(*np.nonzero(near_enough), strict=True):
                number = chunk * IN_A_CHUNK + int(places[row])
                yield Near(int(column), number, float(cosines[row, column]))


def _products(vectors: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """`vectors @ wanted`: of few columns by so few rows at once that BLAS doesn't share them out among threads."""
    if wanted.shape[1] > FEW:
        return vectors @ wanted
    return (vectors.reshape(-1, ROWS_ALONE, WIDTH) @ wanted).reshape(len(vectors), -1)


def _unit(vectors: Vectors) -> npt.NDArray[np.float32]:
    floats = vectors.astype(np.float32)
    floats /= np.maximum(np.sqrt(np.einsum("ij,ij->i", floats, floats)), 1e-6)[:, None]
    return floats


def _batches(connection: sqlite3.Connection) -> Iterator[Chunks]:
    chunks = _chunks(connection)
    while some := list(islice(chunks, CHUNKS_AT_ONCE)):
        yield some


def _chunks(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """All chunks of this version: their numbers and rows."""
    question = "SELECT chunk, vectors FROM wording_vectors WHERE version = ? ORDER BY chunk"
    # Elsewhere pages are copied one by one into the connection's cache, which takes three times as long.
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    try:
        yield from connection.execute(question, [VERSION])
    finally:
        connection.execute("PRAGMA mmap_size = 0")


def _rows(data: bytes) -> npt.NDArray[np.uint8]:
    """A chunk's rows: uint8 (IN_A_CHUNK, ROW), each a language and a vector."""
    return np.frombuffer(data, np.uint8).reshape(IN_A_CHUNK, ROW)


def _code(language: str) -> int:
    """How a language is compared: its bytes as one number."""
    return int(np.frombuffer(_coded(language), np.uint32)[0])


def _coded(language: str) -> bytes:
    return language.encode()[:LANGUAGE].ljust(LANGUAGE, b"\0")


def _write(connection: sqlite3.Connection, number: int, row: bytes) -> None:
    chunk, place = divmod(number, IN_A_CHUNK)
    connection.execute(
        """INSERT INTO wording_vectors (chunk, version, vectors) VALUES (?1, ?2, zeroblob(?3))
           ON CONFLICT (chunk) DO UPDATE SET version = ?2, vectors = zeroblob(?3) WHERE version <> ?2""",
        [chunk, VERSION, IN_A_CHUNK * ROW],
    )
    with connection.blobopen("wording_vectors", "vectors", chunk) as blob:
        blob.seek(place * ROW)
        blob.write(row)
