import gzip

import pytest
from sample_documents import docx, message, page, pdf

from tracker.reading.errors import ReadingError
from tracker.reading.framing.detection import Format, format_of

RECORD = b'{"title": "Rat tagt", "text": "Der Rat tagt."}'


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"Der Rat hat getagt.", Format.PLAIN),
        (b"", Format.PLAIN),
        (b"# Rat tagt\n\nDer Rat hat getagt.", Format.PLAIN),
        (b"# Rat tagt\n\nDer [Rat](https://rat.example) hat **getagt**.", Format.MARKDOWN),
        (page().encode(), Format.HTML),
        (page().encode("utf-16"), Format.HTML),
        (b"<!-- saved -->\n<!-- twice --><html lang=de><p>Rat</p>", Format.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html [<!ENTITY a 'b'>]><html>", Format.HTML),
        (b"<div class='text'><p>Der Rat tagt.</p></div>", Format.HTML),
        (pdf([[]]), Format.PDF),
        (b"\n\n" + pdf([[]]), Format.PDF),
        (docx(), Format.DOCX),
        (message(), Format.EMAIL),
        (b"From x@y.example Wed Mar  6 18:04:00 2024\n" + message(), Format.EMAIL),
        (RECORD, Format.JSON),
        (b" [\n" + RECORD + b"\n]", Format.JSON),
        (b'{\n "title": "Rat",\n "text": "Der Rat"\n}', Format.JSON),
        (RECORD + b"\n" + RECORD + b"\n", Format.JSON_LINES),
        (gzip.compress(RECORD + b"\n" + RECORD + b"\n", mtime=0), Format.JSON_LINES),
        (b"title,text,date\nRat,Der Rat tagt.,2022-01-21\n", Format.CSV),
        (b'"Titel";"Inhalt"\n', Format.CSV),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format.WARC),
        (gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n", mtime=0), Format.WARC),
    ],
)
def test_the_content_tells_without_a_name(data: bytes, format: Format) -> None:
    assert format_of(data) is format


@pytest.mark.parametrize(
    "text",
    [
        "Text, so heißt es, sei nicht alles.",
        "Vogt: Nein.\nBeck: Doch.\nVogt: Wir gehen.",
        "From Kiel to Lübeck it is an hour.",
        "<3 ist das Zeichen der Stunde.",
        "{Anmerkung} Der Rat tagt.",
        "[dpa] Der Rat tagt.",
        "# 1\n** Das ist kein Fettdruck.",
    ],
)
def test_words_that_look_like_another_format(text: str) -> None:
    assert format_of(text.encode()) is Format.PLAIN


@pytest.mark.parametrize(
    ("data", "name", "content_type", "format"),
    [
        (b"Der Rat *tagt*.", "rat.md", None, Format.MARKDOWN),
        (b"Der Rat *tagt*.", None, "text/markdown; charset=utf-8", Format.MARKDOWN),
        (b"Der <b>Rat</b> tagt.", "rat.html", None, Format.HTML),
        (b"Der <b>Rat</b> tagt.", None, "text/html", Format.HTML),
        (b"Subject: Rat\n\nDer Rat tagt.", "rat.eml", None, Format.EMAIL),
        (RECORD, "rat.jsonl", None, Format.JSON_LINES),
        (gzip.compress(RECORD, mtime=0), "rat.jsonl.gz", None, Format.JSON_LINES),
        (b"a,b\n1,2", "rat.csv", None, Format.CSV),
        # What the content shows wins over what is said.
        (page().encode(), "rat.txt", "text/plain", Format.HTML),
        (pdf([[]]), "rat.html", "text/html", Format.PDF),
        (message(), "rat.txt", None, Format.EMAIL),
        (b"Der Rat tagt.", "rat.html", "text/html", Format.PLAIN),
        (b"Der Rat tagt.", "rat.pdf", "application/pdf", Format.PLAIN),
        (b"Der Rat tagt.", "rat.eml", "message/rfc822", Format.PLAIN),
    ],
)
def test_name_and_content_type_decide_where_the_content_does_not(
    data: bytes, name: str | None, content_type: str | None, format: Format
) -> None:
    assert format_of(data, name, content_type) is format


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"PK\x03\x04\x14\x00\x00\x00\x00\x00 mimetypeapplication/vnd.oasis.opendocument.text", "ODT"),
        (b"PK\x03\x04\x14\x00 [Content_Types].xml xl/workbook.xml", "Excel"),
        (b"PK\x03\x04\x14\x00 bilder/hafen.jpg", "zip archive"),
        (b"{\\rtf1\\ansi Der Rat}", "RTF"),
        (gzip.compress(RECORD, mtime=0)[:10] + b"\xff" * 20, "gzip data is damaged"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel>', "feed.*tracker feeds add"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<?xml version='1.0'?><nitf><body/></nitf>", "XML"),
    ],
)
def test_what_is_not_read_is_refused_by_name(data: bytes, named: str) -> None:
    with pytest.raises(ReadingError, match=rf"^x\.bin: .*{named}"):
        format_of(data, "x.bin")


@pytest.mark.parametrize("data", [b"<!-- a -->" * 100_000, b"<a " * 300_000, b"{" * 500_000, b"a: b\n" * 200_000])
def test_long_beginnings_of_nothing_are_plain_text_or_refused(data: bytes) -> None:
    assert format_of(data) in (Format.PLAIN, Format.JSON)
