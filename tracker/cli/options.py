"""The options that commands share."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import completing
from tracker.cli.errors import UsageError
from tracker.lexicon import languages
from tracker.views.formats import Format


class Scope(StrEnum):
    """How far around a statement a topic may be named."""

    STATEMENT = "statement"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


class Language(StrEnum):
    """The languages that are read: those that have a lexicon."""

    _ignore_ = "members code"
    members = vars()
    for code in languages():
        members[code.upper()] = code


Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        envvar="TRACKER_DB",
        metavar="PATH",
        help="The database; by default tracker.db in your data folder.",
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON array.")]
AsJsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with a line of headings.")]

Marks = Annotated[
    bool,
    typer.Option(
        "--marks",
        help="The spans of direct quotes include their quotation marks, as annotated corpora have them.",
    ),
]

# For commands that say themselves what is wrong with words that stand without an option.
WITH_WORDS = {"allow_extra_args": True}

Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Printed by this outlet.", autocompletion=completing.outlets)
]
Article = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its number, see `tracker articles`, its own id, or its file.")
]
ReadIn = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of the words around statements; on a terminal by default that of LANG."),
]
AllVersions = Annotated[
    bool,
    typer.Option("--all-versions", help="Also what a later version of the same article has again."),
]
AsExcel = Annotated[bool, typer.Option("--excel", help="Print CSV that Excel opens as it is.")]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAMES",
        help="Fields for --csv, --excel, --json and --jsonl, with commas between them; “paragraph” is one more.",
    ),
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most this many.")]


def chosen_format(as_json: bool, as_json_lines: bool, as_csv: bool = False) -> Format | None:
    """The format asked for, None for text. Raises UsageError where several are."""
    chosen = [written_as for written_as, wanted in zip(Format, (as_json, as_json_lines, as_csv), strict=True) if wanted]
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other")
    return chosen[0] if chosen else None


def parsed_period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and last day that `--since` and `--until` name, whole months and years too. Raises UsageError."""
    first, last = _border(since, "--since", first=True), _border(until, "--until", first=False)
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}")
    return first, last


def _border(text: str | None, option: str, *, first: bool) -> date | None:
    """The day that an option names, or the first or last day of the month or year. Raises UsageError."""
    named = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", (text or "").strip())
    if not named:
        return parsed_day(text, option)
    year, month = int(named[1]), int(named[2]) if named[2] else None
    try:
        if first:
            return date(year, month or 1, 1)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError as error:
        raise UsageError(f"{option}: “{text}” is no month") from error


def refuse_words(words: list[str]) -> None:
    """Raises UsageError where words stand without an option that says what they are."""
    if words:
        text = " ".join(words)
        raise UsageError(f"is {text} who said it, or what about? write --actor or --topic before it")


def parsed_day(text: str | None, option: str) -> date | None:
    """The day that an option names. Raises UsageError where it names none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        from tracker.reading.metadata.dates import parse_date  # for all other spellings; slower to load

    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error
