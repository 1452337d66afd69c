"""Ingesting, extracting and reextracting with the real model."""

import gzip
import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

ENGLISH = """Bridge to be built

"We will build the bridge next year," Jan Okafor told reporters on Wednesday. He warned of rising costs."""
GERMAN = """Streit um den Hafen

Nordby, 7. März 2024 (dpa) - „Der Hafen bleibt auch in diesem Winter offen“, sagte Ministerin Petra Lindholm \
am Mittwoch."""
FRENCH = """Le pont

« Nous allons construire le pont cette année », a déclaré la ministre devant les journalistes à Paris."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name, text in (("bridge", ENGLISH), ("hafen", GERMAN), ("pont", FRENCH)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that isn't there yet."""
    return tmp_path / "new" / "tracker.db"


def test_what_was_found_is_printed_and_kept(ask, articles) -> None:
    result = ask("ingest", "--date", "2024-03-08", "--outlet", "Harbour Post", str(articles / "bridge.txt"))
    assert result.exit_code == 0, result.output
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    [said] = [line for line in lines if "We will build the bridge" in line[5]]
    assert said[2] == "Jan Okafor"
    assert said[4] == "direct"
    [kept] = json.loads(ask("quotes", "--kind", "direct", "--json").stdout)
    assert (str(kept["id"]), kept["said_on"], kept["outlet"]) == (said[1], "2024-03-06", "Harbour Post")
    assert result.stderr == ""


def test_a_known_article_changes_nothing_and_says_so(ask, articles, database) -> None:
    file = str(articles / "hafen.txt")
    assert ask("ingest", file).exit_code == 0
    before = ask("quotes", "--json").stdout
    again = ask("ingest", "--outlet", "other", file)
    assert (again.exit_code, again.stdout) == (0, "")
    known, hint = again.stderr.splitlines()
    assert known == f"{file}: already known (article 1)"
    assert "tracker correct" in hint
    assert "where else they are printed is noted" in hint
    assert [each["outlet"] for each in json.loads(ask("articles", "--json").stdout)[0]["printings"]] == ["other"]
    assert "is noted" not in ask("ingest", "--date", "2024-03-07", file).stderr
    assert ask("quotes", "--json").stdout == before
    assert ask("ingest", file).stderr == f"{known}\n"


def test_what_another_version_has_read_is_said_of_known_articles(ask, articles, database) -> None:
    file = str(articles / "hafen.txt")
    assert ask("ingest", file).exit_code == 0
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE articles SET model_version = 'v0'")
    known, hint = ask("ingest", file).stderr.splitlines()
    assert "already known" in known
    assert hint == "1 article was read by another model or version: see tracker reextract"
    assert len(ask("ingest", "--quiet", file).stderr.splitlines()) <= 1
    assert ask("reextract").exit_code == 0
    assert ask("ingest", file).stderr == f"{known}\n"


@pytest.mark.parametrize("command", [("ingest", "bridge.txt"), ("correct", "1")])
def test_a_day_that_is_still_to_come_is_asked_about(ask, articles, command) -> None:
    file = str(articles / "bridge.txt")
    assert ask("ingest", "--date", "2024-03-08", file).stderr == ""
    arguments = [str(articles / "hafen.txt") if each == "bridge.txt" else each for each in command]
    for written, day in (("3024-01-01", "3024-01-01"), ("tomorrow", (date.today() + timedelta(days=1)).isoformat())):
        assert f"--date: {day} is still to come" in ask(*arguments, "--date", written).stderr
    assert "still to come" not in ask(*arguments, "--date", "today").stderr


def test_the_same_text_twice_at_once_is_one_article(ask, articles) -> None:
    file = str(articles / "hafen.txt")
    result = ask("ingest", file, file)
    assert result.exit_code == 0
    assert "already known (article 1)" in result.stderr
    assert len(ask("articles").stdout.splitlines()) == 1


def test_a_guessed_date_is_named_as_a_guess(ask, articles) -> None:
    result = ask("ingest", str(articles / "bridge.txt"))
    assert result.exit_code == 0
    assert "a guess from the file's time" in result.stderr
    assert "--date" in result.stderr
    assert "guess" not in ask("ingest", str(articles / "hafen.txt")).stderr


