"""`tracker statements`: decisions on the command line, and how they show in listings."""

import json
from pathlib import Path

import pytest
from port_and_bridge import made


@pytest.fixture
def decide(ask):
    """Runs a command of `tracker statements` as Ida, and expects that it succeeds."""

    def run(*arguments: str) -> str:
        result = ask("statements", *arguments, TRACKER_USER="ida")
        assert result.exit_code == 0, result.output
        return result.stderr

    return run


def listed(ask, *filters: str) -> dict[int, dict]:
    return {row["id"]: row for row in json.loads(ask("quotes", "--json", *filters).stdout)}


def test_a_correction_is_told_listed_and_undone(ask, decide) -> None:
    told = decide("correct", "1", "--speaker", "Okafor", "--act", "threat", "--date", "5.3.2024")
    assert told == (
        "statement 1, “vor einer Schließung des Hafens”: speaker is Jan Okafor, act is threat, said on is 2024-03-05; "
        "to undo: tracker statements undo 1\n"
    )
    row = listed(ask)[1]
    assert (row["actors"], row["act"], row["said_on"]) == (["Jan Okafor"], "threat", "2024-03-05")
    assert row["decided"] == ["speaker", "act", "said_on"]
    assert 1 in listed(ask, "--actor", "Okafor")
    [line] = [line for line in ask("quotes").stdout.splitlines() if line.startswith("1\t")]
    assert line.endswith("\tspeaker, act and said on decided")
    decide("undo", "1")
    assert listed(ask)[1]["decided"] == []
    assert ask("check").exit_code == 0


def test_show_tells_what_was_found_and_what_was_decided(ask, decide) -> None:
    decide("correct", "1", "--nobody", "--note", "heard otherwise")
    decide("check", "1", "--verdict", "mostly_true", "--finding", "Stimmt fast.", "--link", "https://example.org/x")
    shown = ask("show", "1").stdout
    assert "Statement 1  warning, reported, decided" in shown
    assert "decided    speaker is nobody (heard otherwise); ida, 20" in shown
    assert "found      speaker: Petra Lindholm" in shown
    assert "checking   checked, mostly true" in shown
    assert "finding    Stimmt fast." in shown
    assert "links      https://example.org/x" in shown
    record = json.loads(ask("show", "1", "--json").stdout)
    assert record["found"] == {"speaker": ["Petra Lindholm"]}
    assert [each["decided_by"] for each in record["decisions"]] == ["ida", "ida"]


def test_several_are_shown(ask) -> None:
    assert ask("show", "1", "2").stdout.count("Statement ") == 2
    assert [json.loads(line)["id"] for line in ask("show", "2", "1", "--json").stdout.splitlines()] == [2, 1]


def test_what_was_rejected_is_listed_no_more_and_says_so(ask, decide) -> None:
    decide("reject", "1", "3")
    assert set(listed(ask)) == {2, 4, 5}
    result = ask("show", "1")
    assert result.exit_code == 1
    assert result.stderr.startswith("tracker: statement 1, “vor einer Schließung des Hafens” was rejected by ida on 20")
    assert "to take that back: tracker statements undo 1" in result.stderr
    decide("undo", "1")
    assert set(listed(ask)) == {1, 2, 4, 5}


def test_a_statement_is_added(ask, decide) -> None:
    told = decide("add", "1", "Streit um den Hafen Nordby", "--speaker", "Lindholm, Petra", "--kind", "reported")
    assert told.startswith("statement 6, “Streit um den Hafen Nordby”: added")
    assert listed(ask)[6]["decided"] == ["added"]


def test_who_adds_words_of_another_statement_is_told(decide) -> None:
    assert "statement 2 has these words too" in decide("add", "1", "bleibt").splitlines()[1]
    assert len(decide("add", "1", "Streit um den Hafen Nordby").splitlines()) == 1


