"""`tracker claims` and `tracker positions`, on a story of three days, six outlets and two languages."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tracker.cli import app

STORY = Path(__file__).parents[2] / "fixtures" / "claims" / "reservoir.jsonl"
COMMANDS = ["list", "show", "of", "find", "why", "same", "apart", "word", "suggestions", "history", "undo"]
SAFE, UNSAFE = "Das Trinkwasser ist für alle Haushalte unbedenklich", "Das Trinkwasser ist nicht unbedenklich"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.db"
    result = CliRunner().invoke(app, ["ingest", str(STORY), "--quiet", "--db", str(path)])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def run(ingested: Path, tmp_path: Path) -> Run:
    """Runs a command on a copy of the story, which must end well."""
    path = tmp_path / "story.db"
    shutil.copy(ingested, path)

    def running(*arguments: str, ends: int = 0, **options: Any) -> Result:
        result = CliRunner().invoke(app, [*arguments, "--db", str(path)], **options)
        assert result.exit_code == ends, result.stderr
        return result

    return running


def records(result: Result) -> Any:
    return json.loads(result.stdout)


def number_of(run: Run, words: str) -> str:
    """The number of the statement that has these words."""
    return str(next(row["id"] for row in records(run("quotes", "--json")) if words in row["quote"]))


def claim_of(run: Run, words: str) -> str:
    """The number of the claim whose statements have one of these words."""
    claims = (records(run("claims", "show", str(row["id"]), "--json")) for row in records(run("claims", "--json")))
    return next(str(each["id"]) for each in claims if any(words in said["quote"] for said in each["said"]))


def test_claims_are_listed_with_who_where_and_when(run: Run) -> None:
    first = records(run("claims", "--json"))[0]
    assert (first["statements"], len(first["outlets"]), first["languages"]) == (6, 6, ["de", "en"])
    assert (first["actors"], first["first_on"], first["last_on"]) == (["Karin Althoff"], "2024-05-06", "2024-05-07")
    assert first["opposed"] == 3


def test_filters_choose_claims(run: Run) -> None:
    by_kurz = records(run("claims", "--actor", "Kurz", "--json"))
    assert by_kurz
    assert all("Nadja Kurz" in row["actors"] for row in by_kurz)
    assert all(len(row["outlets"]) >= 4 for row in records(run("claims", "--outlets", "4", "--json")))
    assert all(row["languages"] == ["de", "en"] for row in records(run("claims", "--languages", "2", "--json")))
    assert all(row["opposed"] for row in records(run("claims", "--opposed", "--json")))
    assert "no claim found" in run("claims", "--outlets", "7").stderr


def test_a_listing_is_lines_csv_and_json_lines(run: Run) -> None:
    line = run("claims", "--limit", "1").stdout.rstrip("\n").split("\t")
    assert line[2:6] == [
        "Karin Althoff",
        "6",
        "Global News Agency; Lohraer Tagblatt; Morning Post; Nordkurier; The Ledger; dap",
        "de; en",
    ]
    rows = list(csv.DictReader(io.StringIO(run("claims", "--csv").stdout)))
    lines = [json.loads(each) for each in run("claims", "--jsonl").stdout.splitlines()]
    assert [int(row["id"]) for row in rows] == [row["id"] for row in lines]


def test_a_claim_is_shown_with_what_contradicts_it(run: Run) -> None:
    shown = records(run("claims", "show", claim_of(run, SAFE), "--json"))
    assert {row["outlet"] for row in shown["said"]} == set(shown["outlets"])
    assert all(row["reasons"] for row in shown["said"])
    assert {actor for row in shown["opposing"] for actor in row["actors"]} == {"Nadja Kurz"}
    assert any("isn't so" in row["reasons"] for row in shown["opposing"])
    parts = [line.split("\t")[0] for line in run("claims", "show", claim_of(run, SAFE)).stdout.splitlines()]
    assert parts == sorted(parts, key=["said", "opposing", "suggested"].index)


def test_what_is_related_to_a_statement(run: Run) -> None:
    relations = {row["quote"]: row["relation"] for row in records(run("claims", "of", number_of(run, SAFE), "--json"))}
    assert relations["das Trinkwasser sei für alle Haushalte unbedenklich"] == "same"
    assert relations[f"{UNSAFE}"] == "opposed"


def test_a_sentence_of_ones_own_is_found_in_both_languages(run: Run) -> None:
    found = records(run("claims", "find", "The drinking water is safe for all of the households", "--json"))
    assert {row["language"] for row in found if row["relation"] == "same"} == {"de", "en"}
    assert [row["relation"] for row in found if row["quote"] == UNSAFE] == ["opposed"]
    assert "claims nothing" in run("claims", "find", "safe water", "--language", "en", ends=1).stderr


def test_why_two_statements_are_one_claim_or_two(run: Run) -> None:
    safe, unsafe = number_of(run, SAFE), number_of(run, UNSAFE)
    assert records(run("claims", "why", safe, unsafe, "--json"))["relation"] == "opposed"
    assert "one says that it isn't so" in run("claims", "why", safe, unsafe).stdout


@pytest.mark.parametrize(
    ("dated", "days"),
    [(("--date", "2025-06-01"), "said on 2024-05-06 and 2025-06-01"), ((), "said on 2024-05-06 and an unknown day")],
)
def test_what_is_said_too_late_contradicts_nothing_and_why_says_so(run: Run, dated: tuple[str, ...], days: str) -> None:
    late = "Das Trinkwasser ist gar nicht unbedenklich"
    before = records(run("claims", "--json"))[0]["opposed"]
    run("ingest", "-", "--quiet", *dated, input=f"„{late}“, sagte Bürgermeister Emil Kaltwasser am Rande der Sitzung.")
    shown = run("claims", "why", number_of(run, SAFE), number_of(run, late)).stdout
    assert "one says that it isn't so" in shown
    assert days in shown
    assert records(run("claims", "--json"))[0]["opposed"] == before


def test_the_user_decides_and_takes_it_back(run: Run) -> None:
    mill, factory = number_of(run, "the mill be shut down at once"), number_of(run, "die Fabrik sofort stillzulegen")
    told = run("claims", "same", mill, factory).stderr
    assert "are one claim; to undo: tracker claims undo 1" in told
    assert records(run("claims", "why", mill, factory, "--json"))["decided"] == "same"
    assert records(run("claims", "why", mill, factory, "--json"))["claim"]
    run("claims", "apart", mill, factory)
    assert not records(run("claims", "why", mill, factory, "--json"))["claim"]
    assert [row["kind"] for row in records(run("claims", "history", "--json"))] == ["apart", "same"]
    assert "decision 2 is undone" in run("claims", "undo", "2").stderr
    assert records(run("claims", "why", mill, factory, "--json"))["claim"]
    assert run("claims", "history").stdout.splitlines()[0].split("\t")[3].startswith("undone")


def test_decisions_outlive_reading_again(run: Run) -> None:
    run("claims", "apart", number_of(run, SAFE), number_of(run, "Das Trinkwasser sei für alle Haushalte unbedenklich"))
    run("claims", "word", claim_of(run, "Die Ministerin hat die Bürger getäuscht"), "The minister has lied")
    before = run("claims", "--json").stdout
    run("reextract", "--all")
    assert run("claims", "--json").stdout == before
    assert "The minister has lied" in before
    assert "all in order" in run("check").stdout


def test_suggestions_are_asked_about(run: Run) -> None:
    pairs = records(run("claims", "suggestions", "--json"))
    asked = run("claims", "suggestions", "--ask", "--limit", "3", input="y\nwhat\nn\nq\n")
    assert "that is no answer" in asked.stderr
    assert "2 pairs decided" in asked.stderr
    kinds = [row["kind"] for row in records(run("claims", "history", "--json"))]
    assert kinds == ["apart", "same"]
    assert len(records(run("claims", "suggestions", "--limit", "100", "--json"))) < len(pairs) + 100
    assert "exclude each other" in run("claims", "suggestions", "--ask", "--json", ends=2).stderr


def test_a_position_that_turns_is_shown_with_both_sources(run: Run) -> None:
    positions = records(
        run("positions", "--actor", "Petri", "--claim", claim_of(run, "the mill be shut down at once"), "--json")
    )
    assert [row["does"] for row in positions] == ["wants"] * len(positions)
    turned = [row for row in positions if row["changed"]]
    assert [row["quote"] for row in turned] == ["The mill did not have to be shut down after all"]
    assert turned[0]["changed"] in {
        row["id"] for row in positions if row["said_on"] or row["published_on"] < "2024-05-08"
    }


def test_a_denial_of_what_one_said_oneself_is_a_turn(run: Run) -> None:
    lines = [line.split("\t") for line in run("positions", "--actor", "Renz", "--topic", "Pumpe").stdout.splitlines()]
    [denial] = [line for line in lines if line[2] == "denies"]
    [denied] = [line for line in lines if "Pumpe" in line[3] and line is not denial]
    assert denial[6:] == [denied[4], "one says that it isn't so"]


def test_a_thesis_of_ones_own_is_followed(run: Run) -> None:
    positions = records(
        run("positions", "--actor", "Brandt", "--claim", "A new filter will be installed by spring", "--json")
    )
    assert {row["does"] for row in positions} == {"promises", "asserts"}
    assert {row["published_on"] for row in positions if row["changed"]} == {"2024-05-08"}


def test_wrong_usage_is_said(run: Run) -> None:
    assert "give --actor" in run("positions", "--topic", "Fabrik", ends=2).stderr
    assert "give --topic or --claim" in run("positions", "--actor", "Petri", ends=2).stderr
    assert "no claim 99" in run("claims", "show", "99", ends=1).stderr
    assert "no statement 999" in run("claims", "same", "1", "999", ends=1).stderr
    assert "no decision 7" in run("claims", "undo", "7", ends=1).stderr
    assert "give the numbers of two" in run("claims", "why", "1", "1", ends=1).stderr
    assert "there is no sentence" in run("claims", "find", " ", ends=1).stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_how_it_is_used(command: str) -> None:
    result = CliRunner().invoke(app, ["claims", command, "--help"])
    assert result.exit_code == 0
    assert f"tracker claims {command}" in result.stdout


def test_what_waits_is_said(ingested: Path, tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "story.db"
    shutil.copy(ingested, path)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO statements_to_compare SELECT id FROM statements LIMIT 3")
    result = CliRunner().invoke(app, ["claims", "--db", str(path)])
    assert "3 statements not compared yet: tracker reextract does that" in result.stderr


def test_every_question_takes_a_claim_as_a_filter(run: Run) -> None:
    claim = claim_of(run, SAFE)
    said = {each["id"] for each in records(run("claims", "show", claim, "--json"))["said"]}
    assert {row["id"] for row in records(run("quotes", "--claim", claim, "--json"))} == said
    assert records(run("count", "--claim", claim, "--json"))[0]["statements"] == len(said)
    assert [each["id"] for each in records(run("claims", "list", "--claim", claim, "--json"))] == [int(claim)]
    assert run("quotes", "--claim", "999", ends=1).stderr.startswith("tracker: --claim: there is no claim 999;")
    assert "known only after" in run("watch", "add", "--claim", claim, ends=2).stderr


def test_a_report_on_a_claim_is_called_by_it_and_says_what_contradicts_it(run: Run) -> None:
    report = run("report", "--claim", claim_of(run, SAFE), "--format", "markdown").stdout
    assert report.startswith(f"# “{SAFE}”\n")
    assert report.count("#### Karin Althoff") == 5
    assert "- 3 statements that contradict the claim or seem to (tracker claims show " in report
