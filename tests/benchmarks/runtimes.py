"""Whether other releases of ONNX Runtime, and other processors, find the same statements.

    python -m tests.benchmarks.runtimes 1.23.2 1.27.0 1.32.0 --corpus GOLD.jsonl.gz --under "qemu-x86_64 -cpu Haswell"

Each release is installed into a folder of its own. Each reads the same articles, those of `fixtures/` and of the gold
files named, and is compared with the runtime that is installed. `--under` names a program that runs another for an
emulated processor: QEMU knows Intel's from Nehalem (SSE) to Haswell (AVX2), none of which has VNNI.
"""

import argparse
import gzip
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIXTURES = Path("fixtures/gold.jsonl")

# Reads articles from stdin; prints what was found in each: statements without their confidence, and the confidences.
READER = """
import json, sys
from dataclasses import replace
from datetime import date
from tracker.extraction import Item, extract_many
rows = [json.loads(line) for line in sys.stdin]
items = (Item(row["text"], date.fromisoformat(row["date"]), row["language"]) for row in rows)
for found in extract_many(items):
    unsure = [
        replace(
            each,
            confidence=0,
            act_confidence=None,
            actors=tuple(replace(actor, confidence=None) for actor in each.actors),
        )
        for each in found.statements
    ]
    print(json.dumps({
        "statements": [repr(each) for each in unsure],
        "mentions": [repr(each) for each in found.mentions],
        "confidences": [
            confidence
            for each in found.statements
            for confidence in (
                each.confidence, each.act_confidence or 0, *(actor.confidence or 0 for actor in each.actors)
            )
        ],
    }))
"""


@dataclass(frozen=True)
class Compared:
    """What one runtime finds beside the installed one."""

    name: str
    articles: int
    statements: int
    other_statements: int  # that only one of the two finds, or finds otherwise
    other_mentions: int
    furthest: float  # the largest difference between two confidences of the same statement


def compare(name: str, found: Sequence[dict[str, Any]], expected: Sequence[dict[str, Any]]) -> Compared:
    """Compare what was found in the same articles."""
    differing = {"statements": 0, "mentions": 0}
    furthest = 0.0
    for one, other in zip(found, expected, strict=True):
        for what in differing:
            differing[what] += len(set(one[what]) ^ set(other[what]))
        if one["statements"] == other["statements"]:
            gaps = [abs(here - there) for here, there in zip(one["confidences"], other["confidences"], strict=True)]
            furthest = max([furthest, *gaps])
    count = sum(len(each["statements"]) for each in found)
    return Compared(name, len(found), count, differing["statements"], differing["mentions"], furthest)


def articles_of(corpora: Sequence[Path], limit: int | None) -> Iterator[str]:
    """The lines of the gold files, an article each; at most `limit` of each file."""
    for path in corpora:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from list(lines)[:limit]


def found_by(articles: Sequence[str], runtime: Path | None = None, under: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What tracker finds in the articles, with the runtime in a folder, under an emulator."""
    path = [str(runtime)] if runtime else []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*path, str(Path.cwd())])}
    done = subprocess.run(
        [*under, sys.executable, "-c", READER],
        input="".join(articles),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stderr}\nThe articles could not be read with {runtime or 'the installed runtime'}.")
    return [json.loads(line) for line in done.stdout.splitlines()]


def installed(release: str, folder: Path) -> Path:
    """A release of ONNX Runtime in a folder of its own."""
    target = folder / release
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", target, f"onnxruntime=={release}"],
        check=True,
    )
    return target


def main() -> None:
    """Compare and print a table."""
    options = _options()
    articles = list(articles_of([FIXTURES, *options.corpus], options.limit))
    expected = found_by(articles)
    print(f"{'':<32} articles  statements  other statements  other mentions  confidence off by")
    with tempfile.TemporaryDirectory() as folder:
        runs = [(release, installed(release, Path(folder)), []) for release in options.releases]
        runs += [(command, None, shlex.split(command)) for command in options.under]
        for name, runtime, under in runs:
            row = compare(name, found_by(articles, runtime, under), expected)
            print(
                f"{row.name:<32} {row.articles:>8}  {row.statements:>10}  {row.other_statements:>16}"
                f"  {row.other_mentions:>14}  {row.furthest:>17.3f}",
                flush=True,
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.runtimes", description=__doc__)
    parser.add_argument("releases", nargs="*", help="of onnxruntime, such as 1.27.0")
    parser.add_argument(
        "--corpus", type=Path, action="append", default=[], help="a gold file, read beside the fixtures"
    )
    parser.add_argument("--limit", type=int, help="articles of each file")
    parser.add_argument("--under", action="append", default=[], help="a program that runs another, such as an emulator")
    return parser.parse_args()


if __name__ == "__main__":
    main()
