"""Mutate real files of every format and ingest them all: no traceback, no hang, bounded memory, and the batch goes on.

    python -m tests.faults.mutations --inputs 20000

Files are flipped, cut off, filled with NULs, given lines of ten megabytes and nesting 10,000 deep, and are bombs that
unpack to gigabytes. They are ingested a folder at a time by `tracker ingest`; a bystander, a sound article in each
folder, must always be stored.
"""

import argparse
import gzip
import io
import json
import random
import resource
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.batches import content_of, problems_in, run, write_articles

sys.path.append(str(Path(__file__).parents[1] / "reading"))  # where the tests of reading have their samples

from record_building import http, warc_record
from sample_documents import PARAGRAPHS, TITLE, column, docx, message, page, pdf

A_FOLDER = 500  # files
LARGEST_PROCESS = 1_000_000  # kilobytes
LONG = b"a " * 5_000_000
DEEP = 10_000

Mutation = Callable[[bytes, random.Random], bytes]


@dataclass(slots=True)
class Result:
    """What became of the files: outcomes by kind, the most memory that a process had (kB), and what went wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    problems: list[str] = field(default_factory=list)


def samples() -> dict[str, bytes]:
    """A sound file of every format, by its ending."""
    text = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)
    linked = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-06T18:00:00+01:00"}
    objects = [
        {"id": str(number), "title": TITLE, "text": PARAGRAPHS[number], "date": "2024-03-06"} for number in (0, 1)
    ]
    lines = "".join(f"{json.dumps(each)}\n" for each in objects).encode()
    archived = warc_record(http(page().encode()))
    return {
        "txt": text.encode(),
        "latin.txt": text.encode("cp1252", "replace"),
        "wide.txt": text.encode("utf-16"),
        "md": f"---\ntitle: {TITLE}\ndate: 2024-03-06\n---\n\n**{PARAGRAPHS[0]}**\n\n- {PARAGRAPHS[1]}\n".encode(),
        "html": page(linked=linked).encode(),
        "pdf": pdf([column(PARAGRAPHS[0])], info={"Title": TITLE}),
        "docx": docx(),
        "eml": message(),
        "json": json.dumps(objects).encode(),
        "jsonl": lines,
        "jsonl.gz": gzip.compress(lines),
        "csv": f'title;text;date\n{TITLE};"{PARAGRAPHS[0]}";2024-03-06\n'.encode(),
        "warc": archived,
        "warc.gz": gzip.compress(archived),
    }


def flip(data: bytes, chance: random.Random) -> bytes:
    """Some bits the other way round."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The beginning alone, or without a piece."""
    start = chance.randrange(len(data))
    return data[:start] + (data[start + chance.randrange(1, 400) :] if chance.random() < 0.5 else b"")


def with_nulls(data: bytes, chance: random.Random) -> bytes:
    """NULs somewhere."""
    at = chance.randrange(len(data))
    return data[:at] + bytes(chance.choice((1, 50, 5_000))) + data[at:]


def repeated(data: bytes, chance: random.Random) -> bytes:
    """A piece that stands there very often."""
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.randrange(1, 30)] * chance.choice((10, 100, 500)) + data[at:]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Two pieces in each other's place."""
    first, second = sorted(chance.sample(range(len(data)), 2))
    return data[second:] + data[first:second] + data[:first]


MUTATIONS: tuple[Mutation, ...] = (flip, flip, cut, cut, with_nulls, repeated, shuffled)