def test_another_language_is_stored_without_statements(ask, articles) -> None:
    result = ask("ingest", "--date", "2024-03-08", str(articles / "pont.txt"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "neither German nor English" in result.stderr
    [article] = json.loads(ask("articles", "--json").stdout)
    assert (article["language"], article["statements"]) == (None, 0)


@pytest.mark.parametrize("as_json", [[], ["--json"], ["--jsonl"]])
def test_a_bad_file_is_one_line_and_the_rest_goes_on(ask, articles, as_json: list[str]) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "binary.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    bad = ["", *(str(articles / name) for name in ("missing.txt", "empty.txt", "binary.txt"))]
    result = ask("ingest", *as_json, *bad, str(articles / "hafen.txt"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 4
    assert "Traceback" not in result.output
    assert len(ask("articles").stdout.splitlines()) == 1
    if as_json:
        output = result.stdout
        records = json.loads(output) if as_json == ["--json"] else [json.loads(line) for line in output.splitlines()]
        assert ["error" in record for record in records] == [True, True, True, True, False]
        assert records[-1]["article_id"] == 1
        assert records[-1]["statements"]


def test_standard_input(process) -> None:
    done = process("ingest", "-", "--date", "2024-03-08", "--title", "Bridge", input=ENGLISH.encode())
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("-\t1\t")
    [article] = json.loads(process("articles", "--json").stdout)
    assert article["title"] == "Bridge"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ingest"], 2),
        (["ingest", "--date", "31.02.2024", "hafen.txt"], 2),
        (["ingest", "--language", "fr", "hafen.txt"], 2),
        (["ingest", "--title", "One", "hafen.txt", "bridge.txt"], 2),
        (["ingest", "--json", "--jsonl", "hafen.txt"], 2),
        (["quotes"], 1),
        (["reextract"], 1),
    ],
)
def test_nothing_is_made_by_a_command_that_fails(ask, articles, database, monkeypatch, arguments, status) -> None:
    monkeypatch.chdir(articles)
    result = ask(*arguments)
    assert result.exit_code == status
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not database.exists()


def test_a_database_that_is_none_is_one_line(ask, tmp_path) -> None:
    not_one = tmp_path / "notes.txt"
    not_one.write_text("only text, and long enough not to be taken for an empty database " * 20)
    for command in (["quotes"], ["ingest", str(not_one)], ["articles"], ["reextract"]):
        for path in (not_one, tmp_path):
            result = ask(*command, "--db", str(path))
            assert (result.exit_code, result.stdout) == (1, "")
            assert len(result.stderr.splitlines()) == 1
            assert str(path) in result.stderr


def test_extract_needs_no_database(ask, articles, database) -> None:
    result = ask("extract", str(articles / "bridge.txt"), "--text")
    assert result.exit_code == 0, result.output
    [record] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (record["id"], record["language"]) == (str(articles / "bridge.txt"), "en")
    [direct] = [statement for statement in record["statements"] if statement["type"] == "direct"]
    [[start, end]] = direct["quote"]
    assert record["text"][start:end].startswith("We will build the bridge")
    assert direct["actors"] == ["Jan Okafor"]
    assert not database.exists()


@pytest.mark.parametrize("how", ["file", "gzip", "stdin", "gzip on stdin"])
def test_extract_reads_json_lines_and_goes_on_after_a_bad_one(process, tmp_path, how: str) -> None:
    good = [{"id": f"a{number}", "text": ENGLISH, "date": "2024-03-08", "language": "en"} for number in range(20)]
    lines = [json.dumps(article) for article in good]
    lines[1:1] = ["{broken", '{"id": "no-text"}', ""]
    data = "\n".join(lines).encode()
    if "gzip" in how:
        data = gzip.compress(data)
    file = tmp_path / ("in.jsonl.gz" if "gzip" in how else "in.jsonl")
    file.write_bytes(data)
    done = process("extract", "-", input=data) if "stdin" in how else process("extract", str(file))
    assert done.returncode == 1
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == [article["id"] for article in good]
    assert {statement["said_on"] for record in records for statement in record["statements"]} >= {"2024-03-06"}
    problems = done.stderr.decode().splitlines()
    assert len(problems) == 2
    assert "line 2" in problems[0]
    assert "line 3" in problems[1]


def test_extract_goes_on_after_files_that_can_not_be_read(ask, articles) -> None:
    (articles / "folder.jsonl").mkdir()
    bad = [str(articles / name) for name in ("missing.txt", "missing.jsonl", "folder.jsonl")]
    result = ask("extract", *bad, str(articles / "bridge.txt"))
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == bad
    assert len(result.stdout.splitlines()) == 1


# A worker that one file crashes, as a faulty library would.
CRASHED_BY_ONE = """
import os, signal, sys
sys.path[:] = sys.argv[1:]
from tracker.ingesting import worker

def read_records(source, *given, read=worker.read_records, **told):
    if source.name == "crash.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    return read(source, *given, **told)

worker.read_records = read_records
worker.main()
"""


def test_extract_goes_on_after_a_file_that_crashes_the_process_that_reads_it(ask, articles, monkeypatch) -> None:
    monkeypatch.setattr("tracker.ingesting.reading_pool.PROGRAM", CRASHED_BY_ONE)
    crash, bridge = str(articles / "crash.txt"), str(articles / "bridge.txt")
    (articles / "crash.txt").write_text(ENGLISH, encoding="utf-8")
    result = ask("extract", crash, bridge)
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"{crash}: reading it ended in a crash (signal 11)")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [bridge]


def test_reextract_brings_old_articles_up_to_date(ask, articles, database) -> None:
    from tracker.extraction import versions
    from tracker.extraction.statements import Versions
    from tracker.store import Store

    ask("ingest", str(articles / "hafen.txt"))
    before = ask("quotes", "--json").stdout
    assert ask("reextract").stderr == "0 articles brought up to date\n"
    with Store.open(database) as store:
        article = store.article_text(1)
        from tracker.extraction import extract

        store.replace(1, extract(article.text, article.published, article.language), Versions("old", "old"))
    assert ask("reextract").stderr == f"1 article brought up to date, model {versions().model}\n"
    assert ask("reextract", "--all").stderr == f"1 article brought up to date, model {versions().model}\n"
    assert ask("quotes", "--json").stdout == before
