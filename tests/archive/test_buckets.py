"""Inputs and archives in a bucket, also in one that fails again and again."""

import json
import os
import re
from collections import Counter
from urllib.request import Request, urlopen

import pytest
from archives import asked, content_of, tracker
from buckets import SERVER, Failure, bucket_server, failing

from tracker.archive import places
from tracker.archive.inputs import sources_of
from tracker.archive.places import Directory
from tracker.archive.reading import Step, read_parts
from tracker.archive.running import run

GERMAN = "„Das Tor {number} bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch in Nordby."
SIGNED = "AWS4-HMAC-SHA256 Credential=testing/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
pytestmark = pytest.mark.skipif(SERVER is None and "CI" not in os.environ, reason="no moto_server here")


@pytest.fixture(scope="module")
def port():
    with bucket_server() as port:
        yield port


def reached_by(port):
    """What the environment says of a bucket's server."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@pytest.fixture
def quickly(monkeypatch, capfd):
    """Runs a command that uses no cluster in this process, and tries what failed again at once."""
    monkeypatch.setattr(places, "WAITS", (0.01, 0.02, 0.03))

    def again(*arguments, **environment):
        places._by_arrow.cache_clear()  # which knows a bucket by its name, wherever it is
        result = asked("archive", *arguments, **environment)
        assert capfd.readouterr() == ("", "")  # what Arrow would say past Python
        return result

    yield again
    places._by_arrow.cache_clear()


@pytest.fixture
def bucket(port, tmp_path):
    """A bucket of its own, with twelve articles in three files, and a line that can't be read."""
    name = tmp_path.name.replace("_", "-")
    put(port, name, b"")
    (tmp_path / "in").mkdir()
    for file in range(3):
        lines = [
            json.dumps({"id": number, "text": GERMAN.format(number=number), "date": "2024-03-07"})
            for number in range(4 * file, 4 * file + 4)
        ]
        written = "\n".join([*lines, '{"text": '] if file == 1 else lines) + "\n"
        (tmp_path / "in" / f"{file}.jsonl").write_text(written, encoding="utf-8")
        put(port, f"{name}/in/{file}.jsonl", written.encode())
    return name


def put(port, path, content):
    urlopen(
        Request(
            f"http://127.0.0.1:{port}/{path}",
            content,
            {"Authorization": SIGNED, "Content-Type": "application/json"},
            method="PUT",
        )
    ).close()


def test_a_bucket_that_fails_every_third_time(client, port, bucket, tmp_path, monkeypatch):
    here = run(client, sources_of([str(tmp_path / "in")]), Directory(str(tmp_path / "here")), size=2)
    assert (here.articles, here.failures) == (12, 1)
    archive = f"s3://{bucket}/archive"
    with failing(port, lambda number, method, path: None if number % 3 else Failure.ERROR) as (reached, answered):
        for name, value in reached_by(reached).items():
            monkeypatch.setenv(name, value)
        done = tracker("archive", "extract", f"s3://{bucket}/in/*.jsonl", "--to", archive, "--part", "2", "--jobs", "2")
        assert done.returncode == 1, done.stderr  # one line can't be read
        assert "12 articles" in done.stderr
    for name, value in reached_by(port).items():
        monkeypatch.setenv(name, value)
    there, alone = content_of(Directory(archive)), content_of(Directory(str(tmp_path / "here")))
    assert answered.count(500) > 20
    assert there["statements"] == alone["statements"]
    assert len(there["statements"]) == 12
    assert len(there["failures"]) == len(alone["failures"]) == 1


def test_a_bucket_that_is_not_there_is_named(quickly, port, tmp_path):
    done = quickly("extract", "s3://nowhere/in/*.jsonl", "--to", str(tmp_path / "a"), **reached_by(port))
    assert done.exit_code == 1
    assert "s3://nowhere/in/*.jsonl: no file there." in done.stderr


@pytest.fixture(scope="module")
def archived(port):
    """An archive in a bucket, of two parts of what is in it, linked; tests that change something mend it."""
    name = "archived"
    put(port, name, b"")
    lines = [json.dumps({"text": GERMAN.format(number=number), "date": "2024-03-07"}) for number in range(4)]
    put(port, f"{name}/in/news.jsonl", ("\n".join(lines) + "\n").encode())
    inputs, address, environment = f"s3://{name}/in/*.jsonl", f"s3://{name}/archive", reached_by(port)
    done = tracker("archive", "extract", inputs, "--to", address, "--part", "2", "--jobs", "1", **environment)
    assert done.returncode == 0, done.stderr
    done = tracker("archive", "link", address, "--jobs", "1", **environment)
    assert done.returncode == 0, done.stderr
    return address


