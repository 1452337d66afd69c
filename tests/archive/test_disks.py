"""A disk that fills up while an archive is written: what isn't done is named, and the next call finishes it."""

import json
import subprocess
import sys

import pytest
from archives import ROOT, content_of

from tracker.archive.inputs import sources_of
from tracker.archive.places import Directory
from tracker.archive.running import run

# Nothing is left in a namespace of its own, so what is there is copied out; then the disk is made larger.
FULL_DISK = """mount -t tmpfs -o size={size} tmpfs {folder} || exit 99
{extract}
echo $? > {saved}/first
find {folder} -name '.*.parquet.*' > {saved}/half
mount -o remount,size=64m {folder}
{extract} >&2
echo $? > {saved}/second
cp -r {folder}/archive {saved}/"""
GERMAN = "„Das Tor {number} bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch in Nordby. "


def test_a_full_disk(client, tmp_path):
    lines = [
        json.dumps({"text": GERMAN.format(number=number) + f"{number:x} " * 200, "date": "2024-03-07"})
        for number in range(6)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    disk, saved = tmp_path / "disk", tmp_path / "saved"
    disk.mkdir()
    saved.mkdir()
    options = ["--part", "2", "--jobs", "1"]
    archive = [sys.executable, "-m", "tracker", "archive", "extract", str(tmp_path / "news.jsonl"), "--to"]
    script = FULL_DISK.format(
        size=40_000, folder=disk, saved=saved, extract=" ".join([*archive, str(disk / "archive"), *options])
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert (saved / "first").read_text() == "1\n"
    assert [line for line in done.stderr.splitlines() if "not extracted (No space left on device)." in line]
    assert "Traceback" not in done.stderr
    assert (saved / "half").read_text() == ""
    assert (saved / "second").read_text() == "0\n", done.stderr
    undisturbed = Directory(str(tmp_path / "undisturbed"))
    assert run(client, sources_of([str(tmp_path / "news.jsonl")]), undisturbed, size=2).problems == []
    assert content_of(Directory(str(saved / "archive"))) == content_of(undisturbed)
