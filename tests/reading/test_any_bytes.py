"""Bytes that went wrong, of every format: an article or one clear line, and the same each time."""

import gzip
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_documents import PARAGRAPHS, Print, column, docx, message, page, pdf

from tracker.reading.article import Article
from tracker.reading.documents import read_document
from tracker.reading.errors import ReadingError
from tracker.reading.records import Carried

LINKED = [{"@type": "NewsArticle", "headline": "Rat", "datePublished": "2024-03-06", "author": [{"@id": "#a"}, "b"]}]
DOCUMENTS = {
    "html": page(linked=LINKED).encode(),
    "html in UTF-16": page().encode("utf-16"),
    "pdf": pdf([[*column(" ".join(PARAGRAPHS)), Print("Seite 1", 60, 30)]] * 2, info={"CreationDate": "D:20240101"}),
    "docx": docx(properties="<dc:title>Rat</dc:title>"),
    "email": message(),
    "markdown": b"---\ndate: 2022-01-01\n---\n# Rat\n\nDer [Rat](http://x.example) **tagt**.\n\n- a\n\n|a|b|\n|-|-|\n",
    "plain": ("Rat einigt sich\n\nKiel, 21. Januar 2022 (dpa)\n\n" + "\n\n".join(PARAGRAPHS)).encode(),
    "gzip": gzip.compress(page().encode()),
}
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            *(
                b"\0" * 40,
                b"<",
                b"&#0;",
                b"<!--",
                b"]]>",
                b"\xff\xfe",
                b"\r\n\r\n",
                b"9" * 30,
                b"=?utf-8?b?////?=",
                b"\xed\xa0\x80",
            ),
            *(b"<div>" * 2000, b"(" * 2000, b"a" * 100_000, b"\n" * 20_000, b"stream\n", b"://[", b'"', b"D:99999999"),
        ]
    ),
)
# Each change is where (in thousandths of the length), how many bytes go, and what comes in their place.
CHANGES = st.lists(
    st.tuples(st.integers(0, 1000), st.sampled_from([0, 1, 1, 5, 50, 10**9]), PIECES), min_size=1, max_size=6
)


def changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for thousandths, gone, piece in changes:
        start = len(data) * thousandths // 1000
        data = data[:start] + piece + data[start + gone :]
    return data


def outcome(data: bytes) -> Article | str:
    carried = Carried(url="https://[x", content_type="text/html; charset=utf-8")
    try:
        return read_document(data, "a\nb\x1b", carried=carried, file_name="2022.x", today=date(2024, 4, 1))
    except ReadingError as error:
        return str(error)


@pytest.mark.parametrize("format", DOCUMENTS)
@settings(max_examples=25)
@given(changes=CHANGES)
def test_any_damage_gives_an_article_or_one_line_and_the_same_again(
    format: str, changes: list[tuple[int, int, bytes]]
) -> None:
    data = changed(DOCUMENTS[format], changes)
    found = outcome(data)
    assert found == outcome(data)
    if isinstance(found, str):
        assert found.isprintable()
        assert "a\\nb\\x1b" in found
    else:
        assert found.text == found.text.strip() != ""
        assert repr(found).encode()
        assert all(remark.isprintable() for remark in found.remarks)


@given(st.binary(max_size=300))
def test_any_bytes_at_all(data: bytes) -> None:
    found = outcome(data)
    assert found == outcome(data)
    assert isinstance(found, Article) or found.isprintable()


def test_what_libraries_did_not_foresee_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IndexError("list index\nout of range")

    monkeypatch.setattr("tracker.reading.documents.read_html", fail)
    assert outcome(page().encode()) == (
        "a\\nb\\x1b: can't be read as html; it is damaged (IndexError). Save its text as plain text."
    )


def test_gzip_data_that_unpack_without_end_are_refused() -> None:
    assert "larger than 20 MB" in str(outcome(gzip.compress(b" " * 40_000_000)))


def test_reading_a_text_loads_no_library_of_another_format(tmp_path: Path) -> None:
    path = tmp_path / "rat.txt"
    path.write_text("Der Rat tagt.", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from tracker.reading.documents import read_article; "
        f"read_article(Path({str(path)!r})); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"trafilatura", "lxml", "pypdfium2", "markdown_it"} & set(loaded)
