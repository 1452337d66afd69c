"""The vectors of wordings in the database: 256 in a row, each written in its place, all of them compared exactly."""

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tracker.claims.comparing import least_cosine
from tracker.claims.vectors import VERSION, WIDTH, Vectors, similarities

IN_A_CHUNK = 256
LANGUAGE = 4  # bytes
ROW = LANGUAGE + WIDTH
CHUNKS_AT_ONCE = 32  # 8,192 vectors: 12 MB as floats


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
    wanted = _unit(vectors)
    for first, rows in _blocks(connection):
        cosines = _unit(rows[:, LANGUAGE:].view(np.int8)) @ wanted.T
        for language in set(languages):
            mine = [at for at, each in enumerate(languages) if each == language]
            least = np.float32(floor) if floor is not None else _least(language, rows[:, :LANGUAGE])[:, None]
            for row, column in zip(*np.nonzero(cosines[:, mine] >= least), strict=True):
                found[mine[column]].append((first + int(row), float(cosines[row, mine[column]])))
    return found


def _least(language: str, coded: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """How near wordings of these languages must be to one in `language`."""
    codes = coded.view(f"S{LANGUAGE}").ravel()
    least = np.full(len(codes), 2, np.float32)  # an empty place is never near
    for code in np.unique(codes):
        if code:
            least[codes == code] = least_cosine(language, code.decode())
    return least


def _unit(vectors: Vectors) -> npt.NDArray[np.float32]:
    floats = vectors.astype(np.float32)
    floats /= np.maximum(np.sqrt(np.einsum("ij,ij->i", floats, floats)), 1e-6)[:, None]
    return floats


def _blocks(connection: sqlite3.Connection) -> Iterator[tuple[int, npt.NDArray[np.uint8]]]:
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


def _joined(chunks: Sequence[tuple[int, bytes]]) -> tuple[int, npt.NDArray[np.uint8]]:
    rows = np.frombuffer(b"".join(data for _, data in chunks), np.uint8).reshape(-1, ROW)
    return chunks[0][0] * IN_A_CHUNK, rows


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
