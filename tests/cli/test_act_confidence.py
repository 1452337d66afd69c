"""How sure acts are: in listings, as a filter, in JSON, and after what somebody decided."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from port_and_bridge import LINDHOLM, OKAFOR, said

from tracker.extraction.statements import Act, Extraction, Kind, Versions
from tracker.reading.article import Article
from tracker.store import Store

TEXT = "Petra Lindholm forderte mehr Geld. Jan Okafor nannte das teuer. Petra Lindholm sagte, es regne. Okafor klagte."
DEMAND, CRITICISM, STATEMENT, CONCERN = range(6, 10)  # the numbers of the statements


@pytest.fixture
def database(database: Path) -> Path:
    statements = (
        said(TEXT, "Petra Lindholm forderte mehr Geld", "Petra Lindholm", "forderte", Act.DEMAND, LINDHOLM,
             act_confidence=0.97),
        said(TEXT, "Jan Okafor nannte das teuer", "Jan Okafor", "nannte", Act.CRITICISM, OKAFOR, act_confidence=0.41),
        said(TEXT, "es regne", "", "sagte", Act.STATEMENT, LINDHOLM, kind=Kind.INDIRECT, act_confidence=0.3),
        said(TEXT, "Okafor klagte", "Okafor", "klagte", Act.CONCERN, OKAFOR),
    )  # fmt: skip
    with Store.open(database) as store:
        article = Article(text=TEXT, published=date(2024, 3, 20), language="de")
        store.add(article, Extraction("de", statements, ()), Versions("model", "code"))
    return database


def records(result) -> dict[int, dict[str, object]]:
    assert result.exit_code == 0, result.output
    return {each["id"]: each for each in json.loads(result.stdout)}


def test_only_an_act_that_is_rather_another_one_has_a_question_mark(ask) -> None:
    lines = ask("timeline", "--article", "3").stdout
    for words in ("Lindholm demands:", "Okafor criticises?:", "Lindholm says:", "Okafor worries:"):
        assert words in lines
    of_events = {line.split("\t")[3] for line in ask("events", "--article", "3").stdout.splitlines()}
    assert of_events == {"demand", "criticism?", "statement", "concern"}
    assert "criticism? (0.41)" in ask("show", str(CRITICISM)).stdout
    assert "demand (0.97)" in ask("show", str(DEMAND)).stdout
    assert "(" not in ask("show", str(CONCERN)).stdout.splitlines()[0]


def test_the_confidence_is_in_json_and_a_filter(ask) -> None:
    everything = records(ask("quotes", "--json", "--article", "3"))
    told = {number: each["act_confidence"] for number, each in everything.items()}
    assert told == {DEMAND: 0.97, CRITICISM: 0.41, STATEMENT: 0.3, CONCERN: None}
    asked = ("--json", "--min-act-confidence", "0.4")
    assert set(records(ask("quotes", *asked))) == {DEMAND, CRITICISM}
    assert json.loads(ask("count", "--by", "act", "--json", *asked[1:]).stdout)
    events = [json.loads(line) for line in ask("events", "--jsonl", "--article", "3").stdout.splitlines()]
    assert {each["statement"]: each["act_confidence"] for each in events} == told


def test_who_decides_about_the_act_is_sure_of_it(ask) -> None:
    assert ask("statements", "correct", str(CRITICISM), "--act", "accusation").exit_code == 0
    assert ask("statements", "correct", str(STATEMENT), "--to", "Jan Okafor").exit_code == 0
    assert ask("statements", "accept", str(CONCERN)).exit_code == 0
    now = records(ask("quotes", "--json", "--article", "3"))
    assert {number: now[number]["act_confidence"] for number in (CRITICISM, STATEMENT, CONCERN)} == {
        CRITICISM: 1.0,
        STATEMENT: 0.3,
        CONCERN: 1.0,
    }
    assert "Okafor accuses:" in ask("timeline", "--article", "3").stdout
    assert ask("statements", "undo", "1").exit_code == 0
    assert records(ask("quotes", "--json", "--act", "criticism"))[CRITICISM]["act_confidence"] == 0.41


def test_show_has_no_figure_for_an_act_that_was_decided(ask) -> None:
    assert ask("statements", "correct", str(CRITICISM), "--act", "accusation").exit_code == 0
    assert ask("statements", "accept", str(DEMAND)).exit_code == 0
    assert ask("statements", "add", "3", "mehr Geld", "--speaker", "Petra Lindholm", "--act", "demand").exit_code == 0
    [added] = [each for each in records(ask("quotes", "--json")).values() if each["decided"] == ["added"]]
    assert added["act_confidence"] == 1.0
    for number, act in ((CRITICISM, "accusation"), (DEMAND, "demand"), (added["id"], "demand")):
        first = ask("show", str(number)).stdout.splitlines()[0]
        assert act in first
        assert "(" not in first


def test_a_damaged_confidence_is_found(ask, database) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE statements SET act_confidence = 1.5 WHERE id = ?", [DEMAND])
    checked = ask("check")
    assert checked.exit_code == 1
    assert "confidence isn't from 0 to 1: 1.5" in checked.stdout + checked.stderr


def test_a_report_says_what_it_leaves_out_and_what_the_mark_means(ask, tmp_path) -> None:
    for asked, sentence in (
        ((), "criticises?"),
        (("--min-act-confidence", "0.5"), "3 statements whose act is less sure than 0.5 (--min-act-confidence)."),
    ):
        file = tmp_path / f"{len(asked)}.md"
        assert ask("report", "--article", "3", *asked, "-o", str(file)).exit_code == 0
        text = file.read_text(encoding="utf-8")
        assert sentence in text
        assert "A verb with “?” is rather another one." in text


def test_a_line_in_a_pipe_has_the_mark_too(ask) -> None:
    acts = [line.split("\t")[3] for line in ask("quotes", "--article", "3").stdout.splitlines()]
    assert sorted(acts) == ["concern", "criticism?", "demand", "statement"]
