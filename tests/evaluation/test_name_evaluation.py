"""What is measured of names: those whose span and kind are right."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracker.cli import app
from tracker.evaluation import evaluate_names, read_gold, read_predicted_names
from tracker.reading.errors import ReadingError

TEXT = "Mara Feld sagte in Riga, der Hafenverband irre."
FELD, RIGA, VERBAND = [0, 9, "person"], [19, 23, "place"], [29, 41, "organisation"]
SAID = {"quote": [[25, 46]]}


def lines(*articles: dict[str, object]) -> bytes:
    return "".join(json.dumps({"text": TEXT, "statements": [SAID], **each}) + "\n" for each in articles).encode()


def mentions(*names: list[object]) -> list[dict[str, object]]:
    return [{"span": [start, end], "kind": kind, "name": "?"} for start, end, kind in names]


def measured(found: list[dict[str, object]], **gold: object) -> dict[str, tuple[float, float]]:
    articles = read_gold(lines({"id": "a", "names": [FELD, RIGA, VERBAND], **gold}, {"id": "b"}))
    predicted = read_predicted_names(lines({"id": "a", "mentions": found}, {"id": "b", "mentions": found}), articles)
    return {each.name: (each.precision, each.recall) for each in evaluate_names(articles, predicted)}


def test_a_name_is_right_where_its_span_and_its_kind_are() -> None:
    found = mentions(FELD, [19, 23, "person"], [25, 41, "organisation"])
    assert measured(found) == {"name:person": (0.5, 1.0), "name:organisation": (0.0, 0.0), "name:place": (0.0, 0.0)}
    assert set(measured(mentions(FELD, RIGA, VERBAND)).values()) == {(1.0, 1.0)}


def test_articles_whose_names_are_not_annotated_are_left_out() -> None:
    assert measured(mentions(FELD), names=None) == {}
    assert measured(mentions(FELD), names=[FELD]) == {"name:person": (1.0, 1.0)}


@pytest.mark.parametrize("names", ["Feld", [[0, 9]], [[0, 99, "person"]]])
def test_names_that_are_none_are_refused_with_their_line(names: object) -> None:
    with pytest.raises(ReadingError, match=r"line 1.*`names`"):
        read_gold(lines({"id": "a", "names": names}))


def test_the_command_measures_what_a_program_wrote(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_bytes(lines({"id": "a", "names": [FELD, RIGA]}))
    found.write_bytes(lines({"id": "a", "mentions": mentions(FELD)}))
    result = CliRunner().invoke(app, ["evaluate", str(gold), str(found)])
    assert result.exit_code == 0, result.stderr
    assert "name:person\t1.000\t1.000\t1.000" in result.stdout
    assert "name:place\t0.000\t0.000\t0.000" in result.stdout
    found.write_bytes(lines({"id": "a"}))
    assert "name:" not in CliRunner().invoke(app, ["evaluate", str(gold), str(found)]).stdout
