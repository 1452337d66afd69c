import json
import subprocess
import sys
from pathlib import Path

import pytest
from training_samples import write_corpora
from typer.testing import CliRunner

from tracker.training.commands import app

WITHOUT = "import sys; sys.modules['torch'] = None; from tracker.training.commands import app; app()"


def without_torch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", WITHOUT, *arguments], capture_output=True, text=True, check=False)


def test_without_torch_it_says_what_to_install(tmp_path: Path) -> None:
    done = without_torch("train", "--corpora", str(tmp_path), "--work", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == 'Error: torch is missing, which training needs: pip install "tracker[train]"\n'


def test_help_needs_no_torch() -> None:
    done = without_torch("--help")
    assert done.returncode == 0
    for step in (
        "base",
        "vocabulary",
        "examples",
        "train",
        "distil",
        "restore",
        "export",
        "thresholds",
        "evaluate",
        "all",
    ):
        assert step in done.stdout


def test_errors_in_one_line(tmp_path: Path) -> None:
    paths = ["--corpora", str(tmp_path / "corpora"), "--work", str(tmp_path)]
    pytest.importorskip("torch")
    for arguments, message in (
        (["examples", "--corpora", str(tmp_path)], "german-news-train.jsonl.gz: not found"),
        (["examples", "--corpora", str(tmp_path), "--settings", "none.toml"], "none.toml"),
        (["export", *paths], "epoch-1.pt"),
    ):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 1
        assert done.stderr.startswith("Error: ")
        assert message in done.stderr
        assert done.stderr.count("\n") == 1


def test_what_an_epoch_shows(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    corpora = write_corpora(tmp_path / "corpora")
    done = CliRunner().invoke(app, ["examples", "--corpora", str(corpora), "--settings", "tiny"])
    counts = json.loads(done.stdout)
    assert counts["begins direct"] >= 1
    assert counts["addressee"] == 1
    assert counts["B-PER"] >= 2
