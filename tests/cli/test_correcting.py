"""Correcting an article's metadata after it was ingested."""

import json

import pytest

GERMAN = (
    "Streit um den Hafen\n\n„Der Hafen bleibt offen“, sagte Ministerin Petra Lindholm am Mittwoch vor Journalisten.\n"
)


@pytest.fixture
def database(tmp_path):
    """A database that isn't there yet."""
    return tmp_path / "tracker.db"


@pytest.fixture
def article(ask, tmp_path):
    path = tmp_path / "hafen.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert ask("ingest", str(path)).exit_code == 0
    return path


def test_a_corrected_date_moves_what_was_said_and_keeps_its_number(ask, article) -> None:
    [before] = json.loads(ask("quotes", "--json").stdout)
    assert ask("correct", "1", "--date", "2024-03-08", "--outlet", "Hafenblatt").exit_code == 0
    [after] = json.loads(ask("quotes", "--json").stdout)
    assert (after["id"], after["quote"]) == (before["id"], before["quote"])
    assert (after["said_on"], after["published_on"], after["outlet"]) == ("2024-03-06", "2024-03-08", "Hafenblatt")
    assert after["published_on_basis"] == "given"


def test_what_is_not_given_stays(ask, article) -> None:
    [before] = json.loads(ask("articles", "--json").stdout)
    ask("correct", "1", "--url", "https://example.org/hafen")
    [after] = json.loads(ask("articles", "--json").stdout)
    assert {name for name in after if after[name] != before[name]} == {"url"}


def test_nothing_to_correct_is_wrong_usage(ask, article) -> None:
    result = ask("correct", "1")
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("number", ["7", "0"])
def test_an_unknown_article_changes_nothing(ask, article, number) -> None:
    before = ask("articles", "--json").stdout
    result = ask("correct", number, "--date", "2024-03-08")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert ask("articles", "--json").stdout == before
