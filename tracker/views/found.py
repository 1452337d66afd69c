"""What was found in an article, by actor: printed by `tracker ingest`."""

from collections.abc import Sequence

from rich.text import Text

from tracker.store.rows.statements import StatementRow
from tracker.views.console import (
    ACT,
    ACTOR,
    ADDRESSEE,
    ASIDE,
    HEADING,
    on_terminal,
    print_fields,
    results,
    shorten,
    text_width,
)
from tracker.views.harmless import harmless_line
from tracker.views.wording import act_term, to_whom, verb, verb_end, what, what_of_it, who, who_perhaps
from tracker.views.words import words


def print_found(source: str, heading: str, rows: Sequence[StatementRow]) -> None:
    """Print an article's statements, those of one actor together, in the order of the text.

    Quotes are shortened to the terminal. In a pipe nothing is shortened, and a line's fields are
    source, statement number, actor, act, kind and quote, separated by tabs.
    """
    if on_terminal():
        _print_for_reading(heading, rows)
        return
    console = results()
    for row in rows:
        fields = (source, str(row.id), who_perhaps(row), act_term(row), row.kind, what_of_it(row))
        print_fields(console, [Text(harmless_line(field)) for field in fields])


def _print_for_reading(heading: str, rows: Sequence[StatementRow]) -> None:
    console = results()
    console.print(Text(harmless_line(heading), HEADING))
    number_width = max((len(str(row.id)) for row in rows), default=0)
    for actor, statements in _by_actor(rows).items():
        console.print()
        console.print(_actor_line(actor, statements))
        for row in statements:
            line = Text.assemble("  ", (f"{row.id:>{number_width}}", ASIDE), "  ", (verb(row), ACT))
            if addressee := to_whom(row):
                line.append(" ").append(addressee, ADDRESSEE)
            if end := verb_end(row):
                line.append(" ").append(end, ACT)
            speaker = f", {words().labels['speaker']}?" if row.doubtful_actors else ""
            line.append(f", {words().kinds[row.kind]}{speaker}: ", ASIDE)
            line.append(shorten(what(row), text_width(console) - line.cell_len))
            console.print(line)
    console.print()


def _by_actor(rows: Sequence[StatementRow]) -> dict[str, list[StatementRow]]:
    actors: dict[str, list[StatementRow]] = {}
    for row in rows:
        actors.setdefault(who(row), []).append(row)
    return actors


def _actor_line(actor: str, statements: Sequence[StatementRow]) -> Text:
    descriptions = dict.fromkeys(description for row in statements for description in row.descriptions)
    line = Text(actor, ACTOR)
    if descriptions:
        line.append(f"  {harmless_line('; '.join(descriptions))}", ASIDE)
    return line
