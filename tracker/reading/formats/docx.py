"""Word documents (DOCX): the text of their body, and their properties."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from tracker.reading.article import Contents
from tracker.reading.errors import ReadingError
from tracker.reading.lexicons import document_words

BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
MOST_BYTES = 40_000_000  # of an unpacked part; a novel's body has ten million
DATE_OF_TEMPLATE = "2013-12-23T23:15:00Z"  # python-docx leaves it in every document that it makes
MOST_CHARACTERS = 5_000_000
MOST_EVENTS = 1_000_000  # starts and ends of elements with text
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Elements that aren't printed: deleted text, a paragraph's properties, a text box's copy for old programs.
UNPRINTED = frozenset({"del", "moveFrom", "pPr"})
PRINTED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _TooLongError(Exception):
    """The document is longer than any article."""


class _Bounded:
    """A part of the archive that raises an error when more than a limit is unpacked from it."""

    def __init__(self, part: IO[bytes], place: str) -> None:
        self._part, self._place, self._left = part, place, MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise ReadingError(
                f"{self._place}: unpacks to more than {MOST_BYTES // 1_000_000} MB. Save it as plain text."
            )
        return data


def read_docx(data: bytes, place: str) -> Contents:
    """The text of a Word document's body, without headers, footers, notes and deleted text.

    The title is the first paragraph in the style of a title, or else what the properties say. Raises ReadingError
    where the archive is damaged or is no Word document.
    """
    from lxml.etree import XMLSyntaxError

    try:
        with ZipFile(BytesIO(data)) as archive:
            paragraphs = _paragraphs(archive, place)
            properties = _properties(archive, place)
    except _TooLongError:
        raise ReadingError(f"{place}: this Word document is longer than any article. Split it.") from None
    except KeyError:
        raise ReadingError(
            f"{place}: this archive has no Word document in it. Save the article as DOCX again."
        ) from None
    except (
        BadZipFile,
        XMLSyntaxError,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"{place}: this Word document is damaged or locked. Save it again.") from None
    styles = document_words().title_styles
    title_at = next((at for at, (style, _) in enumerate(paragraphs[:20]) if style.lower() in styles), None)
    title = paragraphs.pop(title_at)[1] if title_at is not None else None
    return Contents(
        text="\n\n".join(text for _, text in paragraphs),
        title=title or properties.get("title"),
        author=properties.get("creator"),
        created=next(
            (day for key in ("modified", "created") if (day := properties.get(key)) != DATE_OF_TEMPLATE), None
        ),
    )


def _paragraphs(archive: ZipFile, place: str) -> list[tuple[str, str]]:
    """The style and text of each paragraph that isn't blank, including those in table cells."""
    paragraphs = []
    characters = 0
    with archive.open(BODY) as part:
        for style, text in _printed_paragraphs(_Bounded(part, place)):
            if text := text.strip():
                paragraphs.append((style, text))
                characters += len(text)
            if characters > MOST_CHARACTERS:
                raise _TooLongError
    return paragraphs


def _printed_paragraphs(part: _Bounded) -> Iterator[tuple[str, str]]:
    from lxml.etree import iterparse

    hidden = 0
    pieces: list[list[str]] = [[]]  # of the open paragraphs; a text box is within one
    style = ""
    names = ("p", "pStyle", "t", "tbl", *PRINTED, *UNPRINTED)
    tags = [FALLBACK, *(namespace + name for namespace in (WORD, STRICT_WORD) for name in names)]
    events: Any = iterparse(
        part, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
    )
    for number, (event, element) in enumerate(events):
        if number > MOST_EVENTS:
            raise _TooLongError
        name = _name(element)
        if event == "start":
            hidden += name in UNPRINTED or element.tag == FALLBACK
            if name == "p":
                pieces.append([])
            continue
        hidden -= name in UNPRINTED or element.tag == FALLBACK
        if name == "pStyle":
            style = element.get(element.tag.replace("pStyle", "val")) or ""
        elif name == "t" and not hidden:
            pieces[-1].append(element.text or "")
        elif name in PRINTED and not hidden:
            pieces[-1].append(PRINTED[name])
        elif name == "p":
            yield style, "".join(pieces.pop())
            style = ""
            _forget(element)
        elif name == "tbl":
            _forget(element)


def _forget(element: Any) -> None:
    """Free the memory of an element that was read, and of its preceding siblings."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _name(element: Any) -> str:
    """The name of one of Word's own elements, "" for others."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(WORD).removeprefix(STRICT_WORD) if tag.startswith((WORD, STRICT_WORD)) else ""


def _properties(archive: ZipFile, place: str) -> dict[str, str]:
    """The document's properties, by their names in Dublin Core."""
    from lxml.etree import XMLParser, fromstring

    if PROPERTIES not in archive.namelist():
        return {}
    with archive.open(PROPERTIES) as part:
        written = _Bounded(part, place).read()
    root = fromstring(written, XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    found = {}
    for element in root:
        if isinstance(element.tag, str) and (words := " ".join((element.text or "").split())):
            found[element.tag.rpartition("}")[2]] = words
    return found
