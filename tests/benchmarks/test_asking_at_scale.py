import json
from pathlib import Path

from tests.benchmarks.large_database import build, generated
from tests.benchmarks.running import run_benchmark
from tracker.extraction.statements import words_of
from tracker.store import StatementQuery, Store


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
