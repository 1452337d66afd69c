import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tracker.cli import app
from tracker.evaluation import LabelEvaluation, evaluate_labels, read_gold, read_predicted
from tracker.evaluation.labels import same_names

TEXT = "Mara Feld warnte Kiel vor Hochwasser. Sie sagte am Montag, der Deich sei alt. Ein Anwohner schimpfte laut."
DATE = "2024-03-06"


def at(words: str) -> list[list[int]]:
    return [[TEXT.index(words), TEXT.index(words) + len(words)]]


WARNING = {
    "type": "reported",
    "quote": at("Mara Feld warnte Kiel vor Hochwasser"),
    "act": "warning",
    "standing": "asserted",
    "matter": at("vor Hochwasser"),
    "actors": ["Mara Feld"],
    "addressee_actors": ["Kiel"],
    "link": "name",
}
SAID = {
    "type": "indirect",
    "quote": at("der Deich sei alt"),
    "act": "statement",
    "actors": ["Mara Feld"],
    "said_on": "2024-03-04",
    "link": "pronoun",
}
SCOLDED = {"type": "reported", "quote": at("Ein Anwohner schimpfte laut"), "act": "criticism", "actors": []}
GOLD = [WARNING, SAID, SCOLDED]


def lines(*statements: dict[str, Any]) -> bytes:
    return json.dumps({"id": "a", "text": TEXT, "date": DATE, "statements": statements}).encode()


def measured(*found: dict[str, Any], gold: list[dict[str, Any]] = GOLD) -> LabelEvaluation:
    articles = read_gold(lines(*gold))
    result = evaluate_labels(articles, read_predicted(lines(*found), articles))
    assert result
    return result


def shares(result: LabelEvaluation) -> dict[str, tuple[float, float]]:
    return {figure.name: (round(figure.precision, 3), round(figure.recall, 3)) for figure in result.figures}


def test_gold_itself_is_wholly_right() -> None:
    result = measured(*GOLD)
    assert set(shares(result).values()) == {(1.0, 1.0)}
    assert result.confusions == ()
    assert {(tally.name, tally.right, tally.gold) for tally in result.links} == {
        ("name", 1, 1),
        ("pronoun", 1, 1),
        ("nobody", 1, 1),
    }


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"act": "statement"}, {"act", "act as a whole", "wholly right"}),
        ({"actors": ["Ida Rau"]}, {"speaker's name", "act as a whole", "wholly right"}),
        ({"actors": []}, {"speaker's name", "act as a whole", "wholly right"}),
        ({"addressee_actors": []}, {"addressee's name"}),
        ({"standing": "negated"}, {"standing"}),
        ({"said_on": "2024-03-05"}, {"day", "wholly right"}),
        ({"quote": at("Mara Feld warnte Kiel vor")}, set()),
        ({"quote": at("Kiel vor Hochwasser")}, {"wholly right"}),
        ({"said_on": DATE, "said_on_basis": "published"}, set()),
    ],
)
def test_what_is_wrong_with_a_statement_shows_in_its_figures(change: dict[str, Any], wrong: set[str]) -> None:
    found = shares(measured({**WARNING, **change}, SAID, SCOLDED))
    assert {name for name, figure in found.items() if figure != (1.0, 1.0)} == wrong
    assert all(found[name] == (0.667, 0.667) for name in wrong)


UNTOLD = {"said_on": None, "said_on_basis": "unknown", "said_on_words": "im Mai"}


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ({"said_on": "earlier"}, UNTOLD, True),
        ({"said_on": "earlier"}, {"said_on": DATE, "said_on_basis": "published"}, False),
        ({"said_on": "earlier"}, {"said_on": "2024-03-04"}, False),
        ({"said_on": "2024-03-04"}, UNTOLD, False),
        ({"said_on": None}, UNTOLD, False),
    ],
)
def test_what_was_said_before_on_no_told_day_has_none(gold: dict[str, Any], found: dict[str, Any], right: bool) -> None:
    result = shares(measured({**SAID, **found}, gold=[{**SAID, **gold}]))
    assert result["day"] == result["wholly right"] == ((1.0, 1.0) if right else (0.0, 0.0))


def test_where_the_published_day_is_not_known_nothing_is_earlier() -> None:
    line = json.loads(lines({**SAID, "said_on": None}))
    articles = read_gold(json.dumps({**line, "date": None}).encode())
    result = evaluate_labels(articles, read_predicted(lines({**SAID, **UNTOLD, "said_on_words": None}), articles))
    assert result is not None
    assert shares(result)["day"] == (1.0, 1.0)


