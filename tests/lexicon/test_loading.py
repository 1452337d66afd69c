"""What a lexicon that doesn't fit its dataclass is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from tracker.lexicon import LexiconError, languages, load, load_all, loading


class Case(StrEnum):
    DATIVE = "dative"
    GENITIVE = "genitive"


@dataclass(frozen=True)
class Verbs:
    before: frozenset[str]
    cases: Mapping[Case, tuple[str, ...]]


@dataclass(frozen=True)
class Words:
    capitalised: bool
    longest: int
    owner: str
    marks: tuple[str, str]
    verbs: Verbs
    numbers: Mapping[str, int]
    groups: tuple[tuple[str, ...], ...] = ()
    ending: str | None = None


WHOLE = """
capitalised = true
longest = 3
owner = "of"
marks = ["<", ">"]
verbs = { before = "to from", cases = { dative = ["give", "call up"] } }
numbers = { one = 1 }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lexicons beside tracker's own, with the language "xx"."""
    (tmp_path / "xx").mkdir()
    monkeypatch.setattr(loading, "FOLDERS", (*loading.FOLDERS, tmp_path))
    loading._loaded.cache_clear()
    return tmp_path


def loaded(folder: Path, text: str) -> Words:
    (folder / "xx" / "words.toml").write_text(text, encoding="utf-8")
    return load(Words, "words", "xx")


def test_a_file_becomes_a_dataclass(folder: Path) -> None:
    verbs = Verbs(frozenset({"to", "from"}), {Case.DATIVE: ("give", "call up")})
    assert loaded(folder, WHOLE) == Words(True, 3, "of", ("<", ">"), verbs, {"one": 1})


def test_what_has_a_default_may_be_there(folder: Path) -> None:
    words = loaded(folder, 'groups = [["a", "b"], ["c"]]\nending = "s"\n' + WHOLE)
    assert (words.groups, words.ending) == ((("a", "b"), ("c",)), "s")


@pytest.mark.parametrize(
    ("now", "then", "message"),
    [
        ("longest = 3\n", "", "xx/words.toml: longest is missing"),
        ("longest = 3", "longets = 3", "xx/words.toml: longets is no known key, longest is"),
        ("longest = 3", "longest = 3\nfurther = 1", "xx/words.toml: further is no known key"),
        ("longest = 3", 'longest = "3"', "xx/words.toml: longest should be a whole number, not '3'"),
        ("longest = 3", "longest = true", "xx/words.toml: longest should be a whole number, not True"),
        ("capitalised = true", "capitalised = 1", "xx/words.toml: capitalised should be true or false, not 1"),
        ('owner = "of"', 'owner = ["of"]', "xx/words.toml: owner should be a text, not ['of']"),
        ('["<", ">"]', '["<", ">", "|"]', "xx/words.toml: marks should have 2 items, not 3"),
        ('before = "to from"', "before = 1", "xx/words.toml: verbs.before should be a list, not 1"),
        ('before = "to from"', "before = [1]", "xx/words.toml: verbs.before.0 should be a text, not 1"),
        ('before = "to from", ', "", "xx/words.toml: verbs.before is missing"),
        ("cases = {", 'cases = { "dativ" = [],', "xx/words.toml: verbs.cases.dativ is 'dativ', expected one of:"),
        ("numbers = { one = 1 }", 'numbers = "one"', "xx/words.toml: numbers should be a table, not 'one'"),
        ("numbers = { one = 1 }", 'numbers = { one = "1" }', "xx/words.toml: numbers.one should be a whole number"),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_key(folder: Path, now: str, then: str, message: str) -> None:
    assert now in WHOLE
    with pytest.raises(LexiconError) as raised:
        loaded(folder, WHOLE.replace(now, then))
    assert str(raised.value).startswith(message)


def test_a_missing_lexicon_is_named(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"^there is no lexicon xx/words\.toml$"):
        load(Words, "words", "xx")


def test_languages_are_the_folders_that_are_there(folder: Path) -> None:
    loaded(folder, WHOLE)
    assert languages() == ("de", "en", "xx")
    assert languages("words") == ("xx",)
    assert languages("names") == ("de", "en")
    assert [words.longest for words in load_all(Words, "words")] == [3]
