from pathlib import Path

import pytest

from tracker.training.settings import read_settings, settings_of, values_of


@pytest.mark.parametrize(
    ("name", "layers"), [("full", 12), ("teacher", 12), ("further", 12), ("small", 6), ("tiny", 2)]
)
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


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("[times]\ngerman-new = 3", "`times` has german-new, not one of german-news, polnear"),
        ("[languages]\nger = 2.0", "`languages` has ger, not one of de, en"),
    ],
)
def test_what_there_is_not_is_named(tmp_path: Path, lines: str, told: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"layers = [0]\n{lines}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_settings(str(file))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("layers", 12, "a list of whole numbers"),
        ("layers", [0, "1"], "a list of whole numbers"),
        ("overlaps", 0.2, "a list of numbers"),
        ("batch", 8.5, "a whole number"),
        ("batch", True, "a whole number"),
        ("dropout", "a little", "a number"),
        ("dropout", [0.1], "a number"),
        ("times", 2, "a table of whole numbers"),
        ("times", {"german-news": 0.5}, "a table of whole numbers"),
        ("shares", {"polnear": "all"}, "a table of numbers"),
    ],
)
def test_what_is_of_another_type_is_named(name: str, value: object, told: str) -> None:
    with pytest.raises(ValueError, match=f"`{name}` is .*, not {told}"):
        settings_of({"layers": [0]} | {name: value})


def test_whole_numbers_will_do_for_others() -> None:
    assert settings_of({"layers": [0], "dropout": 0, "overlaps": [0, 0.5]}).overlaps == (0, 0.5)
