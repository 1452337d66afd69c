"""Inputs and archives in a bucket, also in one that fails again and again."""

import json
import os
from urllib.request import Request, urlopen

import pytest
from archives import content_of, tracker
from buckets import SERVER, bucket_server, failing_every_third

from tracker.archive.places import Directory

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


def test_a_bucket_that_fails_every_third_time(port, bucket, tmp_path, monkeypatch):
    here = tracker("archive", "extract", str(tmp_path / "in"), "--to", str(tmp_path / "here"), "--part", "2")
    assert here.returncode == 1
    archive = f"s3://{bucket}/archive"
    with failing_every_third(port) as (failing, answered):
        for name, value in reached_by(failing).items():
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


def test_linking_and_slicing_in_a_bucket(port, bucket, tmp_path):
    archive, environment = f"s3://{bucket}/archive", reached_by(port)
    tracker("archive", "extract", f"s3://{bucket}/in/*.jsonl", "--to", archive, "--jobs", "1", **environment)
    linked = tracker("archive", "link", archive, "--jobs", "1", **environment)
    assert linked.returncode == 0, linked.stderr
    sliced = tracker("archive", "slice", archive, "--actor", "Lindholm", "--db", str(tmp_path / "s.db"), **environment)
    assert sliced.returncode == 0, sliced.stderr
    listed = tracker("quotes", "--actor", "Lindholm", "--jsonl", "--db", str(tmp_path / "s.db"))
    assert len(listed.stdout.splitlines()) == 12


def test_a_bucket_that_is_not_there_is_named(port, tmp_path):
    done = tracker("archive", "extract", "s3://nowhere/in/*.jsonl", "--to", str(tmp_path / "a"), **reached_by(port))
    assert done.returncode == 1
    assert "s3://nowhere/in/*.jsonl: no file there." in done.stderr
    assert "Traceback" not in done.stderr
