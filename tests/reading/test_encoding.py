import codecs

import pytest

from tracker.reading.errors import ReadingError
from tracker.reading.framing.encoding import decode

GERMAN = (
    "Außenministerin Köhler wies die Vorwürfe zurück. „Das ist schlicht falsch“, sagte sie in Düsseldorf – "
    "über die Größe der Prämie äußerte sie sich nicht. Das Café schließt für „ein paar Tage“."
)
ENGLISH = "The minister wouldn’t comment. “It’s over,” she said — and left the café in Zürich."
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [GERMAN, ENGLISH, GERMAN * 30, "Grüße aus Köln", "Nur ASCII.", "„Nein“, so Vogt."])
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_old_encodings_without_typographic_marks(encoding: str) -> None:
    text = "Köhler wies die Vorwürfe in Düsseldorf zurück, die Größe der Prämie ließ sie offen. «Ja», sagte sie."
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize("cut", [1, 2])
def test_damaged_utf8_is_refused_and_not_garbled(cut: int) -> None:
    data = GERMAN.encode()
    data = data[: data.index("ö".encode()) + cut - 1] + data[data.index("ö".encode()) + cut :]
    with pytest.raises(ReadingError, match=r"x\.txt: .*UTF-8.*damaged at byte"):
        decode(data, "x.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Правительство не повысит налоги, заявил министр.", "cp1251"), ("日本の首相は水曜日に", "shift-jis")],
)
def test_an_encoding_that_cannot_be_told_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(ReadingError, match="in which encoding"):
        decode(text.encode(encoding), "x.txt")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"some\x00\x01bytes\x00and more", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, named: str) -> None:
    with pytest.raises(ReadingError, match=named):
        decode(data, "x.txt")


@pytest.mark.parametrize(
    "text", ["ID3 heißt der neue Wagen.", "RIFF is a format.", "PKK-Sprecher sagten ab.", "GIF89a?"]
)
def test_words_that_look_like_the_beginning_of_a_format(text: str) -> None:
    assert decode(text.encode(), "x.txt") == text
