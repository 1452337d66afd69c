"""Extraction on a cluster of two processes: the same as alone, whatever gets lost on the way."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from archives import ROOT, asked, content_of

from tracker.archive.inputs import sources_of
from tracker.archive.parts import Done, manifests
from tracker.archive.places import Directory
from tracker.archive.running import run
from tracker.archive.tables import failed, whole_dataset
from tracker.extraction import versions

GERMAN = "„Das Tor {number} bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch in Nordby."


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A file of twelve short articles in JSON Lines, of which the fifth and the ninth can't be read."""
    path = tmp_path_factory.mktemp("lines") / "news.jsonl"
    written = [
        json.dumps({"id": number, "text": GERMAN.format(number=number), "date": f"2024-0{1 + number % 3}-07"})
        for number in range(12)
    ]
    written[4], written[8] = '{"text": ', json.dumps({"id": 8, "title": "no text"})
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(client, lines, tmp_path_factory):
    directory = Directory(str(tmp_path_factory.mktemp("undisturbed")))
    assert run(client, sources_of([str(lines)]), directory, size=2).problems == []
    return content_of(directory)


def test_the_same_statements_as_extract(extracted):
    printed = asked("extract", *map(str, sorted((ROOT / "fixtures").glob("2*.txt")))).stdout.splitlines()
    texts = {path.name for path in (ROOT / "fixtures").glob("2*.txt")}
    alone = {Path(line["id"]).name: line for line in map(json.loads, printed) if Path(line["id"]).name in texts}
    articles = {row["digest"]: row for row in whole_dataset(extracted, "articles").to_pylist()}
    found = {name: [] for name in texts}
    for row in sorted(whole_dataset(extracted, "statements").to_pylist(), key=lambda row: row["position"]):
        name = Path(articles[row["article"]]["source"]).name
        if name in texts:
            found[name].append(row)
    assert set(alone) == texts
    for name, line in alone.items():
        for row, statement in zip(found[name], line["statements"], strict=True):
            assert [[span["start"], span["end"]] for span in row["quote_spans"]] == statement["quote"]
            assert [each["name"] for each in row["speakers"]] == statement["actors"]
            assert [each["confidence"] for each in row["speakers"]] == statement["actor_confidences"]
            assert (row["act"], row["kind"], row["inside"]) == (
                statement["act"],
                statement["type"],
                statement["inside"],
            )
            assert str(row["said_on"] or "") == (statement["said_on"] or "")


def test_what_is_damaged_is_named_and_the_rest_goes_on(client, lines, undisturbed, tmp_path):
    directory = Directory(str(tmp_path))
    done = run(client, sources_of([str(lines), str(tmp_path / "nothing.txt")]), directory, size=5)
    assert (done.articles, done.failures) == (10, 2)
    assert [problem for problem in done.problems if "nothing.txt" in problem and "no such file" in problem]
    assert [row["record"] for row in failed(directory)] == [4, 8]
    assert [f"{lines}, line {number}" in row["problem"] for number, row in zip((5, 9), failed(directory), strict=True)]
    assert content_of(directory) == undisturbed


def test_done_parts_are_passed_over_and_lost_ones_made_again(client, lines, undisturbed, tmp_path):
    directory = Directory(str(tmp_path))
    run(client, sources_of([str(lines)]), directory, size=2)
    first = sorted(manifests(directory), key=lambda part: part.stretches[0].first)[1]
    directory.remove(f"parts/{first.part}.json")
    again = run(client, sources_of([str(lines)]), directory, size=2)
    assert (again.parts, again.articles, again.known) == (1, first.articles, 10)
    assert content_of(directory) == undisturbed
    assert run(client, sources_of([str(lines)]), directory, size=2).parts == 0


def test_parts_of_an_older_version_are_made_again(client, lines, undisturbed, tmp_path):
    directory = Directory(str(tmp_path))
    run(client, sources_of([str(lines)]), directory, size=6)
    for part in manifests(directory):
        name = f"parts/{part.part}.json"
        fields = json.loads(directory.read(name))
        with directory.written(name) as stream:
            stream.write(json.dumps({**fields, "versions": {**fields["versions"], "model": "v0"}}).encode())
    assert len(Done(directory, versions()).outdated) == 2
    assert run(client, sources_of([str(lines)]), directory, size=5).parts == 3
    assert content_of(directory) == undisturbed


def test_workers_that_are_lost_lose_nothing(client, lines, undisturbed, tmp_path):
    """Each of the two workers is killed while parts are being extracted."""
    directory = Directory(str(tmp_path))
    killed = []

    def kill(progress):
        if len(killed) < 3:
            pids = client.run(_pid, on_error="ignore")
            killed.extend(pid for pid in pids.values() if isinstance(pid, int) and not killed.count(pid))
            for pid in killed[-1:]:
                subprocess.run(["kill", "-9", str(pid)], check=False)

    done = run(client, sources_of([str(lines)]), directory, size=1, report=kill)
    assert len(killed) >= 2
    assert done.problems == []
    assert content_of(directory) == undisturbed


def _pid():
    import os

    return os.getpid()


def test_a_run_that_is_killed_goes_on(lines, undisturbed, tmp_path):
    """All processes of the run at once, as when a machine is switched off; then the same command again."""
    command = [sys.executable, "-m", "tracker", "archive", "extract", str(lines), "--to", str(tmp_path / "a")]
    command += ["--part", "1", "--jobs", "1"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    directory = Directory(str(tmp_path / "a"))
    while running.poll() is None and len(directory.names("parts", ".json")) < 3:
        time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = len(directory.names("parts", ".json"))
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert before >= 3
    assert again.returncode == 1, again.stderr  # two records can't be read
    assert "2 records failed" in again.stderr or "failed; to list them" in again.stderr
    assert "Traceback" not in again.stderr
    assert content_of(directory) == undisturbed


def test_parquet_warc_and_folders(client, tmp_path):
    from tests.reading.record_building import http, page, warc_record

    pages = [warc_record(http(page(number)), url=f"https://bote.example/{number}") for number in range(3)]
    damaged = pages[1][:200] + b"\x00" * 50 + pages[1][260:]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "crawl.warc").write_bytes(pages[0] + damaged + pages[2])
    rows = [{"text": GERMAN.format(number=number), "published": "2024-03-07"} for number in (1, 2)]
    pd.DataFrame([*rows, {"text": ""}]).to_parquet(tmp_path / "in" / "rows.parquet")
    directory = Directory(str(tmp_path / "out"))
    done = run(client, sources_of([str(tmp_path / "in")]), directory, size=2)
    assert done.problems == []
    assert done.articles >= 4
    assert [row["source"].rpartition("/")[2] for row in failed(directory) if "row" in row["source"]] == [
        "rows.parquet, row 3"
    ]
    formats = whole_dataset(directory, "articles")["format"].to_pylist()
    assert formats.count("parquet") == 2
