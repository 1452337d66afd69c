import csv
import io
import json

import pytest


def fields(result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def numbers(result) -> set[str]:
    return {line[0] for line in fields(result)}


def test_quotes_lists_every_statement_the_newest_first(ask) -> None:
    lines = fields(ask("quotes"))
    assert [line[1] for line in lines] == sorted((line[1] for line in lines), reverse=True)
    assert [
        "1",
        "2024-03-06",
        "Petra Lindholm",
        "warning",
        "vor einer Schließung des Hafens",
        "Hafenkurier",
    ] in lines
    assert [
        "4",
        "2024-03-09?",
        "Jan Okafor",
        "promise",
        "“We will build the bridge,”",
        "Harbour Post",
    ] in lines
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--actor", "Okafor"], {"4"}),
        (["--actor", "petra lindholm"], {"1", "2"}),
        (["--to", "Reederverband"], {"1"}),
        (["--addressee", "Reederverband"], {"1"}),
        (["--standing", "asserted"], {"1", "2", "3", "4", "5"}),
        (["--kind", "direct"], {"2", "4"}),
        (["--kind", "direct", "--kind", "indirect"], {"2", "3", "4"}),
        (["--act", "warning", "--act", "denial"], {"1", "5"}),
        (["--since", "2024-03-07", "--until", "2024-03-08"], {"2", "3"}),
        (["--until", "6. März 2024"], {"1"}),
        (["--outlet", "Harbour Post"], {"4", "5"}),
        (["--article", "2"], {"4", "5"}),
        (["--topic", "Löhne", "--scope", "statement"], {"3"}),
        (["--topic", "Schließung", "--scope", "paragraph"], {"1", "2"}),
        (["--topic", "Nordby", "--scope", "article"], {"1", "2", "3"}),
        (["--min-confidence", "0.5"], {"1", "2", "3", "4", "5"}),
    ],
)
@pytest.mark.parametrize("command", ["quotes", "timeline"])
def test_filters(ask, command: str, filters: list[str], found: set[str]) -> None:
    result = ask(command, *filters, "--jsonl")
    assert result.exit_code == 0, result.output
    assert {str(json.loads(line)["id"]) for line in result.stdout.splitlines()} == found


def test_a_limit_keeps_the_newest(ask) -> None:
    [line] = fields(ask("quotes", "--limit", "1"))
    assert line[1] == "2024-03-09?"


def test_an_ambiguous_name_lists_the_candidates(ask) -> None:
    result = ask("quotes", "--actor", "Lindholm")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2 actors match “Lindholm”" in result.stderr
    candidates = dict(line.split(": ", 1) for line in result.stderr.splitlines()[1:])
    assert sorted(candidates.values()) == [
        "Karl Lindholm (1 statement)",
        "Petra Lindholm, Ministerin (2 statements)",
    ]
    number = next(number for number, words in candidates.items() if words.startswith("Karl"))
    assert numbers(ask("quotes", "--actor", number)) == {"5"}


def test_an_unknown_name_hints_at_the_nearest(ask) -> None:
    result = ask("quotes", "--actor", "Jan Okaforr-Meier")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "tracker: --actor: nobody is called “Jan Okaforr-Meier”",
        "did you mean Jan Okafor?",
    ]


def test_nobody_has_that_number(ask) -> None:
    result = ask("quotes", "--actor", "999")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_nothing_found_is_said_on_standard_error(ask) -> None:
    for command in ("quotes", "timeline"):
        result = ask(command, "--topic", "Raumfahrt")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "no statement found\n"
        assert json.loads(ask(command, "--topic", "Raumfahrt", "--json").stdout) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes", "--json", "--csv"],
        ["timeline", "--jsonl", "--csv"],
        ["actors", "--json", "--jsonl"],
        ["quotes", "--since", "no day"],
        ["quotes", "--until", "2024-02-30"],
        ["articles", "--since", "2024-03-09", "--until", "2024-03-01"],
        ["quotes", "--act", "singing"],
        ["quotes", "--limit", "0"],
        ["quotes", "--unheard-of"],
        ["show", "three"],
        ["nothing-like-it"],
    ],
)
def test_wrong_usage_ends_with_2(ask, arguments: list[str]) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_wrong_date_is_one_line(ask) -> None:
    [line] = ask("quotes", "--since", "no day").stderr.splitlines()
    assert "--since" in line
    assert "no day" in line


