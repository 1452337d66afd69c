"""The format of a file or stream, detected by its content, with name and content type as hints."""

import json
import re
from enum import StrEnum
from pathlib import PurePath

from tracker.reading.errors import ReadingError, shown
from tracker.reading.framing.encoding import beginning_as_text, refuse_other_formats
from tracker.reading.framing.streams import GZIP, unpacked_beginning
from tracker.reading.lexicons import document_words

BYTES_JUDGED = 200_000  # of the file's beginning; fewer are enough if they include its first lines


class Format(StrEnum):
    """The formats that are read."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EMAIL = "email"
    JSON = "json"
    JSON_LINES = "json_lines"
    CSV = "csv"
    WARC = "warc"
    PARQUET = "parquet"

    @property
    def of_one_article(self) -> bool:
        """Whether a file of this format is one article, which `tracker.reading.documents.read_document` reads."""
        return self not in (Format.JSON, Format.JSON_LINES, Format.CSV, Format.WARC, Format.PARQUET)


PDF_MARK = re.compile(rb"%PDF-\d")
BYTES_BEFORE_PDF = 1024  # other bytes that readers of PDFs skip
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"
OTHER_ZIPS = (
    (rb"mimetypeapplication/vnd\.oasis\.opendocument", "an OpenDocument file (ODT)"),
    (rb"mimetypeapplication/epub\+zip", "an e-book (EPUB)"),
    (rb"\bxl/", "an Excel workbook (XLSX)"),
    (rb"\bppt/", "a presentation (PPTX)"),
)
OF_DOCX = re.compile(rb"word/|\[Content_Types\]\.xml")

FORMAT_OF_SUFFIX = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".eml": Format.EMAIL,
    ".mht": Format.EMAIL,
    ".mhtml": Format.EMAIL,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".warc": Format.WARC,
    ".parquet": Format.PARQUET,
}
FORMAT_OF_TYPE = {
    "text/plain": Format.PLAIN,
    "text/markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "message/rfc822": Format.EMAIL,
    "multipart/related": Format.EMAIL,
    "application/json": Format.JSON,
    "application/x-ndjson": Format.JSON_LINES,
    "application/jsonl": Format.JSON_LINES,
    "text/csv": Format.CSV,
    "text/tab-separated-values": Format.CSV,
    "application/warc": Format.WARC,
}

# What may stand before a document's first element.
PROLOGUE = re.compile(r"\s+|<\?xml[^>]{0,300}>|<!--(?s:.*?)-->")
XML = re.compile(r"\s*<\?xml\b")
FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
# How a page, or a piece of one, begins.
PAGE = re.compile(
    r"(?i)<(?:!doctype\s+html\b|(?:html|head|body|meta|title|link|script|style|article|main|section|div|p|h1)(?:\s[^<>]{0,2000})?>)"
)
TAG = re.compile(r"<(?:[a-z][a-z0-9]{0,20}\b[^<>]{0,2000}|/[a-z][a-z0-9]{0,20}\s*)>", re.IGNORECASE)
JSON_BEGINNING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t].*|$)")
# Headers of messages that hardly any other text begins with.
TYPICAL_MAIL_HEADERS = frozenset({"from", "received", "return-path", "message-id", "mime-version", "delivered-to"})
MAIL_HEADERS = TYPICAL_MAIL_HEADERS | {
    *("to", "subject", "date", "content-type", "reply-to", "sender", "list-id", "list-unsubscribe", "dkim-signature"),
    *("x-mailer", "snapshot-content-location"),
}
MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
MARKDOWN_WITHIN = re.compile(r"\[[^\]\n]{1,300}\]\(https?://[^\s)]+[^)\n]{0,100}\)|\*\*[^\s*][^*\n]{0,300}\*\*")
CSV_TEXT_FIELDS = frozenset(
    {
        *("text", "body", "content", "maintext", "main_text", "article", "articlebody", "article_body", "fulltext"),
        *("full_text", "plain_text", "raw_text"),
    }
)
LONGEST_FIELD_NAME = 40


def format_of(
    beginning: bytes, name: str | None = None, content_type: str | None = None, *, place: str | None = None
) -> Format:
    """The format of a file that begins with `beginning`, up to `BYTES_JUDGED` bytes.

    Unambiguous content wins; otherwise the file's `name`, and then `content_type`, a MIME type, decide among what
    it may be. Of gzip-compressed data it is the format of what they hold. Text is `Format.PLAIN` where nothing says
    otherwise. Raises ReadingError, naming the file as `place` (`name` where it is None), where it is no text, such
    as an image or a spreadsheet.
    """
    called = place or shown(name or "stdin")
    beginning = beginning[:BYTES_JUDGED]
    hint = hinted_format(name, content_type)
    if beginning.startswith(GZIP):
        beginning = unpacked_beginning(beginning, BYTES_JUDGED, called)
    if beginning.startswith(b"WARC/"):
        return Format.WARC
    if beginning.startswith(PARQUET):
        return Format.PARQUET
    if PDF_MARK.search(beginning[:BYTES_BEFORE_PDF]):
        return Format.PDF
    if beginning.startswith(ZIP):
        return _office_format(beginning, called)
    text = beginning_as_text(beginning)
    first = _first_element(text)
    if FEED.match(text, first):
        raise ReadingError(f"{called}: this is a feed, not an article. Follow it with `tracker feeds add ADDRESS`.")
    if PAGE.match(text, first):
        return Format.HTML
    refuse_other_formats(beginning, called)
    if XML.match(text):
        raise ReadingError(f"{called}: this is XML of a kind that isn't read. Save the article as plain text.")
    return _text_format(text, hint)


def _first_element(text: str) -> int:
    """Where a page's first element would begin: after comments and an XML declaration."""
    position = 0
    while prologue := PROLOGUE.match(text, position):
        position = prologue.end()
    return position


