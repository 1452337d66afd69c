"""Plain text: front matter, title line and dateline, and the text without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.reading.article import Contents
from tracker.reading.formats.mending import mended
from tracker.reading.lexicons import news_words, printing_words
from tracker.reading.metadata.dateline import Dateline, dateline_of
from tracker.reading.metadata.front_matter import split_front_matter

LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# Control characters other than line break and tab; soft hyphen, zero-width space, word joiner, byte order mark.
UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")

MOST_HEADINGS = 5  # a title, and datelines for publishing and updating
BLANK_LINES = re.compile(r"\n\s*\n")
LONGEST_TITLE = 150  # characters
FEWEST_WORDS, MOST_WORDS = 2, 25
NO_TITLE_END = re.compile(r"[.,;:…–—-][\"'”“’‘»«)\]]*$")
SENTENCE_END = re.compile(r"[.!?:…][\"'”“’‘»«)\]]*$")
TITLE_MARK = re.compile(r"#{1,3}[ \t]+(?=\S)")
MOST_LINES_ABOVE_TITLE = 12  # blank ones too
LONGEST_ABOVE_TITLE = 100  # characters
CAPITALISED = r"[^\W\d_a-zäöüß][\w.'’-]*"
TITLE_START = re.compile(r"[\"'„“‚‘»«›‹]?[^\W_a-zäöüß]")


@dataclass(frozen=True, slots=True)
class Report:
    """A report without its headings, and what they say; None where there are none."""

    text: str
    title: str | None
    author: str | None
    dateline_date: date | None
    agency: str | None


def read_plain_text(decoded: str) -> Contents:
    """The text without its front matter, which gives the metadata."""
    front_matter, text = split_front_matter(printable(decoded).strip())
    return Contents(
        text=text,
        title=front_matter.title,
        outlet=front_matter.outlet,
        url=front_matter.url,
        author=front_matter.author,
        published=front_matter.published,
        modified=front_matter.modified,
        language=front_matter.language,
    )


def without_headings(text: str, title: str | None, *, laid_out: bool = False) -> Report:
    """The report in a printed text, and what stands above it: title, datelines, the heading of a press release.

    With a `title`, only a line with these words counts as the title line. In a page that is `laid_out`, a title may
    stand below other short lines (a section's name, a date) and a byline above the report; neither is part of it.
    """
    rest = text.strip()
    above, rest = _above_title(rest, title) if laid_out and title else ([], rest)
    author = None
    datelines = [dateline for line in above if (dateline := dateline_of(line)) and dateline.own_line]
    for _ in range(MOST_HEADINGS):
        rest = _without_release(rest)
        if laid_out and not author and (byline := _byline(rest)):
            author, rest = byline
            continue
        if not (found := _heading(rest, title)):
            break
        line, rest = found
        dateline = dateline_of(line)
        if dateline and dateline.own_line:
            datelines.append(dateline)
        else:
            title = title or TITLE_MARK.sub("", line)
    rest = _without_release(rest)
    if run_in := dateline_of(rest.partition("\n")[0]):
        datelines.append(run_in)
    elif laid_out and not datelines:
        datelines.extend(_dateline_below_other_lines(rest))
    return Report(
        text=rest,
        title=title,
        author=author,
        dateline_date=next((each.published for each in datelines if each.published), None),
        agency=next((each.agency for each in datelines if each.agency), None),
    )


def _without_release(text: str) -> str:
    """The text after first lines that only say that it is a press release."""
    while True:
        line, _, rest = text.partition("\n")
        if len(line) > LONGEST_ABOVE_TITLE or not rest.strip():
            return text
        if _release_number().sub("", " ".join(line.split()), count=1).lower() not in news_words().release:
            return text
        text = rest.strip()


@cache
def _release_number() -> re.Pattern[str]:
    """The number behind the heading of a press release, if there is one, to the line's end."""
    return re.compile(rf"(?: (?:(?:{news_words().numbers})\.? ?)?\d[\d/.-]*)? ?:?$", re.IGNORECASE)


def _above_title(text: str, title: str) -> tuple[list[str], str]:
    """The short lines above the title line, which is removed with them, and the text below."""
    lines = text.split("\n", MOST_LINES_ABOVE_TITLE)
    for number, line in enumerate(lines[:-1]):
        if _same(line, title):
            return lines[:number], "\n".join(lines[number + 1 :]).strip()
        if len(line) > LONGEST_ABOVE_TITLE or SENTENCE_END.search(line.strip()):
            break
    return [], text


def _dateline_below_other_lines(text: str) -> Iterator[Dateline]:
    """The dateline on a line of its own with only short lines above it; it stays where it is."""
    for line in text.split("\n", MOST_LINES_ABOVE_TITLE)[:MOST_LINES_ABOVE_TITLE]:
        if len(line) > LONGEST_ABOVE_TITLE:
            return
        if (dateline := dateline_of(line)) and dateline.own_line:
            yield dateline
            return


def _byline(text: str) -> tuple[str, str] | None:
    """The names in a first line that says who wrote the text, and the text below it."""
    line, _, rest = text.partition("\n")
    found = printing_words().byline.fullmatch(line.strip()) if len(line) <= LONGEST_ABOVE_TITLE else None
    if not found or not rest.strip():
        return None
    names = [name for name in printing_words().conjunction.split(found["names"].strip()) if name]
    return (", ".join(names), rest.strip()) if names and all(map(_is_name, names)) else None


def _is_name(words: str) -> bool:
    """Whether the words look like a person's name: two to five, capitalised except for words such as *von*."""
    first, *others = words.split()
    particles = printing_words().name_particles
    return (
        1 <= len(others) <= 4
        and re.fullmatch(CAPITALISED, first) is not None
        and all(re.fullmatch(CAPITALISED, word) or word in particles for word in others)
        and others[-1] not in particles
    )


def printable(decoded: str) -> str:
    """The text as printed: mended, line feeds for line breaks, letters for ligatures, nothing that is never printed.

    Everything else stays as it is, to the code point: no-break spaces, composed and decomposed letters, joiners and
    direction marks.
    """
    return UNPRINTED.sub("", LINE_BREAK.sub("\n", mended(decoded))).translate(LIGATURES)


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
    """Whether the line above `rest` is a title: short, not a sentence, set off from prose or a dateline.

    One of the next two paragraphs must end like a sentence, so that the first line of a list or poem is not taken
    for a title.
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
