"""The command line in a real terminal, in pipes that close, and under Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest

HEAVY = {
    *("numpy", "onnxruntime", "tokenizers", "simplemma", "dateparser", "scipy", "py3langid", "rapidfuzz"),
    *("charset_normalizer", "sqlite_utils", "tracker.extraction", "tracker.reading.sources", "tracker.ingesting"),
}


END = "--- end ---"
# Several commands one after the other in a process, with that line after each. All must end well.
IN_TURN = f"""
import json, sys
from tracker.cli import app
for arguments in json.loads(sys.argv[1]):
    try:
        app(arguments, prog_name="tracker")
    except SystemExit as end:
        assert not end.code, end
    print({END!r}, flush=True)
"""


def in_turn(*commands: Sequence[str]) -> list[str]:
    return ["-c", IN_TURN, json.dumps(commands)]


def in_terminal(database: Path, *arguments: str, columns: int = 80, **environment: str) -> str:
    """What a terminal of so many columns gets to see of a command."""
    return seen(database, "-m", "tracker", *arguments, columns=columns, **environment)


def seen(database: Path, *arguments: str, columns: int = 80, **environment: str) -> str:
    """What it gets to see of Python."""
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"TRACKER_DB": str(database), "TERM": "xterm-256color", "TRACKER_PAGER": "", **environment}
    running = pexpect.spawn(
        sys.executable,
        list(arguments),
        env=env,
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
    )
    running.expect(pexpect.EOF)
    running.close()
    return running.before or ""


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_results_fit_the_terminal(database, columns: int) -> None:
    commands = [["quotes"], ["timeline"], ["actors"], ["articles"], ["show", "1"]]
    output = seen(database, *in_turn(*commands), columns=columns, NO_COLOR="1")
    assert "\x1b" not in output
    *results, rest = output.split(f"{END}\r\n")
    assert (len(results), rest) == (len(commands), "")
    for result in results:
        assert result.splitlines()
        assert all(len(line) <= columns for line in result.splitlines())


def test_a_terminal_has_colours(database) -> None:
    assert "\x1b[36mPetra Lindholm" in in_terminal(database, "quotes", TERM="xterm")


def test_a_pager_shows_what_is_listed(database) -> None:
    shown = in_terminal(database, "quotes", TRACKER_PAGER="sed s/^/:/", NO_COLOR="1").splitlines()
    assert shown[2].startswith(":4  2024-03-09?")
    assert in_terminal(database, "timeline", PAGER="sed s/^/:/", TRACKER_PAGER="cat", NO_COLOR="1")[0] != ":"
    assert in_terminal(database, "--no-pager", "quotes", TRACKER_PAGER="sed s/^/:/", NO_COLOR="1")[0] != ":"
    assert "statement" in in_terminal(database, "quotes", TRACKER_PAGER="no-such-pager", NO_COLOR="1")
    assert in_terminal(database, "quotes", TERM="dumb", TRACKER_PAGER="sed s/^/:/", NO_COLOR="1")[0] != ":"


def test_who_quits_the_pager_has_read_enough(database) -> None:
    assert len(in_terminal(database, "quotes", TRACKER_PAGER="head -n 1", NO_COLOR="1").splitlines()) == 1


def test_a_listing_on_a_terminal_begins_with_how_much_there_is(database) -> None:
    whole = in_terminal(database, "quotes", NO_COLOR="1").splitlines()
    assert whole[0] == "5 statements; 3 actors, 2024-03-06 to 2024-03-09"
    limited = in_terminal(database, "quotes", "--limit", "2", NO_COLOR="1").splitlines()
    assert limited[0] == "2 of 5 statements; 3 actors, 2024-03-06 to 2024-03-09"
    timeline = in_terminal(database, "timeline", "--article", "2", NO_COLOR="1").splitlines()
    assert timeline[0].startswith("2 statements; 2 actors")


def test_the_timeline_has_a_heading_for_each_day(database) -> None:
    output = in_terminal(database, "timeline", NO_COLOR="1")
    headings = re.findall(r"^\w+day, \d+ \w+ \d{4}", output, re.MULTILINE)
    assert headings == ["Wednesday, 6 March 2024", "Thursday, 7 March 2024", "Saturday, 9 March 2024"]
    assert "date is a guess" in " ".join(output.split())


def test_an_articles_text_can_not_act_on_the_terminal(evil_database) -> None:
    listings = [["quotes"], ["quotes", "--csv"], ["quotes", "--json"], ["timeline"], ["show", "6"], ["search", "gut"]]
    output = seen(evil_database, *in_turn(*listings, ["articles"]), columns=200)
    without_colours = re.sub(r"\r+\n", "\n", re.sub(r"\x1b\[[0-9;]*m", "", output))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", without_colours)
    *results, _, rest = without_colours.split(f"{END}\n")
    assert (len(results), rest) == (len(listings), "")
    assert all("[red]alles[/red]" in result for result in results)


@pytest.mark.parametrize("question", ["quotes", "show 1 2 3 4 5"])
def test_a_pipe_that_closes_is_no_problem(database, question: str) -> None:
    command = f"set -o pipefail; {sys.executable} -m tracker {question} | true"
    done = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"TRACKER_DB": str(database)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == b""
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_outputs_are_no_problem(database, closed: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m tracker quotes --actor nobody {closed}"],
        env=os.environ | {"TRACKER_DB": str(database)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_output_will_do(database, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, *in_turn(["quotes"], ["quotes", "--json"], ["timeline"], ["show", "2"])],
        env=os.environ | {"TRACKER_DB": str(database), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    listed, as_json, timeline, shown, rest = done.stdout.split(f"{END}\n".encode())
    assert "Der Hafen bleibt offen" in as_json.decode("utf-8")
    assert listed
    assert timeline
    assert shown
    assert rest == b""


def test_a_full_disk_is_one_line(database) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", "quotes"],
            env=os.environ | {"TRACKER_DB": str(database)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_control_c_ends_quietly(database, tmp_path) -> None:
    article = tmp_path / "article.txt"
    os.mkfifo(article)
    running = subprocess.Popen(
        [sys.executable, "-m", "tracker", "ingest", str(article)],
        env=os.environ | {"TRACKER_DB": str(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with article.open("wb"):  # opens only once the other side waits for the article
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate(timeout=60)
    assert (running.returncode, output, errors) == (130, b"", b"")


def test_quotes_loads_nothing_of_the_extraction(process) -> None:
    done = process("quotes", "--actor", "Okafor", "--since", "2024-03-01", python=("-X", "importtime"))
    assert done.returncode == 0
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.decode().splitlines()}
    assert "tracker.store" in loaded
    assert not {module for module in loaded if module in HEAVY or module.split(".")[0] in HEAVY}
