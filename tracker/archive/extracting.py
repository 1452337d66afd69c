"""Extraction in a worker: what was read to what was found, and into the datasets."""

import threading
from collections import defaultdict
from collections.abc import Sequence

from tracker.archive.datasets import Row, month_of, rows_of
from tracker.archive.parts import Manifest, Part, ReadRecord, manifest_of, write_part
from tracker.archive.places import Directory
from tracker.extraction import Extraction, Item, versions
from tracker.frames import found_in, words_for
from tracker.reading.errors import shown

ONE_AT_A_TIME = threading.Lock()  # where a worker has several threads: the model is loaded once, on one core


def extract_part(parts: Sequence[Part], index: int, directory: Directory) -> Manifest:
    """Extract one of the parts that a step has read, and write it, unless that is done.

    Raises OSError, and ReadingError where what is done can't be seen.
    """
    part = parts[index]
    current = versions()
    known = manifest_of(directory, part.number)  # by a worker that was lost before it could say so
    if known and known.versions == current:
        return known
    rows: dict[str, defaultdict[str, list[Row]]] = {
        name: defaultdict(list) for name in ("articles", "statements", "mentions", "failures")
    }
    read = [(record, record.article) for record in part.records if record.article]
    with ONE_AT_A_TIME:
        found = list(found_in(Item(each.text, each.published, each.language) for _, each in read))
    for (record, article), extraction in zip(read, found, strict=True):
        if isinstance(extraction, Extraction):
            made = rows_of(article, extraction, current, record.input, record.number)
            for dataset, listed in made.items():
                rows[dataset][month_of(article)] += listed
        else:
            rows["failures"][""].append(_failure(record, f"{shown(record.place)}: {words_for(extraction)}"))
    for record in part.records:
        if record.problem is not None:
            rows["failures"][""].append(_failure(record, record.problem))
    return write_part(directory, part, rows, current)


def _failure(record: ReadRecord, problem: str) -> Row:
    return {"input": record.input, "source": record.place, "record": record.number, "problem": problem}