def test_json_lines_and_csv_agree_with_json(ask) -> None:
    as_json = json.loads(ask("quotes", "--json").stdout)
    assert [json.loads(line) for line in ask("quotes", "--jsonl").stdout.splitlines()] == as_json
    rows = list(csv.DictReader(io.StringIO(ask("quotes", "--csv").stdout)))
    assert [row["quote"] for row in rows] == [record["quote"] for record in as_json]


def test_a_statements_json(ask) -> None:
    [record] = json.loads(ask("quotes", "--act", "warning", "--json").stdout)
    expected = {
        "id": 1,
        "article_id": 1,
        "kind": "reported",
        "quote": "vor einer Schließung des Hafens",
        "speaker": "Ministerin Petra Lindholm",
        "actors": ["Petra Lindholm"],
        "cue": "warnte",
        "act": "warning",
        "addressee": "den Reederverband",
        "addressee_actors": ["Reederverband"],
        "said_on": "2024-03-06",
        "said_on_basis": "words",
        "said_on_words": "am Mittwoch",
        "published_on": "2024-03-07",
        "published_on_basis": "dateline",
        "outlet": "Hafenkurier",
        "url": "https://example.org/hafen",
        "confidence": 0.9,
        "inside": None,
        "language": "de",
    }
    assert {name: record[name] for name in expected} == expected


def test_timeline_is_a_chronicle_with_the_day_on_every_line(ask) -> None:
    lines = fields(ask("timeline"))
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert lines[0] == [
        "2024-03-06",
        "Petra Lindholm warns Reederverband: vor einer Schließung des Hafens",
        "[1]",
        "Hafenkurier",
    ]
    assert "(Experten) worries: die Löhne könnten sinken" in [line[1] for line in lines]


def test_timeline_by_actor(ask) -> None:
    actors = [line[0] for line in fields(ask("timeline", "--by", "actor"))]
    assert actors == ["Jan Okafor", "Karl Lindholm", "Petra Lindholm", "Petra Lindholm", "(Experten)"]


def test_show(ask) -> None:
    result = ask("show", "1")
    assert result.exit_code == 0
    for words in ("Statement 1", "warnte", "am Mittwoch", "Hafenkurier", "hafen.txt", "named there"):
        assert words in result.stdout
    record = json.loads(ask("show", "1", "--json").stdout)
    assert record["id"] == 1
    start, end = record["cue_spans"][0]
    begin = record["paragraph_start"]
    assert record["paragraph"][start - begin : end - begin] == "warnte"


def test_show_of_a_statement_that_is_not_there(ask) -> None:
    result = ask("show", "77")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tracker: there is no statement 77\n"


def test_search(ask) -> None:
    assert "4" in numbers(ask("search", "bridge"))
    assert ask("search", "Raumfahrt").stderr == "no statement found\n"


@pytest.mark.parametrize("command", ["quotes", "timeline"])
def test_nothing_found_says_where_more_is(ask, command: str) -> None:
    assert ask(command, "--topic", "Nordby", "--scope", "statement").stderr == (
        "no statement found; with --scope article there is\n"
    )
    assert ask(command, "--topic", "Raumfahrt").stderr == "no statement found\n"
    assert ask(command, "--topic", "Raumfahrt", "--scope", "article").stderr == "no statement found\n"


@pytest.mark.parametrize("command", ["quotes", "timeline", "articles"])
def test_an_outlet_that_no_article_is_from(ask, command: str) -> None:
    result = ask(command, "--outlet", "harbour")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tracker: --outlet: no article is from “harbour”\ndid you mean Harbour Post?\n"
    assert "`tracker articles` lists them" in ask(command, "--outlet", "Gazette").stderr
    assert ask(command, "--outlet", "HARBOUR post").exit_code == 0


