"""The options that commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.asking.days import parsed_day
from tracker.cli import completing
from tracker.cli.errors import UsageError
from tracker.lexicon import languages
from tracker.views.console import complain
from tracker.views.formats import Format


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


def refuse_words(words: list[str]) -> None:
    """Raises UsageError where words stand without an option that says what they are."""
    if words:
        text = " ".join(words)
        raise UsageError(f"is {text} who said it, or what about? write --actor or --topic before it")


def day_that_was(written: str | None, option: str = "--date") -> date | None:
    """The day that an option names; one that is still to come is taken, for clocks differ, and complained of.

    Raises UsageError where it names none.
    """
    day = parsed_day(written, option)
    if day is not None:
        complain_of_future(day, option)
    return day


def complain_of_future(day: date, option: str = "--date") -> None:
    """Say of a day that it is still to come, if it is."""
    if day > date.today():
        complain(f"{option}: {day} is still to come; is that what you mean?")
