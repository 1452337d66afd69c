"""The words of each language, as data: a folder per language, and in it a TOML file per subject."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

ANY = "any"  # the folder of words that belong to no single language


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon ("de", "en"), in alphabetical order."""
    folders = (entry for entry in resources.files(__name__).iterdir() if entry.is_dir())
    return tuple(sorted(folder.name for folder in folders if folder.name.isalpha() and folder.name != ANY))


@cache
def load(subject: str, language: str = ANY) -> dict[str, Any]:
    """The lexicon of a subject ("acts", "dates") in a language ("de", "en"), read once.

    Raises FileNotFoundError where the language has no such lexicon.
    """
    path = resources.files(__name__) / language / f"{subject}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
