"""Reading in a worker: the next records of inputs, as parts. Inputs are read in a guarded process, as elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from tracker.archive.inputs import Source
from tracker.archive.parts import Part, ReadRecord, Stretch
from tracker.archive.places import opened_system, reached
from tracker.ingesting.inputs import Input
from tracker.ingesting.preparing import LONGEST_TEXT
from tracker.ingesting.reading_pool import ReadingPool, Wanted
from tracker.reading.article import Article, PublishedBasis
from tracker.reading.errors import shown
from tracker.reading.field_map import FieldMap
from tracker.reading.framing.detection import PARQUET
from tracker.reading.records import Record
from tracker.reading.sources import read_records

PARTS_OF_STEP = 8
CHARACTERS_OF_PART = 8_000_000  # a part ends with the article that exceeds them


@dataclass(frozen=True, slots=True)
class Step:
    """What a worker reads at once: several inputs of one article, or one of many from number `first` on.

    `size` is how many records a part has.
    """

    sources: tuple[Source, ...]
    first: int
    size: int
    fields: FieldMap | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Which parts a step has read, and the record that comes next; None where the inputs end."""

    stretches: tuple[tuple[Stretch, ...], ...]
    next: int | None


def read_parts(step: Step) -> list[Part]:
    """The parts of a step; read again from its beginning where an input elsewhere fails on the way.

    Raises ReadingError where one can't be reached, and FileNotFoundError.
    """
    return reached(step.sources[0].place, lambda: _read_parts(step))


def _read_parts(step: Step) -> list[Part]:
    parts: list[Part] = []
    records: list[ReadRecord] = []
    stretches: list[Stretch] = []
    size = 0

    def end_part() -> None:
        nonlocal size
        if stretches:
            parts.append(Part(tuple(stretches), tuple(records)))
        records.clear()
        stretches.clear()
        size = 0

    for source in step.sources:
        first = number = step.first
        for record in _records(source, step):
            if len(records) >= step.size or size > CHARACTERS_OF_PART:
                if number > first:
                    stretches.append(Stretch(source.digest, source.place, first, number))
                end_part()
                if len(parts) == PARTS_OF_STEP and not source.of_one_article:
                    return parts
                first = number
            records.append(_as_read(source, record))
            size += len(record.article.text) if record.article else 0
            number = record.number + 1
        stretches.append(Stretch(source.digest, source.place, first, None))
    end_part()
    return parts


def outline_of(parts: Sequence[Part]) -> Outline:
    """What is to be known of parts to go on."""
    return Outline(tuple(part.stretches for part in parts), parts[-1].stretches[-1].end if parts else None)


def _as_read(source: Source, record: Record) -> ReadRecord:
    article, problem = record.article, record.problem
    if article and len(article.text) > LONGEST_TEXT:
        problem = f"{shown(record.place)}: longer than {LONGEST_TEXT:,} characters. Split it into its articles."
        article = None
    elif article:
        article = _without_file_time(article)
    return ReadRecord(source.digest, record.number, record.place, article, problem)


def _without_file_time(article: Article) -> Article:
    """When a file was changed says nothing about the texts of an archive, which are copied from machine to machine."""
    if article.published_basis is not PublishedBasis.FILE_TIME:
        return article
    return replace(article, published=None, published_basis=PublishedBasis.UNKNOWN)


def _records(source: Source, step: Step) -> Iterator[Record]:
    with ExitStack() as opened:
        if source.is_here:
            given = Input(source.place, path=Path(source.place), fields=step.fields, first=step.first)
        else:
            system, path = opened_system(source.place)
            stream = cast(BinaryIO, opened.enter_context(system.open(path, "rb")))
            if stream.read(len(PARQUET)) == PARQUET:  # has to be read back and forth: not through a pipe
                stream.seek(0)
                yield from read_records(stream, name=source.place, fields=step.fields, first=step.first)
                return
            stream.seek(0)
            given = Input(source.place, stream=stream, fields=step.fields, first=step.first)
        pool = opened.enter_context(ReadingPool(1, _wanting_all, _fetching_nothing))
        yield from pool.records(pool.begin(given))


def _wanting_all() -> AbstractContextManager[Wanted]:
    return nullcontext(lambda digest: True)


def _fetching_nothing(url: str) -> NoReturn:
    raise NotImplementedError  # files alone are read
