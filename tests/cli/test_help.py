from importlib.metadata import PackageNotFoundError, version

import pytest
from typer.testing import CliRunner

from tracker.cli import app

COMMANDS = [
    "correct",
    *("ingest", "quotes", "timeline", "show", "search", "actors", "articles", "extract", "evaluate", "reextract"),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself_with_examples(command: str, option: str) -> None:
    result = CliRunner().invoke(app, [command, option])
    assert result.exit_code == 0
    assert f"tracker {command}" in result.stdout.split("Examples:")[1]
    assert "\x1b" not in result.stdout


def test_the_commands_are_listed() -> None:
    result = CliRunner().invoke(app, ["--help"])
    listed = [line.split()[0] for line in result.stdout.split("Commands:")[1].splitlines() if line.strip()]
    assert set(COMMANDS) <= set(listed)


def test_version() -> None:
    try:
        installed = version("tracker")
    except PackageNotFoundError:
        pytest.skip("tracker is not installed, only on the path")
    assert CliRunner().invoke(app, ["--version"]).stdout == f"tracker {installed}\n"
