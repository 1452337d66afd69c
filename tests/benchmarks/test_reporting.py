import json
from pathlib import Path

from tests.benchmarks.reporting import REPORTS
from tests.benchmarks.running import run_benchmark


def test_reports_are_made_and_figures_written(tmp_path: Path) -> None:
    figures = tmp_path / "new" / "figures.json"
    options = ["--articles", "20", "--statements", "50", "--runs", "1", "--json", str(figures)]
    assert "50 statements" in run_benchmark("tests.benchmarks.reporting", options)
    reports = json.loads(figures.read_text(encoding="utf-8"))["reports"]
    assert [each["name"] for each in reports] == list(REPORTS)
    assert all(each["seconds"] > 0 and each["size"] > 10_000 for each in reports)
