"""PDFs to text: press releases and printed pages."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

from tracker.reading.article import Contents
from tracker.reading.errors import ReadingError
from tracker.reading.formats.page_layout import Line, layout_of
from tracker.reading.lexicons import document_words

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 500
MOST_CHARACTERS = 2_000_000
MOST_BYTES_OF_STREAM = 16_000_000  # of text, which takes twenty times as much memory in PDFium
LEAST_BOMB = MOST_BYTES_OF_STREAM // 1_040  # no data is compressed more tightly
LONGEST_DESCRIPTION = 2_000  # bytes of a stream's dictionary, before the stream
CHUNK = 1_000_000
STREAM = re.compile(rb"(?<!end)stream\r?\n")
LEAST_READABLE = 0.7  # share of the characters
UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
HYPHEN_AT_LINE_END = 0x02  # PDFium's code for it
REPLACED = {HYPHEN_AT_LINE_END: "-", 0xFFFE: "-", 0x00: ""}
DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
# The characters of a line as drawn, each with its index on the page.
Row = list[tuple[str, int]]
# The box of the character at an index: left, bottom, right, top, in points.
Box = Callable[[int], tuple[float, float, float, float]]

FEWEST_ROWS = 3  # that begin anew at the same place
LEAST_SHARE = 0.6  # of the lines that reach there
NARROWEST_COLUMN = 100  # points
SAME_PLACE = 2  # points
WIDER_THAN_SPACE = 0.5  # of the height of a letter: what a column's gap is at least


def read_pdf(data: bytes, place: str) -> Contents:
    """The text of a PDF in paragraphs, as PDFium gives it, without page numbers, headers and footers.

    The title is what is printed in the largest letters on the first page, or else what the metadata say. Raises
    ReadingError where there is no readable text, a password is needed, or the library is missing.
    """
    _refuse_bombs(data, place)
    document = _opened(data, place)
    try:
        if len(document) > MOST_PAGES:
            raise ReadingError(f"{place}: a PDF of more than {MOST_PAGES} pages. Split it into its articles.")
        lines = _lines(document, place)
        metadata = document.get_metadata_dict()
    finally:
        document.close()
    characters = sum(len(line.text) for line in lines)
    if not characters:
        raise ReadingError(f"{place}: this PDF has no text, only pictures. Run it through text recognition (OCR).")
    if sum(len(UNREADABLE.findall(line.text)) for line in lines) > (1 - LEAST_READABLE) * characters:
        raise ReadingError(f"{place}: this PDF hides which letters it shows. Run it through text recognition (OCR).")
    layout = layout_of(lines)
    return Contents(
        text="\n\n".join(layout.paragraphs),
        title=layout.title or _title(metadata.get("Title", "")),
        author=_words(metadata.get("Author", "")),
        created=_day(metadata.get("CreationDate", "")) or _day(metadata.get("ModDate", "")),
        above_title=layout.above_title,
    )


def _refuse_bombs(data: bytes, place: str) -> None:
    """Raise ReadingError where a page's contents unpack to too much. Pictures aren't unpacked for their text."""
    for found in STREAM.finditer(data):
        description = data[max(0, found.start() - LONGEST_DESCRIPTION) : found.start()].rpartition(b"obj")[2]
        packed = description.count(b"FlateDecode")
        if not packed or b"/Image" in description:
            continue
        end = data.find(b"endstream", found.end())
        stream = memoryview(data)[found.end() : end if end >= 0 else len(data)]
        if packed > 1 or (len(stream) > LEAST_BOMB and _unpacks_to_more(stream, MOST_BYTES_OF_STREAM)):
            raise ReadingError(f"{place}: this PDF holds more than can be read. Print it into a new PDF.")


def _unpacks_to_more(stream: memoryview, most: int) -> bool:
    unpacking = zlib.decompressobj()
    unpacked, packed = 0, bytes(stream)
    try:
        while packed and not unpacking.eof and unpacked <= most:
            unpacked += len(unpacking.decompress(packed, CHUNK))
            packed = unpacking.unconsumed_tail
    except zlib.error:  # PDFium reports the damage
        pass
    return unpacked > most


def _opened(data: bytes, place: str) -> "PdfDocument":
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        needed = "reading PDFs needs one more package: pip install 'quote-claim-tracker[pdf]'"
        raise ReadingError(f"{place}: {needed}") from None
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError(f"{place}: this PDF needs a password. Save it without one.") from None
        raise ReadingError(f"{place}: this PDF is damaged. Get or save it again.") from None


def _lines(document: "PdfDocument", place: str) -> list[Line]:
    lines: list[Line] = []
    characters = 0
    for number in range(len(document)):
        page = _page(document, number, place)
        try:
            for line in _lines_of(page, number):
                lines.append(line)
                characters += len(line.text)
                if characters > MOST_CHARACTERS:
                    raise ReadingError(
                        f"{place}: a PDF of more than {MOST_CHARACTERS // 1_000_000} million characters. Split it."
                    )
        finally:
            page.close()
    return lines


def _page(document: "PdfDocument", number: int, place: str) -> "PdfPage":
    from pypdfium2 import PdfiumError

    try:
        return document[number]
    except PdfiumError:
        raise ReadingError(f"{place}: page {number + 1} of this PDF is damaged. Get or save it again.") from None


def _lines_of(page: "PdfPage", number: int) -> Iterator[Line]:
    """The lines of a page in the order of its contents, which in most PDFs is that of the columns."""
    from pypdfium2 import raw

    height = page.get_height()
    textpage = page.get_textpage()
    try:
        rows: list[Row] = []
        line: Row = []
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if code in (0x0A, 0x0D):
                rows.append(line)
                line = []
                continue
            line.append((_character(code), index))
            if code in (HYPHEN_AT_LINE_END, 0xFFFE):
                rows.append(line)
                line = []
        for row in _in_columns([*rows, line], lambda index: textpage.get_charbox(index)):
            yield from _line(textpage, row, number, height)
    finally:
        textpage.close()


def _character(code: int) -> str:
    if code in REPLACED:
        return REPLACED[code]
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _line(textpage: Any, characters: list[tuple[str, int]], number: int, page_height: float) -> Iterator[Line]:
    """The line of these characters, each with its index on the page; none where nothing is printed."""
    text = "".join(character for character, _ in characters)
    printed = [index for character, index in characters if character.strip()]
    if not printed:
        return
    first_word = text.split(maxsplit=1)[0]
    left, right = textpage.get_charbox(printed[0])[0], textpage.get_charbox(printed[-1])[2]
    yield Line(
        text=text.strip(),
        page=number,
        left=left,
        right=right,
        bottom=_baseline(textpage, printed[0]),
        size=_size(textpage, printed[0]),
        first_word=textpage.get_charbox(printed[min(len(first_word), len(printed)) - 1])[2] - left,
        page_height=page_height,
    )


def _baseline(textpage: Any, index: int) -> float:
    from ctypes import c_double

    from pypdfium2 import raw

    across, up = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, across, up)
    return up.value


def _size(textpage: Any, index: int) -> float:
    """The size of a letter as printed; in many PDFs all fonts have the size 1 and are scaled."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    scaled = raw.FPDFText_GetMatrix(textpage, index, matrix)
    return float(raw.FPDFText_GetFontSize(textpage, index)) * (hypot(matrix.b, matrix.d) if scaled else 1.0)


