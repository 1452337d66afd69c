import csv
import io
import json

import pytest

from tracker.store.rows.statements import TimelineEntry
from tracker.views.formats import Format
from tracker.views.records import (
    STATEMENT_FIELDS,
    TIMELINE_FIELDS,
    statement_record,
    timeline_record,
    write_records,
)

DOCUMENTED = {
    *("id", "article_id", "kind", "quote", "quote_spans", "speaker", "actors", "cue", "act", "addressee"),
    *(
        "addressee_actors",
        "said_on",
        "said_on_basis",
        "published_on",
        "outlet",
        "url",
        "confidence",
        "inside",
        "matter",
        "standing",
    ),
}


def written(capsys, records, written_as: Format, names=STATEMENT_FIELDS) -> str:
    write_records(records, written_as, names)
    return capsys.readouterr().out


def test_a_statement_has_the_documented_fields(row) -> None:
    assert set(statement_record(row())) >= DOCUMENTED


def test_json_is_one_array(row, capsys) -> None:
    records = [statement_record(row()), statement_record(row(id=4))]
    assert json.loads(written(capsys, records, Format.JSON)) == records
    assert json.loads(written(capsys, records[:1], Format.JSON)) == records[:1]
    assert json.loads(written(capsys, [], Format.JSON)) == []


def test_json_lines_are_one_object_a_line(row, capsys) -> None:
    records = [statement_record(row(quote="zwei\nZeilen\u2028hier")), statement_record(row(id=4))]
    lines = written(capsys, records, Format.JSON_LINES).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == records


def test_json_keeps_umlauts_readable_and_escapes_what_could_act(row, capsys) -> None:
    document = written(capsys, [statement_record(row(quote="schön \x1b[2J \u202e \x9b"))], Format.JSON)
    assert "schön \\u001b[2J \\u202e \\u009b" in document


def test_csv_has_headings_and_joins_lists(row, capsys) -> None:
    statement = row(actors=["A", "B"], quote='Er sagte: "Nein",\nund ging', quote_spans=[[1, 5], [8, 12]])
    [record] = csv.DictReader(io.StringIO(written(capsys, [statement_record(statement)], Format.CSV), newline=""))
    assert record["actors"] == "A; B"
    assert record["quote_spans"] == "1-5; 8-12"
    assert record["quote"] == 'Er sagte: "Nein",\nund ging'
    assert record["inside"] == ""


def test_csv_lines_end_as_the_standard_has_it(row, capsysbinary) -> None:
    write_records([statement_record(row())], Format.CSV, STATEMENT_FIELDS)
    assert capsysbinary.readouterr().out.count(b"\r\n") == 2


@pytest.mark.parametrize("quote", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\x1b[2J"])
def test_csv_never_alters_a_quote(row, capsys, quote: str) -> None:
    output = written(capsys, [statement_record(row(quote=quote))], Format.CSV)
    [record] = csv.DictReader(io.StringIO(output, newline=""))
    assert record["quote"] == quote


def test_csv_on_a_terminal_is_harmless(row, screen) -> None:
    stdout = screen()
    write_records([statement_record(row(quote="\x1b[2J\u202eabc"))], Format.CSV, STATEMENT_FIELDS)
    assert "␛[2Jabc" in stdout.text


def test_a_timeline_entry_has_its_sources(row, capsys) -> None:
    entry = TimelineEntry("2024-03-06", row(), [row(), row(id=7)])
    [read] = json.loads(written(capsys, [timeline_record(entry)], Format.JSON))
    assert read["day"] == "2024-03-06"
    assert [source["id"] for source in read["sources"]] == [3, 7]
    output = written(capsys, [timeline_record(entry)], Format.CSV, TIMELINE_FIELDS)
    [record] = csv.DictReader(io.StringIO(output, newline=""))
    assert record["sources"] == "3; 7"


def test_an_empty_listing_has_only_headings_in_csv(capsys) -> None:
    assert written(capsys, [], Format.CSV) == ",".join(STATEMENT_FIELDS) + "\r\n"