def test_slicing_in_a_bucket(port, archived, tmp_path):
    database = str(tmp_path / "s.db")
    sliced = tracker("archive", "slice", archived, "--actor", "Lindholm", "--db", database, **reached_by(port))
    assert (sliced.returncode, sliced.stderr) == (0, f"4 articles, 4 statements in {database}\n")
    listed = asked("quotes", "--actor", "Lindholm", "--jsonl", "--db", database)
    assert len(listed.stdout.splitlines()) == 4


def content(method, path):
    """Whether a request is for what a file holds."""
    return method == "GET" and path.partition("?")[0].endswith((".parquet", ".json"))


@pytest.mark.parametrize("failure", [Failure.BUSY, Failure.CUT])
def test_what_fails_now_and_then_is_read_again(quickly, port, archived, tmp_path, failure):
    """Files smaller than an error, which the file system doesn't ask for again by itself, are among them."""
    asked = Counter()

    def fails(number, method, path):
        asked[path] += content(method, path)
        return failure if content(method, path) and asked[path] < 3 else None

    with failing(port, fails) as (reached, answered):
        sliced = quickly("slice", archived, "--db", str(tmp_path / "s.db"), **reached_by(reached))
    assert sliced.exit_code == 0, sliced.stderr
    assert sliced.stderr.startswith("4 articles, 4 statements")
    assert answered.count(failure) > 8


def test_what_fails_for_good_is_named_and_there_is_no_half_slice(quickly, port, archived, tmp_path):
    def fails(number, method, path):
        return Failure.CUT if content(method, path) and "/statements/" in path else None

    with failing(port, fails) as (reached, _):
        done = quickly("slice", archived, "--db", str(tmp_path / "s.db"), **reached_by(reached))
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert f"{archived}/statements/" in done.stderr
    assert "can't be read" in done.stderr
    assert not list(tmp_path.iterdir())


def test_what_was_linked_before_stays_where_writing_fails(port, archived):
    before = files_in(port, archived)
    failed = []

    def fails(number, method, path):
        if method not in ("PUT", "POST") or "/article_names/" not in path:
            return None
        failed.append(path)
        return Failure.BUSY

    with failing(port, fails) as (reached, _):
        done = tracker("archive", "link", archived, "--jobs", "1", **reached_by(reached))
    assert failed
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert files_in(port, archived) == before


@pytest.mark.parametrize(("command", "damage"), [("link", "missing"), ("slice", "missing"), ("slice", "cut off")])
def test_a_part_that_is_not_whole_is_named(port, archived, tmp_path, command, damage, monkeypatch):
    options = ["--db", str(tmp_path / "s.db")] if command == "slice" else ["--jobs", "1"]
    for name, value in reached_by(port).items():
        monkeypatch.setenv(name, value)
    directory = Directory(archived)
    name = f"articles/{directory.names('articles', '.parquet')[0]}"
    whole = directory.read(name)
    directory.remove(name)
    if damage == "cut off":
        with directory.written(name) as stream:
            stream.write(whole[: len(whole) // 2])
    before = files_in(port, archived)
    done = tracker("archive", command, archived, *options)
    after = files_in(port, archived)
    with directory.written(name) as stream:
        stream.write(whole)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    part = name.rpartition("/")[2].removesuffix(".parquet")
    assert f"part {part} isn't whole" in done.stderr
    assert f"Remove {archived}/parts/{part}.json and call `tracker archive extract` again" in done.stderr
    assert not list(tmp_path.iterdir())
    assert after == before


def test_an_input_that_fails_on_the_way_is_read_again(port, bucket, monkeypatch):
    failed = []

    def fails(number, method, path):
        if method != "GET" or not path.endswith("1.jsonl") or len(failed) == 2:
            return None
        failed.append(number)
        return Failure.BUSY  # longer than the few bytes that are looked at first: not asked for again by itself

    with failing(port, fails) as (reached, _):
        for name, value in reached_by(reached).items():
            monkeypatch.setenv(name, value)
        (source,) = sources_of([f"s3://{bucket}/in/1.jsonl"])
        (part,) = read_parts(Step((source,), 0, 10))
    assert len(failed) == 2
    assert len([record for record in part.records if record.article]) == 4


def files_in(port, address):
    """What there is at an address of the bucket."""
    bucket, _, folder = address.removeprefix("s3://").partition("/")
    request = Request(
        f"http://127.0.0.1:{port}/{bucket}?list-type=2&prefix={folder}", headers={"Authorization": SIGNED}
    )
    with urlopen(request) as answer:
        return re.findall(r"<Key>(.*?)</Key>", answer.read().decode())
