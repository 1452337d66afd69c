"""`tracker watch`: what is new is told by `ingest`, once, and kept where it can't be told."""

import hmac
import json
import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
from pathlib import Path

import feedparser
import pytest
from port_and_bridge import OKAFOR, evil, said

from tests.local_server import in_turn, local_server, page, redirect
from tracker.extraction.statements import Act, Extraction, Versions
from tracker.reading.article import Article
from tracker.store import Store

ROOT = Path(__file__).parent.parent.parent
WARNING = "Petra Lindholm warnte die Reeder vor höheren Kosten an Kai {} des Hafens. Dann ging sie.\n"
QUOTE = "vor höheren Kosten an Kai {} des Hafens"


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    """Where it is kept which watches may do something, apart from the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def news(tmp_path, ask):
    """Ingests articles with a warning each, by number."""

    def ingest(*numbers, options=(), run=ask):
        for number in numbers:
            (tmp_path / f"2024-03-07-{number}.txt").write_text(WARNING.format(number), encoding="utf-8")
        files = [str(tmp_path / f"2024-03-07-{number}.txt") for number in numbers]
        return run("ingest", "--no-found", *options, *files)

    return ingest


def watched(ask, *options):
    added = ask("watch", "add", "--act", "warning", *options)
    assert added.exit_code == 0, added.stderr
    return added


def numbers_of(records):
    """The numbers of the quays that are warned of."""
    return [int(re.findall(r"\d+", record["statement"]["matter"])[0]) for record in records]


def test_what_is_new_is_told_once(ask, news):
    watched(ask, "--actor", "Petra Lindholm")
    told = news(1, 2).stderr
    assert "watch 1, said by Petra Lindholm; act warning: 2 new statements" in told
    assert f"Petra Lindholm  warning to (die Reeder)\n   {QUOTE.format(1)}\n" in told
    assert "watch 1" not in news(1, 2).stderr
    again = news(3).stderr
    assert QUOTE.format(3) in again
    assert QUOTE.format(1) not in again


def test_what_was_there_before_isnt_new(ask, news):
    news(1)
    watched(ask)
    assert "watch 1" not in news(1).stderr
    assert ask("watch", "tell").stderr == ""


def test_records_stay_records(ask, news):
    watched(ask)
    done = news(1, options=["--jsonl"])
    assert [json.loads(line)["new"] for line in done.stdout.splitlines()] == [True]
    assert QUOTE.format(1) in done.stderr


def test_in_quiet_it_waits(ask, news):
    watched(ask)
    assert news(1, options=["--quiet"]).stderr == ""
    told = ask("watch", "tell")
    assert (told.exit_code, told.stdout) == (0, "")
    assert QUOTE.format(1) in told.stderr


def test_what_was_read_before_an_interruption_is_told_later(ask, database):
    ask("watch", "add", "--actor", "Jan Okafor")
    with Store.open(database) as store:
        store.add(*evil(), Versions("model", "code"))
    told = ask("watch", "tell").stderr
    assert "1 new statement\n" in told
    assert "\x1b" not in told


def test_reading_articles_again_tells_nothing(ask, news):
    watched(ask)
    news(1)
    assert ask("reextract", "--all").stderr.startswith("3 articles")
    assert ask("watch", "tell").stderr == ""


def test_a_command_gets_json_lines(ask, news, tmp_path):
    watched(ask, "--run", f"cat >> {tmp_path}/told.jsonl; echo done")
    told = news(1, 2)
    assert "2 new statements given to cat" in told.stderr
    assert "done" not in told.stdout
    records = [json.loads(line) for line in (tmp_path / "told.jsonl").read_text().splitlines()]
    assert numbers_of(records) == [1, 2]
    assert len({record["key"] for record in records}) == 2
    news(3)
    assert len((tmp_path / "told.jsonl").read_text().splitlines()) == 3


def test_what_articles_say_is_no_command(ask, tmp_path, database):
    ask("watch", "add", "--actor", "Jan Okafor", "--run", f"cat > {tmp_path}/told.jsonl")
    hacking = f"$(touch {tmp_path}/hacked); `touch {tmp_path}/hacked`"
    text = f"Jan Okafor sagte, {hacking}."
    statement = said(text, hacking, "Jan Okafor", "sagte", Act.STATEMENT, OKAFOR)
    with Store.open(database) as store:
        store.add(Article(text), Extraction("de", (statement,), ()), Versions("model", "code"))
    assert ask("watch", "tell").exit_code == 0
    assert json.loads((tmp_path / "told.jsonl").read_text())["statement"]["quote"] == hacking
    assert not (tmp_path / "hacked").exists()


def test_a_process_killed_before_it_was_marked_tells_again_under_the_same_key(ask, news, tmp_path, process):
    watched(ask, "--run", f"cat >> {tmp_path}/told.jsonl; [ -e {tmp_path}/spare ] || kill -9 $PPID; sleep 0.2")
    assert news(1, 2, run=process).returncode == -signal.SIGKILL
    assert process("watch", "tell").returncode == -signal.SIGKILL
    (tmp_path / "spare").touch()
    assert process("watch", "tell").returncode == 0
    assert process("watch", "tell").stderr == b""
    told = [json.loads(line) for line in (tmp_path / "told.jsonl").read_text().splitlines()]
    assert numbers_of(told) == [1, 2, 1, 2, 1, 2]
    assert len({record["key"] for record in told}) == 2


@pytest.mark.parametrize(
    ("command", "problem"),
    [("exit 3", "ended with exit code 3"), ("no-such-command-here", "ended with exit code 127")],
)
def test_a_command_that_fails_is_reported_and_run_again(ask, news, command, problem):
    watched(ask, "--run", command)
    told = news(1)
    assert told.exit_code == 0
    assert f"not given to {command}: {problem}; kept for the next run" in told.stderr
    assert problem in ask("watch", "list").stdout
    again = ask("watch", "tell")
    assert (again.exit_code, problem in again.stderr) == (1, True)


def test_a_webhook_is_posted_each_statement(ask, news):
    with local_server() as server:
        server.pages["/hook"] = page("thank you", 202)
        watched(ask, "--webhook", server.url("/hook"), "--allow-private")
        assert f"2 new statements posted to {server.url('/hook')}" in news(1, 2).stderr
        records = [json.loads(body) for _, body in server.posted]
        assert numbers_of(records) == [1, 2]
        assert [headers["idempotency-key"] for _, headers in server.requests] == [each["key"] for each in records]
        assert {headers["content-type"] for _, headers in server.requests} == {"application/json"}
        news(1)
        assert len(server.posted) == 2


def test_what_is_posted_is_signed_with_a_secret(ask, news, monkeypatch):
    with local_server() as server:
        server.pages["/hook"] = page("thank you")
        watched(ask, "--webhook", server.url("/hook"), "--allow-private")
        news(1)
        monkeypatch.setenv("TRACKER_WEBHOOK_SECRET", "Geheimnis ü")
        news(2)
        (_, unsigned), (_, signed) = server.requests
        assert "x-hub-signature-256" not in unsigned
        made = hmac.new("Geheimnis ü".encode(), server.posted[1][1], "sha256").hexdigest()
        assert signed["x-hub-signature-256"] == f"sha256={made}"


def test_a_dead_webhook_is_reported_and_tried_again(ask, news):
    with local_server() as server:
        fine, broken = page(""), page("", 503)
        server.pages["/hook"] = in_turn(fine, broken, redirect("/elsewhere"), fine)
        watched(ask, "--webhook", server.url("/hook"), "--allow-private")
        told = news(1, 2, 3).stderr
        assert "1 new statement posted to" in told
        assert "2 new statements not posted to" in told
        assert "the server answers 503; kept for the next run" in told
        assert "the server answers 302" in news(4).stderr  # the first time again it is tried at once, ...
        assert news(5).stderr.count("watch 1") == 0  # ... and then after a minute
        ask("watch", "tell")
        assert numbers_of(json.loads(body) for _, body in server.posted) == [1, 2, 2, 2, 3, 4, 5]
        assert {path for path, _ in server.posted} == {"/hook"}
        assert json.loads(ask("watch", "list", "--json").stdout)[0]["waiting"] == 0
    news(6)
    gone = ask("watch", "tell")
    assert (gone.exit_code, gone.stderr.count("\n")) == (1, 1)
    assert "no connection" in gone.stderr


def test_mail_is_given_to_sendmail(ask, news, tmp_path, monkeypatch):
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "sendmail").write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/mail\n')
    (programs / "sendmail").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    watched(ask, "--mail", "desk@example.org")
    assert "mailed to desk@example.org" in news(1).stderr
    assert (tmp_path / "arguments").read_text() == "-i -- desk@example.org\n"
    mail = (tmp_path / "mail").read_text()
    assert "Subject: tracker: watch 1, act warning: 1 new statement" in mail
    assert "To: desk@example.org" in mail


def test_mail_goes_through_a_server(ask, news, monkeypatch):
    received = []

    class Smtp(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                if line.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    while (written := self.rfile.readline()) != b".\r\n":
                        received.append(written)
                self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 fine\r\n")

    watched(ask, "--mail", "desk@example.org")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        monkeypatch.setenv("TRACKER_SMTP", f"smtp://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("TRACKER_MAIL_FROM", "tracker@example.org")
        assert "mailed to desk@example.org" in news(1).stderr
        server.shutdown()
    assert b"From: tracker@example.org\r\n" in received
    assert "not mailed to desk@example.org: not sent (" in news(2).stderr


def test_a_watch_that_was_added_elsewhere_does_nothing(ask, news, tmp_path, monkeypatch):
    watched(ask, "--run", f"touch {tmp_path}/hacked")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "of somebody else"))
    told = news(1).stderr
    assert "it was added elsewhere" in told
    assert not (tmp_path / "hacked").exists()
    assert ask("watch", "allow", "1").exit_code == 0
    assert ask("watch", "tell").exit_code == 0
    assert (tmp_path / "hacked").exists()


def test_an_atom_feed(ask, news, database):
    watched(ask)
    empty = feedparser.parse(ask("watch", "feed", "1").stdout_bytes)
    assert (empty.bozo, empty.entries, empty.feed.title) == (False, [], "tracker: act warning")
    news(1)
    before = feedparser.parse(ask("watch", "feed", "1").stdout_bytes)
    news(2)
    feed = feedparser.parse(ask("watch", "feed", "1").stdout_bytes)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [f"Petra Lindholm: {QUOTE.format(n)}" for n in (2, 1)]
    assert feed.entries[1].id == before.entries[0].id
    assert feed.feed.id == before.feed.id
    assert all(entry.id.startswith("urn:uuid:") and entry.updated_parsed and entry.author for entry in feed.entries)


def test_hostile_articles_make_a_valid_feed(ask, hostile_database):
    ask("watch", "add", "--min-confidence", "0")
    with Store.open(hostile_database) as store:
        store.connection.execute("UPDATE watches SET compared_to = 0")
    assert ask("watch", "tell").exit_code == 0
    feed = feedparser.parse(ask("watch", "feed", "2").stdout_bytes)  # that database has one of its own
    assert not feed.bozo
    assert len(feed.entries) > 5
    assert all(link.href.startswith("http") for entry in feed.entries for link in entry.get("links", []))


def test_show_lists_what_was_new(ask, news):
    watched(ask)
    assert "nothing was new" in ask("watch", "show", "1").stderr
    news(1, 2)
    assert [record["matter"] for record in json.loads(ask("watch", "show", "1", "--json").stdout)] == [
        QUOTE.format(2),
        QUOTE.format(1),
    ]
    assert ask("watch", "show", "1", "--limit", "1").stdout.count("\n") == 1


def test_many_are_told_as_a_number(ask, database):
    watched_all = ask("watch", "add", "--actor", "Jan Okafor")
    assert watched_all.exit_code == 0
    with Store.open(database) as store:
        for number in range(53):
            text = f"Jan Okafor sagte Satz {number}."
            statement = said(text, f"Satz {number}", "Jan Okafor", "sagte", Act.STATEMENT, OKAFOR)
            store.add(Article(text, language="de"), Extraction("de", (statement,), ()), Versions("model", "code"))
    told = ask("watch", "tell").stderr
    assert ("Satz 49\n" in told, "Satz 50\n" in told) == (True, False)
    assert "and 3 more: tracker watch show 1" in told
    assert len(ask("watch", "show", "1").stdout.splitlines()) == 53


def test_list_and_remove(ask):
    assert "nothing is watched" in ask("watch", "list").stderr
    watched(ask, "--topic", "Hafen")
    watched(ask, "--run", "true")
    assert ask("watch", "list").stdout.splitlines() == [
        "1\tabout Hafen (in the paragraph); act warning\tterminal\t\t0\t0\t",
        "2\tact warning\tcommand\ttrue\t0\t0\t",
    ]
    assert ask("watch", "remove", "1").exit_code == 0
    assert [row["id"] for row in json.loads(ask("watch", "list", "--json").stdout)] == [2]
    gone = ask("watch", "remove", "1")
    assert (gone.exit_code, gone.stderr.count("\n")) == (1, 1)


def test_who_isnt_known_yet_can_be_watched(ask, news):
    added = ask("watch", "add", "--actor", "Nemo", "--outlet", "Seebote")
    assert added.exit_code == 0
    assert "nobody is called “Nemo” yet" in added.stderr
    assert "no article is from “Seebote” yet" in added.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "name at least one filter"),
        (["--act", "threat", "--run", "true", "--mail", "a@example.org"], 2, "exclude each other"),
        (["--act", "threat", "--article", "1"], 2, "still to be read"),
        (["--act", "threat", "--mail", "nobody"], 2, "no address"),
        (["--act", "threat", "--mail", "-oQ/tmp@x"], 2, "no address"),
        (["--act", "threat", "--webhook", "file:///etc/passwd"], 1, "only http and https"),
        (["--act", "threat", "--webhook", "http://127.0.0.1:1/"], 1, "private network"),
        (["--actor", "Lindholm"], 1, "2 actors match"),
        (["--actor", "99"], 1, "there is no actor 99"),
        (["Lindholm"], 2, "--actor or --topic"),
    ],
)
def test_what_cannot_be_watched(ask, arguments, code, said):
    refused = ask("watch", "add", *arguments)
    assert refused.exit_code == code
    assert said in refused.stderr
    assert "nothing is watched" in ask("watch", "list").stderr


def test_two_processes_tell_each_statement_once(ask, database, tmp_path):
    watched(ask, "--run", f"sleep 0.3; cat >> {tmp_path}/told.jsonl")
    with Store.open(database) as store:
        store.connection.execute("UPDATE watches SET compared_to = 0")
    command = [sys.executable, "-m", "tracker", "watch", "tell", "--db", str(database)]
    running = [subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len((tmp_path / "told.jsonl").read_text().splitlines()) == 1
