import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.evaluation import Evaluation, Figure, evaluate, read_gold, read_predicted

TEXT = "Die Brücke bleibt zu, sagte Mara Feld dem Rat. Der Rat widersprach."
MARKED = "„Wir bauen die Brücke im Herbst neu“, sagte Ministerin Mara Feld am Montag vor der Presse in Nordby."

Line = dict[str, Any]


def at(*words: str, text: str = TEXT) -> list[list[int]]:
    return [[text.index(each), text.index(each) + len(each)] for each in words]


def statement(kind: str | None = "indirect", **roles: list[list[int]]) -> Line:
    return {"type": kind, **roles}


def article(*statements: Line, **fields: object) -> Line:
    return {"id": "a", "text": TEXT, "statements": list(statements), **fields}


def json_lines(*objects: Line) -> bytes:
    return "".join(json.dumps(each) + "\n" for each in objects).encode()


def measured(gold: Line, *found: Line) -> dict[str, Figure]:
    return {figure.name: figure for figure in whole(gold, *found).figures}


def whole(gold: Line, *found: Line) -> Evaluation:
    articles = read_gold(json_lines(gold))
    return evaluate(articles, read_predicted(json_lines({"id": "a", "statements": list(found)}), articles))


FELD = statement(
    quote=at("Die Brücke bleibt zu"),
    cue=at("sagte"),
    speaker=at("Mara Feld"),
    frame=at("sagte Mara Feld dem Rat"),
    addressee=at("dem Rat"),
)
RAT = statement("reported", quote=at("Der Rat widersprach"), speaker=at("Der Rat"))


def test_gold_itself_is_perfect() -> None:
    found = whole(article(FELD, RAT), RAT, FELD)
    assert (found.gold, found.predicted) == (2, 2)
    assert {(figure.precision, figure.recall, figure.f1) for figure in found.figures} == {(1.0, 1.0, 1.0)}
    assert [figure.name for figure in found.figures] == [
        *("quote", "speaker", "cue", "frame", "addressee", "roles", "joint"),
        *("type", "type:indirect", "type:reported"),
    ]


def test_shares_of_tokens_are_averaged_over_statements() -> None:
    # Four tokens in gold and two found of the first quote; the second isn't found; a third is made up.
    found = statement(quote=at("Die Brücke"), speaker=at("sagte Mara Feld"))
    made_up = statement("direct", quote=at("dem Rat."), cue=at("sagte"))
    figures = measured(article(FELD, RAT), found, made_up)
    assert figures["quote"].precision == pytest.approx((2 / 2 + 0) / 2)
    assert figures["quote"].recall == pytest.approx((2 / 4 + 0) / 2)
    assert figures["quote"].f1 == pytest.approx(2 * 0.5 * 0.25 / 0.75)
    assert figures["speaker"].precision == pytest.approx(2 / 3)
    assert figures["speaker"].recall == pytest.approx((2 / 2 + 0) / 2)
    assert figures["cue"] == Figure("cue", 0.0, 0.0)
    assert figures["roles"].recall == pytest.approx((1 + 0 + 0 + 0 + 0) / 5)
    assert figures["joint"].precision == pytest.approx((1 + 0 + 2 / 3 + 0) / 4)
    assert figures["type"] == Figure("type", 1 / 2, 1 / 2, gold=2)
    assert figures["type:indirect"] == Figure("type:indirect", 1.0, 1.0, gold=1)
    assert figures["type:reported"] == Figure("type:reported", 0.0, 0.0, gold=1)


def test_a_statement_that_is_not_found_costs_recall_alone() -> None:
    quote = measured(article(FELD, RAT), FELD)["quote"]
    assert (quote.precision, quote.recall) == (1.0, 0.5)


def test_a_statement_that_is_not_there_costs_precision_alone() -> None:
    quote = measured(article(FELD), FELD, RAT)["quote"]
    assert (quote.precision, quote.recall) == (0.5, 1.0)


def test_statements_are_paired_so_that_the_sum_is_the_largest() -> None:
    # Whoever pairs the two likeliest first leaves nothing for the others.
    long = statement(quote=at("Die Brücke bleibt zu"), cue=at("sagte"))
    short = statement(quote=at("bleibt zu"), cue=at("Rat"))
    beginning = statement(quote=at("Die Brücke"), cue=at("sagte"))
    likest_long = statement(quote=at("Brücke bleibt zu"), cue=at("Rat"))
    assert measured(article(long, short), likest_long, beginning)["cue"].recall == 1.0


