import bz2
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_building import TEXT, TODAY, articles, problems, records

from tracker.reading.article import PublishedBasis
from tracker.reading.field_map import parse_map
from tracker.reading.records import Carried, Given, digest_of
from tracker.reading.sources import read_records


def lines(count: int) -> bytes:
    return "".join(json.dumps({"id": each, "text": f"{TEXT} {each}."}) + "\n" for each in range(count)).encode()


def identity(data: bytes) -> bytes:
    return data


PACKING = pytest.mark.parametrize("pack", [identity, gzip.compress, bz2.compress, lzma.compress])


@PACKING
def test_a_file_of_one_article_is_one_record(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / (
        "2022-01-21-rat.txt" + {bz2.compress: ".bz2", lzma.compress: ".xz"}.get(pack, ".gz") * (pack != identity)
    )
    path.write_bytes(pack(TEXT.encode()))
    [record] = records(path)
    assert (record.number, record.place, record.digest) == (0, str(path), digest_of(TEXT.encode()))
    assert record.article
    assert (record.article.text, record.article.source) == (TEXT, str(path))
    assert (record.article.published, record.article.published_basis) == (date(2022, 1, 21), PublishedBasis.FILE_NAME)


def test_the_time_of_a_file_is_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "rat.txt"
    path.write_text(TEXT)
    moment = datetime(2022, 1, 20, 12).timestamp()
    os.utime(path, (moment, moment))
    [article] = articles(path)
    assert (article.published, article.published_basis) == (date(2022, 1, 20), PublishedBasis.FILE_TIME)


@PACKING
def test_json_lines(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "news"  # the content tells
    path.write_bytes(pack(lines(3)))
    found = records(path)
    assert [(record.number, record.place) for record in found] == [
        (each, f"{path}, line {each + 1}") for each in range(3)
    ]
    assert [record.article.text for record in found if record.article] == [f"{TEXT} {each}." for each in range(3)]
    assert {record.article.source for record in found if record.article} == {record.place for record in found}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings_of_json(encoding: str) -> None:
    record = json.dumps({"text": TEXT, "title": "Häfen"}, ensure_ascii=False)
    for data in (f"{record}\n{record}\n", f"[{record},\n{record}]"):
        assert [(each.text, each.title) for each in articles(data.encode(encoding))] == [(TEXT, "Häfen")] * 2


def test_a_bad_line_does_not_stop_the_next() -> None:
    data = b'{"text": "A' + b"\n" + b"[1]\n" + lines(1) + b'{"text": 1}\n'
    found = records(data, name="news.jsonl")
    assert [record.number for record in found] == [0, 1, 2, 3]
    assert [record.article is not None for record in found] == [False, False, True, False]
    for line, said in zip(
        problems(found), ["line 1: not JSON", "line 2: not an object", "line 4: no text"], strict=True
    ):
        assert line.startswith(f"news.jsonl, {said}")


def test_a_damaged_first_line_of_a_file_without_a_name() -> None:
    assert [bool(record.article) for record in records(b'{"text": "A\n' + lines(2))] == [False, True, True]


@pytest.mark.parametrize("layout", [None, 1])
@pytest.mark.parametrize("around", [lambda each: each, lambda each: {"status": "ok", "articles": each, "more": [1]}])
def test_json_with_several_articles(layout: int | None, around: Callable[[list[object]], object]) -> None:
    record = {"title": "Der Rat", "text": TEXT}
    found = records(json.dumps(around([record, 7, record]), indent=layout).encode(), name="a.json")
    assert [record.place for record in found] == [f"a.json, article {each}" for each in (1, 2, 3)]
    assert [record.article is not None for record in found] == [True, False, True]


def test_an_article_with_a_list_is_no_wrapping() -> None:
    [article] = articles(json.dumps({"text": TEXT, "items": [{"text": "Nebensache."}]}).encode())
    assert article.text == TEXT


def test_nothing_is_lost_where_the_text_comes_after_the_list() -> None:
    found = articles(json.dumps({"items": [{"text": "Nebensache."}], "text": TEXT}).encode())
    assert [article.text for article in found] == ["Nebensache.", TEXT]


def test_objects_that_follow_each_other() -> None:
    one = json.dumps({"text": TEXT}, indent=2)
    assert [article.text for article in articles(f"{one}\n{one}".encode())] == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("data", "read", "said"),
    [
        (b'[{"text": "A."}, {"text": "B."', 1, "not JSON from character"),
        (b'[{"text": "A."}, {"text": B}]', 1, "not JSON from character"),
        (b'[{"text": "A."} {"text": "B."}]', 1, "without the `]`"),
        (b'{"items": [{"text": "A."}], 3: 4}', 1, "quotation marks"),
        (b'[{"text": "A."}, ' + b'[{"a":' * 50_000, 1, "too deep"),
        (b'[{"text": "A."}, ' + b"1" * 5000 + b"]", 1, "a number too long"),
        (b'[{"text": "A."}, {"text": "\xc3\xa4\xc3\xa4\xc3\xa4\xc3"}]', 0, "damaged"),
        (b"{}", 0, "the fields are: none"),
        (b"[]", 0, "empty"),
        (b"", 0, "empty"),
        (gzip.compress(b"", mtime=0), 0, "empty"),
        (bz2.compress(b""), 0, "empty"),
        (lzma.compress(b"A")[:-30], 0, "xz data is damaged"),
        (b"\n \n", 0, "blank"),
        (gzip.compress(b"x" * 100, mtime=0)[:20], 0, "damaged"),
        (b"\x00\x01\x02", 0, "binary"),
    ],
)
def test_what_cannot_be_read_is_a_record_too(data: bytes, read: int, said: str) -> None:
    found = records(data)
    assert sum(record.article is not None for record in found) == read
    [problem] = problems(found)
    assert problem.startswith("stdin")
    assert said in problem


def test_a_long_array_is_read_through_a_small_window() -> None:
    data = b"[" + b",".join(json.dumps({"text": f"{each} {TEXT * 50}"}).encode() for each in range(100)) + b"]"
    assert [article.text.split()[0] for article in articles(data)] == [str(each) for each in range(100)]


def test_damaged_gzip_gives_what_comes_before() -> None:
    data = gzip.compress(lines(20_000), 1, mtime=0)
    found = records(data[: len(data) // 2], wanted=lambda digest: False)
    assert len(found) > 2000
    assert [record.number for record in found if record.problem] == [len(found) - 1]
    assert "gzip data is damaged" in problems(found)[0]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.framing.streams.BYTES_BEFORE_RATIO", 1_000_000)
    found = records(gzip.compress(lines(1) + b"\n" * 5_000_000, mtime=0))
    assert [record.article is not None for record in found] == [True, False]
    assert "200 times" in problems(found)[0]


def test_a_line_too_long_is_named_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.formats.json_records.LARGEST_RECORD", 1_000_000)
    long = json.dumps({"text": "a" * 1_000_000}).encode()
    found = records(lines(1) + long + b"\n" + b"\n" * 1000 + lines(1))
    assert [record.place for record in found] == [f"stdin, line {number}" for number in (1, 2, 1003)]
    assert [record.article is not None for record in found] == [True, False, True]


def test_many_records_that_cannot_be_read_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.reading.sources.MOST_PROBLEMS", 10)
    found = records(lines(5) + b"{}\n" * 9 + lines(1) + b"{}\n" * 100)
    assert len(found) == 5 + 9 + 1 + 10 + 1
    assert "10 records one after the other" in (found[-1].problem or "")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none", "no such file"), (tmp_path, "folder"), (Path("a\0b"), "null byte")):
        [record] = records(path)
        assert said in (record.problem or "")
        assert (record.problem or "").isprintable()


def test_a_name_cannot_break_the_line_or_style_it() -> None:
    [record] = records(b"{}", name="a\nb\x1b[31m.json")
    assert record.problem
    assert record.problem.startswith("a\\nb\\x1b[31m.json, article 1: ")


def test_what_came_with_the_bytes() -> None:
    carried = Carried(url="https://bote.example/hafen", content_type="application/json", published="2022-01-21")
    [article] = articles(json.dumps({"text": TEXT}).encode(), carried=carried, name="https://bote.example/hafen")
    assert (article.url, article.published_basis) == ("https://bote.example/hafen", PublishedBasis.FEED)


class TestSkipping:
    data = lines(2) + b"{}\n" + lines(1)

    def test_only_what_is_wanted_is_read(self) -> None:
        asked: list[str] = []
        known = records(self.data)[1].digest

        def wanted(digest: str) -> bool:
            asked.append(digest)
            return digest != known

        found = records(self.data, wanted=wanted)
        assert [record.digest for record in found] == asked
        assert (found[1].article, found[1].problem, found[1].digest) == (None, None, known)
        assert [record.article is not None for record in found] == [True, False, False, True]
        assert found[0].digest == found[3].digest

    def test_nothing_is_decoded_that_is_not_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tracker.reading.formats.json_records.value_of", lambda line, place: pytest.fail("read"))
        assert len(records(self.data, wanted=lambda digest: False)) == 4

    @given(st.integers(0, 6))
    def test_the_first_ones_are_passed_over(self, first: int) -> None:
        asked: list[str] = []
        found = records(self.data, first=first, wanted=lambda digest: asked.append(digest) or True)
        assert found == records(self.data)[first:]
        assert len(asked) == len(found)

    def test_an_error_of_whoever_is_asked_is_not_the_files(self) -> None:
        def wanted(digest: str) -> bool:
            raise KeyError(digest)

        with pytest.raises(KeyError):
            records(self.data, wanted=wanted)

    def test_a_document_is_asked_for_too(self) -> None:
        [record] = records(TEXT.encode(), wanted=lambda digest: False)
        assert (record.article, record.problem) == (None, None)
        assert records(TEXT.encode(), first=1) == []


class TestDigests:
    def test_it_is_of_the_bytes_and_of_what_the_user_gave(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(TEXT)
        given, fields = Given(date(2022, 1, 21), outlet="Bote"), parse_map(["text=a"])
        digests = [
            digest_of(path),
            digest_of(path, given),
            digest_of(path, given, fields),
            digest_of(path, fields=fields),
        ]
        assert len(set(digests)) == 4
        for how, digest in zip(({}, {"given": given}, {"given": given, "fields": fields}), digests, strict=False):
            assert [record.digest for record in records(path, **how)] == [digest]
        with path.open("rb") as file:
            assert digest_of(file) == digest_of(io.BytesIO(TEXT.encode())) == digest_of(TEXT.encode()) == digests[0]

    def test_a_value_does_not_pass_from_one_option_to_another(self) -> None:
        assert digest_of(b"a", Given(title="x")) != digest_of(b"a", Given(outlet="x"))
        assert digest_of(b"a", Given(title="None")) != digest_of(b"a")

    @pytest.mark.parametrize("name", ["none", ".", "a\0b"])
    def test_there_is_none_of_what_cannot_be_read(self, tmp_path: Path, name: str) -> None:
        assert digest_of(tmp_path / name) == ""

    def test_a_pipe_is_left_alone(self, tmp_path: Path) -> None:
        reading_end, writing_end = os.pipe()
        os.write(writing_end, TEXT.encode())
        os.close(writing_end)
        path = Path(f"/dev/fd/{reading_end}")
        assert digest_of(path) == ""
        assert [article.text for article in articles(path)] == [TEXT]
        os.close(reading_end)


def test_records_come_before_the_stream_has_ended() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            data = lines(1)
            buffer[: len(data)] = data
            return len(data)

    found = read_records(io.BufferedReader(Endless()), today=TODAY)
    assert [next(found).number for _ in range(10)] == list(range(10))
