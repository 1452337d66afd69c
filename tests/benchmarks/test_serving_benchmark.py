import json
from pathlib import Path

from tests.benchmarks.running import run_benchmark


def test_pages_are_asked_for_and_figures_written(tmp_path: Path) -> None:
    figures = tmp_path / "new" / "figures.json"
    options = ["--articles", "30", "--runs", "1", "--json", str(figures)]
    assert "goal" in run_benchmark("tests.benchmarks.serving", options)
    record = json.loads(figures.read_text(encoding="utf-8"))
    assert record["first"].keys() == record["medians"].keys()
    assert all(seconds > 0 for seconds in record["first"].values())
    assert record["median"] <= record["worst"]
