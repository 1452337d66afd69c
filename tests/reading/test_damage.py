"""Whatever happens to files with many articles: each is read or named, and nothing stops the rest."""

import bz2
import gzip
import io
import json
import lzma
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_building import TEXT, TODAY, http, page, problems, records, warc_record

from tracker.reading.article import LARGEST_RECORD
from tracker.reading.sources import read_records


@cache
def sound() -> dict[str, bytes]:
    """A file of each kind."""
    objects = [{"id": each, "title": f"Rat {each}", "text": TEXT, "meta": [{"a": None}]} for each in range(8)]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode()
    pages = [{**each, "text": "", "content_html": page(1).decode()} for each in objects[:2]]
    table = "titel;text;datum\n" + "".join(f'"A";"{TEXT}\n\nUnd ""{each}"" kam.";21.01.2022\n' for each in range(8))
    archived = [warc_record(http(page(each))) for each in range(4)]
    return {
        "a.jsonl": lines,
        "a.json": json.dumps(objects, indent=1).encode(),
        "b.json": json.dumps({"status": "ok", "articles": pages}).encode(),
        "a.csv": table.encode("cp1252"),
        "b.csv": table.encode("utf-16"),
        "a.jsonl.gz": gzip.compress(lines),
        "a.jsonl.bz2": bz2.compress(lines),
        "a.jsonl.xz": lzma.compress(lines),
        "a.warc": b"".join(archived),
        "a.warc.gz": b"".join(map(gzip.compress, archived)),
    }


INSERTED = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"\x00" * 50, b"\n", b'"', b"[" * 10_000, b'{"a":' * 10_000, b"\\ud83d", b"\xff", b"\x1f\x8b\x08\x00"]
    ),
    st.sampled_from([b"WARC/1.0\r\nWARC-Type: x\r\n", b"Content-Length: 99999999\r\n", b"1" * 5000, b"a" * 100_000]),
)
CHANGE = st.tuples(st.integers(0, 10**6), st.integers(0, 200), INSERTED)


@given(st.sampled_from(sorted(sound())), st.booleans(), st.lists(CHANGE, min_size=1, max_size=4))
def test_damage_makes_problems_and_no_exceptions(name: str, named: bool, changes: list[tuple[int, int, bytes]]) -> None:
    data = sound()[name]
    for place, length, inserted in changes:
        at = place % (len(data) + 1)
        data = data[:at] + inserted + data[at + length :]
    for number, record in enumerate(records(data, name=name if named else None)):
        assert record.number == number
        assert (record.article is None) != (record.problem is None)
        if record.article:
            assert record.article.text.strip()
            record.article.text.encode()
        else:
            assert record.problem
            assert record.problem.isprintable()
            assert "tracker has a fault" not in record.problem


@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.warc", None]))
def test_any_bytes(data: bytes, name: str | None) -> None:
    found = records(data, name=name)
    assert found
    assert not any("tracker has a fault" in line for line in problems(found))


@pytest.mark.parametrize(
    ("name", "data", "read"),
    [
        ("a.jsonl", b'{"text": "' + b"a " * 5_000_000 + b'"}\n{"text": "A."}', [False, True]),
        ("a.jsonl", b"x" * 10_000_000 + b'\n{"text": "A."}', [False, True]),
        ("a.jsonl", b'{"text": ' + b"[" * 10_000 + b"]" * 10_000 + b'}\n{"text": "A."}', [False, True]),
        ("a.jsonl", b"\x00" * 10_000_000 + b'\n{"text": "A."}', [False, True]),
        ("a.json", b'{"text": "A.", "a": ' + b'{"b":' * 10_000 + b"1" + b"}" * 10_001, [False]),
        ("a.json", b'[{"text": "A."}, {"text": "' + b"a" * (LARGEST_RECORD + 10**6) + b'"}]', [True, False]),
        ("a.csv", b"text,id\nA.," + b"\x00" * 10_000_000 + b"\nB.,2\n", [True, True]),
        ("a.csv", b"text,id\nA," + b"," * 5_000_000 + b"\nB.,2\n", [True, True]),
        ("a.csv", b"\n" * 5_000_000 + b"text,id\nA.,1\n" + b"\n" * 5_000_000 + b"B.,2\n", [True, True]),
        ("a.warc", b"WARC/1.0\r\n" + b"a" * 10_000_000, [False]),
        ("a.warc", b"WARC/1.0\r\nContent-Length: 5000000000\r\n\r\n" + b"\n" * 10_000_000, [False]),
    ],
)
def test_long_lines_and_deep_brackets(name: str, data: bytes, read: list[bool]) -> None:
    assert [record.article is not None for record in records(data, name=name)] == read


def test_a_stream_that_breaks_off() -> None:
    class Broken(io.RawIOBase):
        def __init__(self) -> None:
            self.given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if self.given > 300_000:
                raise OSError(5, "Input/output error")
            line = json.dumps({"text": TEXT}).encode() + b"\n"
            buffer[: len(line)] = line
            self.given += len(line)
            return len(line)

    stream = io.BufferedReader(Broken())
    found = list(read_records(stream, name="a.jsonl", today=TODAY, wanted=lambda digest: False))
    assert len(found) > 1000
    assert problems(found) == ["a.jsonl: can't be read (Input/output error)."]
