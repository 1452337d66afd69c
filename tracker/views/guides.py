"""Guides on the terminal: Markdown laid out; in a pipe as it is."""

import sys
from collections.abc import Mapping

from tracker.views.console import ACTOR, on_terminal, results, text_width
from tracker.views.paging import paged
from tracker.views.table import Column, print_lines, print_table


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
