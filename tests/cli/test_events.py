"""Statements as event data, and those that weren't made."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from port_and_bridge import LINDHOLM, OKAFOR, REEDERVERBAND, said

from tracker.extraction.statements import Act, Extraction, Standing, Versions
from tracker.reading.article import Article
from tracker.store import Store
from tracker.views.events import EVENT_TYPES

GUIDE = Path(__file__).parents[2] / "tracker" / "guides" / "annotation.md"
TALKS = """Petra Lindholm warnte Jan Okafor und den Reederverband vor Streiks. \
Jan Okafor wollte Entlassungen nicht ausschließen. Ein Sprecher lobte die Gespräche."""


@pytest.fixture
def database(database: Path) -> Path:
    """Statement 6 has two addressees and a matter, 7 wasn't made, 8 was made by nobody known."""
    statements = (
        said(
            TALKS,
            "Petra Lindholm warnte Jan Okafor und den Reederverband vor Streiks",
            "Petra Lindholm",
            "warnte",
            Act.WARNING,
            LINDHOLM,
            addressee="Jan Okafor und den Reederverband",
            addressees=(OKAFOR, REEDERVERBAND),
            matter="vor Streiks",
        ),
        said(
            TALKS,
            "Jan Okafor wollte Entlassungen nicht ausschließen",
            "Jan Okafor",
            "wollte Entlassungen nicht ausschließen",
            Act.REJECTION,
            OKAFOR,
            standing=Standing.NEGATED,
        ),
        said(TALKS, "Ein Sprecher lobte die Gespräche", "Ein Sprecher", "lobte", Act.PRAISE),
    )
    article = Article(text=TALKS, title="Gespräche", published=date(2024, 3, 7), language="de")
    with Store.open(database) as store:
        store.add(article, Extraction("de", statements, ()), Versions("model", "code"))
    return database


def events(result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_event_for_each_source_and_target(ask) -> None:
    found = [event for event in events(ask("events", "--act", "warning", "--jsonl")) if event["statement"] == 6]
    assert [(event["source"], event["target"]) for event in found] == [
        ("Petra Lindholm", "Jan Okafor"),
        ("Petra Lindholm", "Reederverband"),
    ]
    assert {(event["plover"], event["cameo"], event["about"]) for event in found} == {
        ("THREATEN", "130", "vor Streiks")
    }


def test_acts_without_a_type_have_a_code(ask) -> None:
    (denial,) = events(ask("events", "--act", "denial", "--jsonl"))
    assert (denial["source"], denial["target"]) == ("Karl Lindholm", None)
    assert (denial["plover"], denial["cameo"], denial["about"]) == (None, "016", "that the money was gone")


def test_what_nobody_said_is_no_event(ask) -> None:
    numbers = {event["statement"] for event in events(ask("events", "--jsonl"))}
    assert numbers == {1, 2, 4, 5, 6}  # 3 and 8 have no known source, 7 wasn't said
    (refused,) = events(ask("events", "--standing", "negated", "--jsonl"))
    assert (refused["statement"], refused["standing"]) == (7, "negated")


def test_events_for_a_spreadsheet_and_for_a_pipe(ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("events", "--to", "Reederverband", "--csv").stdout)))
    assert [(row["source"], row["target"]) for row in rows if row["statement"] == "1"] == [
        ("Petra Lindholm", "Reederverband")
    ]
    line = next(line for line in ask("events", "--act", "promise").stdout.splitlines())
    assert line.split("\t") == [
        "2024-03-09",
        "Jan Okafor",
        "AGREE",
        "promise",
        "",
        "We will build the bridge,",
        "4",
    ]


def test_without_events_it_says_so(ask) -> None:
    result = ask("events", "--act", "apology")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no statement found\n")


def test_a_statement_that_was_not_made_is_listed_with_its_cue(ask) -> None:
    (line,) = ask("quotes", "--standing", "negated").stdout.splitlines()
    assert "[wollte Entlassungen nicht ausschließen]" in line
    told = ask("timeline", "--act", "rejection").stdout
    assert "Jan Okafor „wollte Entlassungen nicht ausschließen“" in told
    assert "rejection, negated, reported" in ask("show", "7").stdout


def test_a_timeline_tells_the_matter(ask) -> None:
    told = ask("timeline", "--article", "3").stdout
    assert "Petra Lindholm warns Jan Okafor and Reederverband: vor Streiks" in told
    shown = ask("show", "6").stdout
    assert re.search(r"matter +vor Streiks", shown)
    assert re.search(r"quote +Petra Lindholm warnte", shown)


def test_types_and_codes_are_those_of_the_guide() -> None:
    rows = [line.split("|")[1:-1] for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.count("|") == 7]
    table = {cells[0].strip(): (cells[4].strip(), cells[5].strip()) for cells in rows}
    for act in Act:
        plover, codes = table[act.value]
        of_act = EVENT_TYPES[act]
        assert (of_act.plover or "–") == plover
        assert codes.startswith(of_act.cameo) or of_act.cameo in codes.split(", ")
        assert ("without an addressee" in codes) == (of_act.cameo != of_act.cameo_without_target)
        assert of_act.cameo_without_target in codes


def test_words_that_name_nobody_are_a_source_where_they_are_asked_for(ask) -> None:
    found = events(ask("events", "--sources", "words", "--jsonl"))
    assert {event["statement"]: event["source"] for event in found if event["source_from"] == "words"}[
        8
    ] == "Ein Sprecher"
    assert {event["source_from"] for event in found if event["statement"] == 6} == {"name"}
    lines = [line.split("\t") for line in ask("events", "--sources", "words").stdout.splitlines()]
    assert "(Ein Sprecher)" in {line[1] for line in lines}
    assert {event["source_from"] for event in events(ask("events", "--jsonl"))} == {"name"}
