import gzip
import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from training_samples import named, write_sources
from typer.testing import CliRunner

from tracker.training.commands import app
from tracker.training.settings import read_settings

WITHOUT = "import sys; sys.modules['torch'] = None; from tracker.training.commands import app; app()"


def without_torch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", WITHOUT, *arguments], capture_output=True, text=True, check=False)


def test_without_torch_it_says_what_to_install(tmp_path: Path) -> None:
    done = without_torch("train", "--corpora", str(tmp_path), "--work", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == 'Error: torch is missing, which training needs: pip install "quote-claim-tracker[train]"\n'


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
        "mean",
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


def test_what_is_wrong_with_the_corpora_is_told_with_file_and_line(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    sources = write_sources(tmp_path)
    file = sources.corpora / "german-news-train.jsonl.gz"
    whole = file.read_bytes()
    lines = gzip.decompress(whole).decode().splitlines()
    other_type = lines[0].replace('"direct"', '"loud"')
    assert other_type != lines[0]
    for content, message in (
        (gzip.compress(b'{"id": "a", "text": "b", "statements": []}\n'), f"{file}, line 1: has no 'language'"),
        (gzip.compress("\n".join([*lines, "no JSON"]).encode()), f"{file}, line {len(lines) + 1}: Expecting value"),
        (gzip.compress(other_type.encode()), f"{file}, line 1: 'loud' is not a valid Kind"),
        (gzip.compress(b"[1]\n"), f"{file}, line 1: "),
        (whole[: len(whole) // 2], f"{file}: behind line "),
        (b"not compressed", f"{file}: behind line 0, Not a gzipped file"),
    ):
        file.write_bytes(content)
        done = CliRunner().invoke(app, ["examples", *named(sources), "--settings", "tiny"])
        assert done.exit_code == 1, done.output
        assert done.stderr.startswith(f"Error: {message}")
        assert done.stderr.count("\n") == 1


def test_a_text_that_is_not_the_annotated_one_is_told(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    sources = write_sources(tmp_path)
    assert sources.gold is not None
    file = sources.gold / "german-news-train.jsonl"
    for changed, message in (
        (file.read_text(encoding="utf-8").replace('"sha256": "', '"sha256": "0'), "isn't the one that was annotated"),
        (file.read_text(encoding="utf-8").replace('"id": "', '"id": "other '), "has no text in the corpora"),
    ):
        file.write_text(changed, encoding="utf-8")
        done = CliRunner().invoke(app, ["examples", *named(sources), "--settings", "tiny"])
        assert done.exit_code == 1
        assert done.stderr.startswith(f"Error: {file}, line 1: ")
        assert message in done.stderr


def test_everything_is_told_what_it_lacks_before_it_begins(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    sources = write_sources(tmp_path)
    (sources.corpora / "ner-ewt-dev.jsonl.gz").unlink()
    paths = ["all", *named(sources), "--work", str(tmp_path / "work")]
    wrong = [
        ([*paths, "--teachers", "3"], 2, "several teachers need somebody to teach"),
        ([*paths, "--device", "gpu"], 2, "'gpu' is not one of"),
        ([*paths, "--student", "smal"], 1, "smal"),
        (paths, 1, "ner-ewt-dev.jsonl.gz: not found"),
        (["evaluate", *paths[1:], "--device", "cuda"], 2, "the exported files are measured on the processor"),
    ]
    if not torch.cuda.is_available():
        wrong.append((["train", *paths[1:], "--device", "cuda"], 1, "--device cuda: torch finds none here"))
    for arguments, status, message in wrong:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == status, done.output
        assert message in " ".join(done.stderr.split())
        assert not (tmp_path / "work").exists()


def test_what_an_epoch_shows(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    sources = write_sources(tmp_path)
    done = CliRunner().invoke(app, ["examples", *named(sources), "--settings", "tiny"])
    counts = json.loads(done.stdout)
    assert counts["begins direct"] >= 1
    assert counts["addressee"] == 1
    assert counts["act promise"] == counts["matter"] == 2 * read_settings("tiny").own_times
    assert counts["B-PER"] >= 2


def small_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """A base with two layers as narrow as the settings for tests, in the place of the one that is downloaded."""
    import numpy as np

    from tracker.training import base, steps

    settings = read_settings("tiny")
    width, hidden, random = settings.width, settings.hidden, np.random.default_rng(0)

    def matrix(*shape: int) -> base.Floats:
        return random.normal(0, 0.05, shape).astype(np.float32)

    pieces = [(piece, 0.0) for piece in steps._pieces()]
    weights = {"pieces": matrix(len(pieces), width), "positions": matrix(512, width), "types": matrix(2, width)}
    weights |= {"norm.weight": np.ones(width, np.float32), "norm.bias": matrix(width)}
    for number in settings.layers:
        own = f"layers.{number}."
        for name, rows, columns in (
            ("attention_in", 3 * width, width),
            ("attention_out", width, width),
            ("up", hidden, width),
            ("down", width, hidden),
        ):
            weights |= {f"{own}{name}.weight": matrix(rows, columns), f"{own}{name}.bias": matrix(rows)}
        for name in ("attention_norm", "norm"):
            weights |= {f"{own}{name}.weight": np.ones(width, np.float32), f"{own}{name}.bias": matrix(width)}
    made = base.Base(weights, pieces, settings.epsilon, settings.heads)
    monkeypatch.setattr(base, "load", lambda folder: made)
    monkeypatch.setattr(steps, "fetch_base", lambda work: "the base")


def test_everything_with_several_teachers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from tracker.training import steps
    from tracker.training.checkpoints import epoch_file, read_trained

    small_base(monkeypatch)
    monkeypatch.delenv("TRACKER_MODEL", raising=False)
    paths = [*named(write_sources(tmp_path)), "--work", str(tmp_path)]
    own = resources.files("tracker.training").joinpath("settings", "tiny.toml").read_text(encoding="utf-8")
    student = tmp_path / "student.toml"
    student.write_text(own + "layers_of_pieces = 1\nteacher_layers = 1.0\n", encoding="utf-8")
    train = ["--settings", "tiny", "--teachers", "2", "--student", str(student), "--workers", "0", "--seed", "4"]
    with monkeypatch.context() as here:
        here.setattr("tracker.training.steps.choose_thresholds", lambda *_: {})
        here.setattr("tracker.training.steps.evaluate", lambda *_: {})
        taught_by = []
        taught_losses = steps.taught_losses
        here.setattr(
            steps, "taught_losses", lambda models, settings: taught_by.extend(models) or taught_losses(models, settings)
        )
        done = CliRunner().invoke(app, ["all", *paths, *train])
    assert done.exit_code == 0, done.output
    one, other, taught = (
        read_trained(epoch_file(folder, 2)) for folder in (tmp_path, tmp_path / "teacher-1", tmp_path / "student")
    )
    assert not torch.equal(one.weights["names.weight"], other.weights["names.weight"])
    for teacher, trained in zip(taught_by, (one, other), strict=True):
        assert torch.equal(teacher.names.weight, trained.weights["names.weight"].to(teacher.names.weight.dtype))
    assert taught.settings.layers_of_pieces == 1
    assert (tmp_path / "model" / "encoder.onnx").is_file()
    assert CliRunner().invoke(app, ["export", *paths, "--last-step"]).exit_code == 0
    of_epoch = ["export", *paths, "--last-step", "--checkpoint", str(epoch_file(tmp_path, 2))]
    assert "has averaged weights alone" in CliRunner().invoke(app, of_epoch).stderr
    again = ["distil", *paths, "--settings", str(student), "--workers", "0"]
    assert "has a run already" in CliRunner().invoke(app, again).stderr
    elsewhere = tmp_path / "on"
    elsewhere.mkdir()
    epoch_file(elsewhere, 1).write_bytes(epoch_file(tmp_path, 2).read_bytes())
    still = tmp_path / "still.toml"
    still.write_text(student.read_text().replace("3e-3", "0.0").replace("epochs = 2", "epochs = 1"), encoding="utf-8")
    begun = epoch_file(tmp_path / "student", 2)
    paths[-1] = str(elsewhere)
    done = CliRunner().invoke(app, ["distil", *paths, "--settings", str(still), "--begin-with", str(begun)])
    assert done.exit_code == 0, done.output
    after = read_trained(epoch_file(elsewhere / "student", 1))
    assert all(torch.allclose(after.weights[name], taught.weights[name]) for name in taught.weights)