def extremes() -> Iterator[tuple[str, bytes]]:
    """Files made to exhaust whoever reads them, by their ending."""
    sound = samples()
    for ending in ("txt", "md", "html", "eml", "csv", "jsonl"):
        middle = len(sound[ending]) // 2
        yield ending, sound[ending][:middle] + LONG + sound[ending][middle:]
    yield "html", b"<html><body>" + b"<div>" * DEEP + b"words " * 40 + b"</div>" * DEEP
    yield "json", b"[" * DEEP + b"]" * DEEP
    yield "jsonl", b'{"text":' * DEEP + b"1" + b"}" * DEEP + b"\n"
    yield "md", b"> " * DEEP + b"words " * 40
    yield "md", b"*" * DEEP + b"words " * 40 + b"*" * DEEP
    yield "eml", b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\n" * DEEP
    yield "docx", docx(body="<w:p>" * DEEP + "</w:p>" * DEEP)
    yield "docx", _bomb("word/document.xml")
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    bomb = f'<!DOCTYPE w:document [<!ENTITY e0 "word ">{entities}]>'
    yield "docx", docx(body="<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", beginning=bomb)
    yield "html", f'<!DOCTYPE html [<!ENTITY e0 "word ">{entities}]><html><body><p>&e9;</p></body></html>'.encode()
    yield "jsonl.gz", gzip.compress(bytes(500_000_000), compresslevel=1)
    yield "txt.gz", gzip.compress(b"Haus " * 60_000_000, compresslevel=1)
    yield "warc.gz", gzip.compress(warc_record(http(bytes(200_000_000))), compresslevel=1)


def _bomb(part: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(part, "w", force_zip64=True) as stream:
            for _ in range(2_000):
                stream.write(b" " * 1_000_000)
    return file.getvalue()


def mutate(folder: Path, inputs: int, seed: int = 1) -> Result:
    """Ingest so many mutated files; `folder` is an empty folder to work in."""
    chance = random.Random(seed)
    sound = samples()
    result = Result()
    database = folder / "tracker.db"
    todo = [("extreme", ending, data) for ending, data in extremes()]
    todo += [("mutation", chance.choice(sorted(sound)), b"") for _ in range(inputs - len(todo))]
    for number in range(0, len(todo), A_FOLDER):
        files = folder / f"files-{number}"
        write_articles(files, range(number, number + 1))
        for place, (_, ending, data) in enumerate(todo[number : number + A_FOLDER]):
            content = data or chance.choice(MUTATIONS)(sound[ending], chance)
            (files / f"{place:04}.{ending}").write_bytes(content)
        _ingest(database, files, result)
        for path in files.iterdir():
            path.unlink()
        print(f"{number + A_FOLDER}: {dict(result.outcomes)}", *result.problems, file=sys.stderr, flush=True)
    result.problems += problems_in(database)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if most > LARGEST_PROCESS:
        result.problems.append(f"a process took {most} kB")
    return result


def _ingest(database: Path, files: Path, result: Result) -> None:
    """Ingest a folder; count what became of the files in it."""
    before = len(content_of(database)) if database.exists() else 0
    done = run(database, "ingest", "--jsonl", str(files), seconds=3600)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr or "tracker failed" in done.stderr:
        result.problems.append(done.stderr[-2_000:])
    of_files = Counter[str]()
    for line in done.stdout.splitlines():
        record = json.loads(line)
        kind = "failed" if record.get("error") else "new" if record.get("new") else "known"
        result.outcomes[kind] += 1
        result.slow += "longer than" in (record.get("error") or "")
        of_files[str(record["source"]).split(", ")[0]] += 1
    silent = [path.name for path in files.iterdir() if str(path) not in of_files]
    result.outcomes["passed over silently"] += len(silent)
    if len(content_of(database)) <= before:
        result.problems.append(f"the bystander in {files} was not stored")


def main() -> None:
    """Print what became of the files, and what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutations", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = mutate(Path(folder), options.inputs, options.seed)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    print(f"{options.inputs} files; articles and failures in them: {dict(result.outcomes)}")
    print(f"{result.slow} were given up after ten seconds; the largest process took {most} MB")
    print(*(result.problems or ["no traceback, no hang, the batches went on"]), sep="\n")
    sys.exit(bool(result.problems))


if __name__ == "__main__":
    main()
