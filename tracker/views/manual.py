"""The manual: guides on the terminal, and what the commands say of themselves as Markdown and as a man page."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill

from tracker.views.console import ACTOR, on_terminal, results, text_width
from tracker.views.paging import paged
from tracker.views.table import Column, print_lines, print_table

WIDTH = 120  # columns of the Markdown
SPECIAL_IN_MARKDOWN = re.compile(r"\*|<(?=[A-Za-z/!])")
CODE = re.compile(r"(`[^`]*`)")


def print_guides(titles: Mapping[str, str]) -> None:
    """Print the guides' names and titles, in a pipe with a tab between them."""
    if not on_terminal():
        print_lines(titles.items())
        return
    print_table((Column("guide"), Column("about", share=1)), titles.items())


def print_guide(markdown: str) -> None:
    """Print a guide."""
    if not on_terminal():
        sys.stdout.write(markdown)
        return
    from rich.markdown import Markdown
    from rich.theme import Theme

    with paged():
        console = results()
        console.push_theme(Theme({"markdown.code": ACTOR, "markdown.h1": "bold", "markdown.h2": "bold"}))
        laid_out = Markdown(markdown, code_theme="ansi_dark", justify="left", hyperlinks=False)
        console.print(laid_out, width=text_width(console), soft_wrap=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """An option, an argument or a command, and what it is for."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CommandPage:
    """What a command's help says: its whole name, its usage, paragraphs, sections of entries and examples."""

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    examples: tuple[str, ...]


def as_markdown(title: str, about: str, pages: Iterable[CommandPage]) -> str:
    """A page that shows each command under a heading of its own."""
    parts = [f"# {title}", fill(about, WIDTH)]
    for page in pages:
        parts += [f"## {page.name}", f"    {page.usage}"]
        parts += [fill(_for_markdown(paragraph), WIDTH) for paragraph in page.paragraphs]
        for section in page.sections:
            parts += [f"**{section.heading}**", "\n".join(map(_markdown_entry, section.entries))]
        if page.examples:
            parts += ["**Examples**", "\n".join(f"    {example}" for example in page.examples)]
    return "\n\n".join(parts) + "\n"


def _markdown_entry(entry: Entry) -> str:
    about = f": {_for_markdown(entry.about)}" if entry.about else ""
    return fill(
        f"- `{entry.name}`{about}", WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )


def _for_markdown(text: str) -> str:
    """Text in which nothing is markup but code between backticks."""
    pieces = CODE.split(text)
    return "".join(piece if piece.startswith("`") else SPECIAL_IN_MARKDOWN.sub(r"\\\g<0>", piece) for piece in pieces)


def as_man_page(name: str, about: str, pages: Sequence[CommandPage], further: Iterable[Section]) -> str:
    """A page for `man`; the first of the pages is that of the program itself.

    The macros are those of man(7): https://man7.org/linux/man-pages/man7/man.7.html.
    """
    program, *commands = pages
    lines = [f'.TH {name.upper()} 1 "" "{name}" "User Commands"', ".SH NAME", rf"{name} \- {_for_roff(about)}"]
    lines += [".SH SYNOPSIS", *_usage(program), ".SH DESCRIPTION", *_paragraphs(program.paragraphs)]
    for section in program.sections:
        lines += [f".SH {section.heading.upper()}", *_entries(section.entries)]
    for page in commands:
        lines += [f'.SH "{page.name.upper()}"', *_usage(page), *_paragraphs(page.paragraphs)]
        for section in page.sections:
            lines += [f".SS {section.heading}", *_entries(section.entries)]
        if page.examples:
            lines += [".SS Examples", *_examples(page.examples)]
    for section in further:
        lines += [f'.SH "{section.heading.upper()}"', *_entries(section.entries)]
    return "\n".join([*lines, ".SH EXAMPLES", *_examples(program.examples)]) + "\n"


def _usage(page: CommandPage) -> list[str]:
    rest = page.usage.removeprefix(page.name).strip()
    return [f".B {_for_roff(page.name)}", _line(rest)] if rest else [f".B {_for_roff(page.name)}"]


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield ".PP"
        yield _line(paragraph)


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield ".TP"
        yield f".B {_for_roff(entry.name)}"
        yield _line(entry.about) if entry.about else r"\&"


def _examples(examples: Iterable[str]) -> list[str]:
    return [".PP", ".EX", *map(_line, examples), ".EE"]


def _line(text: str) -> str:
    """Text as a line of its own, which no character makes a macro of."""
    shown = _for_roff(text)
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


def _for_roff(text: str) -> str:
    """Text in which nothing is markup; a hyphen is one that can be copied to a shell."""
    return text.replace("\\", r"\e").replace("-", r"\-").replace("`", "")
