"""Reading the datasets of an archive."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.archive.datasets import Row
from tracker.archive.parts import files_of
from tracker.archive.places import Directory, opened_system

if TYPE_CHECKING:
    import pyarrow.dataset as ds


def dataset(directory: Directory, name: str, files: Sequence[str] | None = None) -> "ds.Dataset | None":
    """A dataset of the parts that are done, or of some of its files; None where it has no file. Raises OSError."""
    import pyarrow.dataset as ds

    addresses = files_of(directory, name) if files is None else files
    if not addresses:
        return None
    system, _ = opened_system(directory.address)
    return ds.dataset([opened_system(each)[1] for each in addresses], filesystem=system, format="parquet")


def failed(directory: Directory) -> Iterator[Row]:
    """What couldn't be read or extracted, in the order of inputs and records. Raises OSError."""
    found = dataset(directory, "failures")
    if found is not None:
        yield from found.to_table().sort_by([("input", "ascending"), ("record", "ascending")]).to_pylist()
