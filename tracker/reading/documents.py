"""One document of any format to one article."""

import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from gzip import GzipFile
from io import BytesIO
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from tracker.reading.article import LARGEST_ARTICLE, LONGEST_TEXT, Article, Contents
from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.formats.docx import read_docx
from tracker.reading.formats.email_message import read_email
from tracker.reading.formats.html import read_html
from tracker.reading.formats.markdown import read_markdown
from tracker.reading.formats.mending import mended
from tracker.reading.formats.pdf import read_pdf
from tracker.reading.formats.plain_text import printable, read_plain_text, without_headings
from tracker.reading.framing.detection import Format, format_of
from tracker.reading.framing.encoding import decode
from tracker.reading.framing.streams import GZIP
from tracker.reading.metadata.dateline import dateline_of
from tracker.reading.metadata.dates import written_date
from tracker.reading.metadata.front_matter import language_code
from tracker.reading.metadata.published import Evidence, changed_at, disagreement, published_on
from tracker.reading.records import NOTHING_CARRIED, NOTHING_GIVEN, Carried, Given

FORMAT_OF_ENDING = {".pdf": Format.PDF, ".docx": Format.DOCX}
CALLED = {Format.PLAIN: "plain text", Format.HTML: "a web page", Format.EMAIL: "an e-mail"}
LAID_OUT = frozenset({Format.HTML, Format.PDF, Format.DOCX, Format.EMAIL})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_article(path: Path, given: Given = NOTHING_GIVEN, today: date | None = None) -> Article:
    """The article in a file of any format that holds one article.

    `today` is the last day that a published date may fall on; the current day where it is None. Raises ReadingError
    where there is no such file, or no readable text in it.
    """
    data, changed = _bytes_of(path)
    return read_document(data, str(path), given, file_name=path.name, file_time=changed, today=today)


def read_stream(data: bytes, given: Given = NOTHING_GIVEN, source: str = "-", today: date | None = None) -> Article:
    """The article in `data`, as it came from `source` (stdin, a download). Raises ReadingError."""
    return read_document(data, source, given, today=today)


def read_document(
    data: bytes,
    place: str,
    given: Given = NOTHING_GIVEN,
    carried: Carried = NOTHING_CARRIED,
    *,
    file_name: str | None = None,
    file_time: float | None = None,
    today: date | None = None,
    format: Format | None = None,
) -> Article:
    """The article in `data`, a whole document of any format that holds one article.

    `place` is the article's source, and what errors call it ("-" is stdin). The published date is guessed from
    `file_name` and `file_time`, in seconds since 1970, where nothing better is known. `today` is the last day that
    a published date may fall on; the current day where it is None. `format` is detected where it is None. Raises
    ReadingError, and nothing else, where there is no readable text.
    """
    name = "stdin" if place == "-" else shown(place)
    detected = format
    try:
        data = _unpacked(data, name)
        detected = detected or format_of(data, file_name or place, carried.content_type, place=name)
        contents = _contents(data, detected, name, carried)
        contents = replace(contents, remarks=(*contents.remarks, *_other_format(file_name or place, detected)))
        return article_of(
            contents, place, given, carried, format=detected, file_name=file_name, file_time=file_time, today=today
        )
    except ReadingError:
        raise
    # Libraries raise many kinds of errors on damaged files, and none may keep other files from being read.
    except Exception as error:
        kind = f"as {detected.value}" if detected else "at all"
        raise ReadingError(
            f"{name}: can't be read {kind}; it is damaged ({type(error).__name__}). Save its text as plain text."
        ) from error


