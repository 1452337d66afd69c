"""`tracker check` and what it can mend, as a user runs it."""

import json
import os
import sqlite3

import pytest


def change(database, *commands) -> None:
    connection = sqlite3.connect(database)
    for command in commands:
        connection.execute(command)
    connection.commit()
    connection.close()


def test_all_in_order(ask) -> None:
    result = ask("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 articles, 5 statements: all in order\n", "")


def test_all_in_order_as_json(ask) -> None:
    result = ask("check", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"articles": 2, "statements": 5, "problems": []}


def test_each_problem_is_a_line(ask, database) -> None:
    change(database, "UPDATE statements SET quote = 'nichts' WHERE id = 2", "DROP INDEX mentions_name")
    result = ask("check")
    assert result.exit_code == 1
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [line[:2] for line in lines] == [["mentions_name", ""], ["statements", "2"]]
    assert all(len(line) == 3 for line in lines)
    assert result.stderr == "1 of 2 can be mended: tracker check --repair\n"


def test_problems_as_json(ask, database) -> None:
    change(database, "UPDATE articles SET words = 1 WHERE id = 1")
    result = ask("check", "--json")
    assert result.exit_code == 1
    [problem] = json.loads(result.stdout)["problems"]
    assert (problem["table"], problem["row"], problem["can_be_mended"]) == ("articles", 1, False)


def test_repair_says_what_it_did_and_where_the_copy_is(ask, database) -> None:
    change(database, "DROP INDEX mentions_name", "DELETE FROM words WHERE word = 'bridge'")
    result = ask("check", "--repair")
    assert result.exit_code == 0
    *done, last = result.stdout.splitlines()
    assert [line.split(":")[0] for line in done] == ["schema", "vocabulary"]
    assert last == "2 articles, 5 statements: all in order"
    assert result.stderr == f"the database as it was: {database}.before-repair\n"
    assert ask("check").exit_code == 0
    assert len(ask("quotes", "--topic", "bridge").stdout.splitlines()) == 2


def test_repair_says_what_it_could_not_do(ask, database) -> None:
    change(database, "UPDATE statements SET quote = 'nichts' WHERE id = 2", "DROP INDEX mentions_name")
    result = ask("check", "--repair", "--json")
    assert result.exit_code == 1
    record = json.loads(result.stdout)
    assert {problem["table"] for problem in record["problems"]} == {"statements"}
    assert record["done"][0].startswith("schema: ")
    assert record["copy"] == f"{database}.before-repair"
    assert "could not be mended:" in ask("check", "--repair").stderr


def test_what_stands_in_the_database_does_not_act_on_the_terminal(ask, database) -> None:
    change(database, "UPDATE statements SET act = char(27) || '[2J' WHERE id = 1")
    assert "\x1b" not in ask("check").stdout


def test_no_database(ask, tmp_path) -> None:
    result = ask("check", TRACKER_DB=str(tmp_path / "none.db"))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_a_damaged_database(ask, database) -> None:
    content = bytearray(database.read_bytes())
    for page in range(12, len(content) // 4096 - 1, 2):
        content[page * 4096 : page * 4096 + 2048] = b"\x5a" * 2048
    database.write_bytes(content)
    for arguments in (["check"], ["check", "--repair"]):
        result = ask(*arguments)
        assert result.exit_code == 1
        assert "Traceback" not in result.stderr
        assert result.stdout or result.stderr.count("\n") == 1
    assert database.read_bytes() == bytes(content)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_database_that_may_not_be_written(ask, database) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o555)
    try:
        result = ask("check")
    finally:
        database.parent.chmod(0o755)
    assert result.exit_code == 1
    assert "read-only" in result.stderr


@pytest.mark.parametrize("end", [0, 1, 100, 4096, 20_000])
def test_a_file_that_was_cut_off(ask, database, end) -> None:
    content = database.read_bytes()[:end]
    database.write_bytes(content)
    for arguments in (["check"], ["quotes"], ["actors"], ["ingest", "-"]):
        result = ask(*arguments)
        assert result.exit_code in (0, 1)
        assert "Traceback" not in result.stderr
        assert result.exit_code or end == 0
