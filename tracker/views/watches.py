"""Watches as they are listed, and what is new for one: on a terminal, in a mail, as a record."""

from collections.abc import Mapping, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from tracker.store.rows.watches import Channel, Notice, WatchRow
from tracker.views.asked import Asked, filters_of
from tracker.views.console import (
    ASIDE,
    HEADING,
    messages,
    on_terminal,
    print_fields,
    print_hanging,
    print_many,
    results,
)
from tracker.views.harmless import harmless_line
from tracker.views.links import link_to
from tracker.views.listing import entries
from tracker.views.records import statement_record
from tracker.views.wording import counted

WATCH_FIELDS = (
    *("id", "looks_for", "channel", "target", "added_at"),
    *("told", "waiting", "failures", "problem", "not_before"),
)
MOST_TOLD = 50  # statements on a terminal
MAIL_WIDTH = 76
TOLD = {
    Channel.TERMINAL: "",
    Channel.COMMAND: "given to {}",
    Channel.WEBHOOK: "posted to {}",
    Channel.MAIL: "mailed to {}",
}


def in_words(watch: WatchRow) -> str:
    """What a watch looks for: "said by Sergej Lawrow; act threat"."""
    actors, addressees = ([actor.name for actor in role] for role in (watch.watched.actors, watch.watched.addressees))
    filters = filters_of(Asked(watch.watched.query, actors, addressees))
    return "; ".join(f"{label} {value}" for label, value in filters) or "all statements"


def watch_record(watch: WatchRow) -> Mapping[str, object]:
    """The watch's fields, and what it looks for in words."""
    return {name: in_words(watch) if name == "looks_for" else getattr(watch, name) for name in WATCH_FIELDS}


def notice_record(watch: WatchRow, notice: Notice) -> Mapping[str, object]:
    """What commands and webhooks are given of a new statement. `key` is the same however often it is told."""
    return {
        "key": notice.key,
        "watch": watch.id,
        "looks_for": in_words(watch),
        "noticed_at": notice.noticed_at,
        "statement": statement_record(notice.statement),
    }


def print_watches(watches: Sequence[WatchRow]) -> None:
    """Print the watches in the given order.

    In a pipe a line's fields are number, what it looks for, channel, target, how many statements were told and how many
    wait, and the problem that it has.
    """
    console = results()
    for watch in watches:
        if not on_terminal():
            counts = str(watch.told), str(watch.waiting)
            cells = str(watch.id), in_words(watch), watch.channel, watch.target, *counts, watch.problem or ""
            print_fields(console, [Text(harmless_line(cell)) for cell in cells])
            continue
        number = f"{watch.id}  "
        rest = " " * len(number)
        print_hanging(console, Text(in_words(watch), HEADING), first=Text(number, ASIDE), rest=rest)
        for line in _details(watch):
            print_hanging(console, Text(harmless_line(line), ASIDE), first=rest, rest=rest)


def _details(watch: WatchRow) -> list[str]:
    """What a terminal shows under what a watch looks for."""
    waiting = f", {watch.waiting:,} waiting" if watch.waiting else ""
    told = f"{counted(watch.told, 'statement')} {_told(watch) or 'told'}"
    lines = [f"{told}{waiting}; since {watch.added_at[:10]}"]
    if watch.problem:
        times = f" ({watch.failures} times in a row)" if watch.failures > 1 else ""
        lines.append(f"failed{times}: {watch.problem}")
    return lines


def _told(watch: WatchRow) -> str:
    """What becomes of new statements: "posted to https://example.org/hook"; nothing where they are only shown."""
    return TOLD[watch.channel].format(harmless_line(watch.target))


def added(watch: WatchRow) -> str:
    """Says what a watch does from now on."""
    return f"watch {watch.id}: {in_words(watch)}. What is new is {_told(watch) or 'told by ingest and feeds poll'}"


def new_in_words(watch: WatchRow, count: int) -> str:
    """How much is new: "watch 1, act threat: 2 new statements"."""
    return f"watch {watch.id}, {in_words(watch)}: {count:,} new statement{'' if count == 1 else 's'}"


def tell(watch: WatchRow, notices: Sequence[Notice]) -> None:
    """Write what is new to standard error, as listings have it."""
    console = messages()
    rows = [notice.statement for notice in notices[:MOST_TOLD]]
    with console:  # writes all at the end
        console.print(Text(new_in_words(watch, len(notices)), HEADING))
        print_many(console, entries(console, rows))
        if len(notices) > MOST_TOLD:
            console.print(f"and {len(notices) - MOST_TOLD:,} more: tracker watch show {watch.id}")
        console.print()
    console.file.flush()


def told_elsewhere(watch: WatchRow, count: int) -> str:
    """Says that new statements were delivered."""
    return f"{new_in_words(watch, count)} {_told(watch)}"


def cannot_be_told(watch: WatchRow, count: int, problem: str) -> str:
    """Says that new statements couldn't be delivered, why, and what becomes of them."""
    return f"{new_in_words(watch, count)} not {_told(watch)}: {problem}; kept for the next run"


def in_text(watch: WatchRow, notices: Sequence[Notice]) -> str:
    """What is new as the text of a mail: as listings have it, each with a link where there is one."""
    written = StringIO()
    console = Console(file=written, width=MAIL_WIDTH, color_system=None, markup=False, emoji=False, highlight=False)
    console.print(f"{new_in_words(watch, len(notices))}\n", soft_wrap=True)
    for notice in notices:
        print_many(console, entries(console, [notice.statement]))
        console.print(f"{harmless_line(link_to(notice.statement) or '')}\n", soft_wrap=True)
    return written.getvalue()
