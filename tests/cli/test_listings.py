import csv
import io
import json


def test_actors(ask) -> None:
    lines = [line.split("\t") for line in ask("actors").stdout.splitlines()]
    assert {line[1] for line in lines} == {"Petra Lindholm", "Karl Lindholm", "Jan Okafor", "Reederverband"}
    [okafor] = json.loads(ask("actors", "okafor", "--json").stdout)
    assert (okafor["name"], okafor["statements"], okafor["first_on"]) == ("Jan Okafor", 1, "2024-03-09")


def test_actors_whom_nobody_knows(ask) -> None:
    result = ask("actors", "Zzyzx")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no actor found\n")


def test_articles(ask) -> None:
    lines = [line.split("\t") for line in ask("articles").stdout.splitlines()]
    assert {tuple(line[:4]) for line in lines} == {
        ("1", "2024-03-07", "Hafenkurier", "Streit um den Hafen Nordby"),
        ("2", "2024-03-09?", "Harbour Post", "New bridge"),
    }
    [late] = csv.DictReader(io.StringIO(ask("articles", "--since", "2024-03-08", "--csv").stdout))
    assert late["title"] == "New bridge"


def test_articles_of_an_outlet_that_is_not_there(ask) -> None:
    result = ask("articles", "--outlet", "Niemand")
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "tracker: --outlet: no article is from “Niemand”\n`tracker articles` lists them\n",
    )