def test_matters_are_measured_by_their_characters() -> None:
    found = shares(measured({**WARNING, "matter": at("Hochwasser")}, SAID, {**SCOLDED, "matter": at("laut")}))
    assert found["matter"] == (0.5, round(len("Hochwasser") / len("vor Hochwasser"), 3))
    assert shares(measured({**WARNING, "matter": []}, SAID, SCOLDED))["matter"] == (0.0, 0.0)
    without = [{**WARNING, "matter": []}, SAID, SCOLDED]
    assert "matter" not in shares(measured(*GOLD, gold=without))


def test_a_standing_that_gold_never_has_is_not_measured() -> None:
    without = [{name: value for name, value in each.items() if name != "standing"} for each in GOLD]
    assert "standing" not in shares(measured(*GOLD, gold=without))
    assert "standing" in shares(measured(*GOLD))


def test_a_statement_that_shares_too_few_words_is_another() -> None:
    result = shares(measured({**WARNING, "quote": at("Hochwasser")}, SAID, SCOLDED))
    assert result["found"] == (0.667, 0.667)


def test_speakers_by_what_leads_to_their_names() -> None:
    result = measured({**WARNING, "actors": ["Ida Rau"]}, {**SAID, "actors": []})
    assert [asdict(tally) for tally in result.links] == [
        {"name": "name", "right": 0, "wrong": 1, "open": 0, "missed": 0},
        {"name": "pronoun", "right": 0, "wrong": 0, "open": 1, "missed": 0},
        {"name": "nobody", "right": 0, "wrong": 0, "open": 0, "missed": 1},
    ]


def test_acts_that_are_taken_for_others() -> None:
    result = measured({**WARNING, "act": "statement"}, SAID, SCOLDED)
    assert [asdict(each) for each in result.confusions] == [{"gold": "warning", "predicted": "statement", "times": 1}]
    (warning,) = (row for row in result.acts if row.name == "warning")
    assert (warning.gold, warning.found, warning.act, warning.wholly) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("some", "others", "same"),
    [
        (["Donald Trump"], ["Trump"], True),
        (["Auswärtiges Amt"], ["Auswärtigen Amt"], True),
        (["Bill Clinton"], ["Hillary Clinton"], False),
        (["A. Rau", "B. Lohr"], ["Lohr", "Rau"], True),
        (["A. Rau", "B. Lohr"], ["Rau"], False),
        ([], ["Rau"], False),
        ([], [], True),
        (["Merkels"], ["Merkel"], True),
    ],
)
def test_names_of_the_same_people(some: list[str], others: list[str], same: bool) -> None:
    assert same_names(some, others) is same
    assert same_names(others, some) is same


def test_without_labels_nothing_is_measured() -> None:
    bare = [{"type": "indirect", "quote": at("der Deich sei alt")}]
    articles = read_gold(lines(*bare))
    assert evaluate_labels(articles, read_predicted(lines(*GOLD), articles)) is None
    labelled = read_gold(lines(*GOLD))
    assert evaluate_labels(labelled, read_predicted(lines(*bare), labelled)) is None


@pytest.fixture
def without_text(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    row = {"id": "a", "sha256": sha256(TEXT.encode()).hexdigest(), "statements": GOLD}
    file.write_text(json.dumps(row), encoding="utf-8")
    return file


def test_the_texts_of_gold_may_stand_elsewhere(without_text: Path, tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_bytes(lines())
    (tmp_path / "found.jsonl").write_bytes(lines(*GOLD))
    files = [str(without_text), str(tmp_path / "found.jsonl")]
    done = CliRunner().invoke(app, ["evaluate", *files, "--texts", str(tmp_path / "texts.jsonl"), "--json"])
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["labels"]["figures"]["wholly right"]["f1"] == 1.0
    done = CliRunner().invoke(app, ["evaluate", *files])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "name the corpus that has a with --texts" in done.stderr


def test_another_text_than_the_annotated_one_is_refused(without_text: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_bytes(lines().replace(b"Kiel", b"Bonn"))
    done = CliRunner().invoke(app, ["evaluate", str(without_text), "--texts", str(texts)])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "isn't the one that was annotated" in done.stderr
