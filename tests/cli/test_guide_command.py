"""`tracker guide`: the guides on the terminal and in a pipe."""

import pytest
from test_running import in_terminal
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.cli.guides import guides


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["guide", *arguments])


def test_all_guides_are_listed() -> None:
    lines = [line.split("\t") for line in run().stdout.splitlines()]
    assert [name for name, _ in lines] == list(guides())
    assert ["actors", "Who is who"] in lines


@pytest.mark.parametrize("name", list(guides()))
def test_a_guide_in_a_pipe_is_markdown(name: str) -> None:
    assert run(name).stdout == guides()[name].read_text(encoding="utf-8")


def test_a_guide_that_is_not_there() -> None:
    result = run("cooking")
    assert result.exit_code == 1
    assert result.stderr.startswith("tracker: there is no guide “cooking”; there are actors, ")


def test_a_guide_fits_the_terminal(database) -> None:
    shown = in_terminal(database, "guide", "judging", NO_COLOR="1").splitlines()
    assert "Your word on statements" in shown[0]
    assert all(len(line) <= 80 for line in shown)
    assert not any(line.startswith(("#", "```")) for line in shown)
