"""The timeline: what was said, in the order of the days, to be read like a chronicle."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from rich.console import Console
from rich.text import Text

from tracker.store.rows import StatementRow, TimelineEntry
from tracker.views.console import (
    ACT,
    ACTOR,
    ADDRESSEE,
    ASIDE,
    HEADING,
    on_terminal,
    print_fields,
    print_hanging,
    results,
)
from tracker.views.harmless import harmless_line
from tracker.views.wording import UNDATED, day_in_full, day_is_guessed, to_whom, verb, what, who, withdrawn


class By(StrEnum):
    """What the entries of a timeline are gathered under."""

    DAY = "day"
    ACTOR = "actor"


def print_timeline(entries: Iterable[TimelineEntry], by: By) -> None:
    """Print the entries in the given order, under a heading for each day or for each actor.

    In a pipe there are no headings: a line's fields are the day, what was said by whom, the statement's
    number and the sources, separated by tabs; by actor, the actor stands before them.
    """
    console = results()
    sections = _by_day(entries) if by is By.DAY else _by_actor(entries)
    if on_terminal():
        with console:  # writes all at the end
            for number, (heading, members) in enumerate(sections):
                if number:
                    console.print()
                _print_section(console, heading, members, by)
        return
    for heading, members in sections:
        for entry in members:
            actor = [Text(heading, ACTOR)] if by is By.ACTOR else []
            print_fields(console, actor + _fields(entry))


def _by_day(entries: Iterable[TimelineEntry]) -> Iterable[tuple[str, list[TimelineEntry]]]:
    for day, members in groupby(entries, key=lambda entry: entry.day):
        yield day_in_full(day), list(members)


def _by_actor(entries: Iterable[TimelineEntry]) -> Iterable[tuple[str, list[TimelineEntry]]]:
    """Each actor with their entries, in the order of the names; whoever is not known comes last."""
    sections: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        for actor in map(harmless_line, entry.statement.actors or [who(entry.statement)]):
            sections.setdefault(actor, []).append(entry)
    return sorted(sections.items(), key=lambda section: (section[0].startswith("("), section[0].casefold()))


def _print_section(console: Console, heading: str, entries: Sequence[TimelineEntry], by: By) -> None:
    console.print(Text(heading, HEADING))
    for entry in entries:
        alone = by is By.ACTOR and len(entry.statement.actors) < 2  # then the heading says who
        before = "" if by is By.DAY else f"{_day(entry)}  "
        told = _sentence(entry.statement, with_actor=not alone)
        sentence = Text.assemble((before, ASIDE), told, "  ", (_number(entry), ASIDE))
        if sources := _sources(entry, guess=by is By.DAY):
            sentence.append(f"  ({sources})", ASIDE)
        print_hanging(console, sentence, first="  ", rest="    ")


def _fields(entry: TimelineEntry) -> list[Text]:
    return [
        Text(_day(entry), ASIDE),
        _sentence(entry.statement),
        Text(_number(entry), ASIDE),
        Text(_sources(entry, guess=False), ASIDE),
    ]


def _sentence(row: StatementRow, *, with_actor: bool = True) -> Text:
    """Who did what: "Antony Blinken warns Moskau: vor einem Einmarsch"."""
    actor = f"{who(row)} " if with_actor else ""
    sentence = Text.assemble((actor, ACTOR), (verb(row), ACT))
    if addressee := to_whom(row):
        sentence.append(" ").append(addressee, ADDRESSEE)
    return sentence.append(": ").append(what(row))


def _day(entry: TimelineEntry) -> str:
    if entry.day is None:
        return UNDATED
    return entry.day + ("?" if day_is_guessed(entry.statement) else "")


def _number(entry: TimelineEntry) -> str:
    return f"[{entry.statement.id}]"


def _sources(entry: TimelineEntry, *, guess: bool) -> str:
    """Where it is printed: "dpa +2"; whether that was taken back; with `guess`, also whether the day is a guess.

    Articles of one family count as one source: what five papers have from an agency has one.
    """
    first = harmless_line(entry.statement.outlet or "")
    others = entry.families - 1
    printed = f"{first} +{others}".lstrip() if others > 0 else first
    remark = "date is a guess" if guess and entry.day and day_is_guessed(entry.statement) else ""
    return "; ".join(part for part in (printed, withdrawn(entry.withdrawn_in), remark) if part)
