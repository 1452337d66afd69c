"""`tracker actors import` and `export`: a newsroom's own names."""

import csv
import io
import json
from pathlib import Path

import pytest
from actor_articles import ORGANISATION, article, speaker, write

from tracker.store import Store

LAWROW, LAVROV = speaker("Sergej Lawrow"), speaker("Sergey Lavrov")
EVIL = speaker("=HYPERLINK Müller", None, ORGANISATION)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.db"
    write(
        path,
        article(1, "2024-03-01", [speaker("Petra Lindholm"), speaker("Karl Lindholm"), LAWROW]),
        article(2, "2024-04-02", [speaker("Petra Sandberg"), LAVROV]),
        article(3, "2024-05-03", [speaker("Jürgen Höß"), EVIL]),
    )
    return path


@pytest.fixture
def state(ask):
    """All that `tracker actors` knows of all actors, whatever their numbers."""

    def look() -> list[dict[str, object]]:
        rows = json.loads(ask("actors", "--json").stdout)
        return sorted(({**row, "id": None} for row in rows), key=str)

    return look


@pytest.fixture
def bring(ask, tmp_path: Path):
    """Imports a file with this content."""

    def run(content: str | bytes):
        path = tmp_path / "names"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ask("actors", "import", str(path))

    return run


def names_of(state: list[dict[str, object]]) -> dict[str, list[str]]:
    return {str(row["name"]): row["names"] for row in state}  # type: ignore[misc]


def test_the_export_has_a_line_for_each_name(ask) -> None:
    ask("actors", "merge", "Petra Lindholm", "Sandberg")
    rows = list(csv.DictReader(io.StringIO(ask("actors", "export").stdout)))
    assert list(rows[0]) == ["actor", "kind", "name", "qid", "statements"]
    names = {(row["actor"], row["name"], row["kind"], row["statements"]) for row in rows}
    assert ("Petra Lindholm", "Petra Sandberg", "person", "1") in names
    assert ("=HYPERLINK Müller", "=HYPERLINK Müller", "organisation", "1") in names
    assert json.loads(ask("actors", "export", "--jsonl").stdout.splitlines()[0]).keys() == rows[0].keys()


@pytest.mark.parametrize("options", [[], ["--excel"], ["--csv"]])
def test_a_round_trip_changes_nothing(ask, state, bring, options: list[str]) -> None:
    ask("actors", "merge", "Petra Lindholm", "Sandberg")
    ask("actors", "rename", "Karl", "Der alte Lindholm")
    ask("actors", "alias", "Höß", "Onkel Jürgen")
    before, history = state(), ask("actors", "history", "--json").stdout
    exported = ask("actors", "export", *options).stdout
    result = bring(exported)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("all as they are: nothing to change\n")
    assert state() == before
    assert ask("actors", "history", "--json").stdout == history
    assert ask("actors", "export", *options).stdout == exported


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_edited_export_says_only_what_was_edited(ask, state, bring, encoding: str) -> None:
    exported = ask("actors", "export", "--excel").stdout.lstrip("\ufeff")
    edited = exported.replace("Petra Sandberg;person;Petra", "Petra Lindholm;person;Petra")
    edited = edited.replace("Jürgen Höß;", "Jürgen Höss;")
    result = bring(edited.encode(encoding))
    assert result.exit_code == 0
    assert "2 actors" in result.stderr
    assert "2 printed names moved" in result.stderr
    assert "to undo: tracker actors undo 1" in result.stderr
    names = names_of(state())
    assert sorted(names["Petra Lindholm"]) == ["Petra Lindholm", "Petra Sandberg"]
    assert names["Jürgen Höss"] == ["Jürgen Höß"]
    [decision] = json.loads(ask("actors", "history", "--json").stdout)
    assert decision["kind"] == "import"
    assert not {"Karl Lindholm", "Sergej Lawrow"} & set(decision["names"])


def test_an_import_is_undone_as_a_whole(ask, state, bring) -> None:
    before = state()
    bring("actor,name\nPetra Lindholm,Petra Sandberg\nDer Verband,=HYPERLINK Müller\nJ. H.,Jürgen Höß\n")
    assert {"Petra Lindholm", "Der Verband", "J. H."} <= set(names_of(state()))
    assert ask("actors", "undo", "1").exit_code == 0
    assert state() == before


