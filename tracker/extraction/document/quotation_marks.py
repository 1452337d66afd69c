"""Quotation marks: which mark opens, which closes, and what stands between them.

Knows „…“ “…” »…« «…» "…" ‚…‘ ‘…’ ›…‹ ‹…› '…', their usual mixtures („…" and „…”) and marks that are typed as two
characters (,,…'' ``…'' <<…>>). Tells apostrophes from marks, and reads marks that are never closed: a quote over
several paragraphs opens each of them again, or only the first, and closes only the last; any other unclosed mark
reaches to the end of its paragraph.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from tracker.extraction.document.sentences import paragraphs
from tracker.extraction.statements import Extraction, Kind, Span

CLOSERS = {
    "„": '“”"',
    "“": '”"“',
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
ALL_MARKS = "".join(sorted(MARKS))
OPENING_ONLY = frozenset("„‚")
APOSTROPHES = frozenset("'’‘")
STRAIGHT = frozenset("\"'")
GUILLEMETS = frozenset("«»")  # often with spaces inside, as in French
SINGLE_CLOSERS = frozenset("'’")
BEFORE_OPENING = frozenset("([{-–—/…:") | MARKS
BEFORE_POSSESSIVE = frozenset("sxzßSXZ")
DECADE = re.compile(r"\d\d[^\W\d_]")  # '90s, '68er
# Marks typed as two characters, and what they stand for; of what opens the mark comes last, of what closes first.
TYPED = re.compile(
    r"(?P<low>,,(?=\w))|(?P<high>``(?=\w))|(?P<opens>(?<![\w'])''(?=\w))|(?P<closes>(?<=[\w.,!?…])''(?![\w']))"
    r"|(?P<left>(?<!\S)<<(?=\w))|(?P<right>(?<=[\w.,!?…])>>(?!\w))|(?P<outward>(?<!\S)>>(?=\w))"
    r"|(?P<inward>(?<=[\w.,!?…])<<(?!\w))"
)
TYPED_MARKS = {
    "low": " „",
    "high": " “",
    "opens": ' "',
    "closes": '" ',
    "left": " «",
    "right": "» ",
    "outward": " »",
    "inward": "« ",
}
DEEPEST = 8  # how many open marks are looked at for the one that is closed; nobody nests deeper
MOST_GOING_ON = 3  # paragraphs in which a quote goes on without a mark of its own
FURTHEST_PARTNER = 600  # characters between the single marks of a pair


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
    marked = _with_typed_marks(text)
    pieces = [_paragraph_of(marked, paragraph) for paragraph in paragraphs(text)]
    for number, paragraph in enumerate(pieces):
        own = _quoted_in_paragraph(paragraph)
        found += own
        if own and not own[-1].closed:
            found += _going_on(own[-1], pieces[number + 1 : number + 1 + MOST_GOING_ON])
    found = _with_depths(found)
    return found if marked is text else [_with_whole_marks(each, text, marked) for each in found]


def _with_typed_marks(text: str) -> str:
    """The text, as long as it was, with a mark and a space for marks that are typed as two: ,,…'' ``…'' <<…>>."""
    return TYPED.sub(lambda match: TYPED_MARKS[match.lastgroup or ""], text) if TYPED.search(text) else text


def _with_whole_marks(quoted: Quoted, text: str, marked: str) -> Quoted:
    """A stretch whose marks are typed as two characters with both of them."""
    start, end = quoted.outer
    before = text[start] != marked[start]
    behind = quoted.closed and text[end - 1] != marked[end - 1]
    return replace(quoted, outer=Span(start - before, end + behind))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph being read. `single_openers` and `single_closers` are where a single mark may open or close."""

    text: str
    start: int
    end: int
    single_openers: Sequence[int]
    single_closers: Sequence[int]

    def before(self, position: int) -> str:
        """The character before the position, a space at the paragraph's beginning."""
        return self.text[position - 1] if position > self.start else " "

    def after(self, position: int) -> str:
        """The character behind the position, a space at the paragraph's end."""
        return self.text[position + 1] if position + 1 < self.end else " "


def _paragraph_of(text: str, span: Span) -> _Paragraph:
    """The paragraph with its single marks found beforehand, so that no mark has to look ahead for itself."""
    bare = _Paragraph(text, span.start, span.end, (), ())
    singles = [position for position in range(*span) if text[position] in APOSTROPHES]
    return replace(
        bare,
        single_openers=[each for each in singles if _stands_like_opening_single(each, bare)],
        single_closers=[each for each in singles if text[each] in SINGLE_CLOSERS and _can_close(each, bare)],
    )


def _quoted_in_paragraph(paragraph: _Paragraph) -> list[Quoted]:
    text = paragraph.text
    found: list[Quoted] = []
    stack: list[_Open] = []
    for position in range(paragraph.start, paragraph.end):
        mark = text[position]
        if mark not in MARKS:
            continue
        level = _level_closed(position, paragraph, stack)
        if level is not None:
            # Whatever was opened inside and never closed was no pair of marks: an apostrophe, a slip.
            found.append(_pair(text, stack[level].position, position))
            del stack[level:]
        elif _opens(position, paragraph):
            if stack and stack[-1].mark == mark and mark in STRAIGHT:
                stack.pop()  # the same mark opens again: the one before was never closed
            stack.append(_Open(position, mark))
    unclosed = next((opened for opened in stack if opened.mark not in APOSTROPHES), None)
    if unclosed:
        found.append(_unclosed(text, unclosed.position, paragraph.end))
    return _with_depths(found)


