import re

import pytest
from typer.testing import CliRunner

from tracker.cli import app
from tracker.version import __version__

COMMANDS = [
    "correct",
    "forget",
    *(
        "ingest",
        "quotes",
        "timeline",
        "events",
        "count",
        "show",
        "search",
        "actors",
        "articles",
        "check",
        "extract",
        "evaluate",
        "reextract",
        "review",
        "guide",
    ),
    "archive",
    "claims",
    "positions",
    "feeds",
    "watch",
    "report",
    "serve",
    "statements",
    "verdicts",
]
MEMBERS = {
    "archive": ("extract", "link", "slice", "failures"),
    "claims": (*("list", "show", "of", "find", "why", "same", "apart", "word"), *("suggestions", "history", "undo")),
    "verdicts": ("import", "list", "show", "matches", "same", "apart", "history", "undo", "export"),
    "feeds": ("add", "list", "remove", "poll"),
    "watch": ("add", "list", "remove", "tell", "show", "feed", "allow"),
    "actors": (
        *("list", "show", "why", "merge", "apart", "split", "rename", "alias"),
        *("suggestions", "history", "undo", "export", "import"),
    ),
    "statements": ("correct", "accept", "reject", "add", "check", "history", "undo", "export", "import"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself_with_examples(command: str, option: str) -> None:
    result = CliRunner().invoke(app, [command, option])
    assert result.exit_code == 0
    assert f"tracker {command}" in result.stdout.split("Examples:")[1]
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(("group", "command"), [(group, each) for group, some in MEMBERS.items() for each in some])
def test_every_command_of_a_group_explains_itself_with_examples(group: str, command: str) -> None:
    result = CliRunner().invoke(app, [group, command, "--help"])
    assert result.exit_code == 0
    assert f"tracker {group} {command}" in result.stdout.split("Examples:")[1]


def listed_in(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, [*arguments, "--help"])
    listing = result.stdout.split("Commands:")[1].split("Examples:")[0]
    return [line.split()[0] for line in listing.splitlines() if line.strip()]


def test_the_commands_are_listed() -> None:
    assert sorted(listed_in()) == sorted(COMMANDS)


@pytest.mark.parametrize("group", MEMBERS)
def test_the_commands_of_a_group_are_listed_in_their_order(group: str) -> None:
    assert listed_in(group) == list(MEMBERS[group])


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"tracker {__version__}\n"


def test_a_command_of_groups_alone_is_asked_about() -> None:
    result = CliRunner().invoke(app, ["undo", "3"])
    assert result.exit_code == 2
    assert "tracker actors undo" in result.stderr
    assert "tracker statements undo" in result.stderr
    assert "tracker --help" in CliRunner().invoke(app, ["help"]).stderr


@pytest.mark.parametrize(("typed", "meant"), [("quote", "quotes"), ("timelin", "timeline"), ("reveiw", "review")])
def test_a_misspelt_command_is_asked_about(typed: str, meant: str) -> None:
    result = CliRunner().invoke(app, [typed])
    assert result.exit_code == 2
    assert f"did you mean {meant}?" in result.stderr
    assert "did you mean" not in CliRunner().invoke(app, ["sing"]).stderr


def test_a_misspelt_option_is_asked_about() -> None:
    told = CliRunner().invoke(app, ["quotes", "--actr", "X"]).stderr
    proposed = told.rpartition("--actr")[2]  # in words that differ from release to release of Typer
    assert re.findall(r"--[\w-]+", proposed) == ["--act", "--actor"]
    nothing_near = CliRunner().invoke(app, ["quotes", "--fooo"])
    assert nothing_near.exit_code == 2
    assert re.search(r"No such option(: --fooo| '--fooo'\.)\n$", nothing_near.stderr)