def hinted_format(name: str | None, content_type: str | None) -> Format | None:
    """The format that a file's name or else its content type gives, apart from compression; None where neither does."""
    path = PurePath((name or "").lower())
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    mime_type = (content_type or "").partition(";")[0].strip().lower()
    return FORMAT_OF_SUFFIX.get(suffix) or FORMAT_OF_TYPE.get(mime_type)


def _office_format(beginning: bytes, place: str) -> Format:
    """DOCX, the only zip archive that is read. Raises ReadingError for others."""
    for pattern, called in OTHER_ZIPS:
        if re.search(pattern, beginning):
            raise ReadingError(f"{place}: this looks like {called}, which isn't read. Save it as DOCX or plain text.")
    if OF_DOCX.search(beginning):
        return Format.DOCX
    raise ReadingError(f"{place}: this looks like a zip archive (no DOCX). Unpack it and name the files in it.")


def _text_format(text: str, hint: Format | None) -> Format:
    if JSON_BEGINNING.match(text):
        return _json_format(text, hint)
    if _is_mail(text, named_so=hint is Format.EMAIL):
        return Format.EMAIL
    if hint in (Format.JSON, Format.JSON_LINES, Format.CSV, Format.MARKDOWN):
        return hint
    if hint is Format.HTML and TAG.search(text):
        return Format.HTML
    if _is_table(text):
        return Format.CSV
    if MARKDOWN_HEADING.search(text) and MARKDOWN_WITHIN.search(text):
        return Format.MARKDOWN
    return Format.PLAIN


def _json_format(text: str, hint: Format | None) -> Format:
    """JSON or JSON Lines, in which an object ends where its line does and the next line begins another."""
    if hint is Format.JSON_LINES:
        return hint
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("{") and rest.lstrip().startswith("{"):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return Format.JSON
        return Format.JSON_LINES
    return Format.JSON


def _is_mail(text: str, *, named_so: bool) -> bool:
    """Whether the text begins with a message's headers; one is enough where the file's name ends like a message's."""
    names: set[str] = set()
    lines = text.lstrip("\r\n").split("\n", 200)[:200]
    if lines and lines[0].startswith("From ") and len(lines) > 1:  # the beginning of a mailbox
        lines = lines[1:]
    for line in lines:
        line = line.rstrip("\r")
        if not line:
            break
        if line[0] in " \t" and names:
            continue
        if not (header := HEADER.fullmatch(line)):
            break
        names.add(header["name"].lower())
    known = names & MAIL_HEADERS
    return bool(known) if named_so else len(known) >= 3 and bool(known & TYPICAL_MAIL_HEADERS)


def _is_table(text: str) -> bool:
    """Whether the first line names columns, one of which holds the text."""
    line = text.lstrip("\ufeff\r\n").partition("\n")[0].strip()
    if len(line) > 2000:
        return False
    text_fields = CSV_TEXT_FIELDS.union(document_words().fields.get("text", ()))
    for separator in (",", ";", "\t"):
        fields = [each.strip().strip('"').strip().lower() for each in line.split(separator)]
        named = all(0 < len(each) <= LONGEST_FIELD_NAME for each in fields)
        if len(fields) > 1 and named and len(set(fields)) == len(fields) and text_fields & set(fields):
            return all(re.fullmatch(r"[\w. -]+", each) for each in fields)
    return False
