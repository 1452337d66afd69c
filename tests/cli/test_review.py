"""`tracker review`: one statement after the other."""

import json
import sys
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.views.statement_decisions import interval


@pytest.fixture
def review(database: Path):
    """Reviews the database with these answers."""

    def run(*answers: str, options: tuple[str, ...] = ()) -> Result:
        typed = "".join(f"{answer}\n" for answer in answers)
        return CliRunner().invoke(
            app, ["review", *options], input=typed, env={"TRACKER_DB": str(database), "TRACKER_USER": "ida"}
        )

    return run


def history(ask) -> list[tuple[str, int]]:
    return [(row["judgement"], row["statement"]) for row in reversed(_history(ask))]


def _history(ask) -> list[dict]:
    return json.loads(ask("statements", "history", "--json").stdout)


def test_each_key_does_what_it_says(ask, review) -> None:
    result = review("y", "n", "s", "c", "s", "Jan Okafor; Petra Lindholm", "a", "sing", "treat", "threat", "", "q")
    assert result.exit_code == 0, result.output
    assert history(ask) == [("accept", 1), ("reject", 2), ("correct", 4)]
    assert _history(ask)[0]["changes"] == {"speaker": ["Jan Okafor", "Petra Lindholm"], "act": "threat"}
    assert "“sing”: it may be statement, announcement" in result.stderr
    assert "“treat”: did you mean threat?" in result.stderr
    assert "3 decisions: 1 accepted, 1 corrected, 1 rejected" in result.stderr


def test_it_goes_on_where_it_was_left(ask, review) -> None:
    review("y", "y", "q")
    assert review("q").stdout.startswith("Statement 3 ")
    review("y", "y", "y")
    assert review().stderr == "no statement to review\n"


def test_the_last_decision_is_taken_back_and_asked_again(ask, review) -> None:
    result = review("u", "n", "u", "y", "q")
    assert "nothing was decided yet in this review" in result.stderr
    assert "undone: statement 1" in result.stderr
    assert [each["undone_at"] is None for each in _history(ask)] == [True, False]
    assert history(ask) == [("reject", 1), ("accept", 1)]


def test_filters_and_a_limit(review) -> None:
    result = review("s", "s", options=("--article", "2", "--limit", "1"))
    assert result.stdout.startswith("Statement 4 ")
    assert "Statement 5" not in result.stdout
    assert result.stderr.endswith(": 2 statements left\n")
    assert review("s", "y", "q").stderr.endswith("\n4 statements left\n")
    assert review("q", options=("--limit", "2")).stderr.endswith(": 4 statements left\n")


def test_a_sample_of_nothing_is_none(ask, review) -> None:
    options = ("--sample", "5", "--tag", "port")
    nothing = review("y", options=options)
    assert (nothing.stdout, nothing.stderr) == ("", "no statement to review\n")
    ask("statements", "check", "1", "--tag", "port", "--by", "ida")
    assert "1 statement drawn from 1 on" in review("q", options=options).stdout


def test_a_sample_counts_on_where_it_was_left(review) -> None:
    review("y", "s", "q", options=("--sample", "4"))
    assert "2 of 4. Is it right?" in review("q", options=("--sample", "4")).stderr


def test_an_answer_that_is_none_and_the_end_of_the_input(ask, review) -> None:
    result = review("what?", "c", "x", "", "d", "y")
    assert result.exit_code == 0
    assert "answer with one of the letters" in result.stderr
    assert history(ask) == [("accept", 1)]
    assert history(ask) == [("accept", 1)]


@pytest.mark.parametrize("field", ["s", "t", "d", "q", "m"])
def test_the_end_of_the_input_corrects_nothing(ask, review, field) -> None:
    result = review("c", field)
    assert result.exit_code == 0, result.output
    assert history(ask) == []


def test_a_quote_without_words_is_left_as_it_is(ask, review) -> None:
    assert review("c", "q", "", "a", "threat", "", "q").exit_code == 0
    assert _history(ask)[0]["changes"] == {"act": "threat"}


def test_a_sample_says_how_many_are_right(ask, review) -> None:
    first = review("y", "q", options=("--sample", "4"))
    assert "4 statements drawn from 5" in first.stdout
    assert "1 read: 1 wholly right, 0 corrected, 0 rejected. Right: 100%" in first.stdout
    again = review("n", "c", "k", "free_indirect", "", "y", options=("--sample", "4"))
    assert "4 read: 2 wholly right, 1 corrected, 1 rejected. Right: 50% (95 % interval 15% to 85%)" in again.stdout
    assert len(history(ask)) == 4
    whole = review(options=("--sample", "4"))
    assert "nothing to review" in whole.stderr
    assert "Right: 50%" in whole.stdout
    assert review(options=("--seed", "3")).exit_code == 2


def test_what_the_user_added_is_not_drawn(ask, review) -> None:
    ask("statements", "add", "1", "Streit um den Hafen Nordby", "--by", "ida")
    ask("statements", "add", "1", "Petra Lindholm", "--by", "ida")
    ask("statements", "reject", "7", "--by", "ida")
    result = review("q", options=("--sample", "9"))
    assert "5 statements drawn from 5 on " in result.stdout
    assert "none read yet" in result.stdout


def test_what_was_corrected_to_what_was_found_is_right(ask, review) -> None:
    ask("statements", "correct", "4", "--speaker", "Jan Okafor", "--kind", "direct", "--by", "ida")
    ask("statements", "correct", "1", "--speaker", "Petra Lindholm", "--act", "threat", "--by", "ida")
    result = review("q", options=("--sample", "5"))
    assert "2 read: 1 wholly right, 1 corrected, 0 rejected" in result.stdout


def test_the_interval_is_wilsons() -> None:
    assert interval(0, 10) == pytest.approx((0, 0.2775), abs=1e-3)
    assert interval(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-3)
    assert interval(10, 10) == pytest.approx((0.7225, 1), abs=1e-3)


def test_in_a_terminal(database: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tracker", "review", "--db", str(database)],
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=30,
    )
    child.expect("1 of 5. Is it right?")
    child.sendline("y")
    child.expect("2 of 5. Is it right?")
    child.sendeof()
    child.expect("1 decision: 1 accepted")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