def _title(written: str) -> str | None:
    title = _words(written)
    return title if title and not _no_title().fullmatch(title) else None


@cache
def _no_title() -> re.Pattern[str]:
    """What programs write where no title was given."""
    file_name = r".*\.(?:docx?|odt|rtf|indd|pdf|qxd|pptx?|tex|txt)"
    return re.compile(
        rf"(?:microsoft (?:word|powerpoint) - .*|(?:{document_words().untitled}).*|{file_name})", re.IGNORECASE
    )


def _words(written: str) -> str | None:
    return " ".join(UNREADABLE.sub("", written).split()) or None


def _day(written: str) -> str | None:
    found = DATE.match(written)
    return "-".join(found.groups()) if found else None


def _in_columns(rows: Sequence[Row], box: Box) -> list[Row]:
    """The rows as they are read: where a right column begins at one place in most of them, left columns come first.

    Rows that cross that place, such as headings, part what stands above them from what stands below.
    """
    begins = [_begins(row, box) for row in rows]
    places = Counter(round(left / SAME_PLACE) for each in begins for _, left in each)
    if not places:
        return list(rows)
    place, count = places.most_common(1)[0]
    reaching = sum(bool(row) and _right(row, box) > (place + 1) * SAME_PLACE for row in rows)
    if count < FEWEST_ROWS or count < LEAST_SHARE * reaching:
        return list(rows)
    found: list[Row] = []
    at_place = [_cut(row, each, place) for row, each in zip(rows, begins, strict=True)]
    limit = (place - 1) * SAME_PLACE
    whole = [cut is None and bool(row) and _right(row, box) > limit for cut, row in zip(at_place, rows, strict=True)]
    for crosses, numbers in groupby(range(len(rows)), key=lambda number: whole[number]):
        several = list(numbers)
        found += [rows[number] if at_place[number] is None else rows[number][: at_place[number]] for number in several]
        if not crosses:
            found += [rows[number][at_place[number] :] for number in several if at_place[number] is not None]
    return found


def _begins(row: Row, box: Box) -> list[tuple[int, float]]:
    """Where words begin in a row behind a gap that is wider than a space, far enough from its left edge."""
    printed = [(number, box(index)) for number, (character, index) in enumerate(row) if character.strip()]
    found = []
    for (_, before), (number, here) in pairwise(printed):
        height = max(before[3] - before[1], here[3] - here[1])
        if here[0] - before[2] > WIDER_THAN_SPACE * height and here[0] - printed[0][1][0] > NARROWEST_COLUMN:
            found.append((number, here[0]))
    return found


def _right(row: Row, box: Box) -> float:
    return max((box(index)[2] for character, index in row if character.strip()), default=0.0)


def _cut(row: Row, begins: Sequence[tuple[int, float]], place: int) -> int | None:
    """The number of the row's character at which the right column begins."""
    return next((number for number, left in begins if abs(round(left / SAME_PLACE) - place) <= 1), None)
