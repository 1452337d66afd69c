"""Reading the datasets of an archive."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracker.archive.datasets import Row
from tracker.archive.parts import Manifest, manifest_name, manifests
from tracker.archive.places import Directory, opened_system, reached
from tracker.reading.errors import ReadingError, shown

if TYPE_CHECKING:
    import pyarrow as pa


def table(
    directory: Directory, files: Sequence[str], columns: Sequence[str] | None = None, where: Any = None
) -> "pa.Table | None":
    """The rows of some Parquet files (their addresses) that meet an Arrow condition; None where there is no file.

    Raises ReadingError where they can't be reached, and FileNotFoundError or ValueError where they aren't whole.
    """
    import pyarrow.dataset as ds

    if not files:
        return None
    system, _ = opened_system(directory.address)
    paths = [opened_system(each)[1] for each in files]

    def read() -> "pa.Table":
        found = ds.dataset(paths, filesystem=system, format="parquet")
        return found.to_table(columns, filter=where)

    return reached(files[0], read)


def table_of_part(
    directory: Directory, part: Manifest, name: str, columns: Sequence[str] | None = None, where: Any = None
) -> "pa.Table | None":
    """Rows of one part's dataset; None where it has none. Raises ReadingError."""
    try:
        return table(directory, [directory.file(each) for each in part.files_of(name)], columns, where)
    except ReadingError:
        raise
    except (FileNotFoundError, ValueError) as error:
        manifest = directory.file(manifest_name(part.part))
        raise ReadingError(
            f"{directory.address}: part {part.part} isn't whole ({shown(error)}). "
            f"Remove {manifest} and call `tracker archive extract` again, which makes it anew."
        ) from error


def whole_dataset(directory: Directory, name: str) -> "pa.Table | None":
    """A dataset of all parts that are done; None where none has a file of it. Raises ReadingError."""
    import pyarrow as pa

    found = [table_of_part(directory, part, name) for part in manifests(directory)]
    tables = [each for each in found if each is not None]
    return pa.concat_tables(tables) if tables else None


def linked_tables(
    directory: Directory, folder: str, columns: Sequence[str] | None = None, where: Any = None
) -> "Iterator[pa.Table]":
    """What linking has written into a folder, file by file. Raises ReadingError."""
    for name in directory.names(folder, ".parquet"):
        try:
            found = table(directory, [directory.file(f"{folder}/{name}")], columns, where)
        except ReadingError:
            raise
        except (FileNotFoundError, ValueError) as error:
            again = f"Call `tracker archive link {directory.address}` again."
            raise ReadingError(f"{directory.file(folder)}: isn't whole ({shown(error)}). {again}") from error
        if found is not None:
            yield found


def failed(directory: Directory) -> Iterator[Row]:
    """What couldn't be read or extracted, in the order of inputs and records. Raises ReadingError."""
    found = whole_dataset(directory, "failures")
    if found is not None:
        yield from found.sort_by([("input", "ascending"), ("record", "ascending")]).to_pylist()
