"""The reference of all commands, made from what they say of themselves.

    python -m tracker.cli.reference

writes `tracker/guides/commands.md`, which `tracker guide commands` shows, and `man/tracker.1`, which is installed for
`man`.
"""

import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer.main

from tracker.cli.application import app
from tracker.cli.errors import BAD_INPUT, INTERRUPTED, WRONG_USAGE
from tracker.views.console import complain
from tracker.views.manual import CommandPage, Entry, Section, as_man_page, as_markdown

PROGRAM = "tracker"
ABOUT = "who said what, to whom, how and when: quotes and claims in German and English news"
GUIDE, MAN_PAGE = Path("tracker/guides/commands.md"), Path("man/tracker.1")
INTRODUCTION = (
    "What each command says with `--help`. This page is made from the commands: "
    "`python -m tracker.cli.reference` writes it anew."
)
FURTHER = (
    Section(
        "Environment",
        (
            Entry("TRACKER_DB", "The database, where --db names none."),
            Entry("TRACKER_PAGER, PAGER", "What shows long listings on a terminal; empty or “cat”: nothing."),
            Entry("TRACKER_PASSWORD", "The password of `tracker serve`, which then lets in only who knows it."),
            Entry("TRACKER_USER", "Whose decisions those about statements are, where --by names nobody."),
            Entry("LC_ALL, LC_MESSAGES, LANG", "The language of the words around statements, where --lang names none."),
            Entry("NO_COLOR, FORCE_COLOR", "No colours, or colours in a pipe, too."),
        ),
    ),
    Section(
        "Exit status",
        (
            Entry("0", "All went well."),
            Entry(str(BAD_INPUT), "Bad input, or a name that nobody has."),
            Entry(str(WRONG_USAGE), "Wrong usage."),
            Entry(str(INTERRUPTED), "Interrupted by Ctrl-C."),
        ),
    ),
)


class HelpReader:
    """Takes down what a command tells the formatter of its help, with all the room that it wants."""

    width = 10_000
    current_indent = 0

    def __init__(self) -> None:
        self.usage = ""
        self.texts: list[str] = []
        self.sections: list[Section] = []
        self._heading = ""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        self.usage = f"{prog} {args}".strip()

    def write_text(self, text: str) -> None:
        """The help, or what stands at its end."""
        self.texts.append(text)

    def write_paragraph(self) -> None:
        """A blank line."""

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: Any, **__: Any) -> None:
        """Options, arguments or commands."""
        entries = tuple(Entry(" ".join(name.split()), " ".join(about.split())) for name, about in rows)
        self.sections.append(Section(self._heading, entries))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A heading with what stands under it."""
        self._heading = name
        yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """What is indented."""
        yield


def pages() -> Iterator[CommandPage]:
    """The pages of the program, its commands and theirs, in the order of the help."""
    yield from _pages(typer.main.get_command(app), PROGRAM, None)


def _pages(command: Any, name: str, parent: Any) -> Iterator[CommandPage]:
    context = command.context_class(command, info_name=name, parent=parent, **command.context_settings)
    yield _page(command, context)
    if hasattr(command, "list_commands"):
        for each in command.list_commands(context):
            yield from _pages(command.get_command(context, each), each, context)


def _page(command: Any, context: Any) -> CommandPage:
    reader = HelpReader()
    command.format_help(context, reader)
    examples = inspect.cleandoc(command.epilog or "").removeprefix("\b").strip().removeprefix("Examples:")
    texts = [text for text in reader.texts if text != inspect.cleandoc(command.epilog or "")]
    return CommandPage(
        name=context.command_path,
        usage=reader.usage,
        paragraphs=tuple(" ".join(each.split()) for text in texts for each in text.split("\n\n")),
        sections=tuple(reader.sections),
        examples=tuple(line.strip() for line in examples.splitlines() if line.strip()),
    )


def written() -> dict[Path, str]:
    """What stands in each file."""
    all_pages = list(pages())
    return {
        GUIDE: as_markdown("All commands", INTRODUCTION, all_pages),
        MAN_PAGE: as_man_page(PROGRAM, ABOUT, all_pages, FURTHER),
    }


if __name__ == "__main__":
    for path, text in written().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        complain(f"{path} written")