def test_a_day_that_is_still_to_come_is_asked_about(ask, decide) -> None:
    assert "--date: 3024-01-01 is still to come" in decide("correct", "1", "--date", "3024-01-01")
    assert "--date: 3024-01-01 is still to come" in decide("add", "1", "Streit um den Hafen", "--date", "3024-01-01")
    assert "still to come" not in decide("correct", "1", "--date", "unknown")


def test_filters_by_checking(ask, decide) -> None:
    decide("check", "1", "2", "--tag", "Budget", "--status", "checking")
    decide("check", "2", "--verdict", "false")
    assert set(listed(ask, "--status", "checking")) == {1}
    assert set(listed(ask, "--status", "checked", "--status", "checking")) == {1, 2}
    assert set(listed(ask, "--verdict", "false")) == {2}
    assert set(listed(ask, "--tag", "budget")) == {1, 2}
    assert [line.split("\t")[-1] for line in ask("quotes", "--verdict", "false").stdout.splitlines()] == [
        "checked: false; #Budget"
    ]
    decide("check", "1", "2", "--untag", "budget", "--untag", "Budget")
    assert set(listed(ask, "--tag", "budget")) == set()


def test_a_verdict_shows_whatever_the_status_until_it_is_taken_away(ask, decide) -> None:
    decide("check", "1", "--verdict", "false", "--finding", "Nein.", "--link", "https://example.org/x")
    decide("check", "1", "--status", "open")
    assert ask("quotes", "--verdict", "false").stdout.splitlines()[0].endswith("\topen: false")
    assert "checking   open, false" in ask("show", "1").stdout
    assert "verdict is empty, finding is empty" in decide("check", "1", "--no-verdict")
    decide("check", "1", "--unlink", "https://example.org/x")
    for filters in (("--verdict", "false"), ("--rated",)):
        assert listed(ask, *filters) == {}
    row = listed(ask)[1]
    assert (row["status"], row["verdict"], row["finding"], row["links"]) == ("open", None, None, [])
    assert "checking" not in ask("show", "1").stdout
    assert "Nein" not in ask("report", "--md", "--actor", "Lindholm").stdout
    decide("undo", "3")
    assert listed(ask)[1]["verdict"] == "false"


def test_a_verdict_that_somebody_else_gave_is_not_taken_away_unasked(ask, decide) -> None:
    decide("check", "1", "--verdict", "false")
    decide("check", "1", "--link", "https://example.org/x")
    for taken_away in (("--no-verdict",), ("--unlink", "https://example.org/x")):
        result = ask("statements", "check", "1", *taken_away, "--by", "tom")
        assert "ida has decided otherwise" in result.stderr
        assert ask("statements", "check", "1", *taken_away, "--by", "tom", "--override").exit_code == 0


def test_tags_and_links_are_taken_as_they_are_meant(ask, decide) -> None:
    decide("check", "1", "--tag", "#hash", "--tag", " two  words", "--tag", "##hash")
    assert listed(ask)[1]["tags"] == ["hash", "two words"]
    for arguments, said in {
        ("--link", "not a url"): "“not a url” is no link",
        ("--link", "javascript:alert(1)"): "is no link",
        ("--tag", "#"): "a tag has letters",
        ("--untag", "nope"): "Statement 1 has no tag “nope”; it has hash, two words",
        ("--unlink", "https://example.org/y"): "Statement 1 has no link “https://example.org/y”",
        ("--no-verdict",): "Statement 1 has no verdict",
        ("--no-verdict", "--verdict", "true"): "--no-verdict excludes",
    }.items():
        result = ask("statements", "check", "1", *arguments)
        assert result.exit_code in (1, 2)
        assert said in result.stderr
    decide("check", "1", "--untag", "#HASH")
    assert listed(ask)[1]["tags"] == ["two words"]


