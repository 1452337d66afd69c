import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from port_and_bridge import OKAFOR, said
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.extraction.statements import Act, Extraction, Versions
from tracker.reading.article import Article
from tracker.store import Store


def test_actors(ask) -> None:
    lines = [line.split("\t") for line in ask("actors").stdout.splitlines()]
    assert {line[1] for line in lines} == {"Petra Lindholm", "Karl Lindholm", "Jan Okafor", "Reederverband"}
    [okafor] = json.loads(ask("actors", "okafor", "--json").stdout)
    assert (okafor["name"], okafor["statements"], okafor["first_on"]) == ("Jan Okafor", 1, "2024-03-09")


def test_actors_whom_nobody_knows(ask) -> None:
    result = ask("actors", "Zzyzx")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no actor found\n")


@pytest.mark.parametrize(("typed", "meant"), [("lst", "list"), ("sugestions", "suggestions"), ("shwo", "show")])
def test_a_misspelt_command_that_is_nobodys_name_is_asked_about(ask, typed: str, meant: str) -> None:
    result = ask("actors", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"did you mean {meant}?" in result.stderr


def test_articles(ask) -> None:
    lines = [line.split("\t") for line in ask("articles").stdout.splitlines()]
    assert {tuple(line[:4]) for line in lines} == {
        ("1", "2024-03-07", "Hafenkurier", "Streit um den Hafen Nordby"),
        ("2", "2024-03-09?", "Harbour Post", "New bridge"),
    }
    [late] = csv.DictReader(io.StringIO(ask("articles", "--since", "2024-03-08", "--csv").stdout))
    assert late["title"] == "New bridge"


@pytest.fixture
def ask_of_own_ids(tmp_path: Path) -> Callable[..., Result]:
    """Three articles from JSON Lines: the first and the last bring the same id, the second a number."""
    path = tmp_path / "tracker.db"
    with Store.open(path) as store:
        for number, own_id in enumerate(("nord-17", "2016", "nord-17"), start=1):
            text = f"Jan Okafor sagte Satz {number}."
            statement = said(text, f"Satz {number}", "Jan Okafor", "sagte", Act.STATEMENT, OKAFOR)
            article = Article(text, language="de", source=f"news.jsonl, line {number}", own_id=own_id)
            store.add(article, Extraction("de", (statement,), ()), Versions("model", "code"))
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env={"TRACKER_DB": str(path)})


def test_an_articles_own_id_stands_in_place_of_where_it_was_read_from(ask_of_own_ids) -> None:
    places = [line.split("\t")[8] for line in ask_of_own_ids("articles").stdout.splitlines()]
    assert sorted(places) == ["2016", "nord-17", "nord-17"]
    records = json.loads(ask_of_own_ids("articles", "--json").stdout)
    assert [(each["own_id"], each["source"]) for each in records if each["id"] == 2] == [("2016", "news.jsonl, line 2")]
    [quote] = json.loads(ask_of_own_ids("quotes", "--article", "2", "--json").stdout)
    assert quote["article_own_id"] == "2016"
    shown = ask_of_own_ids("show", "1").stdout
    assert "nord-17" in shown
    assert "news.jsonl" not in shown


@pytest.mark.parametrize("name", ["2", "2016", "news.jsonl, line 2"])
def test_an_article_is_named_by_its_number_its_own_id_or_its_file(ask_of_own_ids, name: str) -> None:
    assert "Satz 2" in ask_of_own_ids("quotes", "--article", name).stdout
    assert ask_of_own_ids("correct", name, "--outlet", "Bote").stderr == "article 2 corrected\n"
    added = ask_of_own_ids("statements", "add", name, "Satz", "--speaker", "Jan Okafor", "--by", "ida")
    assert added.exit_code == 0, added.output


def test_an_own_id_of_several_articles_is_asked_about(ask_of_own_ids) -> None:
    result = ask_of_own_ids("quotes", "--article", "nord-17")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tracker: --article: 2 articles are “nord-17”; name one by its number: 1, 3\n"


def test_articles_of_an_outlet_that_is_not_there(ask) -> None:
    result = ask("articles", "--outlet", "Niemand")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "tracker: --outlet: no article is from “Niemand”\n`tracker articles` lists them\n",
    )
