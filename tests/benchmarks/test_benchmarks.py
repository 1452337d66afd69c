import json
from pathlib import Path

from tests.benchmarks.running import run_benchmark


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