def test_the_same_kind_decides_between_equal_quotes() -> None:
    direct = statement("direct", quote=at("Die Brücke"), cue=at("sagte"))
    indirect = statement("indirect", quote=at("Die Brücke"), cue=at("Rat"))
    for gold in ((direct, indirect), (indirect, direct)):
        assert measured(article(*gold), direct, indirect)["type"].f1 == 1.0
        assert measured(article(*gold), indirect, direct)["cue"].f1 == 1.0


def test_roles_that_gold_never_has_are_left_out() -> None:
    gold = statement(quote=at("Die Brücke bleibt zu"), cue=at("sagte"))
    figures = measured(article(gold), FELD)
    assert {"frame", "addressee", "speaker"}.isdisjoint(figures)
    assert figures["roles"].f1 == figures["joint"].f1 == 1.0


def test_a_kind_that_is_not_given_counts_nowhere() -> None:
    figures = measured(article(FELD | {"type": None}), FELD)
    assert figures["type"] == Figure("type", 0.0, 0.0, gold=0)
    assert "type:indirect" not in figures


def test_a_prediction_without_a_quote_is_none() -> None:
    found = whole(article(FELD), FELD | {"quote": []}, {"type": "direct"})
    assert (found.gold, found.predicted) == (1, 0)


def test_a_token_counts_once_a_span_touches_it() -> None:
    gold = article(statement(quote=at("ücke")))
    assert measured(gold, statement(quote=at("Brücke")))["quote"].f1 == 1.0
    assert measured(gold, statement(quote=at("Brü")))["quote"].f1 == 1.0


def test_the_tokens_of_gold_are_used_where_it_has_them() -> None:
    found = statement(quote=at("Die"))
    gold = statement(quote=at("Die Brücke"))
    assert measured(article(gold), found)["quote"].recall == 1 / 2
    assert measured(article(gold, tokens=at("Die Brücke", "bleibt")), found)["quote"].recall == 1.0


def test_articles_without_an_entry_count_as_empty() -> None:
    articles = read_gold(json_lines(article(FELD), article(FELD, id="b")))
    found = read_predicted(json_lines(article(FELD), article(FELD, id="elsewhere")), articles)
    evaluation = evaluate(articles, found)
    assert (evaluation.gold, evaluation.predicted) == (2, 1)
    assert evaluation.figures[0] == Figure("quote", 1.0, 0.5)


WORDS = [list(match.span()) for match in re.finditer(r"\w+", TEXT)]
spans = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
statements = st.lists(
    st.builds(statement, st.sampled_from(["direct", "indirect", None]), quote=spans, speaker=spans, cue=spans),
    min_size=1,
    max_size=5,
)


@given(statements, statements)
def test_figures_are_shares_and_gold_itself_is_perfect(gold: list[Line], found: list[Line]) -> None:
    figures = measured(article(*gold), *found)
    assert all(0.0 <= share <= 1.0 for each in figures.values() for share in (each.precision, each.recall))
    assert measured(article(*gold), *gold)["quote"].f1 == pytest.approx(1.0)


@given(statements, statements)
def test_exchanging_gold_and_prediction_exchanges_precision_and_recall(one: list[Line], other: list[Line]) -> None:
    there, back = measured(article(*one[:1]), *other[:1]), measured(article(*other[:1]), *one[:1])
    for role in ("quote", "speaker", "cue"):
        assert (there[role].precision, there[role].recall) == (back[role].recall, back[role].precision)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command in a folder with the files that are given as bytes."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str, **files: bytes) -> Result:
        for name, data in files.items():
            Path(f"{name}.jsonl").write_bytes(data)
        return CliRunner().invoke(app, ["evaluate", *arguments])

    return go


def test_in_a_pipe_each_figure_is_a_line(run: Callable[..., Result]) -> None:
    result = run("gold.jsonl", "found.jsonl", gold=json_lines(article(FELD, RAT)), found=json_lines(article(FELD)))
    assert result.exit_code == 0, result.output
    assert result.stderr == "2 gold statements, 1 predicted\n"
    assert result.stdout.splitlines()[0] == "quote\t1.000\t0.500\t0.667"


