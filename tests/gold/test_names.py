"""Names in gold: from forms by kind to spans."""

from pathlib import Path

import pytest

from tracker.gold.__main__ import main
from tracker.gold.files import names_in, read_forms, read_rows, with_names, write_rows
from tracker.terms import ReferentKind

FORMS = """[person]
Hillary Clinton|Joseph R. Biden Jr.|Theresa May
Donald
[organisation]
New York Times|Times
[place]
New York
"""
TEXT = "Hillary Clinton told the New York\nTimes in New York in May that Biden's team and the Clinton campaign differ."


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    file = tmp_path / "forms.txt"
    file.write_text(FORMS, encoding="utf-8")
    return file


def test_the_longest_form_counts_and_surnames_and_what_people_lead_too(forms: Path) -> None:
    found = [(" ".join(span.of(TEXT).split()), kind.value) for span, kind in names_in(TEXT, read_forms(forms))]
    assert found == [
        ("Hillary Clinton", "person"),
        ("New York Times", "organisation"),
        ("New York", "place"),
        ("Biden", "person"),
        ("Clinton campaign", "organisation"),
    ]


def test_names_stand_before_the_statements_and_are_replaced(forms: Path) -> None:
    row = {"id": "a", "names": [[0, 1, "place"]], "statements": []}
    named = with_names(row, "Donald", read_forms(forms))
    assert list(named) == ["id", "names", "statements"]
    assert named["names"] == [[0, 6, ReferentKind.PERSON.value]]
    assert with_names(row, "nobody", {})["names"] == []


def test_the_command_marks_articles_of_its_language(forms: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": "a", "language": "en", "text": TEXT, "statements": []},
        {"id": "b", "language": "de", "text": "Donald", "statements": []},
    ]
    write_rows(gold, rows)
    assert main(["names", str(gold), "--forms", str(forms), "--language", "en"]) == 0
    marked = read_rows(gold)
    assert len(marked[0]["names"]) == 5
    assert marked[1] == rows[1]


def test_forms_without_a_kind_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "forms.txt"
    file.write_text("Donald", encoding="utf-8")
    write_rows(tmp_path / "gold.jsonl", [])
    assert main(["names", str(tmp_path / "gold.jsonl"), "--forms", str(file), "--language", "en"]) == 1
    assert capsys.readouterr().err == f"{file}, line 1: forms before the first [kind]\n"


def test_an_article_has_forms_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, forms = tmp_path / "gold.jsonl", tmp_path / "forms.jsonl"
    rows = [{"id": each, "language": "en", "text": "Denzel Washington", "statements": []} for each in ("a", "b", "c")]
    write_rows(gold, rows)
    forms.write_text('{"id": "a", "place": ["Washington"]}\n{"id": "c", "person": ["Denzel Washington"]}\n')
    assert main(["names", str(gold), "--forms", str(forms)]) == 0
    assert [row.get("names") for row in read_rows(gold)] == [[[7, 17, "place"]], None, [[0, 17, "person"]]]
    forms.write_text('{"person": ["Denzel"]}\n')
    assert main(["names", str(gold), "--forms", str(forms)]) == 1
    assert capsys.readouterr().err == f"{forms}, line 1: not an article's id with forms by kind\n"
