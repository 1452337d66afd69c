"""`tracker actors`: the listing and its commands, on real databases."""

import csv
import io
import json
from pathlib import Path

import pytest
from actor_articles import ORGANISATION, VERSIONS, article, speaker, write

from tracker.store import Store

COMMANDS = [
    *("list", "show", "why", "merge", "apart", "split", "rename", "alias"),
    *("suggestions", "history", "undo", "export", "import"),
]
MINISTER = speaker("Petra Lindholm", "Ministerin")
MARRIED = speaker("Petra Sandberg", "Ministerin a. D.")
KARL = speaker("Karl Lindholm")
TRAINER = speaker("Michael Möller", "Trainer")
HARBOUR = speaker("Reederverband", None, ORGANISATION)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A minister who marries, a namesake of hers, a trainer, and an association."""
    path = tmp_path / "tracker.db"
    write(
        path,
        article(1, "2024-03-01", [MINISTER, MINISTER, KARL]),
        article(2, "2024-04-02", [MARRIED, TRAINER]),
        article(3, "2024-05-03", [TRAINER, HARBOUR]),
    )
    return path


@pytest.fixture
def actors(ask):
    """Runs `tracker actors`, which must end well."""

    def run(*arguments: str):
        result = ask("actors", *arguments)
        assert result.exit_code == 0, result.stderr
        return result

    return run


@pytest.fixture
def listing(actors):
    """All actors: how many statements each name shown has."""

    def run() -> dict[str, int]:
        return {actor["name"]: actor["statements"] for actor in json.loads(actors("--json").stdout)}

    return run


ALL = {"Petra Lindholm": 2, "Michael Möller": 2, "Petra Sandberg": 1, "Karl Lindholm": 1, "Reederverband": 1}


# The listing, as it always was.


def test_without_a_command_actors_are_listed(actors) -> None:
    first = actors().stdout.splitlines()[0].split("\t")
    assert first[1:] == ["Michael Möller", "person", "2", "2", "2024-04-02", "2024-05-03", "", "Trainer"]
    assert actors().stdout == actors("list").stdout


@pytest.mark.parametrize("words", [["lindholm"], ["list", "Lindholm"], ["--", "LINDHOLM"]])
def test_a_name_is_asked_for_with_and_without_a_command(actors, words: list[str]) -> None:
    assert [line.split("\t")[1] for line in actors(*words).stdout.splitlines()] == ["Petra Lindholm", "Karl Lindholm"]


@pytest.mark.parametrize(
    "words",
    [
        ["--limit", "1", "Lindholm", "--csv"],
        ["Lindholm", "--csv", "--limit", "1"],
        ["--csv", "list", "--limit", "1", "Lindholm"],
        ["--limit", "1", "list", "--csv", "Lindholm"],
        ["list", "Lindholm", "--limit=1", "--csv"],
    ],
)
def test_options_may_stand_before_and_after(actors, words: list[str]) -> None:
    [row] = csv.DictReader(io.StringIO(actors(*words).stdout))
    assert (row["name"], row["statements"], row["last_on"]) == ("Petra Lindholm", "2", "2024-03-01")


def test_an_actor_may_be_called_like_a_command(database, actors) -> None:
    write(database, article(4, "2024-06-01", [speaker("Show", None, ORGANISATION)]))
    assert json.loads(actors("--json", "--", "show").stdout)[0]["name"] == "Show"
    assert json.loads(actors("list", "show", "--json").stdout)[0]["name"] == "Show"
    assert actors("show", "show").stdout.startswith("name\tShow\t1")


def test_two_names_are_wrong_usage(ask) -> None:
    result = ask("actors", "Petra", "Lindholm")
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("words", [[], ["Lindholm"], ["--limit", "3"]])
def test_the_help_has_both_the_options_of_the_listing_and_the_commands(actors, words, option: str) -> None:
    shown = actors(*words, option).stdout
    assert "tracker actors [OPTIONS] [NAME]" in shown.replace("Usage: root", "Usage: tracker")
    assert "--limit" in shown
    listed = [
        line.split()[0] for line in shown.split("Commands:")[1].split("Examples:")[0].splitlines() if line.strip()
    ]
    assert listed == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(actors, command: str) -> None:
    assert f"tracker actors {command}" in actors(command, "-h").stdout.split("Examples:")[1]


# One actor.


def test_an_actor_is_shown_with_names_descriptions_and_decisions(actors) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("alias", "Sandberg", "die Hafenministerin")
    lines = [line.split("\t") for line in actors("show", "Sandberg").stdout.splitlines()]
    names = {line[1]: line[2:7] for line in lines if line[0] == "name"}
    assert names == {
        "Petra Lindholm": ["2", "0", "1", "2024-03-01", "2024-03-01"],
        "Petra Sandberg": ["1", "0", "1", "2024-04-02", "2024-04-02"],
    }
    assert [line[1:3] for line in lines if line[0] == "description"] == [["Ministerin", "2"], ["Ministerin a. D.", "1"]]
    assert ["alias", "die Hafenministerin"] in lines
    assert [line[1] for line in lines if line[0] == "decision"] == ["2", "1"]


def test_an_actor_as_a_record(actors) -> None:
    actors("alias", "Möller", "der Übungsleiter")
    shown = json.loads(actors("show", "moller", "--json").stdout)
    assert (shown["name"], shown["kind"], shown["statements"]) == ("Michael Möller", "person", 2)
    assert shown["names"] == ["Michael Möller"]
    [use] = shown["name_uses"]
    assert (use["name"], use["statements"], use["articles"], use["first_on"]) == ("Michael Möller", 2, 2, "2024-04-02")
    assert 0 <= use["score"] <= 1
    assert use["reason"]
    assert [(each["name"], each["statements"]) for each in shown["description_uses"]] == [("Trainer", 2)]
    assert shown["aliases"] == ["der Übungsleiter"]
    assert [each["kind"] for each in shown["decisions"]] == ["alias"]


def test_why_names_are_one_actor_or_two(actors) -> None:
    two = json.loads(actors("why", "Petra Lindholm", "Sandberg", "--json").stdout)
    assert (two["one"], two["other"], two["verdict"]) == ("Petra Lindholm", "Petra Sandberg", "two")
    actors("merge", "Petra Lindholm", "Sandberg")
    one = json.loads(actors("why", "Petra Lindholm", "Sandberg", "--json").stdout)
    assert (one["one"], one["other"], one["verdict"], one["score"]) == ("Petra Lindholm", "Petra Sandberg", "one", 1.0)
    assert any("user" in line for line in one["evidence"])
    assert actors("why", "Petra Lindholm", "Sandberg").stdout.startswith("one\tPetra Lindholm\tPetra Sandberg\t1.00\t")


# Decisions.


def test_merged_actors_are_one_and_undone_two_again(actors, listing) -> None:
    said = actors("merge", "Petra Lindholm", "Sandberg").stderr
    assert listing() == {"Petra Lindholm": 3, "Michael Möller": 2, "Karl Lindholm": 1, "Reederverband": 1}
    assert said.startswith("Petra Lindholm (")
    assert "now includes Petra Sandberg (" in said
    assert "3 statements" in said
    assert said.endswith("to undo: tracker actors undo 1\n")
    assert len(said.splitlines()) == 1
    said = actors("undo", "1").stderr
    assert "Petra Sandberg" in said
    assert len(said.splitlines()) == 1
    assert listing() == ALL


def test_questions_follow_a_decision(ask, actors) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("alias", "Sandberg", "die Hafenministerin")
    assert len(json.loads(ask("quotes", "--actor", "Hafenministerin", "--json").stdout)) == 3


def test_a_name_is_split_off_and_comes_back(actors, listing) -> None:
    actors("merge", "Petra Lindholm", "Karl")
    said = actors("split", "Petra Lindholm", "karl").stderr
    assert "“Karl Lindholm” is somebody else than “Petra Lindholm”" in said
    assert "this overrules decision 1" in said
    assert listing() == ALL
    actors("undo", "2")
    assert listing() == {"Petra Lindholm": 3, "Michael Möller": 2, "Petra Sandberg": 1, "Reederverband": 1}


@pytest.mark.parametrize("names", [["Michael Möller"], ["moller"], []])
def test_a_namesake_in_one_article_is_split_off(actors, listing, names: list[str]) -> None:
    said = actors("split", "Möller", *names, "--article", "3").stderr
    assert "in article 3 is somebody else" in said
    rows = json.loads(actors("Möller", "--json").stdout)
    assert [(row["name"], row["articles"], row["first_on"]) for row in rows] in (
        [("Michael Möller", 1, "2024-04-02"), ("Michael Möller", 1, "2024-05-03")],
        [("Michael Möller", 1, "2024-05-03"), ("Michael Möller", 1, "2024-04-02")],
    )
    actors("undo", "1")
    assert listing() == ALL


def test_a_renamed_actor_is_shown_and_found_so(actors, listing) -> None:
    said = actors("rename", "Sandberg", "Petra Sandberg-Lindholm").stderr
    assert "Petra Sandberg (" in said
    assert "is now shown as Petra Sandberg-Lindholm" in said
    assert listing()["Petra Sandberg-Lindholm"] == 1
    [use] = json.loads(actors("show", "Sandberg", "--json").stdout)["name_uses"]
    assert (use["score"], use["reason"]) == (1.0, "the name itself")
    assert [row["names"] for row in json.loads(actors("Sandberg-Lindholm", "--json").stdout)] == [["Petra Sandberg"]]
    actors("undo", "1")
    assert listing() == ALL


def test_actors_kept_apart_stay_apart(actors, listing) -> None:
    said = actors("apart", "Karl", "Petra Lindholm").stderr
    assert "stay two actors" in said
    assert listing() == ALL
    said = actors("merge", "Karl", "Petra Lindholm").stderr
    assert "this overrules decision 1: “Karl Lindholm” and “Petra Lindholm” are two actors" in said


def test_decisions_hold_for_articles_that_come_later(database, actors, listing) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("rename", "Sandberg", "Frau Ministerin Sandberg")
    actors("alias", "Möller", "Mücke")
    write(
        database,
        article(4, "2024-06-01", [MARRIED, KARL]),
        article(5, "2024-06-02", [MINISTER, speaker("Mücke")]),
    )
    assert listing() == {
        "Frau Ministerin Sandberg": 5,
        "Michael Möller": 3,
        "Karl Lindholm": 2,
        "Reederverband": 1,
    }


def test_decisions_hold_when_an_article_is_read_anew(database, actors, listing) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("split", "Möller", "--article", "3")
    before = sorted((row["names"], row["statements"]) for row in json.loads(actors("--json").stdout))
    with Store.open(database) as store:
        for number, speakers in ((1, [MINISTER, MINISTER, KARL]), (2, [MARRIED, TRAINER]), (3, [TRAINER, HARBOUR])):
            store.replace(number, article(number, "2024-05-03", speakers)[1], VERSIONS)
    assert sorted((row["names"], row["statements"]) for row in json.loads(actors("--json").stdout)) == before
    for decision in ("2", "1"):
        actors("undo", decision)
    assert listing() == ALL


# What was decided.


def test_the_history_has_the_newest_decision_first(actors) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("rename", "Möller", "Der Trainer")
    actors("undo", "1")
    lines = [line.split("\t") for line in actors("history").stdout.splitlines()]
    assert [(line[0], line[2], line[3], line[4]) for line in lines] == [
        ("2", "rename", "“Michael Möller” is shown as “Der Trainer”", ""),
        ("1", "merge", "“Petra Lindholm” and “Petra Sandberg” are one actor", "undone"),
    ]
    [newest] = json.loads(actors("history", "--limit", "1", "--json").stdout)
    assert (newest["id"], newest["kind"], newest["value"], newest["undone_at"]) == (2, "rename", "Der Trainer", None)
    rows = list(csv.DictReader(io.StringIO(actors("history", "--csv").stdout)))
    assert [(row["id"], row["names"], row["others"]) for row in rows][1] == ("1", "Petra Lindholm", "Petra Sandberg")


def test_without_decisions_the_history_says_so(actors) -> None:
    result = actors("history")
    assert (result.stdout, result.stderr) == ("", "nothing was decided yet\n")
    assert json.loads(actors("history", "--json").stdout) == []


# Mistakes.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "Zzyzx"], "nobody is called “Zzyzx”"),
        (["show", "99"], "there is no actor 99"),
        (["merge", "Lindholm", "Möller"], "2 actors match “Lindholm”"),
        (["merge", "Petra Lindholm", "Petra Lindholm"], "are one actor already"),
        (["merge", "Möller", "99"], "there is no actor 99"),
        (["merge", "Möll", "Sandberg"], "“Möll” is a part of a word"),
        (["apart", "Karl", "Karl Lindholm"], "are one actor already"),
        (["split", "Möller", "Müller"], "has no name “Müller”"),
        (["split", "Möller", "Möller"], "no other names"),
        (["split", "Möller", "--article", "1"], "article 1"),
        (["split", "Möller", "--article", "77"], "article 77"),
        (["rename", "Möller", "…"], "is no name"),
        (["alias", "Möller", " "], "is no name"),
        (["why", "Möller", "Zzyzx"], "nobody is called “Zzyzx”"),
        (["undo", "7"], "no decision 7"),
    ],
)
def test_what_can_not_be_done_is_said_and_changes_nothing(ask, listing, words: list[str], said: str) -> None:
    result = ask("actors", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    first = result.stderr.splitlines()[0]
    assert first.startswith("tracker: ")
    assert said in first
    assert "Traceback" not in result.stderr
    assert listing() == ALL
    assert json.loads(ask("actors", "history", "--json").stdout) == []


def test_a_decision_is_undone_once(ask, actors) -> None:
    actors("merge", "Petra Lindholm", "Sandberg")
    actors("undo", "1")
    result = ask("actors", "undo", "1")
    assert result.exit_code == 1
    assert "undone already" in result.stderr


@pytest.mark.parametrize(
    "words",
    [["merge", "Karl"], ["show"], ["split", "Karl"], ["undo", "x"], ["suggestions", "--ask", "--csv"], ["--nonsense"]],
)
def test_wrong_usage(ask, words: list[str]) -> None:
    result = ask("actors", *words)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("words", [["merge", "A", "B"], ["show", "A"], ["history"], ["export"], ["suggestions"]])
def test_without_a_database(ask, tmp_path, words: list[str]) -> None:
    result = ask("actors", *words, TRACKER_DB=str(tmp_path / "none.db"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no database" in result.stderr
    assert not (tmp_path / "none.db").exists()
