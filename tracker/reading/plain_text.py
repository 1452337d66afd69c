"""Plain text: its front matter, title line and dateline, and the text that remains."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.reading.dateline import dateline_of
from tracker.reading.front_matter import FrontMatter, split_front_matter

LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters other than line break and tab, and hints on where a word may be broken that are never
# printed as such: soft hyphen, zero-width space, word joiner, byte order mark.
UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")

MOST_HEADINGS = 5  # a title, and datelines for publishing and updating
BLANK_LINES = re.compile(r"\n\s*\n")
LONGEST_TITLE = 150  # characters
FEWEST_WORDS, MOST_WORDS = 2, 25
NO_TITLE_END = re.compile(r"[.,;:…–—-][\"'”“’‘»«)\]]*$")
SENTENCE_END = re.compile(r"[.!?:…][\"'”“’‘»«)\]]*$")
TITLE_MARK = re.compile(r"#{1,3}[ \t]+(?=\S)")
TITLE_START = re.compile(r"[\"'„“‚‘»«›‹]?[^\W_a-zäöüß]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain text taken apart. `text` is the report without what is printed above it.

    `title` is the title line, or the title that was known before. `dateline_date` and `agency` are from a
    dateline above the report, which is no part of it, or at its beginning, which is.
    """

    text: str
    front_matter: FrontMatter
    title: str | None
    dateline_date: date | None
    agency: str | None


def take_apart(decoded: str, known_title: str | None = None) -> PlainText:
    """Take a decoded text apart. With `known_title`, only a line with that title counts as title line."""
    front_matter, rest = split_front_matter(printable(decoded).strip())
    title = known_title or front_matter.title
    day, agency = None, None
    rest = rest.strip()
    for _ in range(MOST_HEADINGS):
        if not (found := _heading(rest, title)):
            break
        line, rest = found
        dateline = dateline_of(line)
        if dateline and dateline.own_line:
            day, agency = day or dateline.published, agency or dateline.agency
        else:
            title = title or TITLE_MARK.sub("", line)
    if run_in := dateline_of(rest.partition("\n")[0]):
        day, agency = day or run_in.published, agency or run_in.agency
    return PlainText(rest, front_matter, title, day, agency)


def printable(decoded: str) -> str:
    """The text as printed: line breaks as line feeds, without characters that are never printed.

    Everything else stays as it is, to the code point: no-break spaces, composed and decomposed letters,
    joiners and marks of direction.
    """
    return UNPRINTED.sub("", LINE_BREAK.sub("\n", decoded))


def _heading(text: str, title: str | None) -> tuple[str, str] | None:
    """The first line and the text after it, where the line is a dateline of its own or the title."""
    line, _, rest = text.partition("\n")
    line, after = line.strip(), rest.strip()
    if not after:
        return None
    dateline = dateline_of(line)
    if dateline and dateline.own_line:
        return line, after
    is_title = _same(line, title) if title else _is_title(line, rest)
    return (line, after) if is_title else None


def _same(line: str, title: str) -> bool:
    return " ".join(TITLE_MARK.sub("", line).split()).casefold() == " ".join(title.split()).casefold()


def _is_title(line: str, rest: str) -> bool:
    """Whether the line above `rest` is a title: short, no sentence, set off from prose or a dateline.

    One of the two paragraphs that follow must end like a sentence, so that no first line of a list or
    poem is taken for a title.
    """
    following = [paragraph.strip() for paragraph in BLANK_LINES.split(rest.strip(), 2)[:2]]
    next_line = dateline_of(following[0].partition("\n")[0])
    set_off = rest.lstrip(" \t").startswith("\n") or (next_line is not None and next_line.own_line)
    return (
        set_off
        and len(line) <= LONGEST_TITLE
        and FEWEST_WORDS <= len(line.split()) <= MOST_WORDS
        and (TITLE_MARK.match(line) is not None or _reads_like_title(line))
        and any(SENTENCE_END.search(paragraph[-20:]) for paragraph in following)
    )


def _reads_like_title(line: str) -> bool:
    return TITLE_START.match(line) is not None and NO_TITLE_END.search(line) is None