def test_json_has_all_figures(run: Callable[..., Result]) -> None:
    data = json_lines(article(FELD, RAT))
    result = run("--json", "gold.jsonl", "gold.jsonl", gold=gzip.compress(data))
    record = json.loads(result.stdout)
    assert (record["gold"], record["predicted"]) == (2, 2)
    assert record["joint"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert record["type:reported"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}


def test_without_predictions_the_texts_are_read(run: Callable[..., Result]) -> None:
    gold = {
        "id": "a",
        "text": MARKED,
        "language": "de",
        "statements": [
            statement("direct", quote=at("„Wir bauen die Brücke im Herbst neu“", text=MARKED)),
        ],
    }
    between = json.loads(run("--json", "gold.jsonl", gold=json_lines(gold)).stdout)["quote"]
    including = json.loads(run("--json", "--marks", "gold.jsonl").stdout)["quote"]
    assert (between["precision"], between["recall"]) == (1.0, pytest.approx(7 / 9))
    assert including == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_extract_writes_spans_with_marks_where_they_are_asked_for(run: Callable[..., Result]) -> None:
    def quoted(*options: str) -> str:
        found = CliRunner().invoke(app, ["extract", *options, "article.jsonl"])
        [[start, end]] = json.loads(found.stdout)["statements"][0]["quote"]
        return MARKED[start:end]

    Path("article.jsonl").write_bytes(json_lines({"id": "a", "text": MARKED, "language": "de"}))
    assert quoted("--marks") == f"„{quoted()}“" == "„Wir bauen die Brücke im Herbst neu“"


def test_articles_that_predictions_lack_are_said(run: Callable[..., Result]) -> None:
    result = run(
        "gold.jsonl",
        "found.jsonl",
        gold=json_lines(article(FELD), article(RAT, id="b")),
        found=json_lines(article(FELD)),
    )
    assert result.exit_code == 0
    assert "without 1 of the 2 articles" in result.stderr


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{broken\n", "not JSON"),
        (b"[]\n", "not a JSON object"),
        (json_lines(article(FELD, id=None)), "`id`"),
        (json_lines(article(FELD, id="first")), "`id` is that of line 1"),
        (json_lines(article(FELD, text="")), "`text`"),
        (json_lines(article(FELD, statements=None)), "`statements`"),
        (json_lines(article(FELD, statements={})), "`statements`"),
        (json_lines(article("said")), "statement 1: not an object"),  # type: ignore[arg-type]
        (json_lines(article(FELD, statement(speaker=at("Rat")))), "statement 2: without a `quote`"),
        (json_lines(article(FELD | {"cue": [[60, 999]]})), "outside the text"),
        (json_lines(article(FELD | {"cue": [[-3, 2]]})), "outside the text"),
        (json_lines(article(FELD | {"cue": [[5, 5]]})), "[5, 5] where a span"),
        (json_lines(article(FELD | {"cue": [[True, 5]]})), "where a span"),
        (json_lines(article(FELD | {"cue": [5, 9]})), "5 where a span"),
        (json_lines(article(FELD | {"cue": "sagte"})), "`cue` must be a list"),
        (json_lines(article(FELD | {"type": 3})), "`type`"),
        (json_lines(article(FELD, tokens=[[4, 9], [0, 3]])), "`tokens` overlap or are out of order"),
        (json_lines(article(FELD, date="soon")), "`date`"),
    ],
)
def test_a_bad_line_of_gold_is_named(run: Callable[..., Result], line: bytes, problem: str) -> None:
    result = run("gold.jsonl", gold=json_lines(article(FELD, id="first")) + line)
    assert (result.exit_code, result.stdout) == (1, "")
    [said] = result.stderr.splitlines()
    assert said.startswith("tracker: gold.jsonl, line 2")
    assert problem in said


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "empty"), (b"\x00\x01\x02", "gold.jsonl"), (json_lines(article()), "without a statement")],
)
def test_a_file_that_is_no_gold_is_one_line(run: Callable[..., Result], data: bytes, problem: str) -> None:
    result = run("gold.jsonl", gold=data)
    assert (result.exit_code, result.stdout) == (1, "")
    [said] = result.stderr.splitlines()
    assert problem in said


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (json_lines(article(FELD | {"quote": [[0, 999]]})), "found.jsonl, line 1, statement 1"),
        (json_lines({"id": "a"}), "line 1: without `statements`"),
        (json_lines(article(FELD, id="b")), "none of the articles"),
    ],
)
def test_bad_predictions_are_one_line(run: Callable[..., Result], found: bytes, problem: str) -> None:
    result = run("gold.jsonl", "found.jsonl", gold=json_lines(article(FELD)), found=found)
    assert (result.exit_code, result.stdout) == (1, "")
    [said] = result.stderr.splitlines()
    assert problem in said


@pytest.mark.parametrize(
    ("arguments", "status"), [(["missing.jsonl"], 1), (["."], 1), (["-", "-"], 2), (["--marks", "a", "b"], 2)]
)
def test_files_that_are_none_and_options_that_make_no_sense(
    run: Callable[..., Result], arguments: list[str], status: int
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert len(result.stderr.splitlines()) == 1
