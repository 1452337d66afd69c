"""Parquet to articles: one per row, in columns that are named like JSON's fields."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.formats.named_fields import article_of_fields
from tracker.reading.framing.detection import Format
from tracker.reading.records import FileContext, UnreadRecord

ROWS_AT_ONCE = 256


def unread_parquet(source: Path | BinaryIO, context: FileContext) -> Iterator[UnreadRecord]:
    """The articles of a Parquet file, still to be read; rows are counted from 1.

    The file is read back and forth: a stream must be one that can be. Raises ReadingError where it can't, where pyarrow
    isn't installed, and where no row can follow.
    """
    parquet = _parquet(context.name)
    if not isinstance(source, Path) and not source.seekable():
        raise ReadingError(f"{context.name}: Parquet can't be read from a pipe. Save it, and name the file.")
    try:
        file = parquet.ParquetFile(source)
        number = 0
        for batch in file.iter_batches(ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                within = f"row {number}"
                data = json.dumps(row, default=str).encode()
                yield UnreadRecord(within, data, partial(_article, row, within, context))
    except OSError as error:
        if error.errno is not None:
            raise cannot_read(context.name, error) from None
        raise ReadingError(f"{context.name}: the Parquet data is damaged ({shown(error)}). Get it again.") from None
    except ValueError as error:  # of which Arrow's errors are
        raise ReadingError(f"{context.name}: the Parquet data is damaged ({shown(error)}). Get it again.") from None


def _article(row: dict[str, Any], within: str, context: FileContext) -> Any:
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
    return article_of_fields(plain, within, Format.PARQUET, context)


def _parquet(name: str) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        needed = "to read Parquet, install the extra: pip install 'quote-claim-tracker[archive]'"
        raise ReadingError(f"{name}: {needed}") from None
    return pyarrow.parquet
