"""Statements for programs: which fields, and in which form."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.cli.errors import UsageError
from tracker.store import Store
from tracker.store.rows.statements import StatementRow
from tracker.views.formats import Format
from tracker.views.records import (
    FURTHER_FIELDS,
    STATEMENT_FIELDS,
    Record,
    chosen_columns,
    statement_record,
    write_for_excel,
    write_records,
)

AT_ONCE = 500  # statements


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
