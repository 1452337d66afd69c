"""Markdown to the text that it renders to."""

import re
from typing import TYPE_CHECKING

from tracker.reading.article import Contents
from tracker.reading.formats.plain_text import printable
from tracker.reading.metadata.front_matter import split_front_matter

if TYPE_CHECKING:
    from markdown_it.token import Token

# Longer texts stay as they are written: for some the parser's time grows with the square of their length.
MOST_CHARACTERS = 150_000
MOST_MARKS = 5_000  # that may open emphasis or a link
MARK = re.compile(r"[\[*_]")
TRAILING = re.compile(r"[ \t]+(?=\n)")
GAP = re.compile(r"\n{3,}")
# What is printed after cells, rows and tables, and at a line break within a paragraph's source.
BREAKS = {"td_close": "\t", "th_close": "\t", "tr_close": "\n", "table_close": "\n"}
WITHIN_LINES = {"softbreak": " ", "hardbreak": "\n"}


def read_markdown(decoded: str) -> Contents:
    """The text that the Markdown renders to (CommonMark, with tables), without marks, link targets and images.

    The title is the front matter's, or the first heading where the text begins with it.
    """
    front_matter, rest = split_front_matter(printable(decoded).strip())
    too_long = len(rest) > MOST_CHARACTERS or len(MARK.findall(rest)) > MOST_MARKS
    title, text = (None, rest) if too_long else _rendered(rest)
    return Contents(
        text=text.strip(),
        title=front_matter.title or title,
        outlet=front_matter.outlet,
        url=front_matter.url,
        author=front_matter.author,
        published=front_matter.published,
        modified=front_matter.modified,
        language=front_matter.language,
    )


def _rendered(source: str) -> tuple[str | None, str]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    title = None
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        title = _printed(tokens[1]).strip()
    pieces = []
    in_table = False
    for token in tokens:
        in_table = token.type == "table_open" or (in_table and token.type != "table_close")
        if token.type == "inline":
            pieces.append(_printed(token) + ("" if in_table else "\n\n"))
        elif token.type in ("fence", "code_block"):
            pieces.append(f"{token.content.strip()}\n\n")
        else:
            pieces.append(BREAKS.get(token.type, ""))
    return title, GAP.sub("\n\n", TRAILING.sub("", "".join(pieces)))


def _printed(inline: "Token") -> str:
    """What an inline token's children render to."""
    return "".join(
        child.content if child.type in ("text", "code_inline") else WITHIN_LINES.get(child.type, "")
        for child in inline.children or []
    )
