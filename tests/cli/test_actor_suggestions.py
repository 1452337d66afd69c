"""`tracker actors suggestions`, listed and asked; and how actors look on a terminal."""

import csv
import io
import json
import os
import re
import sys
from pathlib import Path

import pexpect
import pytest
from actor_articles import article, speaker, write
from typer.testing import CliRunner, Result

from tracker.cli import app

OKAFOR, OKAFUR = speaker("Jan Okafor"), speaker("Jan Okafur")
TALBROOK, TALBROCK = speaker("Ines Talbrook", "Botschafterin"), speaker("Ines Talbrock", "Botschafterin")
EVIL = speaker("Eva \x1b[2J\u202eMaria [red]Stone", "\x1b]0;neu\x07 Ministerin")
PAIRS = [{"Ines Talbrook", "Ines Talbrock"}, {"Jan Okafor", "Jan Okafur"}]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two pairs of names that are much alike."""
    path = tmp_path / "tracker.db"
    write(
        path,
        article(1, "2024-03-01", [OKAFOR, OKAFOR, TALBROOK]),
        article(2, "2024-04-02", [OKAFUR, TALBROCK, speaker("Karl Lindholm")]),
    )
    return path


@pytest.fixture
def answer(database: Path):
    """Asks about the pairs and gives these answers."""

    def run(*answers: str, options: tuple[str, ...] = ()) -> Result:
        typed = "".join(f"{each}\n" for each in answers)
        arguments = ["actors", "suggestions", "--ask", *options]
        return CliRunner().invoke(app, arguments, input=typed, env={"TRACKER_DB": str(database)})

    return run


def suggested(ask) -> list[set[str]]:
    pairs = json.loads(ask("actors", "suggestions", "--json").stdout)
    return [{pair["one_name"], pair["other_name"]} for pair in pairs]


def kinds(ask) -> list[str]:
    return [decision["kind"] for decision in json.loads(ask("actors", "history", "--json").stdout)]


def test_pairs_are_listed_with_their_evidence(ask) -> None:
    assert suggested(ask) == PAIRS
    first = ask("actors", "suggestions").stdout.splitlines()[0].split("\t")
    assert {first[1], first[3]} == PAIRS[0]
    assert float(first[4]) > 0
    assert "one letter" in first[5]
    rows = list(csv.DictReader(io.StringIO(ask("actors", "suggestions", "--csv", "--limit", "1").stdout)))
    assert [row["one_descriptions"] for row in rows] == ["Botschafterin"]


def test_a_pair_that_was_decided_is_suggested_no_more(ask) -> None:
    ask("actors", "apart", "Okafor", "Okafur")
    assert suggested(ask) == PAIRS[:1]
    ask("actors", "merge", "Talbrook", "Talbrock")
    result = ask("actors", "suggestions")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no suggestions\n")
    ask("actors", "undo", "1")
    assert suggested(ask) == PAIRS[1:]


def test_two_with_different_first_names_are_not_suggested_for_a_surname_that_one_of_them_has(database, ask) -> None:
    write(
        database, article(3, "2024-04-05", [speaker("Petra Lindholm")]), article(4, "2024-04-06", [speaker("Lindholm")])
    )
    assert [{"Karl Lindholm", "Lindholm"}, {"Petra Lindholm", "Lindholm"}] == sorted(suggested(ask)[2:], key=sorted)
    numbers = {actor["name"]: str(actor["id"]) for actor in json.loads(ask("actors", "Lindholm", "--json").stdout)}
    assert ask("actors", "merge", numbers["Lindholm"], numbers["Petra Lindholm"]).exit_code == 0
    assert suggested(ask) == PAIRS


def test_yes_merges_and_no_keeps_apart(ask, answer) -> None:
    result = answer("y", "n")
    assert result.exit_code == 0
    assert kinds(ask) == ["apart", "merge"]
    assert len(json.loads(ask("actors", "Ines", "--json").stdout)) == 1
    assert "to undo: tracker actors undo 1" in result.stderr
    assert "stay two actors" in result.stderr
    assert suggested(ask) == []
    assert "no suggestions" in answer().stderr


def test_the_evidence_is_shown_with_what_both_said_last(answer) -> None:
    shown = answer("q").stdout
    assert "2024-03-01: Punkt 2 von Artikel 1" in shown
    assert "2024-04-02: Punkt 1 von Artikel 2" in shown
    assert "Okafor" not in shown


def test_what_is_skipped_is_not_asked_twice_and_stays_suggested(ask, answer) -> None:
    result = answer("s", "YES", "y")
    assert kinds(ask) == ["merge"]
    assert suggested(ask) == PAIRS[:1]
    assert result.stderr.count("Are they one actor?") == 2


def test_what_is_no_answer_is_asked_again(ask, answer) -> None:
    result = answer("vielleicht", "", "n", "q")
    assert "“vielleicht” is no answer" in result.stderr
    assert kinds(ask) == ["apart"]


@pytest.mark.parametrize("answers", [[], ["q"], ["quit", "y", "y"]])
def test_the_end_of_the_input_and_quit_decide_nothing(ask, answer, answers: list[str]) -> None:
    result = answer(*answers)
    assert result.exit_code == 0
    assert kinds(ask) == []
    assert result.stderr.endswith("0 decisions; to see them: tracker actors history\n")


def test_no_more_are_asked_than_wanted(ask, answer) -> None:
    answer("n", "n", options=("--limit", "1"))
    assert kinds(ask) == ["apart"]


# Terminals.


def spawned(database: Path, *arguments: str, columns: int = 80) -> pexpect.spawn:
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"TRACKER_DB": str(database), "TERM": "xterm-256color", "NO_COLOR": "1"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "tracker", "actors", *arguments],
        env=environment,
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=60,
    )


def in_terminal(database: Path, *arguments: str, columns: int = 80) -> str:
    running = spawned(database, *arguments, columns=columns)
    running.expect(pexpect.EOF)
    running.close()
    return running.before or ""


def test_a_terminal_is_asked(database: Path, ask) -> None:
    running = spawned(database, "suggestions", "--ask")
    running.expect("uit: ")
    running.sendline("y")
    running.expect("now includes Ines Talbro")
    running.expect("uit: ")
    running.sendline("q")
    running.expect("1 decision;")
    running.expect(pexpect.EOF)
    running.close()
    assert running.exitstatus == 0
    assert kinds(ask) == ["merge"]


def test_names_do_no_harm_to_a_terminal(database: Path, ask) -> None:
    write(database, article(3, "2024-05-03", [EVIL]))
    ask("actors", "merge", "Stone", "Okafor")
    ask("actors", "alias", "Okafor", "\x1b[2Jder König der Reeder")
    shown = in_terminal(database, "show", "Okafor", columns=100).replace("\r\n", "\n")
    assert "[red]Stone" in shown
    assert "der König der Reeder" in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_a_terminal_lists_the_most_quoted_and_says_so(ask, monkeypatch) -> None:
    monkeypatch.setattr("tracker.cli.actors.on_terminal", lambda: True)
    monkeypatch.setattr("tracker.cli.actors.MOST_ON_TERMINAL", 2)
    result = ask("actors")
    assert [line.split("\t")[1] for line in result.stdout.splitlines()] == ["Jan Okafor", "Ines Talbrock"]
    assert result.stderr == "the 2 most quoted; for more: --limit N\n"
    assert ask("actors", "--limit", "3").stderr == ""
    assert len(json.loads(ask("actors", "--json").stdout)) == 5
    monkeypatch.setattr("tracker.cli.actors.MOST_ON_TERMINAL", 5)
    assert ask("actors").stderr == ""
