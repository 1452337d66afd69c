import gzip
import json
import shutil
import sys
from importlib import resources
from pathlib import Path

import pytest

from tests.benchmarks.beside_others import Program, run
from tests.benchmarks.running import run_benchmark


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
