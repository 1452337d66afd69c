"""Lines on printed pages to the paragraphs of a text: page margins, columns, titles, broken words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tracker.reading.lexicons import printing_words

EDGE_LINES = 4  # lines at a page's top and bottom that may be header and footer
LEAST_SHARE_OF_PAGES = 0.6  # on which a header stands
SAME_PLACE = 0.02  # of the page's height
WIDER_THAN_LEADING = 1.25  # times the usual distance: between paragraphs
OTHER_SIZE = 1.12  # times: letters of another size
LEAST_INDENT = 0.7  # of the letters' size
LEAST_TITLE_SIZE = 1.2  # times that of the text
LONGEST_TITLE = 300  # characters
LONGEST_LETTERHEAD_LINE = 120  # characters
LONGEST_LETTERHEAD = 15  # lines
SENTENCE_END = re.compile(r"[.!?…][\"'”“’‘»«)\]]*$")
DIGITS = re.compile(r"\d+")
HYPHENS = "\u00ad\u2010-"  # the plain one last, as a character class needs it
BROKEN = re.compile(rf"(?P<word>[^\W_](?:[\w’'{HYPHENS}]*[^\W_])?)[{HYPHENS}]$")
NEXT_WORD = re.compile(r"[^\W_][\w’']*")
WORD = re.compile(rf"[^\W_](?:[\w{HYPHENS}]*[^\W_])?(?![{HYPHENS}]$)")
INFLECTION = re.compile(r"(?:e[mnrs]?|s)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print on a page. Lengths are in points, positions from the page's lower left corner.

    `first_word` is the width of the line's first word: had it fitted on the line before, that line was ended on
    purpose. `page_height` is the page's.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    first_word: float
    page_height: float

    @property
    def height(self) -> float:
        """How far up the page the line is, from 0 to 1."""
        return self.bottom / self.page_height if self.page_height else 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as it was laid out: its title, the lines above it (a letterhead), and its paragraphs."""

    title: str | None
    above_title: tuple[str, ...]
    paragraphs: tuple[str, ...]


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of all pages' lines, which are in reading order."""
    lines = without_margins(lines)
    words = words_within(line.text for line in lines)
    size = _text_size(lines)
    blocks = list(_blocks(lines))
    title_at = _title_at(blocks, size)
    paragraphs = [joined_block(block, words) for block in blocks]
    if title_at is None:
        return Layout(None, (), tuple(paragraphs))
    above = [line.text for block in blocks[:title_at] for line in block]
    if len(above) > LONGEST_LETTERHEAD or any(_is_prose(paragraph) for paragraph in paragraphs[:title_at]):
        return Layout(paragraphs[title_at], (), tuple(paragraphs[:title_at] + paragraphs[title_at + 1 :]))
    return Layout(paragraphs[title_at], tuple(above), tuple(paragraphs[title_at + 1 :]))


