"""Registers of names read: tables, and files from Wikidata."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.actors.registers import RegisterEntry, changed, entries_of, entry_of_entity, shared_names
from tracker.reading.registers import LONGEST_NAME, RegisterProblem, is_json, read_entities, read_table

HEADINGS = "actor,name,kind,qid\n"


def table(text: str) -> tuple[list[RegisterEntry], list[str]]:
    """The entries of a table, and what is wrong with its lines."""
    rows = list(read_table(io.StringIO(text), "names.csv"))
    return entries_of(row for row in rows if not isinstance(row, RegisterProblem)), problems_in(rows)


def wikidata(*records: object) -> tuple[list[RegisterEntry], list[str]]:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    entities = list(read_entities(lines, "wikidata.jsonl"))
    entries = [entry_of_entity(*each) for each in entities if not isinstance(each, RegisterProblem)]
    return entries, problems_in(entities)


def problems_in(found) -> list[str]:
    return [str(each) for each in found if isinstance(each, RegisterProblem)]


# Tables.


def test_the_rows_of_an_actor_are_one_entry() -> None:
    text = (
        HEADINGS
        + "Petra Lindholm,P. Lindholm,person,Q7\nJan Okafor,Okafor,,\nPetra Lindholm,Petra Sandberg,person,Q7\n"
    )
    entries, problems = table(text)
    assert entries == [
        RegisterEntry("Petra Lindholm", ("P. Lindholm", "Petra Lindholm", "Petra Sandberg"), "person", "Q7"),
        RegisterEntry("Jan Okafor", ("Jan Okafor", "Okafor")),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "actor;name\nPetra Lindholm;Sandberg, Petra\n",
        "actor\tname\nPetra Lindholm\tSandberg, Petra\n",
        '\ufeffActor ,NAME\r\nPetra Lindholm,"Sandberg, Petra"\r\n',
        "sep=;\nname;remark;actor\nSandberg, Petra;seit 2024;Petra  Lindholm \n",
        "\n;;\nactor;name;kind;qid\n\n;;;\nPetra Lindholm;Sandberg, Petra\n",
    ],
)
def test_a_table_may_look_as_spreadsheets_write_it(text: str) -> None:
    assert table(text) == ([RegisterEntry("Petra Lindholm", ("Petra Lindholm", "Sandberg, Petra"))], [])


def test_namesakes_of_other_kinds_or_qids_are_two_entries() -> None:
    entries, _ = table(
        HEADINGS
        + "Washington,Denzel W.,person,Q1\nWashington,USA,place,Q2\nKarl Weber,K. Weber,,Q3\nKarl Weber,Weber,,Q4\n"
    )
    assert [(entry.name, entry.kind, entry.qid) for entry in entries] == [
        ("Washington", "person", "Q1"),
        ("Washington", "place", "Q2"),
        ("Karl Weber", None, "Q3"),
        ("Karl Weber", None, "Q4"),
    ]
    assert len({entry.key for entry in entries}) == 4


def test_an_added_row_needs_no_kind_and_no_qid() -> None:
    [entry], _ = table(HEADINGS + "Jan Okafor,Jan Okafor,person,Q5\nJan Okafor,Johnny,,\nJAN OKAFOR,Jannis,,\n")
    assert entry == RegisterEntry("Jan Okafor", ("Jan Okafor", "Jannis", "Johnny"), "person", "Q5")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",Okafor,,", "no actor"),
        ("Jan Okafor,  ,,", "no name"),
        ("Jan Okafor", "no name"),
        ("Jan Okafor,…,,", "“…” is no name"),
        ("Jan Okafor,Okafor,mensch,", "“mensch” is no kind"),
        ("Jan Okafor,Okafor,,P31", "“P31” is no QID"),
        ("Jan Okafor,Okafor, Jan,person,Q5", "5 cells for 4 columns"),
        ('Jan Okafor,"Okafor,,', "quotation mark"),
        ('Jan Okafor,"Ok"afor,,', "quotation mark"),
        (f"Jan Okafor,{'x' * (LONGEST_NAME + 1)},,", "too long for a name"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: str, said: str) -> None:
    entries, [problem] = table(f"{HEADINGS}Anna Ost,A. Ost,,\n{line}\nBeate West,B. West,,\n")
    assert [entry.name for entry in entries] == ["Anna Ost", "Beate West"]
    assert problem.startswith("names.csv, line 3: ")
    assert said in problem


@pytest.mark.parametrize("text", ["", "\n\n", "Petra Lindholm,Sandberg\n", "name,kind\nx,person\n"])
def test_a_table_without_its_headings_is_refused(text: str) -> None:
    entries, [problem] = table(text)
    assert entries == []
    assert "no column “actor”; the first line must name the columns: actor,name,kind,qid" in problem


def test_an_apostrophe_that_keeps_excel_from_computing_is_no_part_of_a_name() -> None:
    [entry], _ = table("actor,name\n'=Acht+Zehn,'@acht\n")
    assert (entry.name, entry.names) == ("=Acht+Zehn", ("=Acht+Zehn", "@acht"))
    [entry], _ = table("actor,name\n't Hooft,'t Hooft\n")
    assert entry.name == "'t Hooft"


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).map(
    lambda x: f"a{x}"
)
KINDS = st.sampled_from(["person", "organisation", "place", "other"])
QIDS = st.none() | st.integers(1, 3).map(lambda number: f"Q{number}")


@given(st.lists(st.tuples(NAMES, NAMES, KINDS, QIDS), max_size=8), st.sampled_from(",;\t"))
def test_what_was_exported_comes_back_the_same(rows, separator: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows([("actor", "name", "kind", "qid"), *rows])
    entries, problems = table(written.getvalue())
    assert problems == []
    assert entries == entries_of(rows)
    assert changed(entries, entries_of(rows)) == []


def test_only_entries_that_were_altered_are_new() -> None:
    before = entries_of([("Anna Ost", "Anna Ost", "person", None), ("Jan Okafor", "Jan Okafor", "person", None)])
    after = entries_of([("Anna Ost", "Anna Ost", "person", None), ("Jan Okafor", "Johnny", "person", None)])
    assert changed(after, before) == [RegisterEntry("Jan Okafor", ("Jan Okafor", "Johnny"), "person")]


def test_a_name_of_several_entries_is_left_out_of_those_that_changed() -> None:
    rows = [("Anna Ost", "Ost", "person", None), ("Bernd Ost", "Ost", "person", None)]
    altered = entries_of([*rows, ("Bernd Ost", "Berni", "person", None)])
    assert changed(altered, entries_of(rows)) == [RegisterEntry("Bernd Ost", ("Bernd Ost", "Berni"), "person")]
    assert shared_names(altered) == ["Ost"]


# Wikidata.

LAVROV = {
    "type": "item",
    "id": "Q58217",
    "labels": {
        "de": {"language": "de", "value": "Sergei Lawrow"},
        "en": {"language": "en", "value": "Sergey Lavrov"},
        "fr": {"language": "fr", "value": "Sergueï Lavrov"},
    },
    "aliases": {"de": [{"language": "de", "value": "Sergej Lawrow"}], "en-gb": [{"value": "Sergei Lavrov"}]},
    "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]},
}


def test_an_entity_of_a_dump_has_its_german_and_english_names() -> None:
    [entry], problems = wikidata("[", json.dumps(LAVROV) + ",", "]")
    names = ("Sergei Lavrov", "Sergei Lawrow", "Sergej Lawrow", "Sergey Lavrov")
    assert entry == RegisterEntry("Sergei Lawrow", names, "person", "Q58217", shown=False)
    assert problems == []


def test_an_entity_in_short() -> None:
    record = {"qid": "http://www.wikidata.org/entity/Q9", "kind": "organisation", "labels": {"en": "Harbour Board"}}
    [entry], _ = wikidata({**record, "aliases": {"de": ["Hafenamt", ""], "en": "HB"}})
    assert entry == RegisterEntry(
        "Harbour Board", ("HB", "Hafenamt", "Harbour Board"), "organisation", "Q9", shown=False
    )


def test_an_entity_without_a_german_or_english_name_has_its_others() -> None:
    [entry], _ = wikidata({"id": "Q4", "labels": {"uk": "Олена Вронська"}, "aliases": {"pl": ["Ołena Wronska"]}})
    assert entry.names == ("Ołena Wronska", "Олена Вронська")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("{kaputt", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ("[1]", "no entity"),
        ({"labels": {"de": "Anna"}}, "no QID"),
        ({"id": "P31", "labels": {"de": "ist ein"}}, "“P31” is no QID"),
        ({"id": "Q6"}, "Q6 has no labels"),
        ({"id": "Q6", "labels": ["Anna"], "aliases": 7}, "Q6 has no labels"),
        ({"id": "Q6", "labels": {"de": {"value": None}}}, "Q6 has no labels"),
        ({"id": 6, "labels": {"de": "Anna"}}, "no QID"),
    ],
)
def test_a_bad_entity_is_named_and_the_rest_goes_on(record: object, said: str) -> None:
    entries, [problem] = wikidata(LAVROV, record, {"id": "Q7", "labels": {"de": "Anna Ost"}, "claims": {"P31": [None]}})
    assert [entry.qid for entry in entries] == ["Q58217", "Q7"]
    assert problem.startswith("wikidata.jsonl, line 2: ")
    assert said in problem


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["de", "value", "id", "P31"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "labels", "aliases", "claims", "kind"]), VALUES))
def test_no_entity_is_more_than_a_problem(record) -> None:
    entries, problems = wikidata({"id": "Q1", **record})
    assert len(entries) + len(problems) == 1


@pytest.mark.parametrize(("beginning", "json_lines"), [('\ufeff\n {"id"', True), ("[\n", True), ("actor,name", False)])
def test_a_file_is_recognised_by_its_beginning(beginning: str, json_lines: bool) -> None:
    assert is_json(beginning) is json_lines
