from pathlib import Path

import pytest

from tracker.training.settings import read_settings, settings_of, values_of


@pytest.mark.parametrize(("name", "layers"), [("full", 12), ("teacher", 12), ("small", 6), ("tiny", 2)])
def test_own_settings(name: str, layers: int) -> None:
    settings = read_settings(name)
    assert len(settings.layers) == layers
    assert settings.stretch == settings.words_before + settings.words_after
    assert settings_of(values_of(settings)) == settings


def test_settings_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("layers = [0, 5]\nepochs = 3\n", encoding="utf-8")
    settings = read_settings(str(file))
    assert (settings.layers, settings.epochs) == ((0, 5), 3)


def test_what_is_wrong_is_named() -> None:
    with pytest.raises(ValueError, match="no setting epoch"):
        settings_of({"layers": [0], "epoch": 3})
    with pytest.raises(ValueError, match="`layers` is missing"):
        settings_of({"epochs": 3})
    with pytest.raises(FileNotFoundError):
        read_settings("nowhere.toml")