def test_somebody_else_is_asked_first(ask, decide) -> None:
    decide("accept", "1")
    result = ask("statements", "reject", "1", TRACKER_USER="tom")
    assert result.exit_code == 1
    assert "ida has decided otherwise (decision 1" in result.stderr
    assert ask("statements", "reject", "1", "--override", "--by", "tom").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["correct", "1"], 2, "nothing to correct"),
        (["correct", "1", "--nobody", "--speaker", "X"], 2, "exclude each other"),
        (["correct", "1", "--date", "someday"], 2, "--date"),
        (["correct", "1", "--act", "sing"], 2, "sing"),
        (["correct", "99", "--nobody"], 1, "there is no statement 99"),
        (["correct", "1", "--quote", "gar nicht da"], 1, "doesn't stand in the article"),
        (["correct", "1", "--quote", " "], 1, "no words were given"),
        (["add", "1", "gar nicht da"], 1, "Article 1: “gar nicht da” doesn't stand in the article"),
        (["add", "1", "Hafen bleibt offen"], 1, "Statement 2 has nearly these words; to give it others: tracker"),
        (["check", "1"], 2, "nothing to write down"),
        (["undo", "9"], 1, "there is no decision 9"),
        (["import", str(Path(__file__))], 1, "line 1: no JSON; `tracker statements export` writes such files"),
        (["import", str(Path(__file__).parent)], 1, "this is a folder. Name a file in it."),
        (["import", "nowhere.jsonl"], 1, "nowhere.jsonl: no such file"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(ask, arguments, code, said) -> None:
    result = ask("statements", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_history_in_all_forms(ask, decide) -> None:
    assert ask("statements", "history").stderr == "nothing was decided yet\n"
    decide("correct", "1", "--to", "Okafor")
    decide("reject", "2")
    first, second = ask("statements", "history").stdout.splitlines()
    assert first.split("\t")[2:] == ["ida", "2", "rejected: nobody said this", "Der Hafen bleibt offen", ""]
    assert second.split("\t")[2:5] == ["ida", "1", "addressee is Jan Okafor"]
    [only] = json.loads(ask("statements", "history", "1", "--json").stdout)
    assert (only["judgement"], only["changes"]) == ("correct", {"addressee": ["Jan Okafor"]})
    assert ask("statements", "history", "--csv").stdout.startswith("id,judgement,statement,")


def test_decisions_go_from_one_database_to_another(ask, decide, tmp_path) -> None:
    decide("correct", "1", "--nobody")
    decide("reject", "2")
    file = tmp_path / "decisions.jsonl"
    file.write_text(ask("statements", "export").stdout, encoding="utf-8")
    for number in ("1", "2"):
        decide("undo", number)
    ask("statements", "accept", "2", "--by", "tom")
    again = tmp_path / "again.jsonl"  # as if somebody else had decided it
    again.write_text(file.read_text(encoding="utf-8").replace('"ida"', '"eva"'), encoding="utf-8")
    result = ask("statements", "import", str(again))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "statement 2, “Der Hafen bleibt offen”: eva says “rejected: nobody said this”, "
        "tom has said “right as it is” (decision 3)",
        "1 decision brought in",
        "1 conflict left out; --override brings them in",
    ]
    assert ask("statements", "import", str(again)).exit_code == 1
    assert ask("statements", "import", str(again), "--override").stderr == "1 decision brought in, 1 known\n"
    assert set(listed(ask)) == {1, 3, 4, 5}


@pytest.mark.parametrize("content", ["", "{}", "[]", "\x00", '{"judgement": "accept"}', "[" * 5000])
def test_a_file_that_has_no_decisions(ask, tmp_path, content) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text(content, encoding="utf-8")
    result = ask("statements", "import", str(file))
    assert result.exit_code == (0 if content == "" else 1)
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output


def test_gold_of_what_was_decided_measures(ask, decide, tmp_path) -> None:
    decide("accept", "4", "5")
    decide("accept", "1")
    gold = ask("statements", "export", "--gold")
    assert "1 article left out" in gold.stderr
    file = tmp_path / "gold.jsonl"
    file.write_text(gold.stdout, encoding="utf-8")
    measured = ask("evaluate", str(file))
    assert measured.exit_code == 0, measured.output
    assert "found" in measured.stdout


def test_texts_of_articles_stay_data(ask, decide, evil_database) -> None:
    assert "\x1b" not in decide("correct", "6", "--speaker", "\x1b[2JEva", "--note", "\x1b]0;x\x07")
    for arguments in (["statements", "history"], ["show", "6"], ["quotes"]):
        assert "\x1b" not in ask(*arguments).stdout


@pytest.fixture
def elsewhere(ask, tmp_path):
    """Runs a command on another database of the same articles, where Olaf decides."""
    other = made(tmp_path / "other.db")
    return lambda *arguments: ask(*arguments, TRACKER_DB=str(other), TRACKER_USER="olaf")


@pytest.fixture
def taken_out(ask, tmp_path):
    """Writes what was decided here into a file, for another database."""

    def write() -> str:
        file = tmp_path / "decisions.jsonl"
        file.write_text(ask("statements", "export").stdout, encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize(
    "field", [("--act", "threat"), ("--nobody",), ("--date", "2024-03-05"), ("--quote", "einer Schließung")]
)
def test_who_accepts_what_somebody_else_corrects_decides_otherwise(decide, elsewhere, taken_out, field) -> None:
    found = listed(elsewhere)[1]
    decide("accept", "1")
    elsewhere("statements", "correct", "1", *field)
    corrected = listed(elsewhere)[1]
    result = elsewhere("statements", "import", taken_out())
    assert result.exit_code == 1
    assert "ida says “right as it is”, olaf has said “" in result.stderr
    assert listed(elsewhere)[1] == corrected
    assert "right as it is" not in elsewhere("show", "1").stdout
    assert elsewhere("statements", "import", taken_out(), "--override").exit_code == 0
    now = listed(elsewhere)[1]
    assert [now[name] for name in ("act", "actors", "said_on", "quote")] == [
        found[name] for name in ("act", "actors", "said_on", "quote")
    ]
    assert elsewhere("statements", "import", taken_out()).stderr == "0 decisions brought in, 1 known\n"
    assert elsewhere("check").exit_code == 0


def test_who_accepts_what_somebody_has_corrected_before_agrees(ask, decide, elsewhere, taken_out) -> None:
    ask("statements", "correct", "1", "--act", "threat", "--by", "olaf")
    decide("accept", "1")
    elsewhere("statements", "correct", "1", "--act", "threat")
    assert elsewhere("statements", "import", taken_out()).stderr == "2 decisions brought in\n"
    elsewhere("statements", "correct", "1", "--act", "denial", "--override")
    assert elsewhere("statements", "history").stdout.count("act is denial") == 1


def test_what_builds_on_a_conflict_is_left_out_with_it(decide, elsewhere, taken_out) -> None:
    decide("check", "1", "--status", "checking", "--tag", "a", "--tag", "b")
    decide("check", "1", "--untag", "a")
    decide("check", "2", "--tag", "c")
    elsewhere("statements", "check", "1", "--verdict", "true")
    result = elsewhere("statements", "import", taken_out())
    assert result.stderr.splitlines()[1:] == [
        "1 decision brought in",
        "1 conflict left out, with 1 later decision of the same people about them; --override brings them in",
    ]
    assert {number: row["tags"] for number, row in listed(elsewhere).items() if row["tags"]} == {2: ["c"]}
    elsewhere("statements", "import", taken_out(), "--override")
    assert listed(elsewhere)[1]["tags"] == ["b"]


@pytest.mark.parametrize("changes", [{"verdict": "nonsense"}, {"status": 3}, {"tags": 4}])
def test_a_checking_that_is_none_is_not_brought_in(decide, elsewhere, taken_out, changes) -> None:
    decide("check", "1", "--tag", "a")
    file = Path(taken_out())
    record = {**json.loads(file.read_text(encoding="utf-8")), "changes": changes}
    file.write_text(json.dumps(record), encoding="utf-8")
    result = elsewhere("statements", "import", str(file))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert f"{file}, line 1: " in result.stderr