def without_margins(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, headers and footers, which are in the same place on most pages."""
    pages = {line.page for line in lines}
    at_edges = [line for page in pages for line in _edges([line for line in lines if line.page == page])]
    counts = Counter({(_pattern(line), _place(line) + off, line.page) for line in at_edges for off in (-1, 0, 1)})
    on_pages = Counter((pattern, place) for pattern, place, _ in counts)
    needed = max(2, LEAST_SHARE_OF_PAGES * len(pages))
    margins = {
        id(line)
        for line in at_edges
        if on_pages[_pattern(line), _place(line)] >= needed or printing_words().page_number.fullmatch(line.text.strip())
    }
    return [line for line in lines if id(line) not in margins]


def _edges(lines: list[Line]) -> list[Line]:
    in_order = sorted(lines, key=lambda line: -line.bottom)
    return in_order[:EDGE_LINES] + in_order[max(EDGE_LINES, len(in_order) - EDGE_LINES) :]


def _pattern(line: Line) -> str:
    return DIGITS.sub("0", " ".join(line.text.split()))


def _place(line: Line) -> int:
    return round(line.height / SAME_PLACE)


def _text_size(lines: Sequence[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    leading = _leadings(lines)
    edges = _right_edges(lines)
    block: list[Line] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        if before is not None and block and _ends_paragraph(before, line, leading, edges):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance between lines, by the size of their letters."""
    distances: dict[float, list[float]] = {}
    for before, line in pairwise(lines):
        down = before.bottom - line.bottom
        if before.page == line.page and round(before.size) == round(line.size) and 0 < down < 4 * max(line.size, 1):
            distances.setdefault(round(line.size), []).append(down)
    return {size: _lower_median(each) for size, each in distances.items()}


def _lower_median(distances: list[float]) -> float:
    """The median of the shorter half: between paragraphs, of which there may be many, the distance is wider."""
    in_order = sorted(distances)
    return median(in_order[: max(1, (len(in_order) + 1) // 2)])


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """How far to the right the lines reach, by page and left edge of their column."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = _column(line)
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _column(line: Line) -> tuple[int, int]:
    return line.page, round(line.left / 30)


def _ends_paragraph(
    before: Line, line: Line, leadings: dict[float, float], edges: dict[tuple[int, int], float]
) -> bool:
    """Whether a paragraph ends with `before`."""
    if before.text.endswith(("-", "\u00ad", "\u2010")) and line.text[:1].islower():
        return False
    if max(before.size, line.size) > OTHER_SIZE * min(before.size, line.size):
        return True
    ended = SENTENCE_END.search(before.text.rstrip()) is not None
    down = before.bottom - line.bottom
    if before.page != line.page or down < -0.5 * line.size:  # the next page or column
        return ended and (_ended_early(before, line, edges) or not line.text[:1].islower())
    if down > WIDER_THAN_LEADING * leadings.get(round(line.size), down):
        return True
    indented = line.left - before.left > LEAST_INDENT * line.size
    return ended and (indented or _ended_early(before, line, edges))


def _ended_early(before: Line, line: Line, edges: dict[tuple[int, int], float]) -> bool:
    """Whether the next line's first word would have fitted on the line."""
    room = edges.get(_column(before), before.right) - before.right
    return room > line.first_word + 0.5 * before.size


def _title_at(blocks: list[list[Line]], text_size: float) -> int | None:
    """The index of the first page's block in the largest letters, if they are larger than the text's."""
    first_page = [
        (block[0].size, -number)
        for number, block in enumerate(blocks)
        if block[0].page == blocks[0][0].page and 2 < sum(len(line.text) for line in block) <= LONGEST_TITLE
    ]
    largest, number = max(first_page, default=(0.0, 0))
    return -number if text_size and largest >= LEAST_TITLE_SIZE * text_size else None


def joined_block(block: list[Line], words: frozenset[str]) -> str:
    """A paragraph's lines as one."""
    return joined((line.text for line in block), words)


def _is_prose(paragraph: str) -> bool:
    return len(paragraph) > LONGEST_LETTERHEAD_LINE and SENTENCE_END.search(paragraph) is not None


def joined(lines: Iterable[str], words: frozenset[str] = frozenset()) -> str:
    """The lines joined into one. `words` are those that the text has within its lines, from `words_within`."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        text = _join(text, line, words) if text else line
    return text


def words_within(lines: Iterable[str]) -> frozenset[str]:
    """The words that are whole within lines, hyphenated ones included, in lower case."""
    return frozenset(word.lower() for line in lines for word in WORD.findall(line))


def _join(text: str, line: str, words: frozenset[str]) -> str:
    broken = BROKEN.search(text[-80:])
    following = NEXT_WORD.match(line)
    if not broken:
        return f"{text} {line}"
    before = text[:-1]
    if not following or not following[0][0].islower():
        return f"{before}-{line}"  # US-|Präsident, Covid-|19
    first, second = broken["word"], following[0]
    if text[-1] == "\u00ad":
        return before + line
    if second.lower() in printing_words().after_hanging_hyphens:
        return f"{before}- {line}"
    return f"{before}-{line}" if _is_compound(first.lower(), second.lower(), words) else before + line


def _is_compound(first: str, second: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word, by the rest of the text or else by the lexicon."""
    last_part = re.split(rf"[{HYPHENS}]", first)[-1]
    if f"{first}-{second}" in words:
        return True
    if f"{first}{second}" in words:
        return False
    parts = printing_words().compound_parts
    if last_part in printing_words().before_hyphens:
        return True
    if last_part in parts and (second in parts or INFLECTION.sub("", second) in parts):
        return True
    return first != last_part and second in parts  # 54-year-|old
