"""Files that commands write what was asked for into."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.errors import UserError

Force = Annotated[bool, typer.Option("--force", help="Overwrite FILE.")]


def expect_new(output: Path, *, force: bool) -> None:
    """Raises UserError where the file is there already and isn't to be overwritten."""
    if output.is_file() and not force:
        raise UserError(f"{output} is there already; --force overwrites it")


def write_file(content: bytes, output: Path) -> None:
    """Write a file at once: nobody finds half of it. Raises UserError where that can't be."""
    try:
        _write(content, output.resolve())  # behind a symbolic link
    except OSError as error:
        raise UserError(f"{output}: can't be written ({error.strerror})") from error


def _write(content: bytes, path: Path) -> None:
    if path.exists() and not path.is_file():  # such as /dev/stdout, or a folder, which is an error
        path.write_bytes(content)
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
