"""Which model finds statements: the best one, or another that the environment names."""

import json
import os
import subprocess
import sys
from pathlib import Path

ARTICLE = "„Die Brücke öffnet im Mai“, sagte Bürgermeisterin Hanna Voigt am Montag in Lohra."


def extract(model: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tracker", "extract", "-"],
        input=ARTICLE,
        capture_output=True,
        text=True,
        env=os.environ | {"TRACKER_MODEL": model},
    )


def test_the_free_model_comes_with_tracker() -> None:
    found = extract("free")
    assert found.returncode == 0, found.stderr
    (statement,) = json.loads(found.stdout)["statements"]
    assert statement["actors"] == ["Hanna Voigt"]
    assert statement["confidence"] != json.loads(extract("best").stdout)["statements"][0]["confidence"]


def test_a_model_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    for model in ("frei", str(tmp_path / "none"), str(tmp_path)):
        refused = extract(model)
        assert refused.returncode == 1
        (line,) = refused.stderr.splitlines()
        assert line.startswith(f"tracker: TRACKER_MODEL={model}: no folder with a model (")
        assert line.endswith("), and none that comes with tracker (best, free)")
