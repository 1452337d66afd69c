import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from training_samples import ENGLISH, GERMAN, named, write_sources
from typer.testing import CliRunner

from tracker.extraction.document.document import document_of
from tracker.extraction.document.words import tokenizer
from tracker.extraction.encoder import Model as Asked
from tracker.extraction.encoder import Scores, Task, score
from tracker.training.commands import app
from tracker.training.settings import read_settings, values_of

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")

from tracker.training.asking import asked, shape_of  # noqa: E402
from tracker.training.averaging import mean  # noqa: E402
from tracker.training.checkpoints import Trained, epoch_file, read_trained, save_trained  # noqa: E402
from tracker.training.export import export, graphs_of  # noqa: E402
from tracker.training.loop import prepare  # noqa: E402
from tracker.training.model import Model  # noqa: E402
from tracker.training.restoring import restored  # noqa: E402
from tracker.training.steps import last_trained  # noqa: E402

SETTINGS = replace(read_settings("tiny"), layers=(0, 1, 2), role_layers=2)


@pytest.fixture(scope="module", params=[0, 1], ids=["pieces throughout", "words above"])
def trained(request: pytest.FixtureRequest) -> Trained:
    """A model whose every weight counts: none is 0 or 1 as when it begins."""
    prepare(0, "cpu", threads=1)
    settings = replace(SETTINGS, layers_of_pieces=request.param)
    model = Model(settings, tokenizer().get_vocab_size())
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
        model.anchors[2].bias[0] = 0
    return Trained(settings, tokenizer().get_vocab_size(), model.state_dict())


