"""The timeline: what was said, in the order of the days, to be read like a chronicle."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tracker.store.rows.statements import TimelineEntry
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
    shorten,
    text_width,
)
from tracker.views.formats import By
from tracker.views.harmless import harmless_line
from tracker.views.listing import LEAST_SHOWN, Nested, is_read_in, nested
from tracker.views.wording import (
    day_in_full,
    day_is_guessed,
    rated,
    to_whom,
    verb,
    verb_end,
    what,
    who,
    who_from,
    who_perhaps,
    withdrawn,
)
from tracker.views.words import words


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
        all_guessed = by is By.DAY and all(map(_is_guess, members))
        yield Text.assemble((heading, HEADING), (f"  ({words().guessed_date})" if all_guessed else "", ASIDE))
        guess = by is By.DAY and not all_guessed
        for each in nested(members):
            indent = "  " * (each.depth + 1)
            told = _told(each, by, width - len(indent), guess=guess)
            yield hanging(console, width, told, first=indent, rest=f"{indent}  ")


def _told(each: Nested[TimelineEntry], by: By, width: int, *, guess: bool) -> Text:
    """An entry in a sentence; what is read in the one around it, right above, is no longer than the line."""
    entry = each.entry
    alone = by is By.ACTOR and len(entry.statement.actors) < 2  # then the heading says who
    before = "" if by is By.DAY else f"{_day(entry)}  "
    sentence = Text.assemble((before, ASIDE), _beginning(entry, with_actor=not alone))
    end = f"  {_number(entry)}"
    sources = _sources(entry, guess=guess)
    if sources and (each.around is None or sources != _sources(each.around, guess=guess)):
        end += f"  ({sources})"
    said = what(entry.statement)
    if each.around is not None and is_read_in(entry.statement, each.around.statement):
        said = shorten(said, max(LEAST_SHOWN, width - sentence.cell_len - cell_len(end)))
    return sentence.append(said).append(end, ASIDE)


def _fields(entry: TimelineEntry) -> list[Text]:
    return [
        Text(_day(entry), ASIDE),
        _sentence(entry),
        Text(_number(entry), ASIDE),
        Text(_sources(entry, guess=False), ASIDE),
    ]


def _sentence(entry: TimelineEntry) -> Text:
    """Who did what: "Antony Blinken warns Moskau: vor einem Einmarsch"."""
    return _beginning(entry).append(what(entry.statement))


def _beginning(entry: TimelineEntry, *, with_actor: bool = True) -> Text:
    row = entry.statement
    actor = f"{who_perhaps(row) if entry.doubtful else who(row)} " if with_actor else ""
    sentence = Text.assemble((actor, ACTOR), (verb(row), ACT))
    if addressee := to_whom(row):
        sentence.append(" ").append(addressee, ADDRESSEE)
    if end := verb_end(row):
        sentence.append(" ").append(end, ACT)
    return sentence.append(": ")


def _day(entry: TimelineEntry) -> str:
    if entry.day is None:
        return words().undated
    return entry.day + ("?" if day_is_guessed(entry.statement) else "")


def _is_guess(entry: TimelineEntry) -> bool:
    return entry.day is not None and day_is_guessed(entry.statement)


def _number(entry: TimelineEntry) -> str:
    return f"[{entry.statement.id}]"


def _sources(entry: TimelineEntry, *, guess: bool) -> str:
    """Where it is printed: "dpa +2"; whether that was taken back; what fact-checkers found.

    With `guess`, also whether the day is a guess.

    Articles of one family count as one source: what five papers have from an agency has one.
    """
    first = harmless_line(entry.statement.outlet or "")
    others = entry.families - 1
    printed = f"{first} +{others}".lstrip() if others > 0 else first
    found = who_from(entry.statement) if entry.doubtful else ""
    speaker = words().speaker_concluded.format(found) if found else ""
    remark = words().guessed_date if guess and _is_guess(entry) else ""
    checked = "; ".join(dict.fromkeys(filter(None, map(rated, entry.sources))))
    return "; ".join(part for part in (printed, speaker, withdrawn(entry.withdrawn_in), remark, checked) if part)
