"""Whom pronouns in quotes mean, as a user sees it: on a terminal, in CSV and JSON, and from Python."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import tracker

TEXT = (
    "WASHINGTON, Oct. 4, 2016 - Hillary Clinton met voters in Ohio on Tuesday. "
    "Donald Trump said she had never told the truth about her emails."
)
SHE = TEXT.index("she")
ABOUT = ("--topic", "emails")


@pytest.fixture
def asked(ask: Callable[..., Result], tmp_path: Path) -> Callable[..., str]:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert ask("ingest", "--quiet", str(article)).exit_code == 0
    return lambda *arguments: ask(*arguments).stdout


def test_show_tells_whom_they_mean(asked: Callable[..., str]) -> None:
    number = json.loads(asked("quotes", *ABOUT, "--jsonl"))["id"]
    [line] = [line for line in asked("show", str(number)).splitlines() if line.split()[:1] == ["pronouns"]]
    assert "she → Hillary Clinton (0.9" in line
    assert "her → Hillary Clinton (0.9" in line


def test_listings_for_programs_have_them(asked: Callable[..., str]) -> None:
    first = json.loads(asked("quotes", *ABOUT, "--jsonl"))["pronouns"][0]
    assert (first["start"], first["end"], first["kind"], first["name"]) == (SHE, SHE + 3, "person", "Hillary Clinton")
    assert f"{SHE}-{SHE + 3} Hillary Clinton; " in asked("quotes", *ABOUT, "--csv")


def test_tables_of_python_have_them(asked: Callable[..., str], database: Path) -> None:
    pytest.importorskip("pyarrow")
    with tracker.open(database) as opened:
        [names] = opened.quotes(topic="emails").to_arrow().column("pronouns").to_pylist()
    assert [each["name"] for each in names] == ["Hillary Clinton"] * 2
