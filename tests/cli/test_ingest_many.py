"""Ingesting folders, containers and streams: what is said of many articles, and what an interruption leaves."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tracker.store import Store

NAMES = ("Petra Lindholm", "Jan Okafor", "Karl Brandt", "Ines Falk")
SAID = "{0}„Der Hafen {1} bleibt auch in diesem Winter offen“, sagte Ministerin {2} am Mittwoch."
FRENCH = "« Nous allons construire le pont cette année », a déclaré la ministre devant les journalistes à Paris."


def text(number: int, *, dated: bool = True) -> str:
    return SAID.format("Nordby, 7. März 2024 (dpa) - " if dated else "", number, NAMES[number % len(NAMES)])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that isn't there yet."""
    return tmp_path / "new" / "tracker.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve articles in two folders."""
    for number in range(12):
        path = tmp_path / "news" / ("old" if number % 2 else "") / f"{number:02}.txt"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text(number), encoding="utf-8")
    return tmp_path / "news"


def lines_of(*articles: dict[str, object]) -> bytes:
    return "".join(f"{json.dumps(article)}\n" for article in articles).encode()


def ingesting(database: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "ingest", *arguments],
        env=os.environ | {"TRACKER_DB": str(database)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # or what is read ahead of a line would be lost for `communicate`
    )


def articles_in(database: Path) -> int:
    if not database.exists():
        return 0
    try:
        with Store.open(database, create=False, read_only=True) as store:
            return len(store.articles())
    except Exception:  # it is being made
        return 0


