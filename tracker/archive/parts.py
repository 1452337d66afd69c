"""Parts: so many articles as are extracted and written at once, and what is known of those that are done.

A part is a run of records, of one input or several. Its number is made of which they are, so that the same part has the
same number however often it is tried; its files are named by that number, each is there when it is complete, and
the last one written is its manifest. Whoever reads the datasets takes the parts that have one.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tracker.archive.datasets import SCHEMA_VERSION, Row, schemas
from tracker.archive.inputs import joint_digest
from tracker.archive.places import Directory
from tracker.extraction.statements import Versions
from tracker.reading.article import Article
from tracker.reading.errors import ReadingError

MANIFESTS = "parts"
NAME_LENGTH = 24  # hexadecimal digits of a part's number


@dataclass(frozen=True, slots=True)
class Stretch:
    """Records of one input, from number `first` up to `end`, which is None where the input ends there."""

    digest: str
    place: str
    first: int
    end: int | None


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record as it was read: an article, or a problem. `input` is the digest of its input."""

    input: str
    number: int
    place: str
    article: Article | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Records that are extracted together."""

    stretches: tuple[Stretch, ...]
    records: tuple[ReadRecord, ...] = field(repr=False)

    @property
    def number(self) -> str:
        """What its files are named by."""
        return part_number(self.stretches)


def part_number(stretches: Sequence[Stretch]) -> str:
    """The number of the part that these records are."""
    return joint_digest(f"{each.digest} {each.first} {each.end}" for each in stretches)[:NAME_LENGTH]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a part that is done: its records, what it has, the files it is in, and what made it."""

    part: str
    stretches: tuple[Stretch, ...]
    articles: int
    statements: int
    mentions: int
    failures: int
    words: int
    files: tuple[str, ...]
    versions: Versions
    schema_version: int = SCHEMA_VERSION

    def files_of(self, dataset: str) -> list[str]:
        """Its files of a dataset."""
        return [name for name in self.files if name.startswith(f"{dataset}/")]


def write_part(
    directory: Directory, part: Part, rows: Mapping[str, Mapping[str, list[Row]]], versions: Versions
) -> Manifest:
    """Write the rows of a part, by dataset and folder, and then its manifest. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = []
    for dataset, by_folder in rows.items():
        for folder, listed in sorted(by_folder.items()):
            if listed:
                name = "/".join(filter(None, (dataset, folder, f"{part.number}.parquet")))
                with directory.written(name) as stream:
                    pq.write_table(pa.Table.from_pylist(listed, schemas()[dataset]), stream, compression="zstd")
                files.append(name)
    counts = {dataset: sum(map(len, by_folder.values())) for dataset, by_folder in rows.items()}
    words = sum(row["words"] for listed in rows["articles"].values() for row in listed)
    manifest = Manifest(part.number, part.stretches, **counts, words=words, files=tuple(files), versions=versions)
    write_manifest(directory, manifest)
    return manifest


def write_manifest(directory: Directory, manifest: Manifest) -> None:
    """Say that a part is done. Raises OSError."""
    with directory.written(manifest_name(manifest.part)) as stream:
        stream.write(json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())


def manifest_name(number: str) -> str:
    """The file that says that a part is done."""
    return f"{MANIFESTS}/{number}.json"


def manifest_of(directory: Directory, number: str) -> Manifest | None:
    """What is known of a part, None where it isn't done. Raises ReadingError."""
    try:
        written = directory.read(manifest_name(number))
    except FileNotFoundError:
        return None
    try:
        fields: dict[str, Any] = json.loads(written)
        fields["stretches"] = tuple(Stretch(**each) for each in fields["stretches"])
        fields["versions"] = Versions(**fields["versions"])
        fields["files"] = tuple(fields["files"])
        return Manifest(**fields)
    except (ValueError, TypeError, KeyError) as error:
        name = directory.file(manifest_name(number))
        raise ReadingError(
            f"{name}: damaged. Remove it and call `tracker archive extract` again, which makes the part anew."
        ) from error


def numbers_of_parts(directory: Directory) -> list[str]:
    """The numbers of all parts that are done, in order. Raises ReadingError."""
    return [name.removesuffix(".json") for name in directory.names(MANIFESTS, ".json")]


def manifests(directory: Directory) -> Iterator[Manifest]:
    """All parts that are done, in the order of their numbers. Raises ReadingError."""
    for number in numbers_of_parts(directory):
        if found := manifest_of(directory, number):
            yield found


class Done:
    """Which records of which inputs are done, by manifests of the versions that extract now."""

    def __init__(self, directory: Directory, versions: Versions) -> None:
        self.outdated: list[Manifest] = []
        self.records = 0
        self._ends: defaultdict[str, dict[int, int | None]] = defaultdict(dict)
        for each in manifests(directory):
            if (each.versions, each.schema_version) != (versions, SCHEMA_VERSION):
                self.outdated.append(each)
                continue
            self.records += each.articles + each.failures
            for stretch in each.stretches:
                self._ends[stretch.digest][stretch.first] = stretch.end

    def next_of(self, digest: str) -> int | None:
        """The first record of an input that isn't done; None where all are."""
        ends = self._ends.get(digest, {})
        first: int | None = 0
        while first is not None and first in ends:
            first = ends[first]
        return first

    def has(self, stretches: Sequence[Stretch]) -> bool:
        """Whether all of these records are done."""
        return all(self._ends.get(each.digest, {}).get(each.first, -1) == each.end for each in stretches)


def remove_outdated(directory: Directory, manifest: Manifest) -> None:
    """Remove a part that another version has made: its manifest first, so that nobody takes half of it."""
    for name in (manifest_name(manifest.part), *manifest.files):
        directory.remove(name)
