import json
from pathlib import Path

from tests.benchmarks.running import run_benchmark


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
