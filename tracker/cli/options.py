"""The options that commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.errors import UsageError
from tracker.lexicon import languages
from tracker.terms import Act, Kind, Standing
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

Actor = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who said it: any part or spelling of a name, or the actor's number."),
]
Addressee = Annotated[
    str | None, typer.Option("--to", "--addressee", metavar="NAME", help="To whom, or at whom: like --actor.")
]
Topic = Annotated[
    str | None,
    typer.Option(metavar="WORD", help="What it is about; inflected words and compounds count."),
]
TopicScope = Annotated[
    Scope,
    typer.Option("--scope", help="Where the topic must be named: the statement, its paragraph or article."),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option("--kind", metavar="KIND", help=f"How it was quoted: {', '.join(Kind)}. May be repeated."),
]
Acts = Annotated[
    list[Act] | None,
    typer.Option("--act", metavar="ACT", help=f"What was done by saying it: {', '.join(Act)}. May be repeated."),
]
Standings = Annotated[
    list[Standing] | None,
    typer.Option(
        "--standing", metavar="STANDING", help=f"Whether it was said at all: {', '.join(Standing)}. May be repeated."
    ),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Said on this day or later: 2022-01-21, 21.1.2022, yesterday.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or earlier.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Printed by this outlet.")]
InArticle = Annotated[int | None, typer.Option("--article", metavar="N", help="Printed in this article.")]
LeastConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, metavar="P", help="At least this sure, from 0 to 1."),
]
AllVersions = Annotated[
    bool,
    typer.Option("--all-versions", help="Also what a later version of the same article has again."),
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most this many.")]


def chosen_format(as_json: bool, as_json_lines: bool, as_csv: bool = False) -> Format | None:
    """The format asked for, None for text. Raises UsageError where several are."""
    chosen = [written_as for written_as, wanted in zip(Format, (as_json, as_json_lines, as_csv), strict=True) if wanted]
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other")
    return chosen[0] if chosen else None


def parsed_period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and last day that `--since` and `--until` name. Raises UsageError."""
    first, last = parsed_day(since, "--since"), parsed_day(until, "--until")
    if first and last and first > last:
        raise UsageError(f"--since {first} is after --until {last}")
    return first, last


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
