"""Bringing names along, and taking them out: `tracker actors import` and `export`."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, StringIO, TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from tracker.actors.registers import RegisterEntry, changed, entries_of, entry_of_entity, shared_names
from tracker.cli import options
from tracker.cli.actor_decisions import tell_overruled
from tracker.cli.actors import actors
from tracker.cli.application import examples
from tracker.cli.database import open_to_ask, open_to_write
from tracker.cli.errors import BAD_INPUT, UsageError, UserError
from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.framing.encoding import decode
from tracker.reading.registers import RegisterProblem, is_json, read_entities, read_table
from tracker.store import Store
from tracker.store.rows.actors import ActorNameRow, Imported
from tracker.views.actors import NAME_FIELDS, name_record
from tracker.views.console import complain
from tracker.views.formats import Format
from tracker.views.records import write_for_excel, write_records
from tracker.views.wording import counted

STDIN = "-"
PROBLEMS_SHOWN = 50
NAMES_SHOWN = 10
MANY_NAMES = 5_000  # from there on it is said how long they take
NAMES_A_SECOND = 1_500
_BEGINNING = 4096  # bytes that say what a file is


@actors.command(epilog=examples("tracker actors export > names.csv", "tracker actors export --excel > names.csv"))
def export(
    excel: Annotated[bool, typer.Option("--excel", help="Write CSV that Excel opens as it is.")] = False,
    database: options.Database = None,
    as_json: options.AsJson = False,
    as_json_lines: options.AsJsonLines = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Write all names of all actors, to edit and import.

    The columns are actor (the name that is shown), kind, name, qid (of Wikidata) and statements. Names stand there as
    printed; with --excel, an apostrophe stands before one that would be taken for a formula.
    """
    written_as = options.chosen_format(as_json, as_json_lines, as_csv) or Format.CSV
    if excel and (as_json or as_json_lines):
        raise UsageError(f"--excel and --{written_as} exclude each other")
    with open_to_ask(database) as store:
        records = map(name_record, store.actor_name_rows())
        if excel:
            write_for_excel(records, NAME_FIELDS)
        else:
            write_records(records, written_as, NAME_FIELDS)


@actors.command(
    "import", epilog=examples("tracker actors import names.csv", "zcat wikidata.jsonl.gz | tracker actors import -")
)
def import_names(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The names; “-” is standard input.")],
    database: options.Database = None,
) -> None:
    """Read names from a table, or a file from Wikidata.

    A table (CSV, also as Excel saves it) has the columns actor and name, and may have kind and qid: each line says that
    the actor, who is shown under the first name, has the second one too. A file from Wikidata has an entity in JSON on
    each line, with its id, labels and aliases. All of a file is one decision. What `tracker actors export` wrote says
    nothing where it comes back unaltered. A name that several actors have links nothing.
    """
    entries, problems = _read(file)
    for problem in problems[:PROBLEMS_SHOWN]:
        complain(problem)
    if len(problems) > PROBLEMS_SHOWN:
        complain(f"{file}: {counted(len(problems) - PROBLEMS_SHOWN, 'further line')} can't be used")
    if entries:
        with open_to_write(database, create=True) as store:
            _import(store, file, entries)
    if problems:
        raise typer.Exit(BAD_INPUT)


def _import(store: Store, file: str, entries: list[RegisterEntry]) -> None:
    before = _exported(store)
    exported = entries_of((row.actor, row.name, row.kind, row.qid) for row in before)
    new = changed(entries, exported)
    if not new:
        complain(f"{file}: {counted(len(entries), 'actor')}, all as they are: nothing to change")
        return
    names = sum(len(entry.names) for entry in new)
    if names >= MANY_NAMES:
        complain(f"{file}: {counted(names, 'name')} to compare; that takes about {names // NAMES_A_SECOND} seconds")
    imported = store.import_register(new, file)
    _tell(store, file, imported, before)
    several = sorted({*imported.ambiguous, *shared_names(entries)})
    if several:
        shown = ", ".join(several[:NAMES_SHOWN]) + (", …" if len(several) > NAMES_SHOWN else "")
        complain(f"{file}: {counted(len(several), 'name')} of several actors, which link nothing: {shown}")
    tell_overruled(store, imported.decision)


def _tell(store: Store, file: str, imported: Imported, before: list[ActorNameRow]) -> None:
    """Say in one line what an import changed: how many printed names are another actor's, or shown under another."""
    was = {(row.name, row.kind, row.actor) for row in before}
    moved = sum(row.statements > 0 and (row.name, row.kind, row.actor) not in was for row in _exported(store))
    taken = f"{counted(imported.entries, 'actor')} with {counted(imported.names, 'name')}"
    effect = f"{counted(moved, 'printed name')} moved" if moved else "no printed name moved"
    complain(f"{file}: {taken}; {effect}; to undo: tracker actors undo {imported.decision.id}")


def _exported(store: Store) -> list[ActorNameRow]:
    return list(store.actor_name_rows())


def _read(file: str) -> tuple[list[RegisterEntry], list[str]]:
    """The entries of a file and what is wrong with its lines. Raises UserError where it can't be read at all."""
    name = "stdin" if file == STDIN else file
    entries: list[RegisterEntry] = []
    rows: list[tuple[str, str, str | None, str | None]] = []
    problems: list[str] = []
    with _opened(file) as stream:
        of_json, lines = _lines(stream, name)
        if of_json:
            for entity in read_entities(lines, name):
                if isinstance(entity, RegisterProblem):
                    problems.append(str(entity))
                else:
                    entries.append(entry_of_entity(*entity))
        else:
            for row in read_table(lines, name):
                if isinstance(row, RegisterProblem):
                    problems.append(str(row))
                else:
                    rows.append(row)
    return entries or entries_of(rows), problems


@contextmanager
def _opened(file: str) -> Iterator[BufferedReader]:
    """The file's bytes. Raises UserError where they can't be read."""
    try:
        if file == STDIN:
            if sys.stdin is None:
                raise UserError("stdin: closed. There is nothing to read.")
            yield BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
            return
        with Path(file).open("rb") as stream:
            yield stream
    except ReadingError as error:
        raise UserError(f"{shown(file)}: no text. Save it as a table (CSV) or as JSON Lines first.") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise UserError(str(cannot_read(file, error))) from error


def _lines(stream: BufferedReader, name: str) -> tuple[bool, Iterable[str]]:
    """Whether it is JSON Lines, and its lines. A file of those may be large: it is read as it is needed."""
    if is_json(stream.peek(_BEGINNING).decode("utf-8", "replace")):
        return True, TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape")
    text = decode(stream.read(), name)
    return is_json(text[:_BEGINNING]), StringIO(text, newline=None)
