"""The vectors of wordings in the database: 256 in a row, each written in its place, all of them compared exactly."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.claims.comparing import least_cosine
from tracker.claims.vectors import SCALE, VERSION, WIDTH, Vectors, similarities
from tracker.lexicon import languages as lexicon_languages

Block: TypeAlias = tuple[int, npt.NDArray[np.uint8]]  # rows, and the number of the wording that the first belongs to

IN_A_CHUNK = 256
LANGUAGE = 4  # bytes
ROW = LANGUAGE + WIDTH
CHUNKS_AT_ONCE = 8  # 2,048 vectors: as floats they still fit into a processor's cache
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
    for first, rows in _blocks(connection):
        found.update((first + np.flatnonzero(rows.any(axis=1))).tolist())
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
    for first, rows, near_enough in _with_products(_blocks(connection), wanted):
        of_rows = np.ascontiguousarray(rows[:, :LANGUAGE]).view(np.uint32).ravel()
        for code, limits in codes.items():
            # All vectors are nearly as long: only those that pass are measured.
            passing = np.flatnonzero((of_rows == code) & (near_enough >= limits - ROUNDING).any(axis=1))
            if len(passing):
                cosines = similarities(rows[passing, LANGUAGE:].view(np.int8), vectors)
                for row, column in zip(*np.nonzero(cosines >= limits), strict=True):
                    found[column].append((first + int(passing[row]), float(cosines[row, column])))
    return found


def _with_products(
    blocks: Iterable[Block], wanted: npt.NDArray[np.float32]
) -> Iterator[tuple[int, npt.NDArray[np.uint8], npt.NDArray[np.float32]]]:
    """Blocks with their vectors' products, which are calculated while the next block is read."""
    with ThreadPoolExecutor(1) as pool:
        begun: tuple[int, npt.NDArray[np.uint8], Future[npt.NDArray[np.float32]]] | None = None
        for first, rows in blocks:
            before, begun = begun, (first, rows, pool.submit(_products, rows, wanted))
            if before is not None:
                yield *before[:2], before[2].result()
        if begun is not None:
            yield *begun[:2], begun[2].result()


def _products(rows: npt.NDArray[np.uint8], wanted: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """`rows @ wanted`: of few columns in one thread alone, for BLAS would wait for others more than it calculates."""
    vectors = rows[:, LANGUAGE:].view(np.int8).astype(np.float32)
    if wanted.shape[1] > FEW:
        return vectors @ wanted
    return np.stack([np.einsum("ij,j->i", vectors, np.ascontiguousarray(column)) for column in wanted.T], axis=1)


def _unit(vectors: Vectors) -> npt.NDArray[np.float32]:
    floats = vectors.astype(np.float32)
    floats /= np.maximum(np.sqrt(np.einsum("ij,ij->i", floats, floats)), 1e-6)[:, None]
    return floats


def _blocks(connection: sqlite3.Connection) -> Iterator[Block]:
    """All rows, some chunks at a time, each with the number of the wording that the first one belongs to."""
    chunks: list[tuple[int, bytes]] = []
    question = "SELECT chunk, vectors FROM wording_vectors WHERE version = ? ORDER BY chunk"
    for chunk, data in connection.execute(question, [VERSION]):
        if chunks and (chunk != chunks[-1][0] + 1 or len(chunks) == CHUNKS_AT_ONCE):
            yield _joined(chunks)
            chunks = []
        chunks.append((chunk, data))
    if chunks:
        yield _joined(chunks)


def _joined(chunks: Sequence[tuple[int, bytes]]) -> Block:
    rows = np.frombuffer(b"".join(data for _, data in chunks), np.uint8).reshape(-1, ROW)
    return chunks[0][0] * IN_A_CHUNK, rows


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
