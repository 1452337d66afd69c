"""The benchmarks run as a user runs them, and write their figures."""

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import pytest

from tests.benchmarks.beside_others import Program, run
from tests.benchmarks.large_database import build, generated
from tests.benchmarks.reporting import REPORTS
from tracker.extraction.statements import words_of
from tracker.store import StatementQuery, Store

CHECKOUT = Path(__file__).parents[2]


def run_benchmark(module: str, options: Sequence[str]) -> str:
    """What the benchmark prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_benchmarks_run_and_write_their_figures(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    text = '"We will build the bridge next year," Jan Okafor told reporters on Wednesday.'
    corpus.write_text(json.dumps({"id": "a", "text": text, "date": "2024-03-08"}) + "\n", encoding="utf-8")
    figures = tmp_path / "new" / "figures.json"
    sizes = ["--runs", "1", "--repetitions", "1", "--names", "300", "--corpus", str(corpus), "--json", str(figures)]
    printed = run_benchmark("tests.benchmarks", sizes)
    assert "timeline --topic Ukraine" in printed
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert record["questions"][0]["best_ratio"] == 1.0
    for each in record["throughput"]:
        assert (each["articles"], each["words"], each["windows"]) == (1, len(text.split()), 1)
        assert each["articles_a_second"] > 0
        assert len(each["extraction"]) == len(each["model"]) == 1
        assert all(share < 1 for share in each["not_the_model"])
    (linked,) = record["linking"]
    assert linked["names"] == 300
    assert 200 < linked["actors"] <= 300
    assert record["one_article"]["actors"] > 200
    assert 0 < record["one_article"]["without_names"] < record["one_article"]["worst"]


def test_reports_are_made_and_figures_written(tmp_path: Path) -> None:
    figures = tmp_path / "new" / "figures.json"
    options = ["--articles", "20", "--statements", "50", "--runs", "1", "--json", str(figures)]
    assert "50 statements" in run_benchmark("tests.benchmarks.reporting", options)
    reports = json.loads(figures.read_text(encoding="utf-8"))["reports"]
    assert [each["name"] for each in reports] == list(REPORTS)
    assert all(each["seconds"] > 0 and each["size"] > 10_000 for each in reports)


def test_pages_are_asked_for_and_figures_written(tmp_path: Path) -> None:
    figures = tmp_path / "new" / "figures.json"
    options = ["--articles", "30", "--runs", "1", "--json", str(figures)]
    assert "goal" in run_benchmark("tests.benchmarks.serving", options)
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert record["first"].keys() == record["medians"].keys()
    assert all(seconds > 0 for seconds in record["first"].values())
    assert record["median"] <= record["worst"]


def test_the_benchmark_runs_and_writes_its_figures(tmp_path: Path) -> None:
    figures = tmp_path / "new" / "figures.json"
    sizes = ["--articles", "1", "--repetitions", "1", "--few", "1", "--many", "2", "--json", str(figures)]
    printed = run_benchmark("tests.benchmarks.ingesting", sizes)
    assert "memory of many" in printed
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert {each["articles"] for each in record["speed"]} == {1}
    assert all(len(each["ingest"]) == len(each["model"]) == 1 for each in record["speed"])
    assert (record["few"]["articles"], record["many"]["articles"]) == (1, 2)
    assert record["known"]["articles"] == 2
    assert record["few"]["megabytes"] > 50


def test_two_models_are_compared(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "a", "text": "“The crane fell at dawn,” Jan Okafor told reporters."}) + "\n")
    with resources.as_file(resources.files("tracker.extraction") / "model") as shipped:
        shutil.copytree(shipped, tmp_path / "copied")
    options = [str(corpus), "--model", str(tmp_path / "copied"), "--repetitions", "1"]
    heading, _, own, copied = run_benchmark("tests.benchmarks.beside_others", options).splitlines()
    assert heading == "1 articles; times: tracker with copied"
    assert own.startswith("tracker ")
    assert copied.split()[:3] == ["tracker", "with", "copied"]
    assert copied.split()[4] == copied.split()[6] == "1.00"


def test_a_program_that_fails_is_no_fast_one(capsys: pytest.CaptureFixture[str]) -> None:
    program = "import sys; print('no such pipeline', file=sys.stderr); raise SystemExit(3)"
    with pytest.raises(SystemExit, match="broken failed with status 3"):
        run(Program("broken", (sys.executable, "-c", program), {}))
    assert capsys.readouterr().err == "no such pipeline\n"


def test_what_is_made_up_is_the_same_for_the_same_seed_and_in_order(tmp_path: Path) -> None:
    first, again, other = (list(generated(300, seed)) for seed in (3, 3, 4))
    assert first == again != other
    for article, extraction in first:
        assert all(words_of(article.text, statement.quote) for statement in extraction.statements)
    build(tmp_path / "t.db", 300, seed=3)
    with Store.open(tmp_path / "t.db", create=False) as store:
        checked = store.check()
        assert (checked.articles, checked.problems) == (len({article.text for article, _ in first}), [])
        assert len(store.statements(StatementQuery(sure=False))) > 0.1 * checked.statements
        articles = store.articles()
        assert any(row.family != row.id for row in articles)
        assert any(row.newest_version for row in articles)


def test_questions_are_asked_and_figures_written(tmp_path: Path) -> None:
    figures, database = tmp_path / "new" / "figures.json", tmp_path / "large.db"
    options = ["--articles", "20", "--runs", "1", "--json", str(figures), "--database", str(database)]
    printed = run_benchmark("tests.benchmarks.asking_at_scale", options)
    assert "timeline --topic Ukraine" in printed
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert record["bytes_a_statement"] > record["bytes_of_text_a_statement"] > 0
    assert {each["name"] for each in record["questions"]} >= {"python itself", "quotes", "search Ukraine", "actors"}
    assert database.exists()
