"""Every example of the README and the guides runs and prints what stands there.

    python -m tests.test_readme --write

puts in the pages what their examples print now. A ```console block holds commands after "$ " with their output, as
a terminal of 80 columns shows it; a ```python block may be followed at once by a ```text block with what it prints.
The examples of a page run in order, in one folder, on one database. A block after a "not run" comment is left alone.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
import typer.main

from tracker.cli import app
from tracker.views.records import STATEMENT_FIELDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
GUIDES = ROOT / "tracker" / "guides"
PAGES = [README, *sorted(GUIDES.glob("*.md"))]
MODEL = ROOT / "tracker/extraction/model"
SECONDS = 120  # until an example counts as stuck

BLOCK = re.compile(
    r"(?P<not_run><!-- not run: [^>]*-->\n+)?"
    r"```(?P<language>console|python)\n(?P<body>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?",
    re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE)
FIELD = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
DAY_OF_DECIDING = re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d(?:T[\d:.+]+)?")  # today's, whenever that is
CHECKSUM = re.compile(r"^\| `([\w.]+)` \|.*`([0-9a-f]{64})` \|$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A shell command or a Python program; `start` and `end` are where the README prints its output, if it does."""

    command: str
    program: str | None
    printed: str | None
    start: int
    end: int


def examples_in(readme: str) -> Iterator[Example]:
    """The examples that are run, in order."""
    for block in BLOCK.finditer(readme):
        if block["not_run"]:
            continue
        if block["language"] == "python":
            start, end = block.span("printed")
            yield Example("python example.py", block["body"], block["printed"], start, end)
            continue
        for found in COMMAND.finditer(readme, *block.span("body")):
            yield Example(found["command"], None, found["printed"], *found.span("printed"))


def outputs_of(examples: list[Example], folder: Path) -> list[str]:
    """What each example prints when all are run in order in an empty folder."""
    first, *others = examples
    output = _begun(first, folder)
    environment = _environment(folder)
    return [output, *(_output_of(example, folder, environment) for example in others)]


def _begun(first: Example, folder: Path) -> str:
    """What a page's first example prints; where another page began with the same, the folder is a copy of that one's.

    Most pages begin with `tracker ingest fixtures/*.txt`, which takes longer than all that follows.
    """
    same = (first.command, first.program)
    if same not in BEGUN:
        folder.mkdir(exist_ok=True)
        shutil.copytree(ROOT / "fixtures", folder / "fixtures", ignore=shutil.ignore_patterns("gold"))  # 10 MB
        output = _output_of(first, folder, _environment(folder))
        BEGUN[same] = shutil.copytree(folder, folder.with_name(f"{folder.name}-begun")), output
        return output
    begun, output = BEGUN[same]
    shutil.copytree(begun, folder, dirs_exist_ok=True)
    return output


def _output_of(example: Example, folder: Path, environment: dict[str, str]) -> str:
    if example.program is not None:
        (folder / "example.py").write_text(example.program, encoding="utf-8")
    return _on_terminal(example.command, folder, environment)


def _environment(folder: Path) -> dict[str, str]:
    """A terminal without colours, on which `tracker` and `python` are those that run the tests."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for name, arguments in (("python", ""), ("tracker", "-m tracker")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        program.chmod(0o755)
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    return {name: value for name, value in os.environ.items() if name not in unset} | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "TRACKER_DB": "example.db",
        "TRACKER_USER": "ida",
        "XDG_DATA_HOME": str(folder / "data"),
    }


def _on_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a terminal shows of a command, without blank lines around it and blanks at the ends of lines."""
    import pexpect

    running = pexpect.spawn(
        "bash",
        ["-c", command],
        cwd=str(folder),
        env=environment,
        dimensions=(50, 80),
        encoding="utf-8",
        timeout=SECONDS,
    )
    running.expect(pexpect.EOF)
    running.close()
    shown = re.sub(r"\r+\n", "\n", running.before or "")
    shown = "\n".join(line.rstrip() for line in shown.strip("\r\n").split("\n"))
    return f"{shown}\n" if shown else ""


def write() -> None:
    """Put what the examples print now in the pages."""
    with tempfile.TemporaryDirectory() as folder:
        printed = {page: outputs_of(EXAMPLES[page], Path(folder) / page.stem) for page in PAGES if EXAMPLES[page]}
    for page, outputs in printed.items():
        text, examples = page.read_text(encoding="utf-8"), EXAMPLES[page]
        for example, output in reversed(list(zip(examples, outputs, strict=True))):
            if example.printed is not None:
                blank = "\n" if output and text.startswith("$ ", example.end) else ""
                text = text[: example.start] + output + blank + text[example.end :]
        page.write_text(text, encoding="utf-8")


EXAMPLES = {page: list(examples_in(page.read_text(encoding="utf-8"))) for page in PAGES}
OUTPUTS: dict[Path, list[str]] = {}
BEGUN: dict[tuple[str, str | None], tuple[Path, str]] = {}  # by a first example: the folder after it, what it prints


@pytest.mark.parametrize(
    ("page", "number"),
    [(page, number) for page, examples in EXAMPLES.items() for number in range(len(examples))],
    ids=lambda value: value.stem if isinstance(value, Path) else str(value),
)
def test_an_example_prints_what_stands_there(page: Path, number: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    if page not in OUTPUTS:
        OUTPUTS[page] = outputs_of(EXAMPLES[page], tmp_path_factory.mktemp(page.stem))
    printed, output = EXAMPLES[page][number].printed, OUTPUTS[page][number]
    if printed is None:
        assert "Traceback" not in output
    else:
        assert DAY_OF_DECIDING.sub("DAY", output.strip("\n")) == DAY_OF_DECIDING.sub("DAY", printed.strip("\n"))


def test_every_command_has_an_example() -> None:
    group = typer.main.get_command(app)
    commands = set(group.list_commands(typer.Context(group)))  # type: ignore[attr-defined]
    assert "guide" in commands
    commands_run = " ".join(example.command for examples in EXAMPLES.values() for example in examples)
    shown = set(re.findall(r"\btracker (\w+)", commands_run))
    assert commands <= shown


def test_every_field_of_a_statement_is_documented() -> None:
    page = (GUIDES / "programs.md").read_text(encoding="utf-8")
    section = page.split("## The fields of a statement")[1].split("\n#")[0]
    assert FIELD.findall(section) == list(STATEMENT_FIELDS)


def test_the_model_card_is_of_these_files() -> None:
    checksums = dict(CHECKSUM.findall((MODEL / "README.md").read_text(encoding="utf-8")))
    assert {"encoder.onnx", "roles.onnx", "tokenizer.json", "boundaries.json"} <= set(checksums)
    for name, checksum in checksums.items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == checksum, name


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()