def test_a_folder_is_summed_up(ask, folder) -> None:
    result = ask("ingest", str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    [line] = result.stderr.splitlines()
    assert re.fullmatch(r"12 articles in \d+ s: 12 new with \d+ statements, 0 known, 0 failed", line)
    again = ask("ingest", str(folder))
    assert re.fullmatch(r"12 articles in \d+ s: 0 new with 0 statements, 12 known, 0 failed\n", again.stderr)
    assert (again.exit_code, again.stdout) == (0, "")


def test_what_is_excluded_is_not_read(ask, folder) -> None:
    result = ask("ingest", "--exclude", "old/", "--exclude", "*2.txt", str(folder))
    assert result.stderr.startswith("5 articles in ")


def test_the_failed_stand_at_the_end_with_why(ask, folder) -> None:
    (folder / "03.txt").write_bytes(b"")
    (folder / "05.txt").write_bytes(b"%PDF-1.4 \n nothing that follows")
    result = ask("ingest", str(folder))
    assert (result.exit_code, result.stdout) == (1, "")
    summary, failed, *problems = result.stderr.splitlines()
    assert summary.endswith("12 new with 12 statements, 0 known, 2 failed") or "2 failed" in summary
    assert failed == "failed (2):"
    assert [problem.split(": ")[0] for problem in problems] == [str(folder / "03.txt"), str(folder / "05.txt")]


def test_where_nothing_can_be_read_only_why_is_said(ask, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    result = ask("ingest", str(tmp_path / "empty"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path / 'empty'}: no articles in this folder.\n"


def test_with_json_the_failed_are_records(ask, folder) -> None:
    (folder / "03.txt").write_bytes(b"")
    result = ask("ingest", "--jsonl", str(folder))
    assert result.exit_code == 1
    records = [json.loads(line) for line in result.stdout.splitlines()]
    [failed] = [record for record in records if "error" in record]
    assert failed["source"] == str(folder / "03.txt")
    assert "empty" in failed["error"]
    assert len(records) == 13
    assert "failed (" not in result.stderr


def test_records_say_what_is_known_of_an_article(ask, tmp_path) -> None:
    file = tmp_path / "hafen.txt"
    file.write_text(text(1), encoding="utf-8")
    [new] = json.loads(ask("ingest", "--json", str(file)).stdout)
    assert (new["article_id"], new["new"], new["like"], new["version_of"]) == (1, True, None, None)
    assert (new["format"], new["published_on"], new["remarks"]) == ("plain", "2024-03-07", [])
    assert new["statements"]
    [known] = json.loads(ask("ingest", "--json", str(file)).stdout)
    assert known == new | {"new": False}


def test_a_known_container_is_one_record(ask, tmp_path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(lines_of(*({"text": text(number)} for number in range(3))))
    assert len(json.loads(ask("ingest", "--json", str(file)).stdout)) == 3
    [record] = json.loads(ask("ingest", "--json", str(file)).stdout)
    assert record == {"source": str(file), "article_id": None, "new": False, "articles": 3}
    assert ask("ingest", str(file)).stderr == f"{file}: already known (3 articles)\n"


def test_a_container_is_summed_up_though_it_is_named(ask, tmp_path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(lines_of(*({"text": text(number, dated=False)} for number in range(3)), {"text": FRENCH}))
    result = ask("ingest", str(file))
    assert result.stdout == ""
    first, *unusual = result.stderr.splitlines()
    assert first.startswith("4 articles in ")
    assert any("1 article is neither German nor English" in line for line in unusual)
    assert any("no published date found for 4 articles" in line for line in unusual)


def test_a_json_file_of_one_article_is_told_like_any_other(ask, tmp_path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"title": "Hafen", "text": text(1)}), encoding="utf-8")
    result = ask("ingest", str(file))
    assert result.stdout.startswith(f"{file}\t1\t")
    assert result.stderr == ""
    assert ask("ingest", str(file)).stderr == f"{file}: already known (article 1)\n"


def test_guesses_are_counted_in_many_and_named_in_few(ask, folder) -> None:
    for number in range(12):
        (folder / f"guess-{number}.txt").write_text(text(100 + number, dated=False), encoding="utf-8")
    result = ask("ingest", str(folder))
    assert "published date guessed for 12 articles; `tracker articles` marks them with ?" in result.stderr.splitlines()
    assert result.stderr.count("guess") == 1


def test_what_was_found_is_printed_where_it_is_asked_for(ask, folder, tmp_path) -> None:
    printed = ask("ingest", "--found", str(folder))
    assert len(printed.stdout.splitlines()) >= 12
    file = tmp_path / "one.txt"
    file.write_text(text(50), encoding="utf-8")
    not_printed = ask("ingest", "--no-found", str(file))
    assert not_printed.stdout == ""
    assert not_printed.stderr.startswith("1 article in ")


def test_quiet_says_only_what_failed(ask, folder) -> None:
    (folder / "03.txt").write_bytes(b"")
    result = ask("ingest", "--quiet", str(folder), str(folder / "00.txt"))
    assert result.exit_code == 1
    assert (result.stdout, result.stderr.splitlines()) == ("", [f"{folder / '03.txt'}: empty. Nothing to read."])


def test_map_names_the_fields(ask, tmp_path) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_bytes(lines_of({"odd": {"words": text(1)}}, {"odd": {"words": text(2)}}))
    assert ask("ingest", str(file)).exit_code == 1
    assert ask("ingest", "--map", "text=odd.words", str(file)).exit_code == 0
    wrong = ask("ingest", "--map", "words", str(file))
    assert (wrong.exit_code, len(wrong.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("options", [["--title", "One"], ["--url", "https://example.org"]])
def test_one_title_does_not_fit_a_folder(ask, folder, database, options: list[str]) -> None:
    result = ask("ingest", *options, str(folder))
    assert result.exit_code == 2
    assert not database.exists()


def test_a_private_address_is_refused(ask) -> None:
    result = ask("ingest", "http://127.0.0.1:9/article")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "--allow-private" in result.stderr
    assert "Traceback" not in result.output


def test_names_and_texts_can_not_act_on_the_terminal(ask, tmp_path) -> None:
    names = ["new\nline.txt", "\x1b[2Jclear.txt", "[red]markup.txt", os.fsdecode(b"latin-\xfc.txt")]
    for number, name in enumerate(names):
        content = text(number) if number % 2 else ""
        (tmp_path / name).write_bytes(content.encode())
    result = ask("ingest", "--found", *(str(tmp_path / name) for name in names))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "\x1b" not in result.output
    listed = ask("ingest", str(tmp_path))
    assert "\x1b" not in listed.output
    assert len(listed.stderr.splitlines()) == 4
    records = json.loads(ask("ingest", "--json", str(tmp_path)).stdout)
    assert sum("error" in record for record in records) == 2


def test_articles_are_kept_as_they_come_down_a_pipe(database) -> None:
    running = ingesting(database, "-", "--jsonl")
    assert running.stdin
    assert running.stdout
    running.stdin.write(lines_of({"text": text(0)}))
    for number in range(1, 4):
        running.stdin.write(lines_of({"text": text(number)}))
        running.stdin.flush()
        record = json.loads(running.stdout.readline())  # before the next one is there
        assert (record["article_id"], record["new"]) == (number, True)
    output, errors = running.communicate(timeout=60)
    assert (running.returncode, len(output.splitlines())) == (0, 1)
    assert errors.startswith(b"4 articles in ")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_batch_goes_on_where_it_was(ask, database, tmp_path, number: int, status: int) -> None:
    many = tmp_path / "many.jsonl"
    many.write_bytes(lines_of(*({"text": text(each)} for each in range(400))))
    running = ingesting(database, str(many))
    deadline = time.monotonic() + 60
    while articles_in(database) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(number)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == status
    *_, last = errors.decode().splitlines()
    done = articles_in(database)
    assert last == f"interrupted: {done} articles done; call the same command again to go on"
    assert 3 <= done < 400
    assert sqlite3.connect(database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    many.write_bytes(lines_of(*({"text": text(each)} for each in range(done + 5))))
    again = ask("ingest", str(many))
    assert f"5 new with 5 statements, {done} known, 0 failed" in again.stderr


def test_interrupted_json_is_whole(database, tmp_path) -> None:
    running = ingesting(database, "--json", "-")
    assert running.stdin
    assert running.stdout
    running.stdin.write(lines_of({"text": text(1)}, {"text": text(2)}))
    running.stdin.flush()
    beginning = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert len(json.loads(beginning + rest)) == 2


def test_a_terminal_has_a_bar_that_leaves_nothing(database, folder, tmp_path) -> None:
    (folder / "03.txt").write_bytes(b"")
    running = pexpect.spawn(
        sys.executable,
        ["-m", "tracker", "ingest", str(folder)],
        env=os.environ | {"TRACKER_DB": str(database), "TERM": "xterm-256color"},
        dimensions=(50, 120),
        encoding="utf-8",
        timeout=60,
    )
    running.expect(pexpect.EOF)
    running.close()
    output = running.before or ""
    assert re.search(r"\d+ of 13 inputs done, \d+ statements?, 1 failed, [\d.]+ articles/s", output)
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", output).replace("\r", "")
    assert re.search(r"13 articles in \d+ s: 12 new with \d+ statements, 0 known, 1 failed\nfailed \(1\):\n", shown)
