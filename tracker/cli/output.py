"""What commands put out: rows for a person, statements for programs with the fields they want, files."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tracker.cli.errors import UsageError, UserError
from tracker.store import Store
from tracker.store.rows.statements import StatementRow
from tracker.views.console import complain, on_terminal
from tracker.views.formats import Format
from tracker.views.paging import paged
from tracker.views.records import (
    FURTHER_FIELDS,
    STATEMENT_FIELDS,
    Record,
    chosen_columns,
    statement_record,
    write_for_excel,
    write_records,
)

MOST_ON_TERMINAL = 50

Row = TypeVar("Row")
Rows = Callable[[int | None], Iterable[Row]]  # the rows, at most so many
AT_ONCE = 500  # statements
Force = Annotated[bool, typer.Option("--force", help="Overwrite FILE.")]


def print_rows(
    rows: Rows[Row],
    limit: int | None,
    *,
    printed: Callable[[Iterable[Row]], None],
    above: Callable[[int], None] = lambda shown: None,
) -> bool:
    """Print rows; False where there are none.

    Without a limit of the user's own, a person at a terminal is shown MOST_ON_TERMINAL and told that there are more;
    `above` is called with the number of rows that follow, to print a heading.
    """
    if not on_terminal():
        first, remaining = _begun(rows(limit))
        if first:
            printed(chain(first, remaining))
        return bool(first)
    most = limit or MOST_ON_TERMINAL
    found = list(rows(most if limit else most + 1))
    if found:
        with paged():
            above(len(found[:most]))
            printed(found[:most])
    if limit is not None:
        return bool(found)
    if len(found) > MOST_ON_TERMINAL:
        complain(f"the first {MOST_ON_TERMINAL} of more; --limit N shows N, a pipe or a file gets all")
    return bool(found)


def _begun(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    """The first row, if there is any, and an iterator over the others."""
    remaining = iter(rows)
    return list(islice(remaining, 1)), remaining


def chosen_fields(columns: str | None, written_as: Format | None, *, as_excel: bool) -> tuple[str, ...]:
    """The fields to write: those that `--columns` names, or all.

    Raises UsageError for one that there isn't, and where nothing is written that has fields.
    """
    if as_excel and written_as is not None:
        raise UsageError(f"--excel and --{written_as} exclude each other")
    if columns is None:
        return STATEMENT_FIELDS
    if written_as is None and not as_excel:
        raise UsageError("--columns: of what? add --csv, --excel, --json or --jsonl")
    names = tuple(dict.fromkeys(name.strip() for name in columns.split(",") if name.strip()))
    known = (*STATEMENT_FIELDS, *FURTHER_FIELDS)
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"--columns: there is no “{unknown[0]}”; there are {', '.join(known)}")
    if not names:
        raise UsageError("--columns: names none")
    return names


def write_statements(
    store: Store, rows: Iterable[StatementRow], names: Sequence[str], written_as: Format | None
) -> None:
    """Write these fields of statements to standard output as they come; without a format, for Excel."""
    records = chosen_columns(_records(store, rows, with_paragraph="paragraph" in names), names)
    if written_as is None:
        write_for_excel(records, names)
    else:
        write_records(records, written_as, names)


def _records(store: Store, rows: Iterable[StatementRow], *, with_paragraph: bool) -> Iterator[Record]:
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        paragraphs = store.paragraphs(some) if with_paragraph else [""] * len(some)
        for row, paragraph in zip(some, paragraphs, strict=True):
            yield {**statement_record(row), **({"paragraph": paragraph} if with_paragraph else {})}


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