def _going_on(unclosed: Quoted, following: Sequence[_Paragraph]) -> list[Quoted]:
    """The paragraphs in which an unclosed quote goes on, up to one whose first mark closes it; none without such."""
    found: list[Quoted] = []
    for paragraph in following:
        text, span = paragraph.text, Span(paragraph.start, paragraph.end)
        if text[paragraph.start] in MARKS:
            break
        mark = next((position for position in range(*span) if text[position] in MARKS - APOSTROPHES), None)
        if mark is None:
            found.append(Quoted(span, span, depth=0, closed=False))
        elif text[mark] in CLOSERS[text[unclosed.outer.start]] and _ends_words(mark, paragraph):
            return [*found, Quoted(Span(span.start, mark + 1), _trimmed(text, span.start, mark), depth=0, closed=True)]
        else:
            break
    return []


def _ends_words(mark: int, paragraph: _Paragraph) -> bool:
    """Whether a mark stands right behind words, and before none."""
    return not paragraph.before(mark).isspace() and _can_close(mark, paragraph)


def _level_closed(position: int, paragraph: _Paragraph, stack: Sequence[_Open]) -> int | None:
    """Which of the open marks the mark at `position` closes, or None."""
    mark = paragraph.text[position]
    if mark in OPENING_ONLY or not stack or not _can_close(position, paragraph):
        return None
    for level in range(len(stack) - 1, max(0, len(stack) - DEEPEST) - 1, -1):
        if mark in CLOSERS[stack[level].mark]:
            stays_open = level == len(stack) - 1 and _opens_rather(position, paragraph, stack[level])
            return None if stays_open or _is_possessive(position, paragraph) else level
    return None


def _can_close(position: int, paragraph: _Paragraph) -> bool:
    """A closing mark stands before no letter or digit, and a single one not behind a space either."""
    if paragraph.text[position] in APOSTROPHES and paragraph.before(position).isspace():
        return False
    return not paragraph.after(position).isalnum()


def _opens_rather(position: int, paragraph: _Paragraph, opened: _Open) -> bool:
    """Whether a mark that could close the one opened last opens another: nothing has been said since."""
    mark = paragraph.text[position]
    ambiguous = mark == opened.mark and mark not in STRAIGHT
    nothing_said = _last_printed(paragraph.text, position) == opened.position
    return (ambiguous or nothing_said) and _opens(position, paragraph)


def _last_printed(text: str, position: int) -> int:
    """The last position before `position` with anything but white space."""
    while position > 0 and text[position - 1].isspace():
        position -= 1
    return position - 1


def _is_possessive(position: int, paragraph: _Paragraph) -> bool:
    """Whether a single mark behind an s is rather an apostrophe (the dogs’ bowl): a better partner follows."""
    text = paragraph.text
    noun = text[position] in SINGLE_CLOSERS and paragraph.before(position) in BEFORE_POSSESSIVE
    if not noun or text[position + 1 : position + 2] != " " or not text[position + 2 : position + 3].isalpha():
        return False
    closer = _next(paragraph.single_closers, position + 1)
    return closer is not None and closer < (_next(paragraph.single_openers, position + 1) or paragraph.end)


def _opens(position: int, paragraph: _Paragraph) -> bool:
    """An opening mark stands before a word, behind nothing, a space, a bracket, a dash or another mark."""
    mark = paragraph.text[position]
    if mark not in CLOSERS:
        return False
    if mark in OPENING_ONLY:
        return True
    if mark in APOSTROPHES:
        # Without a partner it's an apostrophe: 'tis, 'ne.
        return _stands_like_opening_single(position, paragraph) and (
            _next(paragraph.single_closers, position + 2) is not None
        )
    if not _may_precede_opening(paragraph.before(position)) or not _may_begin(position + 1, paragraph):
        return False
    return position == paragraph.start or mark in GUILLEMETS or not paragraph.after(position).isspace()


def _stands_like_opening_single(position: int, paragraph: _Paragraph) -> bool:
    """Whether a single mark stands before a word, which is no decade ('90s), and behind none."""
    mark, before = paragraph.text[position], paragraph.before(position)
    return (
        mark in CLOSERS
        and _may_precede_opening(before)
        and paragraph.after(position).isalnum()
        and not DECADE.match(paragraph.text, position + 1)
    )


def _may_precede_opening(character: str) -> bool:
    """Spaces, brackets, dashes, marks and what can't be seen, such as a byte order mark."""
    return character.isspace() or character in BEFORE_OPENING or category(character) == "Cf"


def _may_begin(position: int, paragraph: _Paragraph) -> bool:
    """Whether quoted words may begin at the position: with no comma, bracket or full stop that ends something."""
    beginning = paragraph.text[position : min(position + 2, paragraph.end)]
    return beginning[:1] not in tuple(",;:!?)]}") and (beginning[:1] != "." or beginning == "..")


def _next(positions: Sequence[int], start: int) -> int | None:
    """The first of the ascending positions from `start` on that is near enough to be a partner."""
    number = bisect_left(positions, start)
    near = number < len(positions) and positions[number] < start + FURTHEST_PARTNER
    return positions[number] if near else None


def _pair(text: str, opening: int, closing: int) -> Quoted:
    return Quoted(Span(opening, closing + 1), _trimmed(text, opening + 1, closing), depth=0, closed=True)


def _unclosed(text: str, opening: int, end: int) -> Quoted:
    return Quoted(Span(opening, end), _trimmed(text, opening + 1, end), depth=0, closed=False)


def _with_depths(found: Sequence[Quoted]) -> list[Quoted]:
    """The stretches in the order in which they open, each with the number of those around it."""
    counted: list[Quoted] = []
    around: list[Span] = []
    for quoted in sorted(found, key=lambda each: each.outer.start):
        while around and around[-1].end <= quoted.outer.start:
            around.pop()
        counted.append(replace(quoted, depth=len(around)))
        around.append(quoted.outer)
    return counted


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
