"""Correcting an article's metadata after it was ingested, and taking articles out again."""

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


def test_what_was_decided_holds_again_where_the_text_comes_again(ask, article) -> None:
    assert ask("statements", "correct", "1", "--act", "promise").exit_code == 0
    forgotten = ask("forget", "1", "--yes")
    assert (forgotten.exit_code, forgotten.stdout) == (0, "")
    assert json.loads(ask("articles", "--json").stdout) == json.loads(ask("quotes", "--json").stdout) == []
    assert ask("check").exit_code == 0
    assert ask("ingest", str(article)).exit_code == 0
    [statement] = json.loads(ask("quotes", "--json").stdout)
    assert (statement["act"], statement["decided"]) == ("promise", ["act"])


def test_nothing_is_taken_out_unasked_or_where_one_is_unknown(ask, article) -> None:
    for arguments in (["1"], ["1", "7", "--yes"]):
        refused = ask("forget", *arguments)
        assert refused.exit_code == 1
        assert len(json.loads(ask("quotes", "--json").stdout)) == 1


def test_several_decisions_are_undone_and_none_where_one_is_unknown(ask, article) -> None:
    ask("statements", "correct", "1", "--act", "promise")
    ask("statements", "correct", "1", "--kind", "indirect")
    assert ask("statements", "undo", "1", "2", "9").exit_code == 1
    [decided] = json.loads(ask("quotes", "--json").stdout)
    assert sorted(decided["decided"]) == ["act", "kind"]
    assert ask("statements", "undo", "1", "2").exit_code == 0
    [undone] = json.loads(ask("quotes", "--json").stdout)
    assert undone["decided"] == []


def test_decisions_are_told_in_german(ask, article) -> None:
    ask("statements", "reject", "1")
    assert "verworfen: das hat niemand gesagt" in ask("statements", "history", "--lang", "de").stdout


def test_a_report_of_nothing_is_not_written(ask, article, tmp_path) -> None:
    result = ask("report", "--act", "apology", "-o", str(tmp_path / "x.html"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing matches" in result.stderr
    assert not (tmp_path / "x.html").exists()


def test_a_text_that_is_called_a_pdf_is_read_and_said_to_be_none(ask, tmp_path) -> None:
    path = tmp_path / "hafen.pdf"
    path.write_text(GERMAN, encoding="utf-8")
    result = ask("ingest", str(path))
    assert result.exit_code == 0
    assert "no PDF but plain text" in result.stderr


def test_rejected_before_counts_in_a_sample(ask, article) -> None:
    ask("statements", "reject", "1")
    assert "1 read: 0 wholly right, 0 corrected, 1 rejected" in ask("review", "--sample", "5").stdout
