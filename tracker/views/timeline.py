"""The timeline: what was said, in the order of the days, to be read like a chronicle."""

from collections.abc import Iterable, Iterator, Sequence
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
    hanging,
    on_terminal,
    print_fields,
    print_many,
    results,
    text_width,
)
from tracker.views.formats import By
from tracker.views.harmless import harmless_line
from tracker.views.wording import UNDATED, day_in_full, day_is_guessed, to_whom, verb, what, who, withdrawn


def print_timeline(entries: Iterable[TimelineEntry], by: By) -> None:
    """Print the entries in the given order, under a heading for each day or for each actor.

    In a pipe there are no headings: a line's fields are the day, what was said by whom, the statement's
    number and the sources, separated by tabs; by actor, the actor stands before them.
    """
    console = results()
    sections = _by_day(entries) if by is By.DAY else _by_actor(entries)
    if on_terminal():
        with console:  # writes all at the end
            print_many(console, _lines(console, sections, by))
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


def _lines(console: Console, sections: Iterable[tuple[str, list[TimelineEntry]]], by: By) -> Iterator[Text]:
    """The headings, and the entries under them."""
    width = text_width(console)
    for number, (heading, members) in enumerate(sections):
        if number:
            yield Text()
        yield Text(heading, HEADING)
        for sentence in _sentences(members, by):
            yield hanging(console, width, sentence, first="  ", rest="    ")


def _sentences(entries: Sequence[TimelineEntry], by: By) -> Iterator[Text]:
    for entry in entries:
        alone = by is By.ACTOR and len(entry.statement.actors) < 2  # then the heading says who
        before = "" if by is By.DAY else f"{_day(entry)}  "
        told = _sentence(entry.statement, with_actor=not alone)
        sentence = Text.assemble((before, ASIDE), told, "  ", (_number(entry), ASIDE))
        if sources := _sources(entry, guess=by is By.DAY):
            sentence.append(f"  ({sources})", ASIDE)
        yield sentence


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
