"""Inputs and archives in a bucket, also in one that fails again and again."""

import json
import os

import pytest
from archives import content_of, tracker
from buckets import SERVER, bucket_server, failing_every_third

from tracker.archive.places import Directory

GERMAN = "„Das Tor {number} bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch in Nordby."
pytestmark = pytest.mark.skipif(SERVER is None and "CI" not in os.environ, reason="no moto_server here")


@pytest.fixture(scope="module")
def port():
    with bucket_server() as port:
        yield port


def reached_by(port, monkeypatch=None):
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
    """A bucket of its own, with twelve articles in three files, of which one line can't be read."""
    from pyarrow.fs import S3FileSystem

    system = S3FileSystem(
        access_key="testing",
        secret_key="testing",
        endpoint_override=f"127.0.0.1:{port}",
        scheme="http",
        region="us-east-1",
        allow_bucket_creation=True,
    )
    name = tmp_path.name.replace("_", "-")
    system.create_dir(name)
    for file in range(3):
        lines = [
            json.dumps({"id": number, "text": GERMAN.format(number=number), "date": "2024-03-07"})
            for number in range(4 * file, 4 * file + 4)
        ]
        written = "\n".join([*lines, '{"text": '] if file == 1 else lines)
        (tmp_path / f"{file}.jsonl").write_text(written + "\n", encoding="utf-8")
        with system.open_output_stream(f"{name}/in/{file}.jsonl") as stream:
            stream.write((tmp_path / f"{file}.jsonl").read_bytes())
    return name


def test_a_bucket_that_fails_every_third_time(port, bucket, tmp_path):
    with failing_every_third(port) as (failing, answered):
        environment = reached_by(failing)
        archive = f"s3://{bucket}/archive"
        options = ["--to", archive, "--part", "2", "--jobs", "2"]
        done = tracker("archive", "extract", f"s3://{bucket}/in/*.jsonl", *options, **environment)
        assert done.returncode == 1, done.stderr  # one line can't be read
        assert "12 articles" in done.stderr
        linked = tracker("archive", "link", archive, **environment)
        assert linked.returncode == 0, linked.stderr
        sliced = tracker("archive", "slice", archive, "--actor", "Lindholm", "--db", str(tmp_path / "s.db"), **environment)
        assert sliced.returncode == 0, sliced.stderr
    assert answered.count(500) > 20
    listed = tracker("quotes", "--actor", "Lindholm", "--jsonl", "--db", str(tmp_path / "s.db"))
    assert len(listed.stdout.splitlines()) == 12
    here = tracker("archive", "extract", str(tmp_path), "--to", str(tmp_path / "here"), "--part", "2", "--jobs", "1")
    assert here.returncode == 1
    for name, value in reached_by(port).items():
        os.environ[name] = value
    there, alone = content_of(Directory(archive)), content_of(Directory(str(tmp_path / "here")))
    assert there["statements"] == alone["statements"]
    assert len(there["statements"]) == 12
    assert len(there["failures"]) == len(alone["failures"]) == 1


def test_a_bucket_that_is_not_there_is_named(port, tmp_path):
    done = tracker("archive", "extract", "s3://nowhere/in/*.jsonl", "--to", str(tmp_path / "a"), **reached_by(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") <= 2
    assert "s3://nowhere/in" in done.stderr
    assert "Traceback" not in done.stderr