def test_formulas_are_verbatim_but_for_excel(ask) -> None:
    assert "\n=HYPERLINK Müller,organisation,=HYPERLINK Müller,," in ask("actors", "export").stdout
    excel = ask("actors", "export", "--excel").stdout
    assert excel.startswith("\ufeffactor;kind;name;qid;statements\n")
    assert "\n'=HYPERLINK Müller;organisation;'=HYPERLINK Müller;;" in excel


def test_a_register_may_come_before_the_articles(ask, tmp_path: Path, state, bring) -> None:
    (tmp_path / "tracker.db").unlink()
    assert bring("actor,name,kind\nPetra Lindholm,Petra Sandberg,person\n").exit_code == 0
    write(tmp_path / "tracker.db", article(1, "2024-03-01", [speaker("Petra Lindholm"), speaker("Petra Sandberg")]))
    assert names_of(state()) == {"Petra Lindholm": ["Petra Lindholm", "Petra Sandberg"]}


WIKIDATA = [
    {"id": "Q1", "labels": {"de": "Petra Lindholm"}, "aliases": {"en": ["Petra Sandberg", "Piri Lindholm"]}},
    {"id": "Q2", "labels": {"de": "Karl Lindholm"}, "aliases": {"de": ["Kalle Lindholm"]}},
]


def test_a_file_from_wikidata(ask, state, bring) -> None:
    result = bring("\n".join(map(json.dumps, WIKIDATA)))
    assert result.exit_code == 0
    names = names_of(state())
    assert sorted(names["Petra Lindholm"]) == ["Petra Lindholm", "Petra Sandberg"]
    assert json.loads(ask("actors", "Piri", "--json").stdout)[0]["name"] == "Petra Lindholm"
    exported = list(csv.DictReader(io.StringIO(ask("actors", "export").stdout)))
    assert {(row["name"], row["qid"]) for row in exported if row["qid"]} == {
        *(("Petra Lindholm", "Q1"), ("Petra Sandberg", "Q1"), ("Piri Lindholm", "Q1")),
        *(("Karl Lindholm", "Q2"), ("Kalle Lindholm", "Q2")),
    }


def test_a_name_of_two_actors_is_told_and_links_nothing(state, bring) -> None:
    before = names_of(state())
    entities = [{**entity, "aliases": {"de": ["Sergej Lawrow"]}} for entity in WIKIDATA]
    result = bring("\n".join(map(json.dumps, entities)))
    assert result.exit_code == 0
    assert "1 name of several actors, which link nothing: Sergej Lawrow" in result.stderr
    assert names_of(state()) == before


def test_bad_lines_are_named_and_the_rest_is_imported(tmp_path: Path, state, bring) -> None:
    result = bring("actor,name\nPetra Lindholm,Petra Sandberg\n,Karl\nx,…\n")
    assert (result.exit_code, result.stdout) == (1, "")
    path = tmp_path / "names"
    assert result.stderr.splitlines()[:2] == [f"{path}, line 3: no actor", f"{path}, line 4: “…” is no name"]
    assert "Petra Sandberg" in names_of(state())["Petra Lindholm"]


def test_of_many_bad_lines_the_first_are_named(bring) -> None:
    result = bring("actor,name\n" + "x,\n" * 1000)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 51
    assert "950 further lines" in result.stderr


@pytest.mark.parametrize("content", ["", "nur ein Text\n", b"\x00\x01\x02\xff", "{kaputt\n", b"PK\x03\x04\x00\x00"])
def test_what_is_no_register_changes_nothing(ask, state, bring, content: str | bytes) -> None:
    before = state()
    result = bring(content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert state() == before
    assert ask("actors", "history", "--json").stdout == "[]\n"


def test_a_bad_register_makes_no_database(tmp_path: Path, bring) -> None:
    (tmp_path / "tracker.db").unlink()
    assert bring("nur ein Text\n").exit_code == 1
    assert not (tmp_path / "tracker.db").exists()


def test_a_file_that_is_not_there(ask, tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.csv", "no such file"), (tmp_path, "folder")):
        result = ask("actors", "import", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr


def test_standard_input(process, database: Path) -> None:
    with Store.open(database) as store:
        before = len(store.actors())
    done = process("actors", "import", "-", input="actor;name\nPetra Lindholm;Petra Sandberg\n".encode("utf-8-sig"))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"-: 1 actor with 2 names; ")
    with Store.open(database) as store:
        assert len(store.actors()) == before - 1


def test_excel_and_json_exclude_each_other(ask) -> None:
    assert ask("actors", "export", "--excel", "--json").exit_code == 2
