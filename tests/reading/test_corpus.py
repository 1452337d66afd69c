import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.article import Article, PublishedBasis
from tracker.reading.errors import ReadingError
from tracker.reading.formats.corpus import read_articles_jsonl

TEXT = " \r\nDer Rat tagt.\u00ad \x07e\u0301\n"


def lines(*objects: object) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()


def only(data: bytes) -> Article | ReadingError:
    [(_, result)] = read_articles_jsonl(data, "a.jsonl")
    return result


@pytest.mark.parametrize("compress", [lambda data: data, gzip.compress])
def test_an_article_a_line(compress: "type[bytes]") -> None:
    full = {
        "id": "b",
        "text": "B.",
        "title": "T",
        "date": "2022-01-21",
        "language": "de-DE",
        "outlet": "O",
        "url": "U",
    }
    data = lines({"id": 7, "text": TEXT, "statements": []}) + b"\n  \n" + lines(full)
    assert list(read_articles_jsonl(compress(data), "a.jsonl")) == [
        ("7", Article(text=TEXT, source="a.jsonl")),
        (
            "b",
            Article("B.", "T", "O", "U", None, date(2022, 1, 21), PublishedBasis.METADATA, "de", "a.jsonl"),
        ),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": ' + b"1" * 10_000 + b', "text": "A."}', "not JSON"),
        (b'{"id": "\xff"}', "UTF-8"),
        (b"[1]", "object"),
        (lines({"text": "A."}), "`id`"),
        (lines({"id": "a"}), "`text`"),
        (lines({"id": "a", "text": " "}), "`text`"),
        (lines({"id": "a", "text": "A.", "title": 1}), "`title`"),
        (lines({"id": "a", "text": "A.", "date": "01/02/2022"}), "YYYY-MM-DD"),
        (b'{"id": "a", "text": "\\ud83d A."}', "surrogate"),
    ],
)
def test_a_bad_line_is_named_and_does_not_stop_the_next(line: bytes, problem: str) -> None:
    first, (identifier, article) = read_articles_jsonl(
        line.rstrip() + b"\n" + lines({"id": "c", "text": "C."}), "a.jsonl"
    )
    assert isinstance(first[1], ReadingError)
    assert str(first[1]).startswith("a.jsonl, line 1: ")
    assert problem in str(first[1])
    assert (identifier, article) == ("c", Article("C.", source="a.jsonl"))


def test_a_bad_line_keeps_the_id_that_it_has() -> None:
    [(identifier, error)] = read_articles_jsonl(lines({"id": "a", "text": 1}), "a.jsonl")
    assert identifier == "a"
    assert isinstance(error, ReadingError)


def test_damaged_gzip_gives_what_comes_before_the_damage() -> None:
    data = gzip.compress(lines(*({"id": str(number), "text": f"{number}." * 50} for number in range(5000))))
    *read, (identifier, error) = read_articles_jsonl(data[: len(data) // 2], "a.jsonl.gz")
    assert read
    assert all(isinstance(article, Article) for _, article in read)
    assert identifier == ""
    assert "damaged" in str(error)


@pytest.mark.parametrize(("data", "problem"), [(b"", "empty"), (b"\n\n", "empty"), (b"%PDF-1.4", "PDF")])
def test_files_without_lines(data: bytes, problem: str) -> None:
    assert problem in str(only(data))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert only(b"\xef\xbb\xbf" + lines({"id": "a", "text": "A."})) == Article("A.", source="a.jsonl")


@given(st.one_of(st.binary(), st.binary().map(gzip.compress), st.binary().map(lambda data: b"\x1f\x8b\x08" + data)))
def test_any_bytes_give_articles_or_errors_of_one_line(data: bytes) -> None:
    for _, result in read_articles_jsonl(data, "a\nb"):
        if isinstance(result, ReadingError):
            assert str(result).isprintable()


@given(st.text(alphabet=st.characters(codec="utf-8")).filter(str.strip))
def test_the_text_is_kept_to_the_code_point(text: str) -> None:
    result = only(lines({"id": "a", "text": text}))
    assert isinstance(result, Article)
    assert result.text == text