@pytest.mark.parametrize("command", ["quotes", "timeline"])
def test_an_article_that_is_not_there(ask, command: str) -> None:
    result = ask(command, "--article", "99")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tracker: --article: there is no article 99; `tracker articles` lists them\n"
    assert ask(command, "--article", "1").exit_code == 0


@pytest.mark.parametrize("words", ['"', "%", "*", "a AND", "NEAR(", "x OR y", "-", "col:umn", "(", "'", "", " "])
def test_no_search_is_taken_for_syntax(ask, words: str) -> None:
    for arguments in (["search", "--", words], ["quotes", "--topic", words], ["quotes", "--outlet", words]):
        result = ask(*arguments)
        assert result.exit_code in (0, 1)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("command", ["quotes", "timeline"])
def test_a_word_without_an_option_is_answered_with_the_options(ask, command: str) -> None:
    result = ask(command, "Okafor")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--actor or --topic" in result.stderr


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--actor", "Okafor", "--actor", "Petra Lindholm"], {"1", "2", "4"}),
        (["--topic", "Löhne", "--topic", "Hafen Nordby", "--scope", "statement"], {"3"}),
        (["--topic", "Löhne", "--topic", "bridge", "--scope", "statement"], {"3", "4"}),
        (["--topic", "Nordby", "--topic", "bridge", "--scope", "article"], {"1", "2", "3", "4", "5"}),
        (["--since", "2024-03", "--until", "2024"], {"1", "2", "3", "4", "5"}),
        (["--since", "2024-04"], set()),
        (["--until", "2024-02"], set()),
        (["--until", "2023"], set()),
    ],
)
def test_several_of_a_filter_and_whole_months(ask, filters: list[str], found: set[str]) -> None:
    result = ask("quotes", *filters, "--jsonl")
    assert {str(json.loads(line)["id"]) for line in result.stdout.splitlines()} == found


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_month_that_there_is_not(ask, option: str) -> None:
    result = ask("quotes", option, "2024-13")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(f"{option}: “2024-13” is no month")


def test_columns_that_are_chosen(ask) -> None:
    result = ask("quotes", "--act", "warning", "--csv", "--columns", "id, actors,paragraph")
    header, row = csv.reader(io.StringIO(result.stdout))
    assert header == ["id", "actors", "paragraph"]
    assert row[:2] == ["1", "Petra Lindholm"]
    assert row[2].startswith("Ministerin Petra Lindholm warnte am Mittwoch")
    [record] = json.loads(ask("quotes", "--act", "warning", "--json", "--columns", "link").stdout)
    assert record == {"link": "https://example.org/hafen#:~:text=vor%20einer%20Schlie%C3%9Fung%20des%20Hafens"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--columns", "id"], "--columns: of what?"),
        (["--csv", "--columns", "colour"], "there is no “colour”"),
        (["--csv", "--columns", ","], "names none"),
        (["--excel", "--json"], "--excel and --json exclude each other"),
    ],
)
def test_columns_that_make_no_sense(ask, options: list[str], said: str) -> None:
    result = ask("quotes", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_table_for_excel(ask) -> None:
    table = ask("quotes", "--excel", "--columns", "id,quote").stdout
    assert table.splitlines()[:2] == ["\ufeffid;quote", "4;We will build the bridge,"]


def test_the_words_around_statements_in_german(ask) -> None:
    assert "Petra Lindholm warnt Reederverband: " in ask("timeline", "--lang", "de").stdout
    assert ask("show", "1", "--lang", "de").stdout.startswith("Aussage 1  Warnung, berichtet, Sicherheit 0,90\n")
    assert ask("show", "1", LANG="de_DE.UTF-8").stdout.startswith("Statement 1  ")
    as_json = ask("quotes", "--json").stdout
    assert ask("quotes", "--json", "--lang", "de", LANG="de_DE.UTF-8").stdout == as_json
    assert ask("quotes", "--lang", "eo").exit_code == 2
