"""The vectors of wordings in the database: 256 in a row, each written in its place, all of them compared exactly."""

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.claims.comparing import least_cosine
from tracker.claims.vectors import SCALE, VERSION, WIDTH, Vectors, similarities
from tracker.lexicon import languages as lexicon_languages

Products: TypeAlias = npt.NDArray[np.float32]

IN_A_CHUNK = 256
LANGUAGE = 4  # bytes
ROW = LANGUAGE + WIDTH
CHUNKS_AT_ONCE = 8  # 2,048 vectors: as floats they still fit into a processor's cache
MAPPED = 2**40  # bytes of the file, at most, that are read where they lie: SQLite takes what it can
FEW = 4  # vectors
ROUNDING = 0.01  # by how much a cosine may seem smaller for the lengths of rounded vectors


def write(connection: sqlite3.Connection, number: int, language: str, vector: Vectors) -> None:
    """Put a wording's vector in its place."""
    _write(connection, number, _coded(language) + vector.tobytes())


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Empty a wording's place."""
    _write(connection, number, bytes(ROW))


def read(connection: sqlite3.Connection, number: int) -> Vectors:
    """A wording's vector: int8 (WIDTH,)."""
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
    for block in _blocks(connection):
        found.update(block.numbers[block.languages != 0].tolist())
    return found


def near(
    connection: sqlite3.Connection, languages: Sequence[str], vectors: Vectors, floor: float | None = None
) -> list[list[tuple[int, float]]]:
    """For each vector the wordings that are near enough to be compared with it, and their cosines.

    `languages` are those of the vectors. `floor` is how near in place of what two languages need.
    """
    found: list[list[tuple[int, float]]] = [[] for _ in vectors]
    if not len(vectors):
        return found
    wanted = (_unit(vectors) / SCALE).T
    least = {
        code: np.array([floor or least_cosine(each, code) for each in languages])
        for code in lexicon_languages("claims")
    }
    codes = {_code(code): limits for code, limits in least.items()}
    least_of_all = min(limits.min() for limits in least.values()) - ROUNDING
    for block, products in _with_products(connection, wanted):
        # All vectors are nearly as long: only those that pass are measured.
        rows = np.flatnonzero((products >= least_of_all).any(axis=1))
        for code, limits in codes.items():
            passing = rows[block.languages[rows] == code]
            passing = passing[(products[passing] >= limits - ROUNDING).any(axis=1)]
            if len(passing):
                cosines = similarities(block.vectors[passing].astype(np.int8), vectors)
                for row, column in zip(*np.nonzero(cosines >= limits), strict=True):
                    found[column].append((int(block.numbers[passing[row]]), float(cosines[row, column])))
    return found


def _with_products(
    connection: sqlite3.Connection, wanted: npt.NDArray[np.float32]
) -> Iterator[tuple["Block", Products]]:
    """Blocks with their vectors' products, which are calculated while the next block is read."""
    with ThreadPoolExecutor(1) as pool:
        begun: tuple[Block, Future[Products]] | None = None
        for block in _blocks(connection):
            before, begun = begun, (block, pool.submit(_products, block.vectors, wanted))
            if before is not None:
                yield before[0], before[1].result()
        if begun is not None:
            yield begun[0], begun[1].result()


def _products(vectors: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]) -> Products:
    """`vectors @ wanted`: of few columns in one thread, for BLAS would wait for others more than it calculates."""
    if wanted.shape[1] > FEW:
        return vectors @ wanted
    return np.stack([np.einsum("ij,j->i", vectors, np.ascontiguousarray(column)) for column in wanted.T], axis=1)


def _unit(vectors: Vectors) -> npt.NDArray[np.float32]:
    floats = vectors.astype(np.float32)
    floats /= np.maximum(np.sqrt(np.einsum("ij,ij->i", floats, floats)), 1e-6)[:, None]
    return floats


class Block(NamedTuple):
    """Places of wordings, with their numbers, languages (0 where there is none) and vectors: float32 (place, WIDTH)."""

    numbers: npt.NDArray[np.int64]
    languages: npt.NDArray[np.uint32]
    vectors: npt.NDArray[np.float32]


def _blocks(connection: sqlite3.Connection) -> Iterator[Block]:
    """All places, some chunks at a time; a block is overwritten by the next but one."""
    size = CHUNKS_AT_ONCE * IN_A_CHUNK
    blocks = cycle(
        Block(np.empty(size, np.int64), np.empty(size, np.uint32), np.empty((size, WIDTH), np.float32))
        for _ in range(2)
    )
    block, filled = next(blocks), 0
    question = "SELECT chunk, vectors FROM wording_vectors WHERE version = ? ORDER BY chunk"
    # Elsewhere pages are copied one by one into the connection's cache, which takes three times as long.
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    try:
        for chunk, data in connection.execute(question, [VERSION]):
            rows = np.frombuffer(data, np.uint8).reshape(IN_A_CHUNK, ROW)
            place = slice(filled, filled + IN_A_CHUNK)
            block.numbers[place] = np.arange(chunk * IN_A_CHUNK, (chunk + 1) * IN_A_CHUNK)
            block.languages[place] = np.ascontiguousarray(rows[:, :LANGUAGE]).view(np.uint32).ravel()
            block.vectors[place] = rows[:, LANGUAGE:].view(np.int8)
            filled = place.stop
            if filled == size:
                yield block
                block, filled = next(blocks), 0
        if filled:
            yield Block(block.numbers[:filled], block.languages[:filled], block.vectors[:filled])
    finally:
        connection.execute("PRAGMA mmap_size = 0")


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
