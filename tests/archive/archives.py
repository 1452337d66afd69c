"""What an archive holds, to compare with another or with a database."""

from tracker.archive.datasets import DATASETS
from tracker.archive.linking import current
from tracker.archive.tables import dataset


def content_of(directory):
    """All rows of the parts that are done, by dataset, whatever parts they are in."""
    tables = {name: dataset(directory, name) for name in DATASETS}
    return {
        name: sorted(map(repr, table.to_table().to_pylist())) if table is not None else []
        for name, table in tables.items()
    }


def linked_rows(directory, name):
    folder, _ = current(directory)
    files = [directory.file(f"{folder}/{name}/{file}") for file in directory.names(f"{folder}/{name}", ".parquet")]
    return dataset(directory, name, files).to_table().to_pylist() if files else []