def article_of(
    contents: Contents,
    place: str,
    given: Given = NOTHING_GIVEN,
    carried: Carried = NOTHING_CARRIED,
    *,
    format: Format,
    file_name: str | None = None,
    file_time: float | None = None,
    today: date | None = None,
) -> Article:
    """The article made of the `contents` of a document; the other parameters are those of `read_document`.

    What the user gave wins over what the document says, and that over what came with it. Raises ReadingError where
    no text is left.
    """
    day = today or date.today()
    title = given.title or mended(contents.title or carried.title or "") or None
    headed = without_headings(printable(contents.text), title, laid_out=format in LAID_OUT)
    name = "stdin" if place == "-" else shown(place)
    if not headed.text:
        raise ReadingError(f"{name}: blank. There is no text in it.")
    if len(headed.text) > LONGEST_TEXT:
        raise ReadingError(
            f"{name}: a text of more than {LONGEST_TEXT // 1_000_000} million characters. Split it into its articles."
        )
    url = given.url or contents.url or carried.url
    unread = _unread(carried.published)
    evidence = Evidence(
        given=given.published,
        metadata=contents.published,
        feed=carried.published,
        dateline=headed.dateline_date or _date_of_letterhead(contents.above_title),
        file_name=file_name,
        address=url,
        created=contents.created,
        file_time=carried.fetched if file_time is None and not unread else file_time,
    )
    published, basis = published_on(evidence, day)
    disagreed = disagreement(evidence, day)
    host = _host(url) if format is Format.HTML else None  # for other formats the agency says more than the host
    return Article(
        text=headed.text,
        title=headed.title,
        outlet=given.outlet or contents.outlet or carried.outlet or host or headed.agency or _host(url),
        url=url,
        author=contents.author or headed.author or carried.author,
        published=published,
        published_basis=basis,
        language=given.language or language_code(contents.language or ""),
        source=place,
        modified=changed_at(contents.modified),
        format=format.value,
        own_id=contents.own_id,
        remarks=tuple(filter(None, (disagreed, unread, *contents.remarks))),
    )


def _other_format(name: str, detected: Format) -> Iterator[str]:
    """What to say where a name ends as that of a PDF or a Word file does, and the file is something else."""
    ending = PurePath(name).suffix.lower()
    if FORMAT_OF_ENDING.get(ending, detected) is not detected:
        yield f"this is no {ending[1:].upper()} but {CALLED.get(detected, detected.value)}, and read as such"


def _unread(words: str | None) -> str | None:
    """What to say of a feed's date that is none."""
    if not words or written_date(words):
        return None
    return f"the feed's date, “{shown(words)}”, isn't used: it is none, or may be one of two days"


def _unpacked(data: bytes, name: str) -> bytes:
    """The document's bytes, decompressed where they are gzip."""
    if data.startswith(GZIP):
        try:
            data = GzipFile(fileobj=BytesIO(data)).read(LARGEST_ARTICLE + 1)
        except (EOFError, OSError, zlib.error):
            raise ReadingError(f"{name}: the gzip data is damaged. Get it again.") from None
    if len(data) > LARGEST_ARTICLE:
        raise ReadingError(f"{name}: larger than {LARGEST_ARTICLE // 1_000_000} MB. Split it into its articles.")
    if not data:
        raise ReadingError(f"{name}: empty. Nothing to read.")
    return data


def _contents(data: bytes, format: Format, name: str, carried: Carried) -> Contents:
    """The document's contents, by the reader of its format."""
    match format:
        case Format.PLAIN:
            return read_plain_text(decode(data, name))
        case Format.MARKDOWN:
            return read_markdown(decode(data, name))
        case Format.HTML:
            charset = CHARSET.search(carried.content_type or "")
            return read_html(data, name, charset[1] if charset else None, carried.url)
        case Format.PDF:
            return read_pdf(data, name)
        case Format.DOCX:
            return read_docx(data, name)
        case Format.EMAIL:
            return read_email(data, name)
        case _:
            raise ReadingError(f"{name}: a file of several articles ({format.value}), where one is expected.")


def _date_of_letterhead(lines: tuple[str, ...]) -> date | None:
    """The day in the line of a letterhead that gives place and date."""
    datelines = (dateline_of(line) for line in lines)
    return next((each.published for each in datelines if each and each.own_line), None)


def _host(address: str | None) -> str | None:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _bytes_of(path: Path) -> tuple[bytes, float | None]:
    """A file's bytes, and when it was last changed in seconds since 1970, None for a pipe."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE + 1)
            status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise cannot_read(name, error) from None
    return data, status.st_mtime if stat.S_ISREG(status.st_mode) else None
