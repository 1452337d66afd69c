"""Quotation marks: which mark opens, which closes, and what stands between them.

Knows „…“ “…” »…« «…» "…" ‚…‘ ‘…’ ›…‹ ‹…› '…' and their usual mixtures („…" and „…”), tells apostrophes from
marks, and reads marks that are never closed: a quote over several paragraphs opens each of them anew and
closes only the last; any other unclosed mark reaches to the end of its paragraph.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extraction.paragraphs import paragraphs
from tracker.extraction.statements import Extraction, Kind, Span

CLOSERS = {
    "„": '“”"',
    "“": '”"',
    "”": "”",
    '"': '"”“',
    "»": "«",
    "«": "»",
    "‚": "‘’'",
    "‘": "’'",
    "'": "'’",
    "›": "‹",
    "‹": "›",
}
MARKS = frozenset(CLOSERS) | frozenset("".join(CLOSERS.values()))
OPENING_ONLY = frozenset("„‚")
APOSTROPHES = frozenset("'’‘")
BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{-–—/…:") | MARKS


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks. `outer` includes the marks, `content` is what stands between them.

    `depth` is 0 for marks that stand inside no others. `closed` is false where the closing mark is missing.
    """

    outer: Span
    content: Span
    depth: int
    closed: bool


@dataclass(slots=True)
class _Open:
    position: int
    mark: str


def quoted_in(text: str) -> list[Quoted]:
    """All stretches in quotation marks, in the order in which they open."""
    found: list[Quoted] = []
    for paragraph in paragraphs(text):
        found += _quoted_in_paragraph(text, paragraph)
    return sorted(found, key=lambda quoted: (quoted.outer.start, -quoted.outer.end))


def remarked(text: str, marks: Sequence[str], nested: Sequence[str], kept: str) -> str:
    """The text of the same length in other quotation marks.

    `marks` and `nested` are the opening and the closing mark of the outermost and of inner stretches; marks
    among `kept` stay as they are.
    """
    characters = list(text)
    for quoted in quoted_in(text):
        opening, closing = nested if quoted.depth else marks
        if characters[quoted.outer.start] not in kept:
            characters[quoted.outer.start] = opening
        if quoted.closed and characters[quoted.outer.end - 1] not in kept:
            characters[quoted.outer.end - 1] = closing
    return "".join(characters)


def _quoted_in_paragraph(text: str, paragraph: Span) -> list[Quoted]:
    found: list[Quoted] = []
    stack: list[_Open] = []
    for position in range(*paragraph):
        mark = text[position]
        if mark not in MARKS:
            continue
        level = _level_closed(text, position, paragraph, stack)
        if level is not None:
            # Whatever was opened inside and never closed was no pair of marks: an apostrophe, a slip.
            found.append(_pair(text, stack[level].position, position, level))
            del stack[level:]
        elif _opens(text, position, paragraph):
            if stack and stack[-1].mark == mark and mark in CLOSERS[mark]:
                stack.pop()  # the same mark opens again: the one before was never closed
            stack.append(_Open(position, mark))
    found += [
        _unclosed(text, opened.position, paragraph, level)
        for level, opened in enumerate(stack[:1])
        if opened.mark not in APOSTROPHES
    ]
    return found


def _level_closed(text: str, position: int, paragraph: Span, stack: list[_Open]) -> int | None:
    """Which of the open marks the mark at `position` closes, or None."""
    mark = text[position]
    if mark in OPENING_ONLY or not stack or not _can_close(text, position, paragraph):
        return None
    for level in range(len(stack) - 1, -1, -1):
        if mark in CLOSERS[stack[level].mark]:
            between = text[stack[level].position + 1 : position]
            opens_rather = _opens(text, position, paragraph) and level == len(stack) - 1 and not between.strip()
            return None if opens_rather else level
    return None


def _can_close(text: str, position: int, paragraph: Span) -> bool:
    """A closing mark stands behind something that isn't a space, and before no letter.

    Behind a space too where nothing can open there: `" So steht es oft in Meldungen "`.
    """
    before = text[position - 1] if position > paragraph.start else " "
    after = text[position + 1] if position + 1 < paragraph.end else " "
    if text[position] in APOSTROPHES:
        return not before.isspace() and not after.isalnum()
    return not after.isalnum() and (not before.isspace() or after.isspace() or not after.isalnum())


def _opens(text: str, position: int, paragraph: Span) -> bool:
    """An opening mark stands before a word, behind nothing, a space, a bracket, a dash or another mark."""
    mark = text[position]
    if mark not in CLOSERS:
        return False
    if mark in OPENING_ONLY:
        return True
    before = text[position - 1] if position > paragraph.start else " "
    after = text[position + 1] if position + 1 < paragraph.end else " "
    if before not in BEFORE_OPENING or after.isspace():
        return mark not in APOSTROPHES and position == paragraph.start
    if mark in APOSTROPHES:
        return after.isalnum() and _closes_later(text, position, paragraph)
    return True


def _closes_later(text: str, position: int, paragraph: Span) -> bool:
    """Whether a single mark finds a partner: without one it's an apostrophe ('tis, 'ne, the ’90s)."""
    closers = CLOSERS[text[position]]
    return any(
        text[later] in closers and _can_close(text, later, paragraph)
        for later in range(position + 2, min(paragraph.end, position + 600))
    )


def _pair(text: str, opening: int, closing: int, depth: int) -> Quoted:
    return Quoted(Span(opening, closing + 1), _trimmed(text, opening + 1, closing), depth, closed=True)


def _unclosed(text: str, opening: int, paragraph: Span, depth: int) -> Quoted:
    return Quoted(Span(opening, paragraph.end), _trimmed(text, opening + 1, paragraph.end), depth, closed=False)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def with_marks(extraction: Extraction, text: str) -> Extraction:
    """The extraction with the marks in the spans of its direct quotes, as annotated corpora have them."""
    outer_of = {each.content: each.outer for each in quoted_in(text)}
    statements = (
        replace(statement, quote=tuple(outer_of.get(span, span) for span in statement.quote))
        if statement.kind is Kind.DIRECT
        else statement
        for statement in extraction.statements
    )
    return replace(extraction, statements=tuple(statements))
