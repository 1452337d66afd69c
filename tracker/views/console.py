"""Where results and messages go: standard output as a terminal or a pipe, and standard error."""

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice

from rich.console import Console
from rich.text import Text

from tracker.views.harmless import harmless_line

# Read on white as well as on black: a contrast of 4 on both, where plain cyan and green have 2 on white.
ACTOR = "turquoise4"
QUOTE = "green4"
ADDRESSEE = "magenta"
MATTER = "underline"
ACT = "bold"
FRAME = "italic"
ASIDE = "dim"
HEADING = "bold"

_WIDEST = 110  # columns; longer lines of running text are tiring to read
_AT_ONCE = 100  # lines and paragraphs


def on_terminal() -> bool:
    """Whether standard output is read by a person: results are then laid out to fit the terminal."""
    return sys.stdout.isatty()


def results() -> Console:
    """The console on standard output.

    Colours and styles follow NO_COLOR (https://no-color.org: none at all), FORCE_COLOR (even in a pipe) and
    whether this is a terminal. Markup, emoji codes and highlighting are off: text is shown as it is.
    """
    _never_fail_to_encode()
    return _console(stderr=False)


def messages() -> Console:
    """The same on standard error, which never fails to encode."""
    return _console(stderr=True)


class _Console(Console):
    """A console that leaves it to the command how it ends where nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise what Rich would end the process for."""
        raise  # noqa: PLE0704 - called where the BrokenPipeError is handled


def _console(*, stderr: bool) -> Console:
    plain = bool(os.environ.get("NO_COLOR"))
    return _Console(
        stderr=stderr,
        color_system=None if plain else "auto",
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
    )


def _never_fail_to_encode() -> None:
    """A standard output that isn't Unicode shows "?" for what it lacks."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def text_width(console: Console) -> int:
    """The columns that running text may take on this terminal."""
    return min(console.width, _WIDEST)


def print_hanging(console: Console, text: Text, *, first: Text | str = "", rest: str = "") -> None:
    """Print `text`, its first line after `first` and the others after `rest`, which are of one width.

    A terminal's lines are wrapped to its width; in a pipe nothing is wrapped.
    """
    if not on_terminal():
        console.print(Text.assemble(first, text))
        return
    console.print(hanging(console, text_width(console), text, first=first, rest=rest))


def hanging(console: Console, width: int, text: Text, *, first: Text | str = "", rest: str = "") -> Text:
    """The lines that `text` takes in `width` columns, the first after `first` and the others after `rest`."""
    lines = text.wrap(console, max(20, width - len(rest)))
    for line in lines:
        line.rstrip()
    return Text("\n").join(Text.assemble(rest if number else first, line) for number, line in enumerate(lines))


def print_many(console: Console, texts: Iterable[Text]) -> None:
    """Print each text on a line, or on lines, of its own; many at once, since each call of Rich takes its time."""
    remaining = iter(texts)
    while some := list(islice(remaining, _AT_ONCE)):
        console.print(Text("\n").join(some))


def print_fields(console: Console, fields: Sequence[Text]) -> None:
    """Print one line for a pipe: the fields, unshortened, with a tab between them."""
    if console.color_system is None:
        console.file.write("\t".join(field.plain for field in fields) + "\n")
        return
    for number, field in enumerate(fields):
        # Rich makes blanks of a tab that it prints itself
        console.file.write("\t" if number else "")
        console.print(field, end="")
    console.file.write("\n")


def shorten(text: str, width: int) -> str:
    """The text cut at a blank to at most `width` columns, with "…" where something is missing."""
    shown = Text(text)
    if shown.cell_len <= width:
        return text
    shown.truncate(max(1, width - 1))
    beginning = shown.plain.rstrip()
    at_blank = beginning.rsplit(" ", 1)[0]
    return (at_blank if len(at_blank) > len(beginning) * 2 // 3 else beginning) + "…"


def complain(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(harmless_line(message) + "\n")
    sys.stderr.flush()


def print_problems(problems: Iterable[str]) -> None:
    """Print each on a line."""
    print_many(results(), (Text(harmless_line(each)) for each in problems))
