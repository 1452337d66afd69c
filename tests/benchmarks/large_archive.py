"""An archive as large as those of years of news, made up without reading any article: quick, and small on the disk.

Its first parts have articles of `large_database`, each once, and some of these are asked for. All others are a few
parts of such articles, of earlier days and without the topic, under many names (hard links): they are only looked
through.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from tests.benchmarks.large_database import VERSIONS, generated
from tracker.archive.datasets import DATASETS, Row, month_of, rows_of
from tracker.archive.parts import Manifest, Part, Stretch, part_number, write_manifest, write_part
from tracker.archive.places import Directory
from tracker.extraction.statements import Extraction
from tracker.reading.article import Article

TOPIC, FIRST_DAY_ASKED_FOR = "Ukraine", date(2024, 1, 1)
ARTICLES_OF_PART = 1_000
DIFFERENT = 10  # parts of what isn't asked for

Found = tuple[Article, Extraction]


def build(
    directory: Directory, parts: int, asked: int, seed: int = 1, report: Callable[[int], None] = lambda done: None
) -> int:
    """Write so many parts, what is asked for is in the first `asked`; gives how many statements there are."""
    stream = generated((asked + 2 * DIFFERENT) * ARTICLES_OF_PART, seed)
    statements, different = 0, []
    for number in range(min(parts, asked + DIFFERENT)):
        articles = stream if number < asked else filter(_is_unasked, stream)
        manifest = _written(directory, number, list(islice(articles, ARTICLES_OF_PART)))
        different += [manifest] if number >= asked else []
        statements += manifest.statements
        report(number + 1)
    for number in range(asked + DIFFERENT, parts):
        statements += _linked(directory, number, different[number % DIFFERENT]).statements
    return statements


def _is_unasked(found: Found) -> bool:
    article, _ = found
    text = f"{article.title} {article.text}".casefold()
    return (
        TOPIC.casefold()[:-1] not in text and article.published is not None and article.published < FIRST_DAY_ASKED_FOR
    )


def _written(directory: Directory, number: int, articles: Iterable[Found]) -> Manifest:
    """A part in one folder, as if all were of the month of the first."""
    rows: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    month = None
    for record, (article, extraction) in enumerate(articles):
        month = month or month_of(article)
        for name, listed in rows_of(article, extraction, VERSIONS, str(number), record).items():
            rows[name][month] += listed
    return write_part(directory, Part(_stretches(number), ()), {name: rows[name] for name in DATASETS}, VERSIONS)


def _linked(directory: Directory, number: int, manifest: Manifest) -> Manifest:
    """The same part under another number."""
    stretches = _stretches(number)
    name = part_number(stretches)
    files = tuple(each.replace(manifest.part, name) for each in manifest.files)
    for old, new in zip(manifest.files, files, strict=True):
        os.link(directory.file(old), directory.file(new))
    other = replace(manifest, part=name, stretches=stretches, files=files)
    write_manifest(directory, other)
    return other


def _stretches(number: int) -> tuple[Stretch, ...]:
    return (Stretch(f"{number:064x}", f"news-{number}.jsonl", 0, None),)


def bytes_of(folder: Path) -> int:
    """What the files in a folder take, each once however many names it has."""
    return sum({each.st_ino: each.st_size for each in _files(folder)}.values())


def _files(folder: Path) -> Iterator[os.stat_result]:
    return (path.stat() for path in folder.rglob("*") if path.is_file())