@pytest.fixture(scope="module")
def exported(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("work")
    export(trained, write_sources(work), work / "model", "tried")
    return work / "model"


def sessions(files: dict[str, bytes]) -> Asked:

    loaded = {
        name: onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"]) for name, file in files.items()
    }
    return Asked(loaded.__getitem__, shape_of(SETTINGS))


def scored(model: Asked) -> list[Scores]:
    return list(score((Task(document_of(text, "")) for text in (GERMAN, ENGLISH)), 1, model))


def furthest(one: list[Scores], other: list[Scores]) -> float:
    """The largest difference of any probability."""
    largest = 0.0
    for here, there in zip(one, other, strict=True):
        largest = max(largest, float(np.abs(here.names - there.names).max()))
        both = {each.word: each for each in there.anchors}
        for anchor in here.anchors:
            counterpart = both[anchor.word]
            largest = max(largest, abs(anchor.probability - counterpart.probability))
            if anchor.kind is counterpart.kind:
                for what in ("roles", "acts", "standings"):
                    differences = np.abs(getattr(anchor, what) - getattr(counterpart, what))
                    largest = max(largest, float(differences.max()))
    return largest


def test_the_graphs_say_what_the_model_says(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.training.asking.autocast", lambda _: torch.autocast("cpu", enabled=False))
    whole = {name: graph.SerializeToString() for name, graph in graphs_of(trained, whole_embeddings=True).items()}
    of_torch, of_graphs = scored(asked(trained.model(), trained.settings)), scored(sessions(whole))
    assert sum(len(each.anchors) for each in of_torch) > 10
    assert furthest(of_torch, of_graphs) < 1e-4


def test_whole_numbers_say_nearly_the_same(trained: Trained, exported: Path) -> None:
    files = {name: (exported / f"{name}.onnx").read_bytes() for name in ("encoder", "roles")}
    assert furthest(scored(asked(trained.model(), trained.settings)), scored(sessions(files))) < 0.05
    operators = {node.op_type for file in files.values() for node in onnx.load_from_string(file).graph.node}
    assert {"MultiHeadAttention", "MatMul", "BiasGelu"} <= operators
    assert not {"DynamicQuantizeLinear", "MatMulInteger"} & operators  # they make the result depend on the machine


def test_from_the_files_back_to_the_weights(trained: Trained, exported: Path) -> None:
    back = restored(exported)
    for name in ("width", "heads", "hidden", "role_width", "role_layers", "role_heads", "words_before", "words_after"):
        assert getattr(back.settings, name) == getattr(SETTINGS, name)
    assert len(back.settings.layers) == len(SETTINGS.layers)
    assert back.settings.layers_of_pieces == trained.settings.layers_of_pieces
    assert back.pieces == trained.pieces
    assert furthest(scored(asked(back.model(), back.settings)), scored(asked(trained.model(), trained.settings))) < 0.05
    lost = {"encoder.positions.weight", "encoder.piece_type"}  # one in sum
    lost |= {"roles.scores.3.weight", "roles.scores.3.bias"}  # the borders of spans
    lost.add("encoder.marks.weight")  # of the other guidelines
    lost.add("roles.distances.weight")  # a vector that no distance has
    for name, weights in trained.weights.items():
        if name not in lost and not name.startswith(("antecedents.", "dates.")):  # which aren't exported
            assert torch.linalg.norm(back.weights[name] - weights) <= 0.01 * torch.linalg.norm(weights) + 1e-6, name


def test_what_is_no_model_of_ours_cannot_be_restored(exported: Path, tmp_path: Path) -> None:
    for name in ("encoder.onnx", "roles.onnx", "shape.toml"):
        (tmp_path / name).write_bytes((exported / name.replace("roles", "encoder")).read_bytes())
    with pytest.raises(ValueError, match="isn't a model that was made by"):
        restored(tmp_path)
    (tmp_path / "roles.onnx").unlink()
    with pytest.raises(FileNotFoundError):
        restored(tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"nothing of the sort")
    with pytest.raises(ValueError, match=r"encoder\.onnx: is no ONNX file"):
        restored(tmp_path)


def test_a_model_with_another_vocabulary_is_not_exported(trained: Trained, tmp_path: Path) -> None:
    other = replace(trained, pieces=trained.pieces + 1)
    save_trained(other, epoch_file(tmp_path, 1))
    paths = [*named(write_sources(tmp_path)), "--work", str(tmp_path)]
    for command in (["export", *paths], ["evaluate", *paths, "--checkpoint", str(epoch_file(tmp_path, 1))]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 1
        assert f"has a vocabulary of {other.pieces} pieces, where tracker's own has {trained.pieces}" in done.stderr


def test_the_mean_of_two_runs(trained: Trained, tmp_path: Path) -> None:
    files = [tmp_path / "one.pt", tmp_path / "other.pt"]
    save_trained(trained, files[0])
    save_trained(replace(trained, weights={name: value + 1 for name, value in trained.weights.items()}), files[1])
    done = CliRunner().invoke(app, ["mean", *map(str, files), "--work", str(tmp_path / "mean")])
    between = read_trained(Path(done.stdout.strip()))
    for name, value in trained.weights.items():
        assert torch.allclose(between.weights[name], value + 0.5, atol=1e-6), name
    save_trained(replace(trained, weights={"names.bias": torch.zeros(3)}), files[1])
    failed = CliRunner().invoke(app, ["mean", *map(str, files), "--work", str(tmp_path / "mean")])
    assert failed.exit_code == 1
    assert "aren't models of one form" in failed.stderr


def test_training_on_from_the_files(exported: Path, tmp_path: Path) -> None:
    paths = [*named(write_sources(tmp_path)), "--work", str(tmp_path)]
    done = CliRunner().invoke(app, ["restore", "--model", str(exported), "--work", str(tmp_path)])
    checkpoint = done.stdout.strip()
    assert Path(checkpoint).parent == tmp_path
    assert last_trained(tmp_path).settings == read_trained(Path(checkpoint)).settings  # can teach as it is
    other = CliRunner().invoke(app, ["train", *paths, "--settings", "tiny", "--begin-with", checkpoint])
    assert other.exit_code == 1
    assert "role_layers is 2" in other.stderr
    values = values_of(replace(SETTINGS, encoder_rate=0.0, head_rate=0.0, epochs=1))
    values["texts"] = "{ner-wikiann-de = 2, ner-wikiann-en = 2}"
    own = "".join(f"{name} = {list(value) if isinstance(value, tuple) else value}\n" for name, value in values.items())
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    done = CliRunner().invoke(
        app, ["train", *paths, "--settings", str(tmp_path / "own.toml"), "--begin-with", checkpoint]
    )
    assert done.exit_code == 0, done.output
    before, after = read_trained(Path(checkpoint)), read_trained(epoch_file(tmp_path, 1))
    assert all(torch.allclose(after.weights[name], before.weights[name]) for name in before.weights)


def test_the_folder_is_a_model(exported: Path) -> None:
    program = "from tracker.extraction import extract, versions; import sys\n"
    program += "extract(sys.argv[1], None, 'de'); print(versions().model)"
    done = subprocess.run(
        [sys.executable, "-c", program, GERMAN],
        env=os.environ | {"TRACKER_MODEL": str(exported)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "tried"
    names = {"encoder.onnx", "roles.onnx", "tokenizer.json", "boundaries.json", "acts.npz", "thresholds.toml"}
    assert {file.name for file in exported.iterdir()} == names | {"shape.toml", "version.txt"}


def test_from_the_command_line(trained: Trained, tmp_path: Path) -> None:
    save_trained(trained, epoch_file(tmp_path, 3))
    paths = [*named(write_sources(tmp_path)), "--work", str(tmp_path)]
    done = CliRunner().invoke(app, ["export", *paths, "--version", "v9"])
    assert done.stdout.strip() == str(tmp_path / "model")
    command = [sys.executable, "-m", "tracker.training", "evaluate", *paths]  # reads the model's files, once a process
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert figures["german-news"].keys() >= {"quote", "speaker", "addressee", "joint", "type:direct"}
    assert figures["tracker's own gold of german-news"].keys() >= {"joint", "act as a whole"}
    assert figures["ner-germeval"].keys() == {"names"}
    checkpoint = CliRunner().invoke(
        app, ["evaluate", *paths, "--checkpoint", str(epoch_file(tmp_path, 3)), "--articles", "1"]
    )
    assert json.loads(checkpoint.stdout).keys() == figures.keys()


def test_the_mean_with_what_was_restored_has_the_rest_of_the_run(trained: Trained, exported: Path) -> None:
    back = restored(exported)
    between = mean(back.weights, trained.weights)
    assert between.keys() == trained.weights.keys()
    for name, value in between.items():
        one, other = back.weights.get(name, trained.weights[name]), trained.weights[name]
        assert torch.allclose(value, (one + other) / 2, atol=1e-6)
    assert any(name not in back.weights for name in between)
    without = {name: value for name, value in trained.weights.items() if not name.startswith("names.")}
    with pytest.raises(ValueError, match="of one form"):
        mean(without, trained.weights)
